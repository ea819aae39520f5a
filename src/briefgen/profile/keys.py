"""The keys of briefgen.toml, written once: what is read, `init` writes, `config show` tells and the manual lists.

Each class is a table of the file, each field a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import tzinfo
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from briefgen import config
from briefgen.config import ARCHIVE, DEFAULT_WORDS, MAIL_FROM, SMTP
from briefgen.profile import kinds
from briefgen.profile.kinds import Kind
from briefgen.profile.lines import KeyPath

FILE = "briefgen.toml"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file and in its class, what it takes, its default, and what it says in a line.

    `example` stands in the file that `init` writes where there is no default;
    `variable` is the environment's, which goes before the file's value.
    """

    name: str
    attribute: str
    kind: Kind
    default: Any
    tells: str
    example: Any = None
    variable: str = ""
    elsewhere: str = ""
    is_needed: bool = False


def key(
    kind: Kind,
    tells: str,
    default: Any = MISSING,
    *,
    name: str = "",
    example: Any = None,
    variable: str = "",
    elsewhere: str = "",
) -> Any:
    """Return a dataclass field that is a key; one without a default must be stated.

    `elsewhere` says in words what holds by default, where that is not the
    file's to say: the system's time zone, the user's own archive.
    """
    told = {
        "kind": kind, "tells": tells, "name": name, "example": example, "variable": variable, "elsewhere": elsewhere,
    }  # fmt: skip
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Where reports come from: one of a path, an address, a mailbox file and a Maildir."""

    WAYS: ClassVar = ("path", "url", "mbox", "maildir")

    path: str | None = key(kinds.PATTERN, "A file, a folder or a glob.", None, example="reports")
    url: str | None = key(
        kinds.URL, "A page, or a feed of RSS, Atom or JSON.", None, example="https://news.example/feed.xml"
    )
    mbox: Path | None = key(kinds.PATH, "A mailbox file; each mail is a report.", None, example="mail/newsletters.mbox")
    maildir: Path | None = key(
        kinds.PATH, "A Maildir; its mails are read, and neither moved nor marked.", None, example="mail/newsletters"
    )
    outlet: str | None = key(
        kinds.WORDS, "What the source's outlet is called, whatever its reports state.", None, example="Harbour Gazette"
    )
    language: str | None = key(
        kinds.LANGUAGE, "The language of its reports (ISO 639-1), instead of detecting it.", None, example="en"
    )
    fields: tuple[tuple[str, str], ...] = key(
        kinds.FIELDS,
        "How JSON and tables call a field: title, text, teaser, url, published, outlet, author, language.",
        (),
        name="map",
        example={"text": "BODY", "title": "HEAD"},
    )

    @property
    def name(self) -> str:
        """What the source is called in messages: the path or the address that is stated."""
        return str(self.path or self.url or self.mbox or self.maildir)


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A part of an edition, and the words that bring a story into it."""

    name: str = key(kinds.WORDS, "What stands over its stories.", example="Traffic")
    keywords: tuple[str, ...] = key(
        kinds.TERMS, "Words and phrases of the stories that stand in it.", example=["bridge", "ferry", "night train"]
    )


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition is like."""

    words: int = key(kinds.COUNT, "Length of the whole edition in words; never exceeded.", 1200)
    story_words: int = key(
        kinds.COUNT, "Words a story on a full day; up to twice as many where there is room.", DEFAULT_WORDS
    )
    also: int = key(kinds.count(0), 'At most so many stories of one line under "Also reported".', 12)
    method: str = key(kinds.METHOD, "How sentences are chosen.", "coverage")
    focus: tuple[str, ...] = key(kinds.TERMS, "Stories about these words weigh more.", (), example=["Harlow Quay"])
    mute: tuple[str, ...] = key(
        kinds.TERMS,
        "A report with one of these words or phrases (elect*: how a word begins) is left out, and counted.",
        (),
        example=["horoscope"],
    )
    template: str = key(kinds.TEMPLATE, "How it looks: a name that `briefgen templates` lists, or a folder.", "brief")
    formats: tuple[str, ...] = key(
        kinds.choices("md", "pdf", "html", "txt", "eml"), "Files beside the JSON.", ("md", "pdf", "html")
    )
    output: Path = key(kinds.PATH, "The folder for the files.", Path("output"))
    site: bool = key(
        kinds.FLAG, "Keep an index with search and a feed in the folder, with a page for each edition.", True
    )
    base_url: str | None = key(
        kinds.URL, "Where the folder is published, for the feed.", None, example="https://news.example/brief/"
    )
    on_empty: str = key(kinds.choice("send", "skip"), "What to do on a day without anything new.", "skip")
    silent_days: int = key(
        kinds.count(0), "After every so many days without anything new an edition says so; 0: never.", 3
    )
    facts: tuple[str, ...] = key(
        kinds.FACTS, "What stands beside the claims.", ("differences",), example=["differences", "quotes"]
    )
    audit: bool = key(kinds.FLAG, "Add an annex: every claim with its witnesses in full.", False)


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Where the archive is."""

    path: Path = key(
        kinds.PATH,
        "The archive's file.",
        Path("archive.sqlite3"),
        example="archive.sqlite3",
        variable=ARCHIVE,
        elsewhere="in the platform's folder for your data",
    )


_PROPOSED = config.Weights()


@dataclass(frozen=True, slots=True)
class Weights:
    """What puts one story before another."""

    origins: float = key(kinds.WEIGHT, "How many independent origins tell it.", _PROPOSED.origins)
    reports: float = key(kinds.WEIGHT, "How many reports tell it.", _PROPOSED.reports)
    burst: float = key(kinds.WEIGHT, "How many more reports tell it than in the days before.", _PROPOSED.burst)
    age: float = key(kinds.WEIGHT, "Taken off for each day since the newest report.", _PROPOSED.age)
    focus: float = key(kinds.WEIGHT, "That it is about a word of edition.focus.", _PROPOSED.focus)


@dataclass(frozen=True, slots=True)
class Network:
    """What may be asked."""

    off: bool = key(kinds.FLAG, "Ask nobody: every address is refused.", False)
    allow_private: tuple[str, ...] = key(
        kinds.HOSTS,
        "Hosts of your own network that may be asked.",
        (),
        example=["intranet", "localhost:8080"],
    )


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """To whom editions go, and how."""

    WAYS: ClassVar = ("smtp", "sendmail", "maildir")

    to: tuple[str, ...] = key(
        kinds.MAILBOXES, "Who gets it, each a mail of his own.", (), example=["Ann Lee <ann@example.org>"]
    )
    sender: str | None = key(
        kinds.MAILBOX, "Who sends it.", None, name="from", example="desk@example.org", variable=MAIL_FROM
    )
    smtp: str | None = key(kinds.SERVER, "By this mail server.", None, example="mail.example.org:587", variable=SMTP)
    sendmail: bool = key(kinds.FLAG, "By this system's own sendmail.", False)
    maildir: Path | None = key(kinds.PATH, "Into this Maildir.", None, example="mail/briefs")
    attach: tuple[str, ...] = key(kinds.choices("pdf", "md", "json"), "What is attached.", (), example=["pdf"])
    list_id: str | None = key(kinds.LIST_ID, "The header List-Id.", None, example="daily.example.org")
    unsubscribe: str | None = key(kinds.UNSUBSCRIBE, "The header List-Unsubscribe.", None, example="stop@example.org")
    cap: int = key(kinds.COUNT, "At most so many mails a run.", 100)
    on_unknown: str = key(
        kinds.choice("hold", "resend"), "What to do with a mail of which nobody knows whether it arrived.", "hold"
    )


def _table(of: type, about: str, *, many: bool = False) -> Any:
    """A field that is a table of the file, or a list of such tables."""
    made: dict[str, Any] = {"default": ()} if many else {"default_factory": of}
    return field(**made, metadata={"table": of, "about": about, "many": many})


@dataclass(frozen=True, slots=True)
class Profile:
    """What a briefgen.toml says, all of it: where nothing is stated the default stands.

    Paths are whole, below `file`'s folder.  `places` tells of each key that
    does not have its default where its value came from: "briefgen.toml:12",
    or the variable's name.  `secrets` are the variables with the mail server's
    user and password that are set.
    """

    title: str = key(kinds.WORDS, "What stands at the head of every edition.", "Briefing")
    name: str = key(kinds.NAME, "What files, editions and the schedule are called by.", "daily")
    timezone: str = key(
        kinds.ZONE, "When a day begins and ends.", "UTC", example="Europe/Berlin", elsewhere="the system's"
    )
    stories: Path = key(kinds.PATH, "Your own word on which reports are one story.", Path("stories.toml"))
    sources: tuple[SourceEntry, ...] = _table(
        SourceEntry,
        "Where reports come from; one table for each source, with one of path, url, mbox and maildir.",
        many=True,
    )
    edition: Edition = _table(Edition, "What an edition is like.")
    sections: tuple[SectionEntry, ...] = _table(
        SectionEntry,
        "The topics of an edition: a story has the name of that whose keywords most of its reports have.",
        many=True,
    )
    archive: ArchiveSettings = _table(ArchiveSettings, "What was read, issued and sent.")
    weights: Weights = _table(Weights, "What puts one story before another; 0 takes a part out.")
    network: Network = _table(Network, "What may be asked over the network.")
    delivery: DeliverySettings = _table(
        DeliverySettings,
        (
            "To whom editions go by mail, and on which one way: smtp, sendmail or maildir. No password stands here: "
            "BRIEFGEN_SMTP_USER and BRIEFGEN_SMTP_PASSWORD_FILE name them."
        ),
    )
    file: Path = Path(FILE)
    places: Mapping[KeyPath, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()

    @property
    def zone(self) -> tzinfo:
        """The time zone in which the profile's days begin and end."""
        return ZoneInfo(self.timezone)

    @property
    def folder(self) -> Path:
        """The folder that the file's paths begin in."""
        return self.file.parent


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its name, its class, what it is about, and whether there may be several."""

    name: str
    of: type
    about: str
    many: bool

    @property
    def header(self) -> str:
        """The line that begins it."""
        return f"[[{self.name}]]" if self.many else f"[{self.name}]"


def keys_of(table: type) -> Mapping[str, Key]:
    """Return the keys of a table by the names that they have in the file."""
    found = (_key(one) for one in fields(table) if "kind" in one.metadata)
    return {one.name: one for one in found}


def tables_of(table: type) -> Mapping[str, Table]:
    """Return the tables within a table by their names."""
    return {
        one.name: Table(one.name, one.metadata["table"], one.metadata["about"], one.metadata["many"])
        for one in fields(table)
        if "table" in one.metadata
    }


def _key(one: Field[Any]) -> Key:
    told = dict(one.metadata)
    default = None if one.default is MISSING else one.default
    name = told.pop("name") or one.name
    return Key(name=name, attribute=one.name, default=default, is_needed=one.default is MISSING, **told)
