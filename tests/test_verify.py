"""`briefgen verify`: what is true is proved, and what was tampered with fails by name."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefgen
from briefgen.errors import ProofError
from briefgen.model import Reason
from briefgen.proof.rebuild import briefing_of, grounds_of, reports_of
from briefgen.readers import Reports
from briefgen.verify import load, verify
from support import AS_OF, SEEDS, Ran

Data = dict[str, Any]
Run = Callable[..., Ran]
FORMS = ("md", "html", "txt")
LINE = "The bridge at Tolle was closed on Monday after a barge struck a pier."


@pytest.fixture(scope="module")
def files(seed_briefing: briefgen.Briefing) -> dict[str, str]:
    """The seeds' brief in every format that verify reads, by ending."""
    return {form: briefgen.render(seed_briefing, form).decode() for form in ("json", *FORMS)}


@pytest.fixture
def brief(files: dict[str, str]) -> Data:
    """The JSON as data, to be tampered with."""
    data: Data = json.loads(files["json"])
    return data


def laid_out(folder: Path, files: dict[str, str], brief: Data | None = None) -> Path:
    """Lay the files out as `briefgen brief` does; `brief` in place of the JSON."""
    changed = files if brief is None else files | {"json": json.dumps(brief)}
    for ending, text in changed.items():
        (folder / f"brief.{ending}").write_text(text, encoding="utf-8")
    return folder / "brief.json"


def first(brief: Data) -> Data:
    claim: Data = brief["stories"][0]["claims"][0]
    return claim


def edited(brief: Data) -> Data:
    """A printed claim that has an edit."""
    return next(claim for claim in brief["stories"][0]["claims"] if claim["edits"])


# --- what is true


@pytest.mark.parametrize("inputs", [(), (SEEDS,)], ids=["alone", "inputs given"])
def test_the_seeds_brief_is_proved(run: Run, tmp_path: Path, files: dict[str, str], inputs: tuple[Path, ...]) -> None:
    ran = run("verify", laid_out(tmp_path, files), *inputs)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("proved: 13 lines")
    assert all(f"brief.{form}" in ran.out for form in FORMS)


def test_what_the_command_makes_it_proves(run: Run, tmp_path: Path) -> None:
    made = run("brief", SEEDS, "-o", tmp_path, "-f", "md,html,txt", "-n", "3", "--name", "b", "-q")
    assert made.code == 0
    assert run("verify", tmp_path / "b.json", SEEDS).code == 0


def test_the_json_alone_is_proved(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    ran = run("verify", laid_out(tmp_path, {"json": files["json"]}))
    assert (ran.code, ran.out.count("brief.")) == (0, 1)


def test_without_embedded_texts_the_inputs_prove_it(run: Run, tmp_path: Path) -> None:
    run("brief", SEEDS, "-o", tmp_path, "-f", "md,html,txt", "--no-embed-texts", "--name", "b")
    assert "texts" not in json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert run("verify", tmp_path / "b.json", SEEDS).code == 0


def test_without_embedded_texts_a_missing_input_is_named(run: Run, tmp_path: Path) -> None:
    run("brief", SEEDS, "-o", tmp_path, "-f", "md", "--no-embed-texts", "--name", "b")
    ran = run("verify", tmp_path / "b.json", min(SEEDS.iterdir()))
    assert ran.code == 1
    assert "source B (" in ran.out


def test_an_input_that_changed_since_is_named(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for path in SEEDS.iterdir():
        text = path.read_text(encoding="utf-8")
        (inputs / path.name).write_text(text.replace("recently", "lately"), encoding="utf-8")
    ran = run("verify", laid_out(tmp_path, files), inputs)
    assert ran.code == 1
    assert [line.partition(" (")[0] for line in ran.out.splitlines()] == ["source A"]


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_what_summarise_makes_is_proved(run: Run, tmp_path: Path, form: str) -> None:
    run("summarise", SEEDS, "-f", "json", "-o", tmp_path / "b.json")
    made = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["as_of"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(made).timestamp())))
        run("summarise", SEEDS, "-f", "json", "-o", tmp_path / "b.json")
        run("summarise", SEEDS, "-f", form, "-o", tmp_path / f"b.{form}")
    ran = run("verify", tmp_path / "b.json", SEEDS)
    assert (ran.code, ran.err) == (0, "")


def test_inputs_are_read_in_the_language_that_the_brief_was_made_in(run: Run, tmp_path: Path) -> None:
    run("brief", SEEDS, "-o", tmp_path, "-f", "md", "--lang", "de-AT", "--name", "b")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["sources"][0]["language"] == "de"
    assert run("verify", tmp_path / "b.json", SEEDS).code == 0


def test_copies_are_proved_by_their_own_files(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Bridge Closed Again at Tolle\n\n{LINE} {LINE[:-1]}, too.", encoding="utf-8")
    run("brief", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path, "-f", "md,html,txt", "--name", "out")
    assert run("verify", tmp_path / "out.json", tmp_path / "a.txt", tmp_path / "b.txt").code == 0
    ran = run("verify", tmp_path / "out.json", tmp_path / "a.txt")
    assert [line for line in ran.out.splitlines() if "b.txt" in line and "that of the input a.txt" in line]


def test_what_another_version_made_is_read_back_only(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """Its words around the lines may be others; that the files were not compared whole is said."""
    older = {form: text.replace(f"briefgen {briefgen.__version__}", "briefgen 0.0.1") for form, text in files.items()}
    ran = run("verify", laid_out(tmp_path, older))
    assert ran.code == 0
    assert [line for line in ran.err.splitlines() if ".md was read back, not rendered again" in line]


def test_a_template_that_is_not_here_is_said(run: Run, tmp_path: Path, files: dict[str, str], brief: Data) -> None:
    brief["settings"]["template"] = "gazette"
    ran = run("verify", laid_out(tmp_path, files, brief))
    assert ran.code == 0
    assert ran.err.count("gazette: no such template") == len(FORMS)


def test_a_briefing_comes_back_from_its_json(tmp_path: Path) -> None:
    """The same JSON, and the same files, from what was read of it."""
    for name, text in {"a.txt": NAMED, "b.txt": NAMED, "c.txt": LINE, "d.txt": ""}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "e.md").write_text(f"---\ndate: 2026-03-03\noutlet: The Tolle Times\n---\n{LINE}", encoding="utf-8")
    briefing = briefgen.brief(briefgen.read(str(tmp_path)), words=400, as_of=AS_OF, focus="zebra")
    assert (briefing.ledger.duplicate, briefing.ledger.rejected) == (2, 1)
    rendered = briefgen.render(briefing, "json")
    data = json.loads(rendered)
    reports = reports_of(data, data["texts"])
    again = briefing_of(data, reports, grounds_of(data, reports))
    assert briefgen.render(again, "json") == rendered
    assert all(briefgen.render(again, form) == briefgen.render(briefing, form) for form in FORMS)


# --- what was tampered with: the change, and the name that the failure must give


def _replace(old: str, new: str, *path: str | int) -> Callable[[Data], str]:
    """Change a string of the first claim; the claim is named."""

    def change(brief: Data) -> str:
        place: Any = first(brief)
        for step in path[:-1]:
            place = place[step]
        assert old in place[path[-1]]
        place[path[-1]] = place[path[-1]].replace(old, new, 1)
        return str(first(brief)["id"])

    return change


def _shift(by: int, end: str, *path: str | int) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        place: Any = first(brief)
        for step in path:
            place = place[step]
        place[end] += by
        return str(first(brief)["id"])

    return change


def _embedded(brief: Data) -> str:
    name = brief["sources"][1]["id"]
    brief["texts"][name] = brief["texts"][name].replace("Thursday", "Tuesday")
    return "source B"


def _count(name: str) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        first(brief)[name] += 1
        return str(first(brief)["id"])

    return change


def _ledger(name: str) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        brief["ledger"][name] += 1
        return f"ledger: {name}"

    return change


def _story(name: str, value: object) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        assert brief["stories"][0][name] != value
        brief["stories"][0][name] = value
        return f"story {brief['stories'][0]['id']}"

    return change


def _left_out(brief: Data) -> str:
    brief["stories"][0]["left_out"]["claims"] -= 1
    return f"story {brief['stories'][0]['id']}"


def _dropped_from_unprinted(brief: Data) -> str:
    brief["stories"][0]["unprinted"].pop()
    return f"story {brief['stories'][0]['id']}"


def _edit(name: str, value: object) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        claim = edited(brief)
        claim["edits"][0][name] = value
        return str(claim["id"])

    return change


def _unplaced_edit(brief: Data) -> str:
    claim = edited(brief)
    claim["edits"] = []
    return str(claim["id"])


def _added(brief: Data) -> str:
    claim = copy.deepcopy(first(brief)) | {"id": "c00000000", "text": "Zelensky has resigned."}
    brief["stories"][0]["claims"].append(claim)
    return "c00000000"


def _duplicated(brief: Data) -> str:
    brief["stories"][0]["claims"].append(copy.deepcopy(first(brief)))
    return f"{first(brief)['id']}: printed twice"


def _removed(brief: Data) -> str:
    text: str = brief["stories"][0]["claims"].pop()["text"]
    return text[:40]


def _budget(brief: Data) -> str:
    brief["settings"]["words"] = 100
    return "the budget is 100"


def _lines(brief: Data) -> str:
    brief["settings"]["sentences"] = 3
    return "the limit is 3"


def _headline(name: str, value: object) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        brief["stories"][0]["headline"][name] = value
        return "headline"

    return change


def _front(brief: Data) -> str:
    brief["bottom_line"] = "c00000000"
    return "c00000000"


def _source(name: str, value: object) -> Callable[[Data], str]:
    def change(brief: Data) -> str:
        brief["sources"][0][name] = value
        return "source A"

    return change


def _swapped_texts(brief: Data) -> str:
    one, other = brief["texts"]
    brief["texts"][one], brief["texts"][other] = brief["texts"][other], brief["texts"][one]
    return "source A"


def _no_such_source(brief: Data) -> str:
    first(brief)["witnesses"][0]["source"] = "Q"
    return str(first(brief)["id"])


TAMPERED: dict[str, Callable[[Data], str]] = {
    "a letter in a claim's text": _replace("talks", "walks", "text"),
    "a digit in a claim's text": _replace("U.S.", "U.5.", "text"),
    "a letter in a witness's text": _replace("talks", "walks", "witnesses", 0, "text"),
    "a letter in an embedded text": _embedded,
    "the embedded texts swapped": _swapped_texts,
    "the wording's start": _shift(1, "start", "wording"),
    "the wording's end": _shift(-1, "end", "wording"),
    "a witness's start": _shift(-1, "start", "witnesses", 1),
    "a witness's end": _shift(1, "end", "witnesses", 1),
    "a span before the text": _shift(-10_000, "start", "wording"),
    "the wording of the other source": _replace("A", "B", "wording", "source"),
    "a witness of the other source": _replace("A", "B", "witnesses", 0, "source"),
    "a claim's reports": _count("reports"),
    "a claim's origins": _count("origins"),
    "the story's origins": _story("origins", 3),
    "the story's independence": _story("independence", "shown"),
    **{f"the ledger's {name}": _ledger(name) for name in ("offered", "read", "duplicate", "rejected")},
    "the number left out": _left_out,
    "a claim gone from those left out": _dropped_from_unprinted,
    "an edit at another place": _edit("at", 3),
    "an edit of another word": _edit("before", "Nowever,"),
    "an edit into something else": _edit("after", "[...]"),
    "an edit before the slice": _edit("at", -9),
    "an edit gone": _unplaced_edit,
    "a claim added": _added,
    "a claim twice": _duplicated,
    "a claim removed": _removed,
    "the budget in words passed": _budget,
    "the budget in lines passed": _lines,
    "a headline changed": _headline("text", "Trump Hails Talks"),
    "a headline moved": _headline("start", 3),
    "a bottom line that no story prints": _front,
    "a source's hash": _source("sha256", "0" * 64),
    "a source's id": _source("id", "0" * 16),
    "a copy of nothing": _source("copy_of", "Q"),
    "a source's address": _source("url", "https://example.org/"),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_fails_by_name(
    run: Run, tmp_path: Path, files: dict[str, str], brief: Data, tamper: Callable[[Data], str]
) -> None:
    name = tamper(brief)
    ran = run("verify", laid_out(tmp_path, files, brief))
    assert ran.code == 1
    assert name in ran.out
    assert ran.err.count("\n") == 1
    assert f"not proved, {len(ran.out.splitlines())} failed" in ran.err


def test_a_witness_of_no_source_is_named(run: Run, tmp_path: Path, files: dict[str, str], brief: Data) -> None:
    name = _no_such_source(brief)
    ran = run("verify", laid_out(tmp_path, files, brief))
    assert ran.code == 1
    assert name in ran.out + ran.err


# --- the files beside it


def _a_line(form: str) -> tuple[str, str]:
    """A claim's words and citation as the format has them, and the words alone."""
    words = "UK Foreign Secretary David Lammy joined the chorus"
    return {"md": f"- {words}", "txt": f"* {words}", "html": words}[form], words


def _changed_word(text: str, form: str) -> str:
    return text.replace(_a_line(form)[1], "UK Foreign Secretary David Lammy left the chorus", 1)


def _changed_letter(text: str, form: str) -> str:
    """The line by Lammy cites one report less."""
    at = text.index(_a_line(form)[1])
    cites = {"html": r', <a href="[^"]*">B</a>\]'}.get(form, r", B\]")
    return text[:at] + re.sub(cites, "]", text[at:], count=1)


def _without_line(text: str, form: str) -> str:
    pattern = {"html": r'<li class="claim"[^>]*>(?:(?!</li>).)*David Lammy joined.*?</li>'}.get(
        form, r"^[-*] UK Foreign Secretary David Lammy joined.*$"
    )
    flags = re.DOTALL if form == "html" else re.MULTILINE
    changed, count = re.subn(pattern, "", text, count=1, flags=flags)
    assert count == 1
    return changed


def _with_line(added: dict[str, str]) -> Callable[[str, str], str]:
    def change(text: str, form: str) -> str:
        if form == "html":
            return text.replace("</ul>", added[form] + "</ul>", 1)
        start, _ = _a_line(form)
        return text.replace(start, f"{added[form]}\n\n{start}", 1)

    return change


def _forged(words: str) -> dict[str, str]:
    return {"md": f"- {words}", "txt": f"* {words}", "html": f'<li class="claim">{words}</li>'}


BESIDE: dict[str, tuple[Callable[[str, str], str], str]] = {
    "a changed word": (_changed_word, "David Lammy"),
    "a citation gone": (_changed_letter, "David Lammy"),
    "a line gone": (_without_line, "David Lammy"),
    "a line more": (_with_line(_forged("Zelensky has resigned. [A, B]")), "Zelensky has resigned."),
}


def proved_beside(run: Run, folder: Path, files: dict[str, str], form: str, text: str) -> Ran:
    assert text != files[form], "nothing was tampered with"
    return run("verify", laid_out(folder, files | {form: text}))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("tamper", "name"), BESIDE.values(), ids=BESIDE)
def test_a_file_beside_it_that_says_something_else_fails_by_name(
    run: Run, tmp_path: Path, files: dict[str, str], tamper: Callable[[str, str], str], name: str, form: str
) -> None:
    ran = proved_beside(run, tmp_path, files, form, tamper(files[form], form))
    assert ran.code == 1
    assert all(name in line and f".{form}" in line for line in ran.out.splitlines())


def _twice(text: str, form: str) -> str:
    if form == "html":
        line = re.search(r'<li class="claim"(?:(?!</li>).)*David Lammy joined.*?</li>', text, re.DOTALL)
        assert line
        return text.replace(line[0], line[0] * 2, 1)
    line = re.search(r"^[-*] UK Foreign Secretary David Lammy joined.*\n", text, re.MULTILINE)
    assert line
    return text.replace(line[0], f"{line[0]}\n{line[0]}", 1)


UNSEEN: dict[str, Callable[[str, str], str]] = {
    "a line without a citation": _with_line(_forged("Zelensky has resigned.")),
    "a line that cites no source of it": _with_line(_forged("Zelensky has resigned. [Q]")),
    "words behind the citation": _with_line(_forged("Zelensky has resigned [A, B] and left.")),
    "a line twice": _twice,
    "more reports than there are": lambda text, _: text.replace("2 reports", "5 reports"),
    "independence that was not shown": lambda text, _: text.replace(", independence not shown", ""),
    "an outlet that was not stated": lambda text, _: text.replace("outlet not stated", "Reuters"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tamper", UNSEEN.values(), ids=UNSEEN)
def test_a_file_beside_it_prints_these_lines_and_no_other(
    run: Run, tmp_path: Path, files: dict[str, str], tamper: Callable[[str, str], str], form: str
) -> None:
    assert proved_beside(run, tmp_path, files, form, tamper(files[form], form)).code == 1


def test_the_reports_in_the_page_are_proved(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """What a click on a citation shows must be the report's words."""
    head, folded, tail = files["html"].partition("<details>")
    changed = head + folded + tail.replace("cautious optimism", "wild optimism")
    assert proved_beside(run, tmp_path, files, "html", changed).code == 1


# --- forgeries in which everything replays


def _opposite(brief: Data, files: dict[str, str]) -> None:
    """An edit that no rule of ours makes, printed everywhere."""
    claim = first(brief)
    at = claim["text"].index("highlighted")
    claim["edits"] = [{"kind": "drop", "at": at, "before": "highlighted", "after": "denied"}]
    claim["text"] = claim["text"].replace("highlighted", "denied")
    for form in FORMS:
        files[form] = files[form].replace("recently highlighted", "recently denied")


def _half(brief: Data, files: dict[str, str]) -> None:
    """A sentence cut down to what is only claimed in it."""
    claim = next(c for c in brief["stories"][0]["claims"] if "Russia claims to have regained" in c["text"])
    whole, kept = claim["witnesses"][0]["text"], "regained control over parts of Kursk"
    start = claim["witnesses"][0]["start"] + whole.index(kept)
    place = {"source": claim["wording"]["source"], "start": start, "end": start + len(kept)}
    printed = claim["text"]
    claim |= {"wording": place, "text": kept, "edits": [], "witnesses": [place | {"text": kept}]}
    for form in FORMS:
        files[form] = files[form].replace(printed, kept)
    files["html"] = re.sub(r'<span class="edit"[^>]*>[^<]*</span>(?= Russia claims)', "", files["html"])
    files["html"] = re.sub(r" Russia claims to have regained control[^<]*(?=</span>)", kept, files["html"], count=1)


def _title(brief: Data, files: dict[str, str]) -> None:
    """A headline among the claims: nothing of a report but its body is quoted."""
    headline = brief["stories"][0]["headline"]
    place = {name: headline[name] for name in ("source", "start", "end")}
    claim = copy.deepcopy(brief["stories"][0]["claims"][-1])
    claim |= {"id": "c12345678", "text": headline["text"], "wording": place, "edits": []}
    claim |= {"witnesses": [place | {"text": headline["text"]}], "reports": 1, "origins": 1}
    brief["stories"][0]["claims"].append(claim)
    added = _forged(f"{headline['text']} [A]")
    for form in FORMS:
        files[form] = _with_line(added)(files[form], form)


FORGED = {"an edit of meaning": _opposite, "half a sentence": _half, "a headline as a line": _title}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forgery_that_replays_is_found(
    run: Run, tmp_path: Path, files: dict[str, str], brief: Data, forge: Callable[[Data, dict[str, str]], None]
) -> None:
    forged = dict(files)
    forge(brief, forged)
    assert run("verify", laid_out(tmp_path, forged, brief)).code == 1


# A brief that has edits of both kinds; what may be named is "Ann Lee" for "She".
NAMED = (
    "Mayor Ann Lee opened the bridge at Tolle on Monday before 300 guests. "
    "She said that the repair had cost 2.4 million euros and taken 14 months. "
    "Meanwhile, the port of Norden closed its gate for 12 days. Envoy Bo Ek left for 3 weeks."
)


def _named() -> Data:
    """The brief of NAMED; its second claim has a name in brackets, its third an opener left out."""
    briefing = briefgen.brief([briefgen.report(NAMED, title="Bridge Opened at Tolle Again")], as_of=AS_OF)
    data: Data = json.loads(briefgen.render(briefing, "json"))
    assert [[edit["kind"] for edit in claim["edits"]] for claim in data["stories"][0]["claims"][1:3]] == [
        ["name"],
        ["drop"],
    ]
    return data


def _reworded(place: int, text: str, *edits: tuple[str, int, str, str]) -> Callable[[Data], None]:
    """Another text for a claim, by edits that replay to it."""

    def change(brief: Data) -> None:
        claim = brief["stories"][0]["claims"][place]
        claim["text"] = text
        claim["edits"] = [dict(zip(("kind", "at", "before", "after"), edit, strict=True)) for edit in edits]

    return change


REPAIR = " said that the repair had cost 2.4 million euros and taken 14 months."
PORT = " the port of Norden closed its gate for 12 days."
REWORDED: dict[str, Callable[[Data], None]] = {
    "another person": _reworded(1, f"[Bo Ek]{REPAIR}", ("name", 0, "She", "[Bo Ek]")),
    "a person of no report": _reworded(1, f"[Ann Moe]{REPAIR}", ("name", 0, "She", "[Ann Moe]")),
    "what is no name": _reworded(1, f"[the bridge]{REPAIR}", ("name", 0, "She", "[the bridge]")),
    "a name without brackets": _reworded(1, f"Ann Lee{REPAIR}", ("name", 0, "She", "Ann Lee")),
    "a name where none is meant": _reworded(2, f"[Ann Lee]{PORT}", ("name", 0, "Meanwhile,", "[Ann Lee]")),
    "a name left out": _reworded(1, f"[…]{REPAIR}", ("drop", 0, "She", "[…]")),
    "an opener that is none": _reworded(2, f"[…]{PORT[4:]}", ("drop", 0, "Meanwhile, the", "[…]")),
    "words left out further on": _reworded(
        2, f"[…]{PORT[:-13]} […].", ("drop", 0, "Meanwhile,", "[…]"), ("drop", 46, "for 12 days", "[…]")
    ),
    "an opener become another": _reworded(2, f"So{PORT}", ("drop", 0, "Meanwhile,", "So")),
    "an edit of no kind": _reworded(2, f"[…]{PORT}", ("mend", 0, "Meanwhile,", "[…]")),
}


@pytest.mark.parametrize("forge", REWORDED.values(), ids=REWORDED)
def test_an_edit_that_no_rule_makes_is_named(forge: Callable[[Data], None]) -> None:
    brief = _named()
    assert not verify(brief, {}).failures
    forge(brief)
    (failure,) = verify(brief, {}).failures
    assert "no rule makes" in failure


def _notes(brief: Data) -> None:
    brief["stories"][0]["notes"] = ["Zelensky has resigned"]


def _witness_twice(brief: Data) -> None:
    claim = brief["stories"][0]["claims"][-1]
    claim["witnesses"].append(claim["witnesses"][-1])


def _not_neighbours(brief: Data) -> None:
    first, _, third, _ = brief["stories"][0]["claims"]
    third["wording"]["start"] = first["wording"]["start"]
    third |= {"edits": [], "text": NAMED[: NAMED.index(" Envoy")]}


def _half_perhaps(brief: Data) -> None:
    claim = brief["stories"][0]["claims"][0]
    witness = claim["witnesses"][0]
    claim["perhaps"] = [witness | {"end": witness["end"] - 12, "text": witness["text"][:-12], "score": 0.5}]


def _lead_twice(brief: Data) -> None:
    brief["stories"][0]["claims"][1]["section"] = "lead"


def _another_key(brief: Data) -> None:
    brief["sources"][0]["key"] = "B"


UNTRUE: dict[str, tuple[Callable[[Data], None], str]] = {
    "a note of nobody": (_notes, "the note “Zelensky has resigned”"),
    "a witness twice": (_witness_twice, "twice"),
    "a wording of three sentences": (_not_neighbours, "neither a sentence nor two neighbours"),
    "half a sentence perhaps": (_half_perhaps, "a witness is no sentence"),
    "two leads": (_lead_twice, "cannot stand under “lead”"),
    "a key out of order": (_another_key, "source B (text): the key at this place is A"),
}


@pytest.mark.parametrize(("forge", "told"), UNTRUE.values(), ids=UNTRUE)
def test_what_a_brief_cannot_have_is_told(forge: Callable[[Data], None], told: str) -> None:
    brief = _named()
    forge(brief)
    assert told in "\n".join(verify(brief, {}).failures)


# --- what is no brief

NO_BRIEFS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not JSON"),
    "text": (b"Once upon a time", "not JSON"),
    "bytes": (b"\xff\xfe\x00\x80", "not JSON"),
    "half a file": (b'{"schema_version": 1, "stories": [', "not JSON"),
    "deep": (b"[" * 100_000, "not JSON"),
    "a list": (b"[1, 2]", "not of a brief"),
    "a number": (b"7", "not of a brief"),
    "another object": (b'{"name": "package", "version": "1.0.0"}', "not of a brief"),
    "a newer schema": (b'{"schema_version": 2, "stories": []}', "schema 2"),
    "stories alone": (b'{"schema_version": 1, "stories": []}', "texts"),
    "fields missing": (b'{"schema_version": 1, "stories": [], "texts": {"a": "b"}}', "not as a brief's JSON must be"),
    "stories of another kind": (b'{"schema_version": 1, "stories": {"a": 1}, "texts": {"a": "b"}}', "not as a brief"),
    "null": (b"null", "not of a brief"),
}


@pytest.mark.parametrize(("data", "told"), NO_BRIEFS.values(), ids=NO_BRIEFS)
def test_what_is_no_brief_gets_one_clear_line(run: Run, tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "brief.json"
    path.write_bytes(data)
    ran = run("verify", path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert told in ran.err


@pytest.mark.parametrize("name", ["text", "a list", "a newer schema", "fields missing"])
def test_the_line_names_the_file(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "brief.json"
    path.write_bytes(NO_BRIEFS[name][0])
    assert str(path) in run("verify", path).err


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_is_not_there_gets_one_line(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("verify", tmp_path / name)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / name) in ran.err


def test_no_texts_and_no_inputs_get_one_line(run: Run, tmp_path: Path, brief: Data) -> None:
    del brief["texts"]
    ran = run("verify", laid_out(tmp_path, {}, brief))
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "--no-embed-texts" in ran.err
    assert "name the inputs" in ran.err


def test_a_text_that_is_missing_is_named(run: Run, tmp_path: Path, files: dict[str, str], brief: Data) -> None:
    del brief["texts"][brief["sources"][1]["id"]]
    ran = run("verify", laid_out(tmp_path, files, brief))
    assert ran.code == 1
    assert "source B" in ran.out


def test_a_page_that_the_parser_gives_up_is_not_proved(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    broken = files["html"].replace("<main>", "<main><![x[ ]]>")
    ran = proved_beside(run, tmp_path, files, "html", broken)
    assert ran.code == 1
    assert ".html" in ran.out


ANYTHING: list[Any] = [
    None, True, -1, 0, 7, 10**30, 1.5, "", "A", "B", "x\ny", "\x1b[31m", "\ud800", "\x00", "2026-03-03", "[]", "name",
    [], [[]], [None], ["A"], {}, {"a": 1},
]  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every object and list in the data with each of its keys."""
    steps = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for step in steps:
        yield value, step
        yield from places(value[step])


@given(data=st.data())
@settings(max_examples=75)
def test_any_data_is_proved_or_told_in_lines(files: dict[str, str], data: st.DataObject) -> None:
    """Keys gone, values of other kinds, lists moved: a failure a line or a ProofError, never anything else."""
    brief = json.loads(files["json"])
    for _ in range(data.draw(st.integers(1, 3))):
        there = list(places(brief))
        parent, step = there[data.draw(st.integers(0, len(there) - 1))]
        new = data.draw(st.sampled_from([*ANYTHING, "gone"]))
        if new == "gone":
            del parent[step]
        else:
            parent[step] = copy.deepcopy(new)
    with suppress(ProofError):
        proof = verify(load(json.dumps(brief).encode()), {})
        assert all(line.isprintable() for line in proof.failures + proof.notes)


# --- which fields are proved

# What of a story is not proved, and why: it cannot be cut, replayed or counted from the texts alone.
UNPROVED = {
    "claims.*.why.gain": "made by the method",
    "claims.*.why.centrality": "made by the method",
    "claims.*.why.beat": "made by the method",
    "claims.*.perhaps.*.score": "made by the linking",
    "unprinted.*.perhaps.*.score": "made by the linking",
    "unprinted.*.reason": "made by the method and the rules",
}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            yield from leaves(inner, (*path, step))
    elif value is not None:
        yield path, value


def pattern(path: tuple[str | int, ...]) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in path)


def set_at(value: Any, path: tuple[str | int, ...], new: object) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


def another(value: Any, at: int) -> Any:
    """The value with one letter or digit changed, a number that is one more, another reason."""
    if not isinstance(value, str):
        return value + 1
    if value in list(Reason):
        return next(reason.value for reason in Reason if reason.value != value)
    places = [place for place, character in enumerate(value) if character.isalnum()]
    place = places[at % len(places)]
    character = value[place]
    other = str((int(character) + 1) % 10) if character.isdecimal() else "x" if character != "x" else "y"
    return value[:place] + other + value[place + 1 :]


@pytest.fixture(scope="module")
def story(files: dict[str, str]) -> Data:
    found: Data = json.loads(files["json"])["stories"][0]
    return found


def fails(files: dict[str, str], path: tuple[str | int, ...], at: int) -> bool:
    """Whether a change in the first story's `path` is found, the files beside it known."""
    brief = json.loads(files["json"])
    value = dict(leaves(brief["stories"][0]))[path]
    set_at(brief["stories"][0], path, another(value, at))
    try:
        return bool(verify(load(json.dumps(brief).encode()), {}).failures)
    except ProofError:
        return True


@pytest.fixture(scope="module")
def proved(story: Data) -> list[tuple[str | int, ...]]:
    """Where what is proved stands in a story."""
    return [
        path
        for path, value in leaves(story)
        if pattern(path) not in UNPROVED and (not isinstance(value, str) or re.search(r"\w", value))
    ]


@given(data=st.data())
@settings(max_examples=75)
def test_any_changed_letter_or_digit_of_a_story_fails(
    files: dict[str, str], proved: list[tuple[str | int, ...]], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(proved))
    at = data.draw(st.integers(0, 400))
    assert fails(files, path, at), pattern(path)


def _paths(name: str, story: Data) -> list[tuple[str | int, ...]]:
    return [path for path, value in leaves(story) if pattern(path) == name]


@pytest.mark.parametrize("name", UNPROVED)
def test_what_is_not_proved_is_listed(files: dict[str, str], story: Data, name: str) -> None:
    """So that this list says no more than is true."""
    (path, *_) = _paths(name, story)
    assert not fails(files, path, 1)


def test_every_other_kind_of_field_is_proved(files: dict[str, str], story: Data) -> None:
    """A field that is new in the JSON must be proved, or listed above with its reason."""
    examples = {pattern(path): path for path, value in leaves(story) if not isinstance(value, str) or value.isascii()}
    missed = {kind for kind, path in examples.items() if not fails(files, path, 1)}
    assert missed <= UNPROVED.keys()


# Of the sources and the front of the brief, what is proved from the texts, the inputs or the claims.
FRONT: dict[str, Callable[[Data], None]] = {
    "a title that the text does not have": lambda brief: brief["sources"][0].update(title="Trump Hails Nobody"),
    "the words of a source": lambda brief: brief["sources"][0].update(words=7),
    "where the paragraphs are": lambda brief: brief["sources"][0]["paragraphs"].pop(),
    "an outlet that the input does not state": lambda brief: brief["sources"][0].update(outlet="Reuters"),
    "a date that the input does not state": lambda brief: brief["sources"][0].update(published="2026-03-03"),
    "the place of an input": lambda brief: brief["sources"][0].update(location="elsewhere.txt"),
    "a period that no report states": lambda brief: brief["period"].update({"from": "2026-03-03", "to": "2026-03-03"}),
    "a bottom line that is no lead": lambda brief: brief.update(bottom_line=brief["stories"][0]["claims"][-1]["id"]),
    "key points that are not agreed": lambda brief: brief["key_points"].append(brief["stories"][0]["claims"][-1]["id"]),
    "a title that the files do not have": lambda brief: brief.update(title="Another Brief"),
}


@pytest.mark.parametrize("tamper", FRONT.values(), ids=FRONT)
def test_the_sources_and_the_front_are_proved(
    run: Run, tmp_path: Path, files: dict[str, str], brief: Data, tamper: Callable[[Data], None]
) -> None:
    tamper(brief)
    assert run("verify", laid_out(tmp_path, files, brief), SEEDS).code == 1


# --- an honest brief of odd reports is proved too


def _odd(title: str, text: str) -> Reports:
    return Reports([briefgen.report(text, title=title)])


ODD: dict[str, tuple[str, str]] = {
    "citations in a line": ("Bridge Closed", f"{LINE} Mayor Ann Lee read out “Annex [A], clause [B]” to 300 guests."),
    "a label in a line": ("Bridge Closed", f"{LINE} Mayor Ann Lee wrote “closed [A] – 2 reports” on the 20 doors."),
    "markup in a line": ("Bridge Closed", f"{LINE} Mayor Ann Lee wrote “*<b>closed</b>* & [gone](x)” on 20 doors."),
    "a line like a list": ("Bridge Closed", f"{LINE} 12. May was the day on which Mayor Ann Lee left for Norden."),
}


@pytest.mark.parametrize(("title", "text"), ODD.values(), ids=ODD)
def test_an_honest_brief_of_odd_lines_is_proved(title: str, text: str) -> None:
    briefing = briefgen.brief(_odd(title, text), words=400, as_of=AS_OF)
    assert len(briefing.claims) == 2
    data = json.loads(briefgen.render(briefing, "json"))
    assert not verify(data, {form: briefgen.render(briefing, form).decode() for form in FORMS}).failures


def test_an_honest_brief_with_a_title_like_a_citation_is_proved() -> None:
    briefing = briefgen.brief(_odd("Bridge Closed, Says Annex [A]", LINE), as_of=AS_OF)
    data = json.loads(briefgen.render(briefing, "json"))
    assert not verify(data, {form: briefgen.render(briefing, form).decode() for form in FORMS}).failures
