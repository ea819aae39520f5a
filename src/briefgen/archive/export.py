"""The archive -> a folder that any program can read: editions as their JSON, reports as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from briefgen.archive.store import Archive
from briefgen.model import Report
from briefgen.publish import stem, write_all, write_lines


def export(archive: Archive, folder: Path) -> Iterator[Path]:
    """Write all that is kept into the folder; return each path once it is there.

    Editions go to editions/PROFILE-DAY.json, to the byte as they were issued;
    reports to reports.jsonl, as they came.
    """
    write_all(folder, {})
    for edition in archive.editions():
        if edition.kept:
            name = stem(f"{edition.profile}-{edition.day}.json")
            yield from write_all(folder / "editions", {name: archive.json_of(edition)})
    yield write_lines(folder / "reports.jsonl", (_line(*one) for one in archive.all_reports()))


def _line(report: Report, first_seen: str, addresses: tuple[str, ...]) -> bytes:
    row = {
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "language": report.language,
        "found_at": list(addresses),
        "first_seen": first_seen,
        "sha256": report.sha256,
        "text": report.text,
    }
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
