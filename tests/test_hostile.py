"""Files that attack, or are merely odd: whatever they hold, the contract of a run is kept.

A documented exit code and no traceback, one line for each rejected input, a
ledger that adds up, little time, no connection, nothing read or written
elsewhere, and output in which nothing can run.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import briefgen
from briefgen.readers import pool
from briefgen.readers.pool import Pool
from briefgen.readers.worker import Limits
from support import AS_OF, HERE, Kept, Ran

Run = Callable[..., Ran]

DOCUMENTED = {0, 1, 2, 3, 4, 5}
SAMPLE = 50
# What the contract allows a file; workers keep to 1 GiB, so that it holds for whatever they read.
SECONDS = 20.0
MEMORY = 1 << 30

TAGS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "header", "footer", "main", "section", "details", "summary"}
    | {"h1", "h2", "h3", "p", "span", "ul", "ol", "li", "a", "br", "div", "blockquote", "mark", "script"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
ADDRESS = re.compile(r"\s*(?:https?:|#|mailto:)", re.IGNORECASE)


@dataclass
class Witness:
    """What this process connected to, read and wrote while it was watched."""

    watching: bool = False
    connected: list[str] = field(default_factory=list)
    opened: set[tuple[str, bool]] = field(default_factory=set)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watching and event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
            self.connected.append(f"{event} {arguments[1:]}")
        elif self.watching and event == "open" and isinstance(arguments[0], str):
            self.opened.add((arguments[0], _is_writing(arguments[1], arguments[2])))


def _is_writing(mode: object, flags: object) -> bool:
    return bool(set(str(mode or "")) & set("wax+")) or bool(isinstance(flags, int) and flags & 3)


WITNESS = Witness()


@pytest.fixture(scope="module")
def witness() -> Witness:
    """The one witness: an audit hook stays for the life of the process."""
    sys.addaudithook(WITNESS)
    return WITNESS


@pytest.fixture(scope="module")
def warm() -> Iterator[Pool]:
    with Pool(Limits(memory=MEMORY), 2) as workers:
        yield workers


class Page(HTMLParser):
    """What of a page could do something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"src", "srcset", "action", "formaction", "background", "poster"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "xlink:href"} and not ADDRESS.match(value or ""):
                self.found.append(f"{tag} {name}={value}")


def _links(markdown: str) -> list[str]:
    """What a Markdown reader would make live that is no plain link."""
    found = []
    for token in MarkdownIt("commonmark").parse(markdown):
        for one in (token, *(token.children or [])):
            if one.type in {"html_block", "html_inline", "image"}:
                found.append(one.content)
            if one.type == "link_open" and not ADDRESS.match(str(one.attrs.get("href", ""))):
                found.append(str(one.attrs))
    return found


def _scripts(html: str) -> str:
    """The page without our own style and script, of which there are one each."""
    return re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>", "", html, count=2)


@contextmanager
def watched(witness: Witness) -> Iterator[None]:
    witness.connected.clear()
    witness.opened.clear()
    witness.watching = True
    try:
        yield
    finally:
        witness.watching = False


def broken_by(path: Path, run: Run, out: Path, witness: Witness) -> list[str]:
    """What of the contract a file breaks."""
    before, others = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with watched(witness):
        ran = run("brief", path, "-o", out, "--name", "x", "-f", "md,html", "-v", "-w", 200, "--as-of", AS_OF)
    spent = time.process_time() - before + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - others
    failures = [*_of_the_run(path, ran), *_of_the_files(path, out, witness)]
    if spent > SECONDS + 5:
        failures.append(f"took {spent:.0f} s")
    if (out / "x.json").exists():
        failures += _of_the_output(out, run)
        for file in out.iterdir():
            file.unlink()
    return [f"{path}: {one}" for one in failures]


def _of_the_run(path: Path, ran: Ran) -> Iterator[str]:
    if ran.code not in DOCUMENTED or ran.code in {1, 2}:
        yield f"code {ran.code}: {ran.err[-300:]}"
    if "Traceback" in ran.err + ran.out:
        yield f"a traceback: {ran.err[-300:]}"
    ledger = re.search(r"offered (\d+) = read (\d+) \+ duplicate (\d+) \+ rejected (\d+)", ran.err)
    if not ledger:
        yield f"no ledger: {ran.err[-300:]}"
        return
    offered, *parts = map(int, ledger.groups())
    rejected = [line for line in ran.err.splitlines() if line.startswith(f"briefgen: {path}") and ";" in line]
    if offered != sum(parts) or offered == 0:
        yield f"the ledger does not add up: {ledger[0]}"
    if parts[2] > len(rejected):
        yield f"{parts[2]} rejected, {len(rejected)} named"


# The interpreter, its libraries and the tables of the system are no files of the user.
_OURS = (
    *sysconfig.get_paths().values(),
    sys.prefix,
    sys.base_prefix,
    str(HERE.parent),
    "/usr",
    "/etc",
    "/proc",
    "/dev",
)
HOMES = tuple(str(Path(place).resolve()) for place in _OURS)
# The model that tells languages is unpacked into a file without a name.
NAMELESS = {"", tempfile.gettempdir()}


def _of_the_files(path: Path, out: Path, witness: Witness) -> Iterator[str]:
    yield from (f"connected: {one}" for one in witness.connected)
    for opened, writing in witness.opened:
        place = str(Path(opened).resolve())
        allowed = (str(out.resolve()), *(() if writing else (str(path.resolve()), *HOMES)))
        if opened not in NAMELESS and not place.startswith((*allowed, "/dev/null")):
            yield f"{'wrote' if writing else 'read'} {opened}"


def _of_the_output(out: Path, run: Run) -> Iterator[str]:
    html, markdown = ((out / name).read_text(encoding="utf-8") for name in ("x.html", "x.md"))
    yield from (f"in the page: {one[:100]}" for one in Page(_scripts(html)).found if not one.startswith("<script"))
    if html.count("<script") != 1:
        yield "a second script in the page"
    yield from (f"in the Markdown: {one[:100]}" for one in _links(markdown))
    proof = run("verify", out / "x.json")
    if proof.code:
        yield f"not proved: {proof.out[:300]}{proof.err[:300]}"


def _hostile(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "hostile").rglob("*") if path.is_file() and not path.name.startswith("."))


def _sample(folder: Path, files: list[Path]) -> list[Path]:
    """The same ones each time: one of each set, for two sets of three are small, and others as they come."""
    chance = random.Random(5)
    sets = groupby(files, lambda path: path.relative_to(folder / "hostile").parts[0])
    first = [chance.choice(list(members)) for _, members in sets]
    return [*first, *chance.sample([path for path in files if path not in first], SAMPLE - len(first))]


@pytest.mark.data
def test_the_contract_holds_for_hostile_files(
    data: Path,
    run: Run,
    tmp_path: Path,
    witness: Witness,
    warm: Pool,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """A seeded sample; all of them with `make test-hostile`."""
    monkeypatch.setattr(pool, "Pool", lambda: Kept(warm))
    files = _hostile(data)
    if not request.config.getoption("--all-hostile"):
        files = _sample(data, files)
    assert [failure for path in files for failure in broken_by(path, run, tmp_path / "out", witness)] == []


def test_the_witness_sees_what_it_is_to_see(witness: Witness, tmp_path: Path) -> None:
    """A check that cannot fail proves nothing."""
    with watched(witness):
        (tmp_path / "a").write_text("x")
        (tmp_path / "a").read_text()
    assert witness.opened >= {(str(tmp_path / "a"), True), (str(tmp_path / "a"), False)}
    assert Page('<p onclick="a()"><a href="javascript:a()"><img src=x>').found == [
        "p onclick",
        "a href=javascript:a()",
        "<img>",
        "img src",
    ]
    assert _links("[a](vbscript:b) <b>x</b> [c](https://d.example)") == ["<b>", "</b>"]
    assert _links("![a](https://b.example/c.png)") != []
    assert briefgen.read([str(tmp_path / "nothing")]).skipped
