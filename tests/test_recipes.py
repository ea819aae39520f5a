"""What the recipes say can be done: snippets are read by what reads them, some are run, and they name what there is."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from briefgen import cli
from briefgen.profile import profile_from
from support import HERE, SEEDS

DOCS = HERE.parent / "docs"
PAGES = ["recipes.md", "container.md"]
COMMANDS: Any = get_command(cli.app)


def snippets(kind: str, *pages: str) -> list[Any]:
    """The blocks of a language in these pages, by page and number."""
    return [
        pytest.param(text, id=f"{page}-{number}")
        for page in pages or PAGES
        for number, text in enumerate(
            re.findall(rf"^```{kind}\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        )
    ]


def snippet(kind: str, holding: str) -> str:
    """The one block that holds these words."""
    return next(str(one.values[0]) for one in snippets(kind) if holding in str(one.values[0]))


def named() -> list[Any]:
    """Each call of briefgen that the pages show, as words."""
    found = []
    for page in PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        code = re.findall(r"^```.*?^```|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)
        calls = re.findall(r"\bbriefgen ([a-z]+\b[^\n|;&`<>)]*)", "\n".join(code))
        found += [pytest.param(shlex.split(call), id=f"{page}-{call.strip()}") for call in calls]
    return found


def in_shell(script: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a snippet by sh, in a home of its own, with briefgen on the PATH."""
    command = home / "bin" / "briefgen"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefgen "$@"\n')
    command.chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "BRIEFGEN_"))}
    around = {**plain, "HOME": str(home), "PATH": f"{command.parent}:{os.environ['PATH']}"}
    return subprocess.run(["sh", "-c", script, "sh", *arguments], env=around, cwd=home, capture_output=True, text=True)


def newsroom(home: Path, *profiles: str) -> Path:
    """A folder with reports and profiles of the recipe's form."""
    news = home / "news"
    shutil.copytree(SEEDS, news / "reports")
    recipe = snippet("toml", 'name = "economy"').replace('name = "economy"', 'name = "{name}"')
    for name in profiles:
        (news / name).mkdir()
        (news / name / "briefgen.toml").write_text(recipe.replace("{name}", name) + 'formats = ["md"]\n')
    return news


@pytest.mark.parametrize("words", named())
def test_commands_and_options_that_are_named_are_there(words: list[str]) -> None:
    command: Any = COMMANDS
    while words and hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
    assert {word for word in words if word.startswith("-")} - known == set()


def test_what_is_named_is_found() -> None:
    words = [one.values[0] for one in named()]
    assert {"init", "config", "daily", "schedule", "mail", "site", "status", "export", "reproduce"} <= {
        one[0] for one in words if isinstance(one, list)
    }


@pytest.mark.parametrize("script", snippets("sh"))
def test_shell_snippets_are_read_by_the_shell(script: str) -> None:
    told = subprocess.run(["sh", "-n"], input=script, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("text", snippets("toml"))
def test_profiles_are_read_by_briefgen(text: str, tmp_path: Path) -> None:
    whole = text if "[[sources]]" in text else f'{text}\n[[sources]]\npath = "reports"\n'
    assert profile_from(whole, tmp_path / "briefgen.toml").sources


@pytest.mark.parametrize("text", snippets("yaml"))
def test_the_workflow_may_write_what_it_made_and_nothing_else(text: str) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "write"}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    for step in workflow["jobs"]["edition"]["steps"]:
        script = re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", ""))
        assert subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True).stderr == ""
        # A secret in a script would stand in the arguments of what it starts.
        assert "secrets." not in step.get("run", "")


@pytest.mark.parametrize("text", snippets("xml"))
def test_the_property_list_is_one(text: str) -> None:
    assert plistlib.loads(text.encode())["EnvironmentVariables"]["BRIEFGEN_SMTP_USER"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "briefgen.service"
    unit.write_text(snippet("ini", "DynamicUser"))
    told = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
    assert [line for line in told.stderr.splitlines() if "briefgen" in line] == []


def test_units_are_split_into_their_files(tmp_path: Path) -> None:
    newsroom(tmp_path)
    script = snippet("sh", "awk -v folder").partition("systemctl")[0]
    made = in_shell(
        f"briefgen init {tmp_path}/news -q 2>/dev/null || briefgen init {tmp_path}/news; {script}", tmp_path
    )
    assert made.returncode == 0, made.stderr
    units = tmp_path / ".config" / "systemd" / "user"
    assert sorted(path.name for path in units.iterdir()) == ["briefgen-daily.service", "briefgen-daily.timer"]
    assert "ExecStart=" in (units / "briefgen-daily.service").read_text()
    assert "OnCalendar=" in (units / "briefgen-daily.timer").read_text()


def test_the_script_of_several_profiles_makes_an_edition_of_each_once(tmp_path: Path) -> None:
    news = newsroom(tmp_path, "economy", "city")
    script = snippet("sh", "for profile in economy city")
    for _ in range(2):
        ran = in_shell(script, tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
    made = sorted(path.name for path in (news / "output").glob("*.md"))
    assert [name.split("-")[0] for name in made] == ["city", "economy"]
    assert (news / "economy" / "last-run.json").is_file()
    assert {"economy-", "city-"} <= set(re.findall(r"economy-|city-", (news / "output" / "index.html").read_text()))
    assert len(in_shell("briefgen editions", tmp_path).stdout.splitlines()) == 2


def test_the_script_of_several_profiles_says_that_one_failed(tmp_path: Path) -> None:
    newsroom(tmp_path, "economy")
    script = re.sub(r"^briefgen site.*$", "", snippet("sh", "for profile in economy city"), flags=re.MULTILINE)
    ran = in_shell(script, tmp_path)
    assert ran.returncode == 2
    assert "city/briefgen.toml" in ran.stderr


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="sqlite3 is not installed")
def test_the_backup_is_an_archive_that_reproduces_the_edition(tmp_path: Path) -> None:
    newsroom(tmp_path, "economy")
    assert in_shell("briefgen daily -c news/economy/briefgen.toml", tmp_path).returncode == 0
    ran = in_shell(snippet("sh", ".backup"), tmp_path)
    assert ran.returncode == 0, ran.stderr
    [copy] = (tmp_path / "backup").glob("archive-*.sqlite3")
    assert copy.stat().st_mode & 0o077 == 0
    assert list((tmp_path / "backup" / "editions").iterdir())
    again = in_shell(f"briefgen reproduce last --archive {copy} -o again/", tmp_path)
    assert again.returncode == 0, again.stderr
    [issued], [made] = (news.glob("economy-*.json") for news in (tmp_path / "news" / "output", tmp_path / "again"))
    assert made.read_bytes() == issued.read_bytes()


def test_a_monthly_log_is_written(tmp_path: Path) -> None:
    newsroom(tmp_path, "economy")
    profile = (tmp_path / "news" / "economy" / "briefgen.toml").read_text()
    (tmp_path / "news" / "briefgen.toml").write_text(profile.replace("../", ""))
    ran = in_shell(snippet("sh", "-mtime +365"), tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    [log] = (tmp_path / ".local" / "state" / "briefgen").iterdir()
    assert re.fullmatch(r"\d{4}-\d\d\.log", log.name)
    assert re.search(r"^\S+/economy-\S+\.md$", log.read_text(), re.MULTILINE)
