"""What the seeds' brief looks like, to the byte; `make golden` writes the files anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from syrupy.location import PyTestLocation

import briefgen


@pytest.mark.parametrize("form", ["md", "txt", "html", "json"])
def test_the_seeds_brief(seed_briefing: briefgen.Briefing, form: str, snapshot: SnapshotAssertion) -> None:
    made = briefgen.render(seed_briefing, form)
    assert made == snapshot(extension_class=golden(form), name="seeds")


class Golden(SingleFileSnapshotExtension):
    """One file a snapshot, in the folder of the golden files."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).with_name("golden") / test_location.basename)


def golden(form: str) -> type[Golden]:
    return type(form, (Golden,), {"file_extension": form})
