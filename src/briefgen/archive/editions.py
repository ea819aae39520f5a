"""An edition's finished files -> one row with its JSON, and back to the same bytes.

The JSON is kept without its reports' texts, which the archive has by their
hashes, wherever putting them in again gives the same bytes; else it is kept
whole.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from briefgen.archive import deliveries, intakes, reports, search, stories
from briefgen.archive.records import Edition, Issue, State
from briefgen.errors import ArchiveError, UsageError

Object = Mapping[str, Any]

_SELECT = """SELECT number, profile, issue, day, as_of, since, state, sha256, stories, json IS NOT NULL,
    texts_apart, seal, (SELECT count(*) FROM sources WHERE edition = editions.number) FROM editions"""


def issue(connection: sqlite3.Connection, made: Issue) -> Edition:
    """Store an edition whose files are written, with all that hangs on it; return the one that stands.

    The same one twice is once.  Raises ArchiveError where another was issued
    for that day, or where its reports were not remembered.
    """
    earlier = edition_of(connection, made.profile, made.day)
    if earlier:
        return _same(earlier, made)
    brief: Object = json.loads(made.json)
    number = _insert(connection, made, brief)
    _insert_files(connection, number, made.files)
    _insert_sources(connection, number, brief, made)
    _insert_lines(connection, number, brief)
    stories.keep(connection, made.profile, made.day, made.stories)
    deliveries.queue(connection, number, made.recipients)
    intakes.close(connection, made.profile, made.day, "issued")
    return _there(connection, made.profile, made.day)


def _same(earlier: Edition, made: Issue) -> Edition:
    if earlier.sha256 != _hash(made.json):
        raise ArchiveError(
            f"{earlier.name}: was issued for {made.day} already, with other lines; "
            f"`briefgen reproduce {earlier.name}` gives it again"
        )
    return earlier


def _insert(connection: sqlite3.Connection, made: Issue, brief: Object) -> int:
    apart = _without_texts(brief, made.json)
    since = made.since.isoformat() if made.since else None
    named = (made.profile, made.number, made.day.isoformat(), brief["as_of"], since)
    content = (_hash(made.json), len(brief["stories"]), int(apart is not None))
    files = {name: _hash(data) for name, data in made.files.items()}
    state = State.MADE if made.recipients else State.DELIVERED
    stored = zlib.compress(made.json if apart is None else apart)
    cursor = connection.execute(
        """INSERT INTO editions (profile, issue, day, as_of, since, sha256, stories, texts_apart, state, json, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (*named, *content, state.value, stored, _seal(*named, *content, files)),
    )
    return int(cursor.lastrowid or 0)


def _insert_files(connection: sqlite3.Connection, number: int, files: Mapping[str, bytes]) -> None:
    rows = ((number, place, name, _hash(data)) for place, (name, data) in enumerate(files.items()))
    connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", rows)


def _insert_sources(connection: sqlite3.Connection, number: int, brief: Object, made: Issue) -> None:
    ids = {row["id"] for row in brief["sources"]}
    known = reports.numbers_of(connection, ids)
    if missing := sorted(ids.difference(known)):
        raise ArchiveError(f"{made.profile}/{made.number}: cites report {missing[0]}, which was never remembered")
    rows = ((number, known[one]) for one in ids)
    connection.executemany("INSERT INTO sources VALUES (?, ?)", rows)


def _insert_lines(connection: sqlite3.Connection, number: int, brief: Object) -> None:
    rows = (
        (number, claim["id"], (story["headline"] or {}).get("text", ""), claim["text"])
        for story in brief["stories"]
        for claim in story["claims"]
    )
    connection.executemany("INSERT INTO lines (edition, claim, headline, text) VALUES (?, ?, ?, ?)", rows)
    search.index_lines(connection, number)


def _there(connection: sqlite3.Connection, profile: str, day: date) -> Edition:
    found = edition_of(connection, profile, day)
    assert found is not None  # noqa: S101 - it was stored in this transaction
    return found


def editions(connection: sqlite3.Connection) -> tuple[Edition, ...]:
    """Return all editions, by day, then by profile."""
    rows = connection.execute(f"{_SELECT} ORDER BY day, profile").fetchall()
    return tuple(_edition(connection, row) for row in rows)


def edition_of(connection: sqlite3.Connection, profile: str, day: date) -> Edition | None:
    """Return the edition of a profile's day."""
    row = connection.execute(f"{_SELECT} WHERE profile = ? AND day = ?", (profile, day.isoformat())).fetchone()
    return _edition(connection, row) if row else None


def last_edition(connection: sqlite3.Connection, profile: str, *, delivered: bool) -> Edition | None:
    """Return the profile's last edition; with `delivered` the last one that reached a reader."""
    row = connection.execute(
        f"{_SELECT} WHERE profile = ? AND (state = 'delivered' OR NOT ?) ORDER BY day DESC LIMIT 1",
        (profile, delivered),
    ).fetchone()
    return _edition(connection, row) if row else None


def next_number(connection: sqlite3.Connection, profile: str) -> int:
    """Return the number of the profile's next edition, from 1."""
    row = connection.execute("SELECT coalesce(max(issue), 0) + 1 FROM editions WHERE profile = ?", (profile,))
    return int(row.fetchone()[0])


def named(connection: sqlite3.Connection, name: str) -> Edition:
    """Return the edition that a user names: "daily/3", "3", "2026-11-22" or "last".

    Raises UsageError where there is none, or where several profiles have one.
    """
    profile, _, which = name.rpartition("/")
    found = [
        one
        for one in editions(connection)
        if profile in ("", one.profile) and which in (str(one.number), one.day.isoformat(), "last")
    ]
    if which == "last":
        found = found[-1:]
    if not found:
        raise UsageError(f"{name}: no such edition; `briefgen editions` lists them")
    if len(found) > 1:
        raise UsageError(f"{name}: {' and '.join(one.name for one in found)} are called so; name one of them")
    return found[0]


def json_of(connection: sqlite3.Connection, edition: Edition) -> bytes:
    """Return the bytes of an edition's JSON as they were issued.

    Raises ArchiveError where they were pruned, ValueError where they are not
    what was stored.
    """
    stored, apart = connection.execute(
        "SELECT json, texts_apart FROM editions WHERE profile = ? AND issue = ?", (edition.profile, edition.number)
    ).fetchone()
    if stored is None:
        raise ArchiveError(f"{edition.name}: its JSON was pruned; only its day, number and hashes are kept")
    data = _decompressed(stored)
    if apart:
        data = _with_texts(data, texts_of(connection, edition))
    if _hash(data) != edition.sha256:
        raise ValueError(f"edition {edition.name} is not what was stored")
    return data


def texts_of(connection: sqlite3.Connection, edition: Edition) -> dict[str, str]:
    """Return the texts of the reports that an edition lists, by report id; without those that are not here."""
    rows = connection.execute(
        """SELECT reports.id, texts.text FROM sources JOIN reports ON reports.number = report JOIN texts USING (sha256)
            JOIN editions ON editions.number = edition WHERE profile = ? AND issue = ? AND text IS NOT NULL""",
        (edition.profile, edition.number),
    )
    return dict(rows.fetchall())


def _decompressed(stored: bytes) -> bytes:
    try:
        return zlib.decompress(stored)
    except zlib.error as error:
        raise ValueError(f"an edition's JSON cannot be unpacked: {error}") from error


def _without_texts(brief: Object, data: bytes) -> bytes | None:
    """The JSON without its texts; None where it has none, or where they could not be put in again to the byte."""
    if "texts" not in brief:
        return None
    apart = _dumped({key: value for key, value in brief.items() if key != "texts"})
    return apart if _with_texts(apart, brief["texts"]) == data else None


def _with_texts(data: bytes, texts: Mapping[str, str]) -> bytes:
    brief = json.loads(data)
    # In the order of the sources, as they were written.
    ordered = {row["id"]: texts[row["id"]] for row in brief["sources"] if row["id"] in texts}
    return _dumped({**brief, "texts": ordered})


def _dumped(brief: Object) -> bytes:
    return (json.dumps(brief, ensure_ascii=False, indent=1) + "\n").encode()


def _seal(*fields: object) -> str:
    """The hash of what never changes about an edition."""
    return _hash(json.dumps(fields).encode())


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _edition(connection: sqlite3.Connection, row: Sequence[Any]) -> Edition:
    number, profile, issued, day, as_of, since, state, sha, told, kept, apart, seal, cited = row
    found = connection.execute("SELECT name, sha256 FROM files WHERE edition = ? ORDER BY place", (number,))
    files = dict(found.fetchall())
    if _seal(profile, issued, day, as_of, since, sha, told, apart, files) != seal:
        raise ValueError(f"edition {profile}/{issued} is not what was stored")
    return Edition(
        profile=profile,
        number=issued,
        day=date.fromisoformat(day),
        as_of=datetime.fromisoformat(as_of),
        since=datetime.fromisoformat(since) if since else None,
        state=State(state),
        sha256=sha,
        files=files,
        stories=told,
        reports=cited,
        kept=bool(kept),
    )
