"""A mail -> the sendmail of this system, which keeps it in a queue of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from briefgen.delivery.fate import Fate, Mail, Outcome
from briefgen.errors import UsageError

_PATIENCE = 60.0
# Daemons stand where the path of a user's shell seldom leads.
_PLACES = ("/usr/sbin", "/usr/lib", "/sbin")

# sysexits.h: bad data, no such user, no such host.  "Try again" (75) may mean that it is queued.
_REFUSED = frozenset({65, 67, 68})
_MAYBE_QUEUED = 75


def program() -> Path:
    """Return where sendmail is; raise UsageError where it is not."""
    found = shutil.which("sendmail", path=os.pathsep.join([os.environ.get("PATH", ""), *_PLACES]))
    if found is None:
        raise UsageError("--sendmail: there is none here; install one (postfix, msmtp-mta), or use --smtp")
    return Path(found)


def send(mail: Mail, sendmail: Path, patience: float = _PATIENCE) -> Outcome:
    """Hand a mail over; SENT means that the system has taken it upon itself."""
    command = [str(sendmail), "-i", "-f", mail.sender, "--", mail.recipient]
    try:
        ran = subprocess.run(  # noqa: S603 - addresses were checked, and stand behind "--"
            command, input=mail.data.replace(b"\r\n", b"\n"), capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(Fate.UNKNOWN, f"sendmail did not end within {patience:g} s")
    except OSError as error:
        return Outcome(Fate.UNSENT, f"{sendmail}: cannot be run ({error.strerror})", for_all=True)
    return _outcome(ran.returncode)


def _outcome(code: int) -> Outcome:
    if code == 0:
        return Outcome(Fate.SENT)
    if code in _REFUSED:
        return Outcome(Fate.REFUSED, f"sendmail refused it (exit code {code})")
    if code < 0 or code == _MAYBE_QUEUED:
        return Outcome(Fate.UNKNOWN, f"sendmail ended with {code}; see whether it is in its queue (mailq)")
    return Outcome(Fate.UNSENT, f"sendmail failed (exit code {code}); see its log")
