"""One run: the lock, days that a run died on, today's edition, what waits for recipients.

What was decided is written before what follows from it: the intake before the
files, the files before the edition's row, the row before a mail (docs/archive.md).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from briefgen.archive import Archive, Edition, Intake, Issue, writing
from briefgen.daily.making import idle, make, masthead_of, running, silence
from briefgen.daily.outcome import Filed, Outcome, missing
from briefgen.daily.sending import recipients, send
from briefgen.daily.taking import take
from briefgen.delivery.fate import Post
from briefgen.errors import REJECTED, BriefgenError, UsageError
from briefgen.issuing import issue_edition, put_back
from briefgen.memory import base_of, remembered
from briefgen.model import Briefing
from briefgen.profile import Profile
from briefgen.publish import clear_leftovers
from briefgen.renderers import Files, files
from briefgen.site import base_address, rebuild
from briefgen.site.pages import FEED, INDEX
from briefgen.sources import Collected

Collect = Callable[[Profile], Collected]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Ways:
    """How a run meets the world: where reports come from, how mails leave (None: they wait), whom progress is told."""

    collect: Collect
    post: Callable[[], Post] | None = None
    tell: Tell = field(default=lambda _: None)


def run(profile: Profile, now: datetime, ways: Ways, since: datetime | None = None) -> Outcome:
    """Make the edition of the day that `now` is in, once: a day that has one keeps it, and lost files are put back.

    Days that a run died on are made first, from what was taken in then.
    `since` compares with the last edition made before that time instead of the
    last one that reached its readers.  Raises ArchiveLocked where another run
    is at work, ArchiveError and WriteError where something cannot be stored:
    the same run completes afterwards.
    """
    with writing(profile.archive.path, now) as archive:
        day = now.astimezone(profile.zone).date()
        work = _Run(archive, profile, now.astimezone(profile.zone), day, ways)
        outcome = work.today(Outcome(day, work.now, tuple(work.left_undone())), since)
        return work.sent(work.listed(outcome))


def rehearse(profile: Profile, now: datetime, ways: Ways, since: datetime | None = None) -> tuple[Outcome, bytes]:
    """Do as `run` on a copy of the archive, and write, send and remember nothing.

    Returns what came of it, and the Markdown of the edition of the day, empty
    where there is none.
    """
    with tempfile.TemporaryDirectory(prefix="briefgen-") as folder:
        beside = _on_a_copy(profile, Path(folder))
        outcome = run(beside, now, replace(ways, post=None), since)
        found = (path for one in outcome.editions for path in one.files if path.suffix == ".md")
        return replace(outcome, editions=()), b"".join(path.read_bytes() for path in found)


def _on_a_copy(profile: Profile, folder: Path) -> Profile:
    """The profile with an archive and an output of its own, in Markdown."""
    path = profile.archive.path
    if path.exists():
        shutil.copyfile(path, folder / path.name)
    return replace(
        profile,
        archive=replace(profile.archive, path=folder / path.name),
        edition=replace(profile.edition, output=folder / "output", formats=("md",), site=False),
    )


@dataclass(frozen=True)
class _Run:
    """One run at work on an archive that is its own."""

    archive: Archive
    profile: Profile
    now: datetime
    day: date
    ways: Ways

    def left_undone(self) -> Iterator[Filed]:
        """The editions of days that a run died on."""
        for intake in self.archive.open_intakes(self.profile.name):
            if intake.day < self.day:
                self.ways.tell(f"finishing {intake.day}")
                filed, _ = self._finished(intake)
                yield from [filed] if filed else []

    def today(self, outcome: Outcome, since: datetime | None) -> Outcome:
        """Make today's edition, or put back what is lost of it."""
        there = self.archive.edition(self.profile.name, self.day)
        if there:
            return self._put_back(there, outcome)
        latest = self.archive.last_edition(self.profile.name, delivered=False)
        if latest and latest.day > self.day:
            return replace(
                outcome, nothing=f"{latest.name} was issued for {latest.day}, after {self.day}; see the clock"
            )
        intake, outcome = self._intake(outcome, since)
        if intake is None:
            return outcome
        filed, parts = self._finished(intake)
        if filed is None:
            return replace(outcome, nothing=self._nothing())
        return replace(outcome, editions=(*outcome.editions, filed), failures=missing(parts.missing))

    def listed(self, outcome: Outcome) -> Outcome:
        """Bring the folder's index and feed up to date; where that fails, what was issued stands."""
        wanted = self.profile.edition
        if not wanted.site or not outcome.editions:
            return outcome
        self.ways.tell("listing")
        pages = (f"{self.profile.name}-{one.day}.html" for one in outcome.editions)
        clear_leftovers(wanted.output, (INDEX, FEED, *pages))
        try:
            base = base_address(wanted.base_url) if wanted.base_url else None
            damaged = rebuild(wanted.output, title=self.profile.title, base=base).damaged
        except BriefgenError as error:
            return replace(outcome, failures=(*outcome.failures, (str(error), error.exit_code)))
        return replace(outcome, failures=(*outcome.failures, *((line, REJECTED) for line in damaged)))

    def sent(self, outcome: Outcome) -> Outcome:
        """Send what waits; without a way it waits on."""
        if not self.profile.delivery.to or self.ways.post is None:
            return outcome
        self.ways.tell("sending")
        sent = send(self.archive, self.profile, self.ways.post, self.now)
        return replace(outcome, deliveries=sent.deliveries, failures=(*outcome.failures, *sent.failures))

    def _put_back(self, there: Edition, outcome: Outcome) -> Outcome:
        folder = self.profile.edition.output
        again = put_back(self.archive, there, folder)
        filed = Filed(there.name, there.day, tuple(folder / name for name in again.files), is_new=False)
        failures = tuple((line, again.exit_code) for line in again.failures)
        return replace(outcome, editions=(*outcome.editions, filed), failures=failures)

    def _intake(self, outcome: Outcome, since: datetime | None) -> tuple[Intake | None, Outcome]:
        """What was taken in for today, by a run that died or by this one; None where no source could be read."""
        begun = next((one for one in self.archive.open_intakes(self.profile.name) if one.day == self.day), None)
        if begun:
            return begun, replace(outcome, skipped=begun.skipped, muted=begun.muted, read=len(begun.reports))
        self.ways.tell("reading")
        found = self.ways.collect(self.profile)
        if not found and found.skipped:
            return None, replace(outcome, skipped=found.skipped, nothing="no source could be read")
        base = base_of(self.archive, self.profile.name, self.day, self._named(since))
        taken = take(self.archive, self.profile, found, self.day, self.now, base)
        outcome = replace(outcome, read=taken.read, seen=taken.seen, muted=taken.intake.muted, skipped=found.skipped)
        return self.archive.freeze(taken.intake, self.now), outcome

    def _named(self, since: datetime | None) -> Edition | None:
        """The last edition before a time."""
        if since is None:
            return None
        mine = [one for one in self.archive.editions() if one.profile == self.profile.name and one.day < self.day]
        found = next((one for one in reversed(mine) if one.as_of <= since), None)
        if found is None:
            raise UsageError(
                f"--since: no edition of {self.profile.name} was made by {since.isoformat()}; leave it out"
            )
        return found

    def _finished(self, intake: Intake) -> tuple[Filed | None, Files]:
        """Make the edition of an intake, file it and issue it; one with nothing to print is not made."""
        briefing = self._briefing(intake)
        if not self._is_wanted(briefing):
            self.archive.dismiss(intake.profile, intake.day)
            return None, Files({})
        self.ways.tell("rendering")
        wanted = self.profile.edition
        made = files(briefing, wanted.formats, wanted.template)
        named = {f"{intake.profile}-{intake.day}.{ending}": data for ending, data in made.made.items()}
        edition = issue_edition(self.archive, self._issue(intake, briefing, named), wanted.output)
        return Filed(edition.name, edition.day, tuple(wanted.output / name for name in edition.files)), made

    def _briefing(self, intake: Intake) -> Briefing:
        self.ways.tell("briefing")
        past = remembered(self.archive, intake)
        days = self.archive.days(intake.profile)
        mine = [one for one in self.archive.editions() if one.profile == intake.profile]
        silent = 0 if past.reports else silence(days, intake.day, mine)
        number = self.archive.next_number(intake.profile)
        for name in idle(self.profile, past):
            self.ways.tell(f"{self.profile.stories.name}: nothing here is called {name}")
        return make(self.profile, intake, past, masthead_of(intake, number, past.base, days, silent))

    def _is_wanted(self, briefing: Briefing) -> bool:
        """Whether an edition has something to say, or is to be sent all the same: a long silence is told too."""
        if briefing.claims or any(one.news and one.news.changed for one in briefing.summaries):
            return True
        alarm, silent = self.profile.edition.silent_days, briefing.masthead.silent if briefing.masthead else 0
        return self.profile.edition.on_empty == "send" or bool(alarm and silent and silent % alarm == 0)

    def _issue(self, intake: Intake, briefing: Briefing, named: dict[str, bytes]) -> Issue:
        return Issue(
            profile=intake.profile,
            number=self.archive.next_number(intake.profile),
            day=intake.day,
            files=named,
            since=intake.since,
            stories=running(briefing, intake.day),
            recipients=recipients(self.profile, briefing),
        )

    def _nothing(self) -> str:
        """Why no edition came: nothing is new."""
        last = self.archive.last_edition(self.profile.name, delivered=False)
        return (
            f"nothing new since {last.name} of {last.day}" if last else "no report of the sources has a line to print"
        )
