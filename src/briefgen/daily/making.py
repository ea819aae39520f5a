"""An intake and what is remembered -> the briefing of its edition, and the stories that it goes on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from briefgen.api import method_of
from briefgen.archive import Edition, Intake, RunningStory
from briefgen.boilerplate import without_boilerplate
from briefgen.bonds import unmatched
from briefgen.compose import Frame
from briefgen.config import Layout, Settings, Topic, Weights
from briefgen.following import follow
from briefgen.frontpage import make_edition
from briefgen.memory import Remembered
from briefgen.model import Briefing, Masthead, Story
from briefgen.overrides import NO_OVERRIDES, Overrides, read_overrides
from briefgen.profile import Profile
from briefgen.system import uncollected


@uncollected()
def make(profile: Profile, intake: Intake, past: Remembered, masthead: Masthead) -> Briefing:
    """Return the briefing of an intake: pure but for the editor's overrides, which are read."""
    stories = without_boilerplate(follow(past.reports, past.memory, overrides_of(profile)))
    frame = Frame(intake.as_of, _shown(profile), profile.title, intake.skipped, masthead)
    return make_edition(stories, settings_of(profile), layout_of(profile), method_of(profile.edition.method), frame)


def overrides_of(profile: Profile) -> Overrides:
    """Return what the editor decided; nothing where there is no such file and none is named."""
    return read_overrides(profile.stories) if profile.stories.exists() else NO_OVERRIDES


def idle(profile: Profile, past: Remembered) -> tuple[str, ...]:
    """Return the names in the editor's file that nothing of the day or the last week has."""
    return unmatched(past.reports, past.memory.past, overrides_of(profile))


def settings_of(profile: Profile) -> Settings:
    """Return how each story of an edition is told."""
    wanted = profile.edition
    return Settings(words=wanted.story_words, method=wanted.method, facts=tuple(wanted.facts), audit=wanted.audit)


def layout_of(profile: Profile) -> Layout:
    """Return how an edition is laid out."""
    wanted = profile.edition
    topics = tuple(Topic(one.name, one.keywords) for one in profile.sections)
    return Layout(wanted.words, wanted.also, topics, wanted.focus, Weights(**asdict(profile.weights)))


def masthead_of(intake: Intake, number: int, base: Edition | None, days: Mapping[date, bool], silent: int) -> Masthead:
    """Return which edition an intake is, and what is compared with; `days` are those that the profile was run on."""
    return Masthead(
        profile=intake.profile,
        number=number,
        day=intake.day,
        since=base.name if base else None,
        since_as_of=base.as_of if base else None,
        missed=_missed(base, intake.day, days),
        silent=silent,
        muted=intake.muted,
    )


def _missed(base: Edition | None, day: date, days: Mapping[date, bool]) -> int:
    """How many days since the base no run was made on."""
    between = range(1, (day - base.day).days) if base else range(0)
    return sum(base.day + timedelta(days=one) not in days for one in between) if base else 0


def silence(days: Mapping[date, bool], day: date, editions: Sequence[Edition]) -> int:
    """Return for how many days in a row, with this one, runs found nothing new."""
    told = {one.day for one in editions if one.stories}
    count = 1
    while (before := day - timedelta(days=count)) in days and before not in told:
        count += 1
    return count


def running(briefing: Briefing, day: date) -> tuple[RunningStory, ...]:
    """Return the stories of an edition as the archive keeps them, with those that turn out to be part of another."""
    stories = [summary.story for summary in briefing.summaries]
    return (*(_running(story, day) for story in stories), *(one for story in stories for one in _absorbed(story)))


def _running(story: Story, day: date) -> RunningStory:
    first = story.past.first_day if story.past else day
    reports = (*(report.id for report in story.reports), *(copy.report.id for copy in story.copies))
    return RunningStory(story.id, first, day, reports, story.name)


def _absorbed(story: Story) -> tuple[RunningStory, ...]:
    past = story.past
    names = past.absorbed if past else ()
    return tuple(RunningStory(name, past.first_day, past.last_day, (), part_of=story.id) for name in names if past)


def _shown(profile: Profile) -> dict[str, object]:
    """The settings as the edition records them: what shapes its content, nothing else."""
    wanted = profile.edition
    return {
        "words": wanted.story_words,
        "edition_words": wanted.words,
        "also": wanted.also,
        "sentences": None,
        "method": wanted.method,
        "focus": None,
        "terms": list(wanted.focus),
        "topics": {one.name: list(one.keywords) for one in profile.sections},
        "weights": asdict(profile.weights),
        "language": None,
        "one_story": False,
        "facts": list(wanted.facts),
        "audit": wanted.audit,
        "template": wanted.template,
        "title": profile.title,
        "known": [],
    }
