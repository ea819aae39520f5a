"""The front door: read, report, group, summarise, brief, render.

Here the implementations are chosen and wired; what they do stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefgen import readers
from briefgen.comparison import Comparison
from briefgen.comparison import compare as compare_reports
from briefgen.compose import DEFAULT_TITLE, Frame
from briefgen.config import DEFAULT_WORDS, SECTIONS, Settings
from briefgen.config import as_of as parse_as_of
from briefgen.errors import ReadError, UsageError
from briefgen.grouping import group as group_stories
from briefgen.model import Briefing, Published, Report, Skipped, Source, Story, Summary
from briefgen.origins import story_of
from briefgen.pipeline import make_briefing
from briefgen.pipeline import summarise as summarise_story
from briefgen.readers import Reports
from briefgen.readers.draft import published as parse_published
from briefgen.readers.draft import report_from
from briefgen.renderers import DEFAULT_TEMPLATE, RENDERERS
from briefgen.selection import METHODS, Method
from briefgen.system import uncollected
from briefgen.text.clean import clean_line


def read(
    inputs: str | Iterable[str],
    *,
    language: str | None = None,
    network: bool = True,
    allow_private: Iterable[str] = (),
    fields: Mapping[str, str] | None = None,
) -> Reports:
    """Read reports from files, folders, globs, web addresses and "-" (standard input).

    Returns a tuple of reports, by location; inputs that cannot be read are in
    its `.skipped`, each with the reason, and raise nothing.  `language` (ISO
    639-1) overrides detection; without `network` every address is refused, and
    of one's own network only the hosts in `allow_private` are asked ("intranet",
    "localhost:8080").  `fields` says how the columns of JSON and CSV are called
    where that is not usual: {"text": "BODY_TXT"}.
    """
    wishes = readers.Wishes(language, network, tuple(allow_private), dict(fields or {}))
    return readers.read([inputs] if isinstance(inputs, str) else inputs, wishes)


def report(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: Published | str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """Make a report of raw text, paragraphs parted by newlines, its layout found as in a file.

    `published` is an aware datetime, a date, or an ISO 8601 string of either;
    anything else counts as not stated.  Raises ReadError where text and title
    are both empty.
    """
    draft = readers.plain.read(text)
    stated = {"title": title or "", "outlet": outlet or "", "url": url or ""}
    made = report_from(replace(draft, stated=stated), Source("text", "text"), language)
    return replace(made, published=parse_published(published))


@uncollected()
def summarise(
    reports: Iterable[Report],
    *,
    words: int = DEFAULT_WORDS,
    sentences: int | None = None,
    method: str = "coverage",
    focus: str | None = None,
    known: Iterable[Report] = (),
    facts: Iterable[str] = (),
) -> Summary:
    """Summarise reports as one story within `words` words, or in `sentences` lines.

    `known` are reports that the reader has read: what they say is left out.
    `facts` names what is looked for beside the claims, of `config.SECTIONS`.
    Raises UsageError for an unknown method or a length below 1, and ReadError
    where there is no report.
    """
    story = story_of(readers.with_usual_language(tuple(reports)))
    if not story.reports:
        raise ReadError("no reports; nothing to summarise")
    settings = Settings(words, sentences, method, focus, facts=tuple(facts))
    return summarise_story(story, settings, method_of(method), tuple(known))


@uncollected()
def brief(
    reports: Iterable[Report],
    *,
    words: int = DEFAULT_WORDS,
    sentences: int | None = None,
    method: str = "coverage",
    focus: str | None = None,
    known: Iterable[Report] = (),
    title: str | None = None,
    as_of: datetime | str | None = None,
    template: str = DEFAULT_TEMPLATE,
    language: str | None = None,
    one_story: bool = False,
    facts: Iterable[str] | None = None,
    audit: bool = False,
    skipped: Sequence[Skipped] | None = None,
) -> Briefing:
    """Make one cited briefing of reports, `words` words a story.

    Reports on one event are one story (see `group`); with `one_story` all are.
    `facts` names what is looked for beside the claims, of `config.SECTIONS`:
    all of it where nothing is said.  With `audit` every link that decided on a
    claim is kept.
    `as_of` is the time that it is made for (else SOURCE_DATE_EPOCH, else now);
    with the same one, the same reports give the same bytes.  `skipped` are
    inputs that could not be read; those of `read` are taken by themselves.
    """
    known = tuple(known)
    title = clean_line(title or "") or None
    settings = Settings(
        words, sentences, method, clean_line(focus or "") or None, language, one_story, _chosen(facts), audit
    )
    frame = Frame(
        as_of=as_of if isinstance(as_of, datetime) else parse_as_of(as_of),
        settings=_shown(settings, template, title, known),
        title=title or DEFAULT_TITLE,
        skipped=getattr(reports, "skipped", ()) if skipped is None else skipped,
    )
    return make_briefing(tuple(readers.with_usual_language(tuple(reports))), settings, method_of(method), frame, known)


@uncollected()
def compare(left: Report, right: Report) -> Comparison:
    """Set two reports side by side: what both say, where they differ, what only one of them says."""
    return compare_reports(left, right)


def group(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Group reports into stories, the reports on one event; copies are folded, each report is in one story.

    The same for every order of the reports.  Reports of different languages
    are never one story; one too short to tell takes the language that most
    of the others have.
    """
    return group_stories(readers.with_usual_language(tuple(reports)))


def render(briefing: Briefing, form: str, *, template: str = DEFAULT_TEMPLATE) -> bytes:
    """Render a briefing as "md", "html", "pdf", "txt", "json" or "eml" (a draft of a mail).

    Raises UsageError for another format, TemplateError for a broken template,
    MissingPart where the PDF needs what the system lacks.
    """
    if form not in RENDERERS:
        raise UsageError(f"{form}: no such format; use one of: {', '.join(RENDERERS)}")
    return RENDERERS[form](briefing, template)


def method_of(name: str) -> Method:
    """Return the selection method of that name; UsageError names those there are."""
    if name not in METHODS:
        raise UsageError(f"{name}: no such method; use one of: {', '.join(METHODS)}")
    return METHODS[name]


def _chosen(facts: Iterable[str] | None) -> tuple[str, ...] | None:
    """The names in the order in which they are printed, each once."""
    if facts is None:
        return None
    named = set(facts)
    return (*(one for one in SECTIONS if one in named), *sorted(named.difference(SECTIONS)))


def _shown(settings: Settings, template: str, title: str | None, known: Sequence[Report]) -> dict[str, object]:
    """The settings as the brief records them: what shapes its content, nothing else."""
    return {
        "words": settings.words,
        "sentences": settings.sentences,
        "method": settings.method,
        "focus": settings.focus,
        "language": settings.language,
        "one_story": settings.one_story,
        "facts": None if settings.facts is None else list(settings.facts),
        "audit": settings.audit,
        "template": clean_line(template),
        "title": title,
        "known": sorted(report.id for report in known),
    }
