"""The daily edition: what is taken in, made, filed, sent and remembered, from day to day."""

from __future__ import annotations

import json
import mailbox
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import briefgen
from briefgen.archive import Archive, writing
from briefgen.daily import Outcome, Ways, as_json, rehearse, run
from briefgen.delivery.fate import Fate, Mail, Post
from briefgen.delivery.fate import Outcome as Sent
from briefgen.errors import ArchiveError, UsageError, WriteError
from briefgen.model import Report
from briefgen.profile import Profile, profile_from
from briefgen.sources import Collected, collect
from briefgen.verify import load, verify
from support import SEEDS, Ran

Run = Callable[..., Ran]

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)

PROFILE = """
timezone = "Europe/Berlin"
archive.path = "a.sqlite3"
edition.output = "out"
edition.formats = ["md"]
"""

BRIDGE = "The council of Harlow Quay closed the old bridge on Monday after a barge struck its second pier."
TOLL = "Twelve people were hurt when the barge struck the old bridge at Harlow Quay, the fire service said."
RISE = "Fifteen people were hurt when the barge struck the old bridge at Harlow Quay, the fire service said."
FERRY = "Mayor Ann Lee promised free ferries across the Tam for all commuters until the bridge opens again."
DIVERS = "Divers found a crack of two metres in the second pier of the old bridge at Harlow Quay on Tuesday."
STRIKE = "Bakers in Norden voted to strike for a week from Friday over the price of night work, their union said."


def a_report(*lines: str, title: str = "Bridge closed", outlet: str = "Gazette", day: int = 2) -> Report:
    return briefgen.report(
        "\n\n".join((title, *lines)), title=title, outlet=outlet, published=datetime(2026, 3, day, 5, tzinfo=UTC)
    )


@pytest.fixture
def cli_run(request: pytest.FixtureRequest) -> Run:
    """The command; `run` is the daily run here."""
    found: Run = request.getfixturevalue("run")
    return found


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_from(PROFILE, tmp_path / "briefgen.toml")


def with_(profile: Profile, **changed: object) -> Profile:
    return replace(profile, edition=replace(profile.edition, **changed))  # type: ignore[arg-type]


def found(reports: Iterable[Report]) -> Ways:
    given = Collected(reports)
    return Ways(lambda _: given)


def on_day(profile: Profile, day: int, *reports: Report, ways: Ways | None = None, **more: Any) -> Outcome:
    return run(profile, MORNING.replace(day=day), ways or found(reports), **more)


def brief_of(profile: Profile, day: int) -> Any:
    return load((profile.edition.output / f"daily-2026-03-{day:02}.json").read_bytes())


def markdown_of(profile: Profile, day: int) -> str:
    return (profile.edition.output / f"daily-2026-03-{day:02}.md").read_text()


def lines_of(brief: Any) -> list[str]:
    return [claim["text"] for story in brief["stories"] for claim in story["claims"]]


FIRST = (a_report(BRIDGE, TOLL), a_report(TOLL, FERRY, outlet="Courier", title="Barge strikes bridge"))


# --- from day to day


def test_an_edition_is_filed_once_a_day(profile: Profile) -> None:
    first = on_day(profile, 2, *FIRST)
    assert [(one.name, one.day, one.is_new) for one in first.editions] == [("daily/1", date(2026, 3, 2), True)]
    written = {path: path.read_bytes() for path in first.editions[0].files}
    assert {path.name for path in written} == {"daily-2026-03-02.json", "daily-2026-03-02.md"}
    again = on_day(profile, 2, *FIRST, a_report(STRIKE, title="Strike"))
    assert [(one.is_new, one.files) for one in again.editions] == [(False, ())]
    assert {path: path.read_bytes() for path in written} == written


def test_a_lost_file_is_put_back(profile: Profile) -> None:
    (made,) = on_day(profile, 2, *FIRST).editions
    markdown = profile.edition.output / "daily-2026-03-02.md"
    before = markdown.read_bytes()
    markdown.unlink()
    (again,) = on_day(profile, 2).editions
    assert (again.files, markdown.read_bytes()) == ((markdown,), before)
    assert made.is_new


def test_what_was_read_never_comes_again(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    moved = replace(FIRST[0], url="https://elsewhere.example/bridge")
    nothing = on_day(profile, 3, *FIRST, moved)
    assert (nothing.editions, nothing.seen, nothing.nothing) == ((), 3, "nothing new since daily/1 of 2026-03-02")
    second = on_day(profile, 4, *FIRST, a_report(STRIKE, title="Bakers to strike", day=4))
    assert (second.read, second.seen) == (3, 2)
    assert lines_of(brief_of(profile, 4)) == [STRIKE]


def test_a_story_goes_on_under_its_id_and_tells_what_is_new(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    on_day(profile, 3, a_report(RISE, DIVERS, BRIDGE, title="Crack in the old bridge", day=3))
    first, second = brief_of(profile, 2), brief_of(profile, 3)
    (story,) = second["stories"]
    assert story["id"] == first["stories"][0]["id"]
    assert "day 2, since 2 March 2026 · 1 new report" in markdown_of(profile, 3)
    assert DIVERS in lines_of(second)
    assert BRIDGE not in lines_of(second)
    (changed,) = second["changes"]["changed"]
    assert (changed["before"]["text"], changed["now"]["text"]) == ("Twelve people", "Fifteen people")
    assert second["changes"]["since"] == "daily/1"
    assert second["changes"]["unchanged"] >= 1
    assert "## What is new since edition 1 of 2 March 2026" in markdown_of(profile, 3)


def test_what_a_day_without_room_left_untold_is_new_when_it_is_reported_again(profile: Profile) -> None:
    """Told in full, then only counted for want of room, then told in full: of the day between nothing is known."""
    focused = with_(profile, focus=("baker*",), words=60, story_words=60, also=0)
    strikes = [
        a_report(f"{STRIKE} {more}", title="Bakers to strike", day=3)
        for more in ("No bread will be sold in Norden then.", "The mills will stand still too, it said.")
    ]
    on_day(profile, 2, *FIRST)
    on_day(focused, 3, *strikes, a_report(DIVERS, title="Crack in the old bridge", day=3))
    assert [story["place"]["form"] for story in brief_of(profile, 3)["stories"]] == ["full", "counted"]
    on_day(profile, 4, a_report(BRIDGE, DIVERS, title="Old bridge has a crack", day=4))
    (story,) = brief_of(profile, 4)["stories"]
    assert story["id"] == brief_of(profile, 2)["stories"][0]["id"]
    assert lines_of(brief_of(profile, 4)) == [DIVERS]


def test_a_story_without_room_today_is_no_new_story(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    strike = a_report(STRIKE, title="Bakers to strike", day=3)
    focused = with_(profile, focus=("baker*",), words=30, also=0)
    on_day(focused, 3, strike, a_report(DIVERS, title="Crack in the old bridge", day=3))
    text = markdown_of(profile, 3)
    assert "\n1 new story\n" in text
    assert "Not told: 1 more story of 1 report." in text


def test_a_copy_of_an_old_report_changes_nothing(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    copy = a_report(BRIDGE, TOLL, outlet="Evening Post", title="Old bridge is closed", day=3)
    assert on_day(profile, 3, copy).nothing == "nothing new since daily/1 of 2026-03-02"


def test_what_is_told_is_proved_and_made_again(profile: Profile, cli_run: Run) -> None:
    on_day(profile, 2, *FIRST)
    on_day(profile, 3, a_report(RISE, DIVERS, title="Crack in the old bridge", day=3))
    brief = brief_of(profile, 3)
    assert verify(brief, {"md": markdown_of(profile, 3)}).failures == ()
    again = cli_run("reproduce", "daily/2", "--archive", profile.archive.path, "-o", profile.folder / "again")
    assert again.code == 0
    for path in (profile.folder / "again").iterdir():
        assert path.read_bytes() == (profile.edition.output / path.name).read_bytes()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (("changes", "changed", 0, "before", "text"), "does not stand at its place"),
        (("changes", "changed", 0, "now", "text"), "does not stand at its place"),
        (("changes", "changed", 0, "claim"), "said to have changed and is none of it"),
        (("stories", 0, "place", "weight"), "its weight is not what its parts make"),
        (("stories", 0, "place", "words"), "its share is"),
        (("settings", "edition_words"), "words in all, the edition has"),
    ],
    ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else None,
)
def test_a_forged_edition_is_found_out(profile: Profile, place: tuple[Any, ...], told: str) -> None:
    on_day(profile, 2, *FIRST)
    on_day(profile, 3, a_report(RISE, DIVERS, title="Crack in the old bridge", day=3))
    brief = brief_of(profile, 3)
    *path, last = place
    inside = brief
    for step in path:
        inside = inside[step]
    inside[last] = "Ninety" if isinstance(inside[last], str) else 1
    assert any(told in failure for failure in verify(brief, {}).failures)


# --- quiet days, missed days


def test_a_quiet_day_says_so_where_that_is_wished(profile: Profile) -> None:
    loud = with_(profile, on_empty="send")
    on_day(loud, 2, *FIRST)
    (made,) = on_day(loud, 3, *FIRST).editions
    assert made.is_new
    text = markdown_of(loud, 3)
    assert "Nothing new is reported since edition 1 of 2 March 2026." in text
    assert verify(brief_of(loud, 3), {"md": text}).failures == ()


def test_after_some_silent_days_an_edition_tells_it(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    assert [bool(on_day(profile, day, *FIRST).editions) for day in (3, 4, 5, 6, 7, 8)] == [
        False, False, True, False, False, True,
    ]  # fmt: skip
    assert "For 3 days no source has brought anything new." in markdown_of(profile, 5)


def test_a_silence_is_kept_where_nobody_wants_to_know(profile: Profile) -> None:
    still = with_(profile, silent_days=0)
    on_day(still, 2, *FIRST)
    assert [on_day(still, day).editions for day in range(3, 10)] == [()] * 7


def test_missed_days_are_caught_up_with_and_told(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    on_day(profile, 5, a_report(STRIKE, title="Bakers to strike", day=4))
    assert "This edition covers 3 days: none was made on the 2 days before." in markdown_of(profile, 5)
    assert brief_of(profile, 5)["changes"]["since"] == "daily/1"


def test_later_on_a_quiet_day_something_may_come(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    assert on_day(profile, 3, *FIRST).nothing
    later = run(profile, MORNING.replace(day=3, hour=15), found([*FIRST, a_report(STRIKE, title="Strike", day=3)]))
    assert [one.name for one in later.editions] == ["daily/2"]


def test_sources_that_cannot_be_read_are_no_quiet_day(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    broken = Collected()
    broken.skipped = (briefgen.read([str(profile.folder / "no-such-file")]).skipped[0],)
    nothing = on_day(profile, 3, ways=Ways(lambda _: broken))
    assert (nothing.nothing, len(nothing.skipped), [*nothing.codes]) == ("no source could be read", 1, [3])
    with writing(profile.archive.path, MORNING) as archive:
        assert date(2026, 3, 3) not in archive.days("daily")


def test_since_compares_with_an_older_edition(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    on_day(profile, 3, a_report(STRIKE, title="Bakers to strike", day=3))
    on_day(profile, 4, a_report(DIVERS, title="Crack in the bridge", day=4), since=MORNING)
    brief = brief_of(profile, 4)
    assert brief["changes"]["since"] == "daily/1"
    assert STRIKE in lines_of(brief)
    with pytest.raises(UsageError, match="--since: no edition of daily was made by"):
        on_day(profile, 5, since=MORNING - timedelta(days=9))


def test_a_clock_that_goes_back_makes_no_second_edition(profile: Profile) -> None:
    on_day(profile, 3, *FIRST)
    back = on_day(profile, 2, a_report(STRIKE, title="Strike"))
    assert back.nothing == "daily/1 was issued for 2026-03-03, after 2026-03-02; see the clock"


# The first of seven days with a clock change in the middle; `make test-faults` takes 400, a 29 February among them.
WEEKS = [
    ("Europe/Berlin", date(2026, 3, 26)),
    ("Europe/Berlin", date(2026, 10, 22)),
    ("America/New_York", date(2026, 3, 5)),
    ("America/New_York", date(2026, 10, 29)),
    ("Australia/Lord_Howe", date(2026, 4, 2)),
    ("Australia/Lord_Howe", date(2026, 10, 1)),
]
LONG = [(zone, date(2027, 10, 1)) for zone in dict(WEEKS)] if "BRIEFGEN_FAULTS" in os.environ else []


@pytest.mark.parametrize(
    ("zone", "first", "days"),
    [*((*week, 7) for week in WEEKS), *((*begin, 400) for begin in LONG)],
    ids=lambda one: str(one).rpartition("/")[2],
)
def test_each_local_day_gets_one_edition(profile: Profile, zone: str, first: date, days: int) -> None:
    """At any hour, also one that the clocks leave out or that comes twice, and whether or not there is news."""
    local = replace(with_(profile, site=False, on_empty="send"), timezone=zone)
    wanted = [first + timedelta(days=number) for number in range(days)]
    for number, day in enumerate(wanted):
        moment = datetime.combine(day, time(7 * number % 24, 10), ZoneInfo(zone)).astimezone(UTC)
        ferry = a_report(f"Ferry {number} left the quay at Harlow with {number} passengers.", title=f"Ferry {number}")
        (made,) = run(local, moment, found([] if number % 5 else [ferry])).editions
        assert (made.day, made.name, made.is_new) == (day, f"daily/{number + 1}", True)
    with writing(local.archive.path, MORNING) as archive:
        assert issued_days(archive) == wanted


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_the_days_of_a_clock_change_have_an_edition_each(profile: Profile, zone: str) -> None:
    """Also where a run is late and another early: 23:50 before, 00:10 after, twice within the hour that comes twice."""
    local = replace(profile, timezone=zone)
    change = {"Europe/Berlin": (10, 25), "America/New_York": (11, 1), "Australia/Lord_Howe": (4, 5)}[zone]
    noon = datetime(2026, *change, 0, 10, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    moments = [noon - timedelta(minutes=20), *(noon + timedelta(minutes=45 * step) for step in range(4))]
    moments.append(noon + timedelta(hours=25))
    outcomes = [
        run(local, moment, found([a_report(f"Ferry {number} left the quay at Harlow with {number + 20} passengers.")]))
        for number, moment in enumerate(moments)
    ]
    made = [one.day for outcome in outcomes for one in outcome.editions if one.is_new]
    assert len(made) == len(set(made)) == 3


# --- what is asked for


def test_muted_reports_are_counted(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("a", BRIDGE), ("b", f"{STRIKE} Horoscopes follow.")):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{name.upper()} report of the day\n\n{text}\n")
    stated = f'{PROFILE}\nedition.mute = ["horoscop*"]\n[[sources]]\npath = "in"\n'
    muting = profile_from(stated, tmp_path / "briefgen.toml")
    outcome = run(muting, MORNING, Ways(lambda one: collect(one, now=MORNING)))
    assert (outcome.read, outcome.muted) == (1, 1)
    assert "1 report left out for a muted term." in markdown_of(muting, 2)


def test_an_edition_keeps_its_words_and_tells_the_small_stories_in_a_line(profile: Profile) -> None:
    towns = ["Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Pine", "Rowan"]
    acts = ["opened a museum of salt", "lost its mayor to a rival party", "banned scooters from its market square",
            "found a bomb of the last war", "won the prize for its river park", "closed its only school",
            "sold its brewery to a farmer", "raised the price of parking", "welcomed four hundred cyclists",
            "planted nine thousand oaks", "lit its new lighthouse", "buried its oldest teacher"]  # fmt: skip
    small = [
        a_report(f"The town of {town} {act} on Sunday, the council there said in a statement.", title=f"{town} {act}")
        for town, act in zip(towns, acts, strict=True)
    ]
    tight = with_(profile, words=150, story_words=60, also=3)
    on_day(tight, 2, *FIRST, *small)
    brief = brief_of(tight, 2)
    forms = [story["place"]["form"] for story in brief["stories"]]
    assert sum(len(line.split()) for line in lines_of(brief)) <= 150
    assert (forms[0], forms.count("line")) == ("full", 3)
    assert forms == sorted(forms, key=["full", "line", "counted"].index)
    assert f"Not told: {forms.count('counted')} more stories of {forms.count('counted')} reports." in markdown_of(
        tight, 2
    )
    assert brief["ledger"]["read"] == 14 == len(brief["sources"])


def test_stories_about_the_readers_terms_weigh_more_and_topics_are_named(tmp_path: Path) -> None:
    stated = f'{PROFILE}\nedition.focus = ["baker*"]\n[[sections]]\nname = "Work"\nkeywords = ["strike*", "union"]\n'
    profile = profile_from(stated, tmp_path / "briefgen.toml")
    strike = a_report(STRIKE, title="Bakers to strike")
    on_day(profile, 2, a_report(BRIDGE, FERRY), strike)
    brief = brief_of(profile, 2)
    assert [story["place"]["topic"] for story in brief["stories"]] == ["Work", None]
    assert brief["stories"][0]["place"]["parts"]["focus"] == 0.3
    assert "Work · 1 report" in markdown_of(profile, 2)


def test_an_editor_parts_and_names_stories(profile: Profile) -> None:
    ids = f'"{FIRST[0].id}", "{FIRST[1].id}"'
    profile.stories.write_text(f"different = [[{ids}]]\n")
    on_day(profile, 2, *FIRST)
    assert len(brief_of(profile, 2)["stories"]) == 2


def test_a_rehearsal_leaves_no_trace(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    before = profile.archive.path.read_bytes()
    files = sorted(profile.edition.output.iterdir())
    outcome, text = rehearse(
        profile, MORNING.replace(day=3), found([a_report(STRIKE, title="Bakers to strike", day=3)])
    )
    assert STRIKE.encode() in text
    assert outcome.editions == ()
    assert profile.archive.path.read_bytes() == before
    assert sorted(profile.edition.output.iterdir()) == files


def test_the_report_of_a_run_is_for_programs(profile: Profile) -> None:
    told = json.loads(as_json(on_day(profile, 2, *FIRST), 0))
    assert told["editions"][0]["name"] == "daily/1"
    assert (told["read"], told["seen"], told["exit_code"], told["skipped"], told["deliveries"]) == (2, 0, 0, [], [])


# --- recipients


def posting(fate: Fate, kept: list[Mail]) -> Ways:
    def post(mail: Mail) -> Sent:
        kept.append(mail)
        return Sent(fate, "" if fate is Fate.SENT else "no route")

    def ways() -> Post:
        return post

    return Ways(lambda _: Collected(FIRST), ways)


@pytest.fixture
def mailed(profile: Profile) -> Profile:
    delivery = replace(profile.delivery, to=("ann@example.org", "bob@example.org"), sender="desk@example.org")
    return replace(profile, delivery=delivery)


def test_each_recipient_gets_an_edition_once(mailed: Profile) -> None:
    sent: list[Mail] = []
    assert [*on_day(mailed, 2, ways=posting(Fate.SENT, sent)).codes] == []
    on_day(mailed, 2, ways=posting(Fate.SENT, sent))
    assert sorted(mail.recipient for mail in sent) == ["ann@example.org", "bob@example.org"]


def test_what_was_not_sent_is_sent_by_the_next_run(mailed: Profile) -> None:
    tried: list[Mail] = []
    assert [*on_day(mailed, 2, ways=posting(Fate.UNSENT, tried)).codes] == [7]
    sent: list[Mail] = []
    on_day(mailed, 2, ways=posting(Fate.SENT, sent))
    ids = [{line for line in mail.data.splitlines() if line.startswith(b"Message-ID")} for mail in (*tried, *sent)]
    assert len(sent) == 2
    assert ids[:2] == ids[2:]


def test_what_may_have_arrived_is_held_until_somebody_decides(mailed: Profile) -> None:
    kept: list[Mail] = []
    first = on_day(mailed, 2, ways=posting(Fate.UNKNOWN, kept))
    assert [*first.codes] == [7]
    assert [one.state for one in on_day(mailed, 2, ways=posting(Fate.SENT, kept)).deliveries] == ["unknown"] * 2
    assert len(kept) == 2
    resend = replace(mailed, delivery=replace(mailed.delivery, on_unknown="resend"))
    assert {one.state for one in on_day(resend, 2, ways=posting(Fate.SENT, kept)).deliveries} == {"sent"}


def test_what_no_reader_got_is_told_again(mailed: Profile) -> None:
    on_day(mailed, 2, ways=posting(Fate.REFUSED, []))
    strike = Collected([*FIRST, a_report(STRIKE, title="Bakers to strike", day=3)])
    on_day(mailed, 3, ways=Ways(lambda _: strike))
    assert {BRIDGE, STRIKE} <= {*lines_of(brief_of(mailed, 3))} | {TOLL, FERRY, BRIDGE}
    assert brief_of(mailed, 3)["changes"]["since"] is None
    assert any("bridge" in line.lower() for line in lines_of(brief_of(mailed, 3)))


def test_a_cap_holds_over_editions(mailed: Profile) -> None:
    capped = replace(mailed, delivery=replace(mailed.delivery, cap=1))
    sent: list[Mail] = []
    outcome = on_day(capped, 2, ways=posting(Fate.SENT, sent))
    assert (len(sent), [*outcome.codes]) == (1, [7])
    on_day(capped, 2, ways=posting(Fate.SENT, sent))
    assert sorted(mail.recipient for mail in sent) == ["ann@example.org", "bob@example.org"]


# --- trouble


def test_a_full_disk_costs_one_line_and_the_same_run_completes(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(profile, 2, *FIRST)
    earlier = {path: path.read_bytes() for path in profile.edition.output.iterdir()}
    shutil.rmtree(profile.folder / "out2", ignore_errors=True)
    blocked = with_(profile, output=profile.folder / "out2")
    (profile.folder / "out2").write_text("a file is in the way")
    with pytest.raises(WriteError, match="out2: cannot be written"):
        on_day(blocked, 3, a_report(STRIKE, title="Strike", day=3))
    assert {path: path.read_bytes() for path in profile.edition.output.iterdir()} == earlier
    (profile.folder / "out2").unlink()
    (made,) = run(blocked, MORNING.replace(day=3, hour=9), found([])).editions
    assert made.name == "daily/2"
    assert STRIKE in (profile.folder / "out2" / "daily-2026-03-03.md").read_text()


def test_a_day_that_a_run_died_on_is_made_first(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    on_day(profile, 2, *FIRST)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("briefgen.daily.work.issue_edition", dies)
        with pytest.raises(KeyboardInterrupt):
            on_day(profile, 3, a_report(STRIKE, title="Strike", day=3))
    outcome = on_day(profile, 4, a_report(DIVERS, title="Crack in the bridge", day=4))
    assert [(one.name, one.day.day) for one in outcome.editions] == [("daily/2", 3), ("daily/3", 4)]
    assert brief_of(profile, 4)["changes"]["since"] == "daily/2"


def test_a_damaged_archive_is_named_and_editions_stay(profile: Profile) -> None:
    on_day(profile, 2, *FIRST)
    earlier = {path: path.read_bytes() for path in profile.edition.output.iterdir()}
    whole = profile.archive.path.read_bytes()
    profile.archive.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ArchiveError, match=r"a\.sqlite3"):
        on_day(profile, 3, a_report(STRIKE, title="Strike", day=3))
    assert {path: path.read_bytes() for path in profile.edition.output.iterdir()} == earlier
    profile.archive.path.write_bytes(whole)
    assert on_day(profile, 3, a_report(STRIKE, title="Strike", day=3)).editions


# --- the command


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with a profile, as `briefgen init` leaves it, and the seeds as its reports."""
    shutil.copytree(SEEDS, tmp_path / "reports")
    stated = '[[sources]]\npath = "reports"\n[archive]\npath = "a.sqlite3"\n[edition]\nformats = ["md"]\n'
    (tmp_path / "briefgen.toml").write_text(
        f'timezone = "UTC"\n{stated}[delivery]\nto = ["ann@example.org"]\nmaildir = "box"\n'
    )
    return tmp_path


def test_three_days_make_three_mails(news: Path, cli_run: Run) -> None:
    for day in (2, 3, 4):
        (news / "reports" / f"{day}.txt").write_text(
            f"Ferries of day {day}\n\nFerry {day} left Harlow Quay with {day * 7} people.\n"
        )
        for _ in range(2):
            ran = cli_run("daily", "-c", news / "briefgen.toml", "--as-of", f"2026-03-0{day}T07:00Z")
            assert ran.code == 0, ran.err
    subjects = [str(mail["Subject"]) for mail in mailbox.Maildir(news / "box", create=False)]
    assert len(subjects) == 3 == len(set(subjects))


def test_the_command_tells_what_it_does(news: Path, cli_run: Run) -> None:
    config = ("-c", news / "briefgen.toml", "--as-of", "2026-03-02T07:00Z")
    dry = cli_run("daily", *config, "--dry-run")
    assert dry.code == 0
    assert dry.out.startswith("# Briefing\n")
    assert not (news / "output").exists()
    made = cli_run("daily", *config, "--report", news / "run.json", "-v")
    assert made.out.splitlines() == [str(news / "output" / f"daily-2026-03-02.{form}") for form in ("json", "md")]
    assert "ann@example.org: sent" in made.err
    assert json.loads((news / "run.json").read_text())["exit_code"] == 0
    again = cli_run("daily", *config)
    assert (again.code, again.out, again.err) == (0, "", "briefgen: daily/1 of 2026-03-02 is there already\n")
    quiet = cli_run("daily", "-c", news / "briefgen.toml", "--as-of", "2026-03-03T07:00Z")
    assert (quiet.code, quiet.err) == (3, "briefgen: nothing new since daily/1 of 2026-03-02\n")


def test_of_eight_runs_one_works(news: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "daily", "-c", "briefgen.toml", "--as-of", "2026-03-02T07:00Z"]
    with writing(news / "a.sqlite3", MORNING):
        runs = [
            subprocess.Popen(command, cwd=news, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        told = [(process.communicate(timeout=120)[1], process.returncode) for process in runs]
    assert [code for _, code in told] == [6] * 3
    assert all("another run is at work (process" in line for line, _ in told)
    assert subprocess.run(command, cwd=news, capture_output=True, timeout=120).returncode == 0


def test_a_signal_ends_a_run_and_the_next_one_completes(news: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "daily", "-c", "briefgen.toml", "--as-of", "2026-03-02T07:00Z"]
    process = subprocess.Popen(command, cwd=news, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    sleep(0.7)
    process.terminate()
    process.communicate(timeout=60)
    assert subprocess.run(command, cwd=news, capture_output=True, timeout=120).returncode == 0
    with writing(news / "a.sqlite3", MORNING) as archive:
        assert issued_days(archive) == [date(2026, 3, 2)]


def issued_days(archive: Archive) -> list[date]:
    return [one.day for one in archive.editions()]
