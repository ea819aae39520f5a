"""Reports -> rows, each text once -> the same reports again.

What comes out is what went in or an error: the text is held by its hash, the
address by the report's id, all else by a seal.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b, sha256
from typing import Any

from briefgen.archive import search
from briefgen.model import Paragraph, Published, Reading, Report, Role, Source

_INSERT = """INSERT OR IGNORE INTO reports
    (id, sha256, title, outlet, published, language, url, stated, seal, first_seen) VALUES (?,?,?,?,?,?,?,?,?,?)"""

_WHOLE = """
    SELECT reports.number, reports.id, reports.sha256, reports.stated, reports.first_seen, reports.seal, texts.text
    FROM reports LEFT JOIN texts ON texts.sha256 = reports.sha256
    WHERE (texts.text IS NOT NULL OR texts.number IS NULL)"""


def remember(connection: sqlite3.Connection, reports: Iterable[Report], now: datetime) -> tuple[str, ...]:
    """Store reports, their texts and where each was found; return the ids that were not known."""
    given = {report.id: report for report in reports}
    moment = stamp(now)
    known, stored = numbers_of(connection, given), _stored(connection, given.values())
    # A text that was pruned and comes again is stored again, and found again.
    fresh = [one for one in given.values() if one.id not in known or one.sha256 not in stored]
    texts = ((one.sha256, one.text) for one in fresh)
    connection.executemany(
        """INSERT INTO texts (sha256, text) VALUES (?, ?)
            ON CONFLICT (sha256) DO UPDATE SET text = excluded.text WHERE text IS NULL""",
        texts,
    )
    connection.executemany(_INSERT, (_row(one, moment) for one in fresh))
    numbers = numbers_of(connection, given)
    places = ((numbers[one.id], storable(one.source.location), moment) for one in given.values())
    connection.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?, ?)", places)
    search.index_reports(connection, {numbers[one.id]: one for one in fresh})
    return tuple(one for one in given if one not in known)


def numbers_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the row numbers of the reports that are known, by id."""
    rows = connection.execute(
        "SELECT id, number FROM reports WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return dict(rows.fetchall())


def reports_of(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Report, ...]:
    """Return the reports of these ids in canonical order; without those whose texts were pruned."""
    rows = connection.execute(
        f"{_WHOLE} AND reports.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    ).fetchall()
    return in_order(rows)


def latest(connection: sqlite3.Connection, most: int, before: datetime | None) -> tuple[Report, ...]:
    """Return the `most` reports that came last, of those first seen before a time, in canonical order."""
    rows = connection.execute(
        f"{_WHOLE} AND (:before IS NULL OR first_seen < :before) ORDER BY reports.number DESC LIMIT :most",
        {"before": before and stamp(before), "most": most},
    ).fetchall()
    return in_order(rows)


def in_order(rows: Iterable[Sequence[Any]]) -> tuple[Report, ...]:
    """Return the reports that these rows are of, in canonical order."""
    return tuple(sorted((_report(row) for row in rows), key=lambda report: report.order))


def after(connection: sqlite3.Connection, number: int, most: int) -> tuple[tuple[int, Report, str], ...]:
    """Return up to `most` reports that came after that row, each with its row number and when it was first seen."""
    rows = connection.execute(
        f"{_WHOLE} AND reports.number > ? ORDER BY reports.number LIMIT ?", (number, most)
    ).fetchall()
    return tuple((row[0], _report(row), row[4]) for row in rows)


def addresses_of(connection: sqlite3.Connection, report: str) -> tuple[str, ...]:
    """Return where a report was found, the earliest first."""
    rows = connection.execute(
        """SELECT location FROM addresses JOIN reports ON reports.number = addresses.report
            WHERE reports.id = ? ORDER BY addresses.first_seen, location""",
        (report,),
    )
    return tuple(row[0] for row in rows)


def seen(connection: sqlite3.Connection, reports: Sequence[Report], profile: str | None) -> dict[str, datetime]:
    """Return which of the reports are known, by id, and since when: themselves, or their text at another address.

    With a profile only what its closed intakes and its editions had counts:
    what another profile has read, this one's reader has not.
    """
    covered = "" if profile is None else f"AND {_COVERED}"
    named = {"texts": json.dumps([report.sha256 for report in reports]), "profile": profile}
    rows = connection.execute(
        f"""SELECT sha256, min(first_seen) FROM reports
            WHERE sha256 IN (SELECT value FROM json_each(:texts)) {covered} GROUP BY sha256""",
        named,
    )
    since = {sha: datetime.fromisoformat(moment) for sha, moment in rows}
    return {report.id: since[report.sha256] for report in reports if report.sha256 in since}


_COVERED = """(
    EXISTS (SELECT 1 FROM intake_reports JOIN intakes ON intakes.number = intake
            WHERE report = reports.number AND profile = :profile AND state <> 'open')
    OR EXISTS (SELECT 1 FROM sources JOIN editions ON editions.number = edition
            WHERE report = reports.number AND profile = :profile))"""


def stamp(moment: datetime) -> str:
    """Write a moment so that later ones are greater; those of the archive's own are all in UTC.

    >>> stamp(datetime.fromisoformat("2026-11-22T07:00:00.5+01:00"))
    '2026-11-22T06:00:00+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _stored(connection: sqlite3.Connection, reports: Iterable[Report]) -> set[str]:
    """The hashes of those of the reports' texts that are here."""
    rows = connection.execute(
        "SELECT sha256 FROM texts WHERE text IS NOT NULL AND sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps([report.sha256 for report in reports]),),
    )
    return {row[0] for row in rows}


def _row(report: Report, moment: str) -> tuple[str | None, ...]:
    stated = _stated(report)
    found = (report.title, report.outlet, _iso(report.published), report.language, report.url)
    return (report.id, report.sha256, *(one and storable(one) for one in found), stated, _seal(stated, moment), moment)


def _stated(report: Report) -> str:
    """All of a report but its text, as ASCII: a path may be no proper text."""
    paragraphs = [[one.start, one.end, one.role.value, one.page] for one in report.paragraphs]
    source = [report.source.location, report.source.kind]
    about = [report.title, report.outlet, report.author, _iso(report.published), report.language, report.url]
    return json.dumps([source, about, paragraphs, [report.urls, report.reading.teaser]])


def _report(row: Sequence[Any]) -> Report:
    _, identifier, sha, stated, first_seen, seal, text = row
    if text is None:
        raise ValueError(f"the text of report {identifier} is missing")
    if _seal(stated, first_seen) != seal or sha256(text.encode()).hexdigest() != sha:
        raise ValueError(f"report {identifier} is not what was stored")
    source, (title, outlet, author, published, language, url), paragraphs, (urls, teaser) = json.loads(stated)
    report = Report(
        source=Source(*source),
        text=text,
        paragraphs=tuple(Paragraph(start, end, Role(role), page) for start, end, role, page in paragraphs),
        title=title,
        outlet=outlet,
        author=author,
        published=_moment(published),
        language=language,
        url=url,
        urls=tuple(urls),
        reading=Reading(teaser=teaser),
    )
    if report.id != identifier:
        raise ValueError(f"report {identifier} is not what was stored")
    return report


def _seal(stated: str, first_seen: str) -> str:
    return blake2b(f"{stated}\0{first_seen}".encode(), digest_size=8).hexdigest()


def _iso(moment: Published | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> Published | None:
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def storable(text: str) -> str:
    """What SQLite takes: half characters, as in a path that is no proper text, spelled out."""
    return text.encode(errors="backslashreplace").decode()
