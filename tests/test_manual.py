"""The manual's page: what is shipped is what the commands say, and roff prints it as it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from briefgen import cli, manual
from support import HERE, cases

ROOT = HERE.parent
SHIPPED = ROOT / "share" / "briefgen.1"
DAY = date(2026, 11, 22)


def commands(group: Any = None, path: str = "briefgen") -> Iterator[tuple[str, Any]]:
    """Every command that help shows, with its path."""
    shown: Any = group or get_command(cli.app)
    for name, command in shown.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        elif not command.hidden:
            yield f"{path} {name}", command


def printed(source: str) -> str:
    """What a person sees, in lines as long as they come."""
    page = f".TH T 1 2026-11-22\n.ad l\n{source}"
    formatter = ["groff", "-man", "-Tutf8", "-P-c", "-P-b", "-P-u", "-rLL=500n"]
    return subprocess.run(formatter, input=page, capture_output=True, text=True, check=True).stdout


def test_the_shipped_page_says_what_the_commands_say_now() -> None:
    shipped = SHIPPED.read_text(encoding="ascii")
    day = date.fromisoformat(re.search(r"^\.TH BRIEFGEN 1 (\S+)", shipped)[1])  # type: ignore[index]
    assert shipped == manual.page(day), "the commands' help has changed: run `make man`"


def test_every_command_and_option_is_on_the_page() -> None:
    page = re.sub(r"\\(%|f[BR])", "", manual.page(DAY)).replace(r"\-", "-")
    assert len(list(commands())) > 10
    for path, command in commands():
        section = page.split(f"\n.SS {path}\n")[1].split("\n.S")[0]
        told = {
            name for line in re.findall(r"^\.TP\n(.*)$", section, re.MULTILINE) for name in re.split(r"[ ,]+", line)
        }
        options = {name for one in command.params if one.param_type_name == "option" for name in one.opts}
        assert options - told == set()


def test_a_group_of_commands_is_told_by_its_members() -> None:
    inner = typer.Typer()
    inner.command("show", epilog="Example: briefgen config show")(lambda: None)
    inner.command("check", hidden=True)(lambda: None)
    outer = typer.Typer()
    outer.add_typer(inner, name="config")
    outer.callback()(lambda: None)
    told = "\n".join(manual.lines(get_command(outer), DAY))  # type: ignore[arg-type]
    assert re.findall(r"^\.SS (.*)$", told, re.MULTILINE) == [r"\%briefgen \%config \%show"]


def test_exit_codes_are_those_of_the_manual() -> None:
    table = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    section = manual.page(DAY).split(".SH EXIT STATUS\n")[1].split(".SH")[0]
    assert re.findall(r"^\\fB(?:\\%)?(\d+)\\fR$", section, re.MULTILINE) == table


def test_every_variable_that_is_read_is_on_the_page() -> None:
    page = manual.page(DAY)
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "briefgen").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"\bBRIEFGEN_[A-Z_]*[A-Z]\b", text)}
    assert len(read) > 4
    assert sorted(name for name in read if name not in page) == []


@pytest.mark.parametrize("argument", [["-T", "lint"], ["-T", "lint", "-W", "style"]])
def test_mandoc_finds_no_fault(argument: list[str]) -> None:
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    told = subprocess.run(["mandoc", *argument, SHIPPED], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
@pytest.mark.parametrize("device", ["utf8", "ascii"])
def test_groff_finds_no_fault(device: str) -> None:
    told = subprocess.run(["groff", "-man", "-ww", "-z", f"-T{device}", SHIPPED], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
@pytest.mark.parametrize("case", cases("roff"))
def test_a_text_is_printed_as_it_is(case: dict[str, str]) -> None:
    shown = printed(f".SH BEFORE\n{manual.roff(case['text'])}\n.SH BEHIND\n")
    assert re.search(r"^BEFORE\n(.*)\n\nBEHIND$", shown, re.MULTILINE)[1].strip() == case["text"]  # type: ignore[index]


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_shows_the_page_without_a_warning() -> None:
    told = subprocess.run(["man", "--warnings", "-l", SHIPPED], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
    assert re.search(r"^\s+briefgen summarise \[OPTIONS\] INPUT\.\.\.$", told.stdout, re.MULTILINE)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_no_text_becomes_a_command_of_roff(text: str) -> None:
    line = manual.roff(text)
    assert line.isascii()
    assert "\n" not in line
    assert not line.startswith((".", "'"))
    assert re.sub(r"\\(e|&|%|-|\([a-z]{2}|\[u[0-9A-F]{4,6}\])", "", line).count("\\") == 0


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_prose_has_short_lines_that_are_no_commands(text: str) -> None:
    for line in manual.prose(text).splitlines():
        assert line.isascii()
        assert not line.startswith((".", "'"))


def test_the_page_is_printed_by_its_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763796000")
    manual.main()
    assert capsys.readouterr().out == manual.page(date(2025, 11, 22))
