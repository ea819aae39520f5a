"""briefgen.toml: what is read of it, every mistake with its line, and where each value comes from."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.config import Surroundings, profile_path, surroundings
from briefgen.errors import ProfileError, UsageError
from briefgen.overrides import overrides_of
from briefgen.profile import Profile, profile_from, read_profile
from briefgen.profile.keys import keys_of, tables_of
from briefgen.profile.lines import KeyPath, line_of, lines
from briefgen.profile.telling import STORIES, effective, manual, starting, toml
from support import HERE, Ran, cases

FILE = Path("news/briefgen.toml")


def mistakes(text: str) -> list[str]:
    try:
        profile_from(text, FILE)
    except ProfileError as error:
        return [line.removeprefix(f"{FILE}:") for line in error.lines]
    return []


@pytest.mark.parametrize("case", cases("profiles"))
def test_every_mistake_is_told_with_its_line(case: dict[str, Any]) -> None:
    assert mistakes(case["text"]) == case["lines"]


def test_no_password_is_repeated() -> None:
    stated = [case.values[0]["text"] for case in cases("profiles") if "s3cret" in case.values[0]["text"]]
    assert len(stated) == 8
    assert "s3cret" not in "".join(line for text in stated for line in mistakes(text))


def test_a_folder_of_time_zones_is_none() -> None:
    """Of it zoneinfo raises another error."""
    assert mistakes('timezone = "America"')[0].startswith("1: timezone: 'America' is no time zone; ")


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["[", "]", "=", '"', "'", "{", "}", "\n", "a", "edition", ".", ",", "1"])).map("".join)
)
def test_any_text_is_a_profile_or_has_mistakes_of_one_line(text: str) -> None:
    for line in mistakes(text):
        assert re.match(r"\d+: .", line.removeprefix(str(FILE)))


# --- lines

_BARE = st.text("abcxyz-_09", min_size=1, max_size=4)
_NAMES = _BARE | st.sampled_from(["a b", "ü", "#", "'", '"', "=", "]"])
_SCALARS = st.sampled_from(
    [
        '"a new line"',
        "'b#'",
        "3.5",
        "true",
        '"""a\n\n"""',
        '"""x"""""',
        "'''\n]\n'''",
        "1979-05-27 07:32:00",
        r'"\\"',
        r'"\""',
    ]
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda each: "[ # list\n" + ",\n\n".join(each) + "]")
        | st.dictionaries(_BARE, inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{k} = {v}" for k, v in pairs.items()) + "}"
        )
    ),
    max_leaves=5,
)
_PAIRS = st.tuples(st.lists(_NAMES, min_size=1, max_size=2), _VALUES).map(
    lambda pair: f"{_dotted(pair[0])} = {pair[1]} # end"
)
_HEADERS = st.tuples(st.lists(_NAMES, min_size=1, max_size=2), st.booleans()).map(
    lambda one: f"[[{_dotted(one[0])}]]" if one[1] else f"[ {_dotted(one[0])} ]"
)


def _dotted(names: list[str]) -> str:
    return " . ".join(name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml(name) for name in names)


def _paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """All that a document holds, by its path."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in below:
        yield (*path, name)
        yield from _paths(one, (*path, name))


@given(st.lists(_PAIRS | _HEADERS, max_size=6))
def test_what_a_document_holds_is_found_and_nothing_else(statements: list[str]) -> None:
    text = "\n".join(statements)
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines(text)) == set(_paths(held))


@given(st.lists(_VALUES, max_size=5), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_a_key_stands_where_it_was_written(values: list[str], gaps: list[int]) -> None:
    text, expected = "", {}
    for number, (value, gap) in enumerate(zip(values, gaps, strict=False)):
        text += "# gap\n" * gap
        expected[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {value}\n"
    found = lines(text)
    assert {name: found[name,] for name in expected} == expected


def test_a_missing_key_stands_where_its_table_does() -> None:
    assert line_of(("a", "b", "missing"), {("a",): 3, ("a", "b"): 5}) == 5
    assert line_of(("missing",), {}) == 1


# --- values


def test_nothing_stated_is_all_defaults() -> None:
    made = profile_from("", FILE)
    assert (made.title, made.name, made.edition.words, made.edition.on_empty) == ("Briefing", "daily", 1200, "skip")
    assert (made.edition.formats, made.delivery.on_unknown, made.sources) == (("md", "pdf", "html"), "hold", ())
    assert (made.weights.origins, made.weights.reports, made.weights.burst, made.weights.age) == (1.0, 0.5, 0.5, 0.05)


def test_paths_begin_in_the_folder_of_the_file() -> None:
    made = profile_from('stories = "s.toml"\n[[sources]]\nmbox = "a/b.mbox"\n[archive]\npath = "/var/a.sqlite3"', FILE)
    assert (made.stories, made.edition.output) == (Path("news/s.toml"), Path("news/output"))
    assert (made.sources[0].mbox, made.archive.path) == (Path("news/a/b.mbox"), Path("/var/a.sqlite3"))


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert profile_from('[edition]\noutput = "~/out"', FILE).edition.output == Path("/home/ann/out")


def test_a_folder_named_like_a_glob_holds_a_glob(tmp_path: Path) -> None:
    made = profile_from(
        '[[sources]]\npath = "*.txt"\n[[sources]]\npath = "a[1].txt"', tmp_path / "n[1]" / "briefgen.toml"
    )
    assert made.sources[0].path == str(tmp_path / "n[[]1]" / "*.txt")


def test_a_template_is_a_name_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    stated = {"brief": "brief", "mine": str(tmp_path / "mine"), "./other": str(tmp_path / "other")}
    made = {
        name: profile_from(f'[edition]\ntemplate = "{name}"', tmp_path / "b.toml").edition.template for name in stated
    }
    assert made == stated


def test_terms_count_once_and_are_clean() -> None:
    assert profile_from('[edition]\nmute = [" a\\nb", "a b", "c"]', FILE).edition.mute == ("a b", "c")


def test_the_environment_goes_before_the_file_and_the_machine_behind_it() -> None:
    text = '[delivery]\nsmtp = "file.example"\nfrom = "file@example.org"'
    around = Surroundings({"BRIEFGEN_SMTP": "env.example:25"}, (), "Europe/Berlin", Path("/data/a.sqlite3"))
    made = profile_from(text, FILE, around)
    assert (made.delivery.smtp, made.delivery.sender) == ("env.example:25", "file@example.org")
    assert (made.timezone, made.archive.path) == ("Europe/Berlin", Path("/data/a.sqlite3"))
    assert (made.places["delivery", "smtp"], made.places["delivery", "from"]) == ("BRIEFGEN_SMTP", f"{FILE}:3")


def test_a_path_of_the_environment_begins_in_the_current_folder() -> None:
    made = profile_from('[archive]\npath = "a"', FILE, Surroundings({"BRIEFGEN_ARCHIVE": "here.sqlite3"}))
    assert made.archive.path == Path("here.sqlite3")


def test_a_variable_that_cannot_be_is_named() -> None:
    with pytest.raises(UsageError, match=r"^BRIEFGEN_SMTP: 'a b' is not a host or host:port$"):
        profile_from("", FILE, Surroundings({"BRIEFGEN_SMTP": "a b"}))


def test_the_environment_is_read_once_and_empty_says_nothing() -> None:
    around = surroundings(
        {"BRIEFGEN_SMTP": "", "BRIEFGEN_MAIL_FROM": "a@example.org", "BRIEFGEN_SMTP_PASSWORD": "s3cret"}
    )
    assert (around.variables, around.secrets) == ({"BRIEFGEN_MAIL_FROM": "a@example.org"}, ("BRIEFGEN_SMTP_PASSWORD",))


@pytest.mark.parametrize(
    ("option", "variable", "file"),
    [(None, None, "briefgen.toml"), (None, "v.toml", "v.toml"), ("o.toml", "v.toml", "o.toml")],
)
def test_the_option_goes_before_the_variable(option: str | None, variable: str | None, file: str) -> None:
    stated = {"BRIEFGEN_CONFIG": variable} if variable else {}
    assert profile_path(Path(option) if option else None, stated) == Path(file)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"title = '\xff'", ":1: not UTF-8; save it as UTF-8"),
        (b"#" * 1_000_001, ": larger than 1000 kB; this is no briefgen.toml"),
        (b"a = " + b"[" * 5000, ": brackets in brackets, deeper than anything means; the file is no TOML"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "briefgen.toml"
    path.write_bytes(data)
    with pytest.raises(ProfileError) as raised:
        read_profile(path)
    assert raised.value.lines == (f"{path}{told}",)


@pytest.mark.parametrize("depth", [10, 100, 200, 300, 400, 600, 1000])
def test_brackets_of_any_depth_are_told(depth: int) -> None:
    """Wherever the reader's own depth ends, and that of what counts the lines."""
    assert mistakes(f"title = {'[' * depth}{']' * depth}")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"cannot be read \(Is a directory\); check the path$"):
        read_profile(tmp_path)


def test_a_mark_of_byte_order_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_bytes(b"\xef\xbb\xbftitle = 'A'\r\n")
    assert read_profile(tmp_path / "briefgen.toml").title == "A"


# --- the file that `init` writes, and the manual


def test_what_init_writes_is_all_defaults() -> None:
    made = profile_from(starting(), FILE)
    assert [one.place for one in effective(made) if one.key != "sources[1].path"] == ["default"] * (
        len(effective(made)) - 1
    )
    assert [source.path for source in made.sources] == ["news/reports"]


def _tables() -> list[type]:
    return [Profile, *(one.of for one in tables_of(Profile).values())]


def test_what_init_writes_has_every_key() -> None:
    written = starting()
    for table in _tables():
        for key in keys_of(table):
            assert re.search(rf"^(# )?{key} = ", written, re.MULTILINE), key


def test_every_line_of_init_can_be_taken_in() -> None:
    """Each key that is commented out, and its table where that is, loads by itself."""
    header = ""
    for line in starting().splitlines():
        plain = line.removeprefix("# ")
        if re.match(r"\[+\w+\]+$", plain):
            header = plain
        elif re.match(r"\w+ = ", plain):
            lacking = {"[[sources]]": 'path = "x"\n', "[[sections]]": 'name = "x"\nkeywords = ["x"]\n'}.get(header, "")
            name = plain.split(" ", 1)[0]
            lacking = (
                ""
                if name in {"url", "mbox", "maildir"}
                else re.sub(rf"^{name} = .*\n", "", lacking, flags=re.MULTILINE)
            )
            assert mistakes(f"{header}\n{lacking}{plain}\n") == [], plain


def test_the_manual_lists_every_key() -> None:
    shown = (HERE.parent / "docs" / "daily.md").read_text(encoding="utf-8")
    for block in manual().split("\n\n"):
        assert block.strip() in shown, "write docs/daily.md anew from briefgen.profile.telling.manual()"


def test_what_init_writes_about_stories_can_be_taken_in() -> None:
    assert not overrides_of(STORIES)
    stated = "\n".join(line.removeprefix("# ") for line in STORIES.splitlines() if re.search(r" = |^# \[", line))
    made = overrides_of(stated)
    assert [len(rules) for rules in (made.same, made.different, made.move, made.name)] == [1, 1, 1, 1]


# --- the commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CONFIG", "ARCHIVE", "SMTP", "MAIL_FROM"):
        monkeypatch.delenv(f"BRIEFGEN_{name}", raising=False)
    return tmp_path


def test_init_writes_two_files_and_says_the_next_step(run: Callable[..., Ran], folder: Path) -> None:
    told = run("init", "news")
    assert (told.code, told.out.splitlines()) == (0, ["news/briefgen.toml", "news/stories.toml"])
    assert "briefgen daily -c news/briefgen.toml" in told.err
    assert read_profile(folder / "news" / "briefgen.toml").stories == folder / "news" / "stories.toml"
    assert tomllib.loads((folder / "news" / "stories.toml").read_text(encoding="utf-8")) == {}


def test_init_overwrites_nothing_unless_forced(run: Callable[..., Ran], folder: Path) -> None:
    (folder / "stories.toml").write_text("mine")
    told = run("init")
    assert (told.code, told.out) == (2, "")
    assert "stories.toml" in told.err
    assert "--force" in told.err
    assert not (folder / "briefgen.toml").exists()
    assert run("init", "--force").code == 0
    assert (folder / "stories.toml").read_text() != "mine"


def test_show_tells_where_each_value_comes_from(
    run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "briefgen.toml").write_text('title = "Morning"\n[[sources]]\npath = "a"\nmap.text = "BODY"\n')
    monkeypatch.setenv("BRIEFGEN_MAIL_FROM", "desk@example.org")
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", "s3cret")
    told = run("config", "show", "-f", "json")
    places = {one["key"]: (one["value"], one["from"]) for one in json.loads(told.out)["settings"]}
    assert places["title"] == ("Morning", "briefgen.toml:1")
    assert places["sources[1].map"] == ({"text": "BODY"}, "briefgen.toml:4")
    assert places["delivery.from"] == ("desk@example.org", "BRIEFGEN_MAIL_FROM")
    assert places["edition.words"] == (1200, "default")
    assert places["BRIEFGEN_SMTP_PASSWORD"][0] == "set, not shown"
    plain = run("config", "show").out
    assert re.search(r'^title +"Morning" +briefgen.toml:1$', plain, re.MULTILINE)
    assert "s3cret" not in told.out + plain


def test_show_names_the_file_that_a_variable_names(
    run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other.toml").write_text('title = "Other"')
    monkeypatch.setenv("BRIEFGEN_CONFIG", "other.toml")
    assert run("config", "show").out.startswith("other.toml\n")
    assert run("config", "show", "-c", "none.toml").code == 2


def test_every_mistake_is_a_line_of_its_own(run: Callable[..., Ran], folder: Path) -> None:
    (folder / "briefgen.toml").write_text("[edition]\nwrods = 1\nwords = 0\n")
    told = run("config", "show")
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        "briefgen: briefgen.toml:2: edition.wrods: no such key; did you mean words",
        "briefgen: briefgen.toml:3: edition.words: 0 is not a whole number from 1 on",
    ]


def test_without_a_file_the_way_to_one_is_told(run: Callable[..., Ran], folder: Path) -> None:
    told = run("config", "show")
    assert (told.code, told.err) == (
        2,
        "briefgen: briefgen.toml: no such file; make one with briefgen init, or name it with -c\n",
    )


def test_the_archive_is_the_one_that_option_variable_or_file_names(
    run: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(*options: str) -> str:
        """The archive that is looked for: none of them is there."""
        told = run("editions", *options).err
        return str(Path(told.removeprefix("briefgen: ").split(":")[0]).relative_to(folder))

    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    assert named() == "data/briefgen/archive.sqlite3"
    (folder / "briefgen.toml").write_text('[archive]\npath = "of-file"')
    assert named() == "of-file"
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", "of-variable")
    assert named() == "of-variable"
    assert named("--archive", "of-option") == "of-option"
    (folder / "briefgen.toml").unlink()
    assert named() == "of-variable"
