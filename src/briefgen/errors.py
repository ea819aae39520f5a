"""What can go wrong, one class for each thing that a user can mend.

Every message is one line: the subject (a file, an address, an option), the
cause, and what to do about it.  The command line prints it and exits with the
class's documented code; a program catches BriefgenError.
"""

from __future__ import annotations

from typing import ClassVar

# Exit codes of what was done all the same: inputs that were rejected, a delivery that failed or that nobody knows of.
REJECTED, UNDELIVERED = 4, 7


class BriefgenError(Exception):
    """Something that the user can mend; `str()` is one line that says how."""

    exit_code: ClassVar[int] = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said, a line each: one, but for a file with several mistakes."""
        return (str(self),)


class UsageError(BriefgenError):
    """An option or a setting that cannot be understood."""

    exit_code = 2


class ProfileError(UsageError):
    """A briefgen.toml that cannot be used as it is; each of its mistakes is one of `lines`."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self._mistakes = mistakes

    @property
    def lines(self) -> tuple[str, ...]:
        """The mistakes, in the order of the file."""
        return self._mistakes


class ReadError(BriefgenError):
    """One input that cannot become a report; the others go on without it."""


class FetchError(ReadError):
    """An address that cannot be fetched; `reason` is the line without the address, for where that stands beside it."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.reason = reason


class NothingToDo(BriefgenError):
    """No readable input, or nothing in it that can be printed."""

    exit_code = 3


class TemplateError(BriefgenError):
    """A template that does not exist, does not parse or does not render."""

    exit_code = 2


class MissingPart(BriefgenError):
    """A part of the system that a format needs and that is not installed.

    `made` is what could be made without it, if anything.
    """

    exit_code = 5

    def __init__(self, message: str, made: bytes | None = None) -> None:
        super().__init__(message)
        self.made = made


class WriteError(BriefgenError):
    """An output that cannot be written; what stood there before is unharmed."""


class ProofError(BriefgenError):
    """A brief that cannot be checked at all: not JSON, or not one of ours."""


class NoBrief(ProofError):
    """A JSON that is sound and of something else."""


class ArchiveError(BriefgenError):
    """An archive that cannot be used as it is; what it held is unharmed."""


class ArchiveLocked(ArchiveError):
    """An archive that another run, or another program, is using."""

    exit_code = 6


class MailError(BriefgenError):
    """A mail that is not what it was made of, or that cannot be handed over at all; nothing was sent."""

    exit_code = 7
