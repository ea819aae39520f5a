"""The manual says what the program does: its examples are run, its commands are all there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support import AS_OF, HERE, Ran
from test_cli import COMMANDS

ROOT = HERE.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"`{command}`" in MANUAL


def test_the_examples_of_the_manual_are_those_of_the_help(run: Callable[..., Ran]) -> None:
    examples = re.findall(r"`(briefgen (\w+)[^`]*)` \|$", MANUAL, re.MULTILINE)
    assert len(examples) == len(COMMANDS) - 1
    for example, command in examples:
        assert f"Example: {example}" in " ".join(run(command, "--help").out.split())


def test_the_summary_in_the_readme_is_what_comes_out(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    command, shown = re.search(r"^\$ (briefgen summarise .*)\n((?:.|\n)*?)^```", README, re.MULTILINE).groups()  # type: ignore[union-attr]
    monkeypatch.chdir(ROOT)
    assert run(*shlex.split(command)[1:]).out == shown


def test_the_proof_in_the_readme_is_what_comes_out(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = re.search(r"^proved: .*$", README, re.MULTILINE)[0]  # type: ignore[index]
    monkeypatch.chdir(ROOT)
    run("brief", "seeds", "-w", "400", "-f", "md,html", "-o", tmp_path, "--as-of", AS_OF)
    assert run("verify", tmp_path / "brief-2026-11-22.json", "seeds/").out.strip() == shown


def test_the_python_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", README, re.DOTALL)[1], names)  # type: ignore[index]
    assert names["markdown"]


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "templates/README.md", *(p.name for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_of_the_manual_lead_somewhere(page: str) -> None:
    path = ROOT / page if (ROOT / page).is_file() else ROOT / "docs" / page
    for target in re.findall(r"(?:\]\(|src=\")([^)\"#]+)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists()


def test_the_brief_of_one_of_each_in_the_readme_is_what_comes_out(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, words = re.search(r"^\$ make brief INPUTS=(\S+) WORDS=(\d+)$", README, re.MULTILINE).groups()  # type: ignore[union-attr]
    shown = re.search(r"^```\n(## Bottom line\n(?:.|\n)*?)^```", README, re.MULTILINE)[1]  # type: ignore[index]
    monkeypatch.chdir(ROOT)
    run("brief", folder, "-w", words, "-f", "md", "-o", tmp_path, "--as-of", AS_OF)
    made = (tmp_path / "brief-2026-11-22.md").read_text(encoding="utf-8").split("\n")
    lines = [line.removesuffix(" …") for line in shown.split("\n") if line != "…"]
    assert [line for line in lines if not any(one.startswith(line) for one in made)] == []
    assert " p. " in shown


def test_the_comparison_in_the_readme_is_what_comes_out(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line shown is a line of it, in this order, and none is passed over without a word."""
    shown = re.search(r"^\$ briefgen compare seeds/\*\n((?:.|\n)*?)^```", README, re.MULTILINE)[1]  # type: ignore[index]
    monkeypatch.chdir(ROOT)
    lines = run("compare", *sorted((ROOT / "seeds").glob("*.txt"))).out.split("\n")
    at = 0
    for piece in filter(None, (one.strip("\n") for one in re.split(r"^…$", shown, flags=re.MULTILINE))):
        wanted = piece.split("\n")
        at = next(place for place in range(at, len(lines)) if lines[place : place + len(wanted)] == wanted)


def test_the_third_day_in_the_readme_is_what_the_demonstration_week_gives(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    """Each line shown stands in that edition, in this order."""
    shown = re.search(r"^```\n(5 March 2026(?:.|\n)*?)^```", README, re.MULTILINE)[1]  # type: ignore[index]
    profile = tmp_path / "briefgen.toml"
    stated = (ROOT / "examples" / "week" / "briefgen.toml").read_text(encoding="utf-8")
    profile.write_text(stated.replace('output = "editions"', 'output = "editions"\nformats = ["md"]\nsite = false'))
    for day in (1, 2, 3):
        shutil.copytree(ROOT / "examples" / "week" / f"day-{day}", tmp_path / f"day-{day}")
        assert run("daily", "-c", profile, "--as-of", f"2026-03-0{day + 2}T07:00+01:00").code == 0
    edition = (tmp_path / "editions" / "week-2026-03-05.md").read_text(encoding="utf-8")
    at = 0
    for line in (line for line in shown.splitlines() if line != "…"):
        assert line in edition[at:]
        at = edition.index(line, at) + len(line)
