"""What the seeds' brief looks like, to the byte; `make golden` writes the files anew."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

import briefgen


@pytest.mark.parametrize("form", ["md", "txt", "html", "json"])
def test_the_seeds_brief(seed_briefing: briefgen.Briefing, form: str, snapshot: SnapshotAssertion) -> None:
    made = briefgen.render(seed_briefing, form)
    assert made == snapshot(extension_class=golden(form), name="seeds")


def golden(form: str) -> type[SingleFileSnapshotExtension]:
    return type(form, (SingleFileSnapshotExtension,), {"file_extension": form, "snapshot_dirname": "golden"})
