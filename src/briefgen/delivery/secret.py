"""Environment, file or command -> a password that is shown nowhere."""

from __future__ import annotations

import shlex
import subprocess
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.config import Keys
from briefgen.errors import UsageError

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends: user, and a password that neither `repr` nor an error shows."""

    user: str
    password: str = field(repr=False)

    def hidden(self, text: str) -> str:
        """`text` without the password, as it is or as SMTP encodes it: a server may say what it was told."""
        user, password = self.user.encode(), self.password.encode()
        encoded = (b64encode(one).decode() for one in (password, b"\0" + user + b"\0" + password))
        for secret in filter(None, (self.password, *encoded)):
            text = text.replace(secret, "***")
        return text


def account(keys: Keys) -> Account | None:
    """Return who sends, or None where no user is named.

    Raises UsageError where there is a user without a password, or more ways
    to it than one.
    """
    ways = [bool(keys.password), bool(keys.file), bool(keys.command)]
    if not keys.user and not any(ways):
        return None
    if not keys.user:
        raise UsageError("a password for the mail server, but no user; set BRIEFGEN_SMTP_USER")
    if sum(ways) != 1:
        raise UsageError(
            f"{'several passwords' if sum(ways) else 'no password'} for the mail server's user; set one of "
            "BRIEFGEN_SMTP_PASSWORD, BRIEFGEN_SMTP_PASSWORD_FILE and BRIEFGEN_SMTP_PASSWORD_COMMAND"
        )
    password = keys.password or (_of_file(keys.file) if keys.file else _of_command(keys.command))
    if not (password and all(one.isascii() and one.isprintable() for one in (keys.user, password))):
        raise UsageError("the mail server's password is empty, or it or the user has a sign in it that is not ASCII")
    return Account(keys.user, password)


def is_open(file: str) -> bool:
    """Whether others than its owner may read a password's file."""
    try:
        return bool(Path(file).stat().st_mode & 0o077)
    except OSError:
        return False


def _of_file(file: str) -> str:
    try:
        return _first_line(Path(file).read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: the password cannot be read ({error.strerror}); check the path") from error


def _of_command(command: str) -> str:
    """What a command prints; its own words are not repeated, since they may tell too much."""
    try:
        ran = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            shlex.split(command), capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise UsageError("BRIEFGEN_SMTP_PASSWORD_COMMAND: cannot be run, or does not end; try it in a shell") from None
    if ran.returncode:
        raise UsageError(f"BRIEFGEN_SMTP_PASSWORD_COMMAND: ended with {ran.returncode}; try it in a shell")
    return _first_line(ran.stdout)


def _first_line(data: bytes) -> str:
    return data.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
