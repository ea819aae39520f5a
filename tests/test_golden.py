"""What the seeds' brief, and a site of it, looks like, to the byte; `make golden` writes the files anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension
from syrupy.location import PyTestLocation

import briefgen
from briefgen.site.entries import entry_of
from briefgen.site.pages import FEED, INDEX, site


@pytest.mark.parametrize("form", ["md", "txt", "html", "json"])
def test_the_seeds_brief(seed_briefing: briefgen.Briefing, form: str, snapshot: SnapshotAssertion) -> None:
    made = briefgen.render(seed_briefing, form)
    assert made == snapshot(extension_class=golden(form), name="seeds")


@pytest.mark.parametrize("name", [INDEX, FEED])
def test_the_site_of_the_seeds_brief(seed_briefing: briefgen.Briefing, name: str, snapshot: SnapshotAssertion) -> None:
    brief = json.loads(briefgen.render(seed_briefing, "json"))
    made = site([entry_of(brief, "brief-2026-11-22", ("html", "md", "json"))])[name]
    # Of the page its list: styles and scripts are files of their own.
    shown = "".join(re.findall(r"(?s)<main>.*</main>", made)) or made
    assert shown.encode() == snapshot(extension_class=golden(name.partition(".")[2]), name="site")


class Golden(SingleFileSnapshotExtension):
    """One file a snapshot, in the folder of the golden files."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).with_name("golden") / test_location.basename)


def golden(form: str) -> type[Golden]:
    return type(form, (Golden,), {"file_extension": form})
