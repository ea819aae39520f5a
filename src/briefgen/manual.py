"""Commands -> the page of the manual, in roff.

What `briefgen COMMAND --help` says, `man briefgen` says: nothing is written
twice but what no command can say, such as where files lie.  click-man, which
does this for Click, finds no option in Typer's own classes.

`python -m briefgen.manual` prints the page; `make man` puts it where the
package takes it from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from briefgen.__about__ import __version__

if TYPE_CHECKING:
    import typer
    from typer.core import TyperGroup

# What no option names; the others are gathered from the options.
ENVIRONMENT = {
    "BRIEFGEN_CONFIG": "The briefgen.toml of a daily edition, where -c names no other.",
    "BRIEFGEN_ARCHIVE": "The archive, before what briefgen.toml says.",
    "BRIEFGEN_SMTP_USER": "User at the mail server.",
    "BRIEFGEN_SMTP_PASSWORD": "Password there; better one of the next two.",
    "BRIEFGEN_SMTP_PASSWORD_FILE": "A file with the password on its first line.",
    "BRIEFGEN_SMTP_PASSWORD_COMMAND": "A command that prints the password.",
    "SOURCE_DATE_EPOCH": "The time that a brief is made for, in seconds since 1970, where --as-of states none.",
    "SSL_CERT_FILE": "The certificates of the authorities that are trusted, where not the system's own.",
}
FILES = {
    "briefgen.toml": "What a daily edition is made of, in the current folder where nothing names another; "
    "`briefgen init` writes one with every key explained.",
    "$XDG_DATA_HOME/briefgen/archive.sqlite3": "The archive on Linux, where nothing names another; without the "
    "variable in ~/.local/share. On macOS in ~/Library/Application Support.",
}
SEE_ALSO = "mailq(1), sendmail(8), systemd.timer(5), crontab(5)"

# What a line of roff takes for a command, a sign of its own, or typographic.
_SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}


def page(day: date) -> str:
    """Return the manual's page of the whole command; `day` stands at its foot."""
    from typer.main import get_command

    from briefgen.cli import app

    program: TyperGroup = get_command(app)  # type: ignore[assignment]
    return "".join(f"{line}\n" for line in lines(program, day))


def lines(program: TyperGroup, day: date) -> Iterator[str]:
    """The page of any command tree, line by line."""
    import typer

    context = typer.Context(program, info_name="briefgen", **program.context_settings)
    yield from (f'.TH BRIEFGEN 1 {day} "briefgen {__version__}"', ".ad l")
    yield from (".SH NAME", rf"briefgen \- {prose('merge overlapping reports into one cited briefing')}")
    yield from (".SH SYNOPSIS", *_usage(context))
    yield from (".SH DESCRIPTION", *_paragraphs(program.help or ""), ".SH OPTIONS", *_options(context))
    yield from (".PP", prose("Each command has `--help`, too."))
    yield from (".SH COMMANDS", *(line for command in _commands(context) for line in _command(command)))
    yield from (".SH EXIT STATUS", *_exit_codes(program.epilog or ""))
    yield from (".SH ENVIRONMENT", *_list({**ENVIRONMENT, **_variables(context)}))
    yield from (".SH FILES", *_list(FILES), ".SH SEE ALSO", roff(SEE_ALSO))


def roff(text: str) -> str:
    r"""Return the text as one line of roff that prints it, only that, and parts no word of it.

    >>> print(roff(".SH is no heading – nor 'it'"))
    \&.SH is no \%heading \[u2013] nor \%\(aqit\(aq
    """
    return _guarded(re.sub(r"\S+", _whole, " ".join(text.split())))


def prose(text: str) -> str:
    r"""Return the text as lines of roff; what stands between backquotes is bold, and plain words may be parted.

    >>> print(prose("See `briefgen methods`, or words-of-yours."))
    See \fB\%briefgen \%methods\fR, or \%words\-of\-yours.
    """
    parts = re.split(r"`([^`]+)`", re.sub(r"\s+", " ", text.strip()))
    line = "".join(rf"\fB{roff(part)}\fR" if odd % 2 else re.sub(r"\S+", _word, part) for odd, part in enumerate(parts))
    return "\n".join(_guarded(short) for short in wrap(line, 78, break_long_words=False, break_on_hyphens=False))


def _word(found: re.Match[str]) -> str:
    return found[0] if re.fullmatch(r"[A-Za-z]?[a-z]*[.,;]?", found[0]) else _whole(found)


def _whole(found: re.Match[str]) -> str:
    """A word that is not parted at a line's end: who copies an option must have it as it is.

    `.nh` would say so for all words, but man-db's macros take it back at the next paragraph.
    """
    signs = "".join(_sign(character) for character in found[0])
    return signs if len(found[0]) < 4 else rf"\%{signs}"


def _sign(character: str) -> str:
    return _SIGNS.get(character) or (character if character.isascii() else rf"\[u{ord(character):04X}]")


def _guarded(line: str) -> str:
    """A line that begins with a full stop would be a command."""
    return rf"\&{line}" if line.startswith(".") else line


def _commands(context: typer.Context) -> Iterator[typer.Context]:
    """The commands that are shown, in the order of the help; of a group its own commands."""
    import typer

    for name, command in getattr(context.command, "commands", {}).items():
        inner = typer.Context(command, info_name=name, parent=context)
        if getattr(command, "commands", None):
            yield from _commands(inner)
        elif not command.hidden:
            yield inner


def _command(context: typer.Context) -> Iterator[str]:
    yield rf".SS {roff(context.command_path)}"
    yield from _usage(context)
    yield from (".PP", *_paragraphs(context.command.help or ""), *_options(context))
    example = (context.command.epilog or "").removeprefix("Example: ")
    if example:
        yield from (".PP", "Example:", ".PP", ".EX", rf"    {roff(example)}", ".EE")


def _usage(context: typer.Context) -> list[str]:
    pieces = [_shown(parameter) for parameter in context.command.params if _is_argument(parameter)]
    inner = ["COMMAND", "[ARGUMENTS]"] if hasattr(context.command, "commands") else []
    return [rf"\fB{roff(context.command_path)}\fR {roff(' '.join(['[OPTIONS]', *pieces, *inner]))}"]


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _shown(argument: Any) -> str:
    """How an argument is named, in brackets where it may be left out."""
    name = argument.metavar or argument.name.upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _paragraphs(text: str) -> list[str]:
    parts = [prose(part) for part in re.split(r"\n\s*\n", text.strip())]
    return [line for part in parts for line in (".PP", part)][1:]


def _options(context: typer.Context) -> list[str]:
    """Options and arguments with what their help says, defaults and variables included; --help stands once."""
    shown = [one for one in context.command.get_params(context) if context.parent is None or one.name != "help"]
    records = ((one, one.get_help_record(context)) for one in shown)
    return _list({_spoken(one, record[0]): record[1] for one, record in records if record})


def _spoken(parameter: Any, name: str) -> str:
    """The name in a help's record: "--words N" for "--words <int>"."""
    if _is_argument(parameter):
        return _shown(parameter)
    return re.sub(r"<(?:list\[)?(\w+).*>", lambda kind: _KINDS.get(kind[1], kind[1].upper()), name)


_KINDS = {"int": "N", "float": "N", "str": "TEXT"}


def _list(entries: dict[str, str]) -> list[str]:
    return [line for name, told in entries.items() for line in (".TP", rf"\fB{roff(name)}\fR", prose(told))]


def _exit_codes(epilog: str) -> list[str]:
    """What the help's last line says: "Exit codes: 0 done, 1 failed."."""
    return _list(dict(re.findall(r"(\d+) ([^,.]+)", epilog)))


def _variables(context: typer.Context) -> dict[str, str]:
    """The variables that stand for an option, with what the option says."""
    parameters = (parameter for command in _commands(context) for parameter in command.command.params)
    return {str(one.envvar): str(getattr(one, "help", "")) for one in parameters if one.envvar}


def main() -> None:
    """Print the page, dated with SOURCE_DATE_EPOCH or today."""
    from briefgen.config import as_of

    sys.stdout.write(page(as_of(None).date()))


if __name__ == "__main__":
    main()
