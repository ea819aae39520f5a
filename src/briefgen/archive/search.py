"""Words -> the reports and past lines that have them all, the best first.

The index is SQLite's FTS5, ranked by bm25, a title counting four times.  It
folds case and accents; scripts without blanks are indexed character by
character, so that any run of them is found.  It holds no texts: what it was
made of stands in the other tables, and it can be made anew from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import regex

from briefgen.archive.records import Hit
from briefgen.archive.snippets import snippet
from briefgen.errors import UsageError
from briefgen.model import Report
from briefgen.text.clean import clean_line

# More words than anybody means; FTS5's own limits lie above.
_MOST_WORDS = 64

_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*",
)
_TERM = regex.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_LETTER = regex.compile(r"[\p{L}\p{N}]")

# Scores are cut to nine digits, so that the last bit of a logarithm does not decide; then the later one, then the id.
# (Digits, not places: of a word that most texts have all scores are millionths.)
_FOUND = """
    SELECT passages.rowid, reports.id, lines.claim, editions.profile || '/' || editions.issue,
        coalesce(reports.title, lines.headline, ''), reports.outlet,
        coalesce(reports.published, editions.day), coalesce(texts.text, lines.text, '')
    FROM passages
    LEFT JOIN reports ON passages.rowid % 2 = 0 AND reports.number = passages.rowid / 2
    LEFT JOIN texts ON texts.sha256 = reports.sha256
    LEFT JOIN lines ON passages.rowid % 2 = 1 AND lines.number = passages.rowid / 2
    LEFT JOIN editions ON editions.number = lines.edition
    WHERE passages MATCH ?
    ORDER BY CAST(printf('%.9e', bm25(passages, 4.0, 1.0)) AS REAL), 7 DESC,
        coalesce(reports.id, lines.claim), editions.number
    LIMIT ?"""


def find(connection: sqlite3.Connection, words: str, most: int) -> tuple[Hit, ...]:
    """Return what has all the words, at most `most` hits.

    Words in quotation marks must stand together; "elect*" is any word that
    begins so.  All other signs are plain text.  Raises UsageError where there
    is no word.
    """
    rows = connection.execute(_FOUND, (as_query(words), most)).fetchall()
    return tuple(_hit(row, terms(words)) for row in rows)


def as_query(words: str) -> str:
    """Return the words in FTS5's language: each a phrase, all of them wanted.

    >>> as_query('Kursk "horrible war" elect* 大臣')
    '"Kursk" AND "horrible war" AND "elect" * AND "大  臣"'
    """
    found = terms(words)
    if not found:
        raise UsageError(f"search: {words!r} holds no word; name some, such as: briefgen search bridge")
    if len(found) > _MOST_WORDS:
        raise UsageError(f"search: {len(found)} words; name at most {_MOST_WORDS}")
    return " AND ".join(_phrase(term) for term in found)


def terms(words: str) -> tuple[str, ...]:
    """Return what is looked for: words, and phrases that were quoted; those without a letter or digit left out."""
    found = (match["phrase"] or match["word"] or "" for match in _TERM.finditer(clean_line(words)))
    return tuple(dict.fromkeys(term for term in found if _LETTER.search(term)))


def _phrase(term: str) -> str:
    """One phrase; clean_line left no NUL, at which FTS5 would stop reading, and _TERM no quotation mark."""
    bare = term.rstrip("*")
    return f'"{_spaced(bare).strip()}"' + (" *" if bare != term else "")


def index_reports(connection: sqlite3.Connection, reports: Mapping[int, Report]) -> None:
    """Add reports, by their row numbers, to the index."""
    _index(connection, ((2 * number, one.title or "", one.text) for number, one in reports.items()))


def index_lines(connection: sqlite3.Connection, edition: int) -> None:
    """Add the lines of an edition to the index."""
    rows = connection.execute("SELECT number, text FROM lines WHERE edition = ?", (edition,)).fetchall()
    _index(connection, ((2 * number + 1, "", text) for number, text in rows))


def reindex(connection: sqlite3.Connection) -> None:
    """Make the index anew of the reports and lines whose texts are here."""
    connection.execute("INSERT INTO passages (passages) VALUES ('delete-all')")
    reports = connection.execute(
        """SELECT 2 * reports.number, coalesce(reports.title, ''), text FROM reports JOIN texts USING (sha256)
            WHERE text IS NOT NULL ORDER BY reports.number"""
    )
    lines = connection.execute("SELECT 2 * number + 1, '', text FROM lines ORDER BY number")
    _index(connection, chain(reports, lines))


def _index(connection: sqlite3.Connection, passages: Iterable[tuple[int, str, str]]) -> None:
    rows = ((number, _spaced(title), _spaced(body)) for number, title, body in passages)
    connection.executemany("INSERT INTO passages (rowid, title, body) VALUES (?, ?, ?)", rows)


def _spaced(text: str) -> str:
    """Put blanks around each character of a script that has none."""
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \g<0> ", text)


def _hit(row: Sequence[Any], wanted: Sequence[str]) -> Hit:
    _, report, claim, edition, title, outlet, date, text = row
    return Hit(report or claim, edition, title, outlet, date, snippet(text, wanted))
