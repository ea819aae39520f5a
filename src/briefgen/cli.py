"""The command line: parse, wire, call, print; no decisions.

Data go to stdout, talk to stderr.  What is heavy is imported by the command
that needs it, so that `briefgen --help` starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen import completion
from briefgen.__about__ import __version__
from briefgen.config import SECTIONS, language_code
from briefgen.errors import REJECTED, UNDELIVERED, BriefgenError, MissingPart, NothingToDo, ProofError, UsageError
from briefgen.text.clean import clean

if TYPE_CHECKING:
    from briefgen.archive import Archive
    from briefgen.daily import Outcome
    from briefgen.delivery.fate import Post
    from briefgen.delivery.outbox import Delivery
    from briefgen.model import Briefing
    from briefgen.profile import Profile
    from briefgen.profile.keys import DeliverySettings
    from briefgen.readers import Reports

# Where several hold, the first of these is the exit code.
_WORST_FIRST = (1, 2, 6, 7, 5, 4, 3)
INTERRUPTED = 130

app = typer.Typer(
    name="briefgen",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Merge overlapping reports into one cited briefing. Every line is quoted from a report.",
    epilog="Exit codes: 0 done, 1 failed, 2 not understood, 3 nothing to do, 4 some inputs rejected, "
    "5 a part of the system is missing, 6 another run is at work, 7 a delivery failed or its fate is unknown, "
    "130 interrupted.",
)

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, web addresses, or - for standard input.")
]
Words = Annotated[int, typer.Option("-w", "--words", help="Length of the summary in words; never exceeded.")]
Sentences = Annotated[int | None, typer.Option("-n", "--sentences", help="Length in lines instead of words.")]

MethodName = Annotated[
    str,
    typer.Option(
        "-m", "--method", autocompletion=completion.methods, help="How sentences are chosen; see `briefgen methods`."
    ),
]
Focus = Annotated[str | None, typer.Option("--focus", metavar="TEXT", help="Prefer what is about these words.")]
Known = Annotated[
    list[str] | None, typer.Option("--known", metavar="INPUT", help="Already read: what it says is left out.")
]
Language = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", help="Language of the reports (ISO 639-1); else detected.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing on stderr but errors.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Tell the ledger and what was left out.")]
Facts = Annotated[
    str | None,
    typer.Option(
        "--facts",
        metavar="LIST",
        autocompletion=completion.list_of(*SECTIONS, "all", "none"),
        help="What stands beside the claims: differences, only_in, quotes, figures, timeline, names; all or none.",
    ),
]
ArchivePath = Annotated[
    Path | None,
    typer.Option(
        "--archive", metavar="FILE", help="The archive; else that of briefgen.toml, else in your data folder."
    ),
]
AsText = Annotated[
    str, typer.Option("-f", "--format", autocompletion=completion.one_of("txt", "json"), help="txt or json.")
]
AsFile = Annotated[
    str,
    typer.Option(
        "-f",
        "--format",
        autocompletion=completion.one_of("txt", "md", "html", "json"),
        help="txt, md, html or json.",
    ),
]
Template = Annotated[
    str,
    typer.Option(
        "-t",
        "--template",
        metavar="NAME|FOLDER",
        autocompletion=completion.templates,
        help="See `briefgen templates`.",
    ),
]
NoNetwork = Annotated[bool, typer.Option("--no-network", help="Refuse every address.")]
AllowPrivate = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        metavar="HOST",
        help="A host of your own network that may be asked: intranet, localhost:8080.",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="How JSON and tables call a field: text=BODY; also title, url, published ...",
    ),
]


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda on: _version() if on else None, help="Print the version."
        ),
    ] = False,
) -> None:
    """Merge overlapping reports into one cited briefing. Every line is quoted from a report."""
    if context.invoked_subcommand is None:
        _out(context.get_help() + "\n")
        raise typer.Exit(UsageError.exit_code)


def _version() -> None:
    _line(f"briefgen {__version__}")
    raise typer.Exit


@app.command(epilog="Example: briefgen summarise seeds/* -w 100")
def summarise(
    inputs: Inputs,
    words: Words = 150,
    sentences: Sentences = None,
    method: MethodName = "coverage",
    focus: Focus = None,
    form: AsFile = "txt",
    cite: Annotated[
        bool, typer.Option("--cite/--no-cite", help="Print the letters of the reports and the list of sources.")
    ] = True,
    known: Known = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_network: NoNetwork = False,
    allow_private: AllowPrivate = None,
    fields: Fields = None,
) -> int:
    """Summarise all inputs as one story, to stdout."""
    render = _short_renderer(form, cite=cite)
    way = _way(lang, no_network, allow_private, fields)
    reports, read = _read(inputs, known, way, quiet=quiet, verbose=verbose)
    briefing = _brief(
        reports, read, verbose=verbose and not quiet, words=words, sentences=sentences, method=method, focus=focus,
        language=lang, one_story=True,
        facts=None if form in {"html", "json"} else (),
    )  # fmt: skip
    _print(render(briefing), output)
    return REJECTED if reports.skipped or read.skipped else 0


app.command("summarize", hidden=True, epilog="Example: briefgen summarize seeds/* -w 100")(summarise)


@app.command(epilog="Example: briefgen brief seeds/ -w 400 -f md,pdf -o output/")
def brief(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the files.")] = Path(
        "output"
    ),
    form: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            autocompletion=completion.list_of("md", "pdf", "html", "txt", "eml"),
            help="md, pdf, html, txt, eml; repeatable or a comma list.",
        ),
    ] = None,
    template: Template = "brief",
    title: Annotated[str | None, typer.Option("--title", help="Title of the brief.")] = None,
    words: Words = 150,
    sentences: Sentences = None,
    method: MethodName = "coverage",
    focus: Focus = None,
    known: Known = None,
    facts: Facts = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Add an annex: every claim with its witnesses in full, and its links.")
    ] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="STEM", help="File name without ending; else brief-DATE.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="TIME", help="ISO 8601 time of the brief; else SOURCE_DATE_EPOCH, else now."),
    ] = None,
    embed_texts: Annotated[
        bool, typer.Option("--embed-texts/--no-embed-texts", help="Put the reports' texts into the JSON.")
    ] = True,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_network: NoNetwork = False,
    allow_private: AllowPrivate = None,
    fields: Fields = None,
) -> int:
    """Make one cited brief of all inputs, as files; their paths go to stdout.

    STEM.json is always written: `briefgen verify` proves the brief with it.
    """
    from briefgen.publish import stem, write_all
    from briefgen.renderers.templates import folder_of

    forms = _forms(form or ["md,pdf"])
    folder_of(template)
    way = _way(lang, no_network, allow_private, fields)
    reports, read = _read(inputs, known, way, quiet=quiet, verbose=verbose)
    briefing = _brief(
        reports, read, verbose=verbose and not quiet, words=words, sentences=sentences, method=method, focus=focus,
        language=lang, template=template, title=title, as_of=as_of, facts=_facts(facts), audit=audit,
    )  # fmt: skip
    base = stem(name or f"brief-{briefing.as_of:%Y-%m-%d}")
    files, codes = _rendered(briefing, forms, template, embed_texts=embed_texts)
    for path in write_all(output, {f"{base}.{ending}": data for ending, data in files.items()}):
        _line(str(path))
    _tell_stale(output, base, files)
    return _worst([*codes, REJECTED if reports.skipped or read.skipped else 0])


@app.command(epilog="Example: briefgen compare seeds/*")
def compare(
    inputs: Annotated[list[str], typer.Argument(metavar="A B", help="Two inputs of one report each.")],
    form: AsFile = "txt",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
    lang: Language = None,
    no_network: NoNetwork = False,
    allow_private: AllowPrivate = None,
    fields: Fields = None,
) -> int:
    """Set two reports side by side: what both say, where they differ, what only one of them says."""
    from briefgen.api import compare as compare_reports
    from briefgen.renderers import comparison

    choices = {
        "txt": comparison.text, "md": comparison.as_markdown, "html": comparison.html, "json": comparison.as_json,
    }  # fmt: skip
    render = _choice(form, choices, "format")
    if len(inputs) != 2:
        raise UsageError(f"compare: {len(inputs)} inputs were given; name two, of one report each")
    way = _way(lang, no_network, allow_private, fields)
    one, other = (_single(named, way) for named in inputs)
    _print(render(compare_reports(one[0], other[0])).encode(), output)
    return REJECTED if one.skipped or other.skipped else 0


@app.command(epilog="Example: briefgen verify output/brief-2026-11-22.json seeds/")
def verify(
    brief_json: Annotated[Path, typer.Argument(metavar="BRIEF.json", help="The JSON that `briefgen brief` wrote.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="[INPUT...]", help="The inputs; each source must be among them.")
    ] = None,
    fields: Fields = None,
) -> int:
    """Prove every printed line of a brief, and that the files beside it print the same lines."""
    from briefgen.verify import language_of, load
    from briefgen.verify import verify as prove

    beside = {
        path.suffix[1:]: path
        for path in (brief_json.with_suffix(f".{form}") for form in ("md", "html", "txt"))
        if path.is_file()
    }
    printed = {form: _bytes(path).decode(errors="replace") for form, path in beside.items()}
    try:
        made = load(_bytes(brief_json))
        way = _way(language_of(made), True, None, fields)
        reports = _read(inputs, None, way)[0] if inputs else ()
        proof = prove(made, printed, reports)
    except ProofError as error:
        raise ProofError(f"{brief_json}: {error}") from error
    for note in proof.notes:
        _say(note)
    for failure in proof.failures:
        _line(failure)
    if proof.failures:
        _say(f"{brief_json}: not proved, {len(proof.failures)} failed")
        return 1
    files = "".join(f", {path.name}" for path in beside.values())
    _line(f"proved: {proof.claims} lines, {proof.witnesses} witnesses in {brief_json.name}{files}")
    return 0


def _line_names(context: typer.Context, incomplete: str) -> list[str]:
    """For the shell: what CLAIM may be, in the brief that is named before it."""
    from briefgen.explanation import names
    from briefgen.verify import load

    # A shell that completes shows no errors; a file that is no brief has no lines.
    with suppress(BriefgenError, TypeError):
        return [name for name in names(load(_bytes(Path(context.params["brief_json"])))) if name.startswith(incomplete)]
    return []


@app.command(epilog="Example: briefgen explain output/brief-2026-11-22.json 1")
def explain(
    brief_json: Annotated[Path, typer.Argument(metavar="BRIEF.json", help="The JSON that `briefgen brief` wrote.")],
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[CLAIM]", help="One line only: its number, or its id.", autocompletion=_line_names),
    ] = None,
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Also the lines that were not printed, and why.")
    ] = False,
    form: AsText = "txt",
) -> int:
    """Say why each line was printed: what it gained and brought, who says it, what it beat."""
    from briefgen.explanation import as_json, as_text
    from briefgen.explanation import explain as told
    from briefgen.verify import load

    render = _choice(form, {"txt": as_text, "json": as_json}, "format")
    try:
        _print(render(told(load(_bytes(brief_json)), claim, left_out=left_out)).encode(errors="replace"), None)
    except ProofError as error:
        raise ProofError(f"{brief_json}: {error}") from error
    return 0


@app.command(epilog="Example: briefgen inspect seeds/ --stories")
def inspect(
    inputs: Inputs,
    form: AsText = "txt",
    stories: Annotated[
        bool, typer.Option("--stories", help="Say instead which inputs are one story, why, and which nearly were.")
    ] = False,
    lang: Language = None,
    no_network: NoNetwork = False,
    allow_private: AllowPrivate = None,
    fields: Fields = None,
) -> int:
    """Show how each input was read: roles of its paragraphs, language, date, sentences."""
    from briefgen.inspection import as_json, as_text, stories_as_json, stories_as_text

    choices = {"txt": stories_as_text, "json": stories_as_json} if stories else {"txt": as_text, "json": as_json}
    render = _choice(form, choices, "format")
    reports, _ = _read(inputs, None, _way(lang, no_network, allow_private, fields))
    _print(render(reports).encode(), None)
    return REJECTED if reports.skipped else 0


@app.command(epilog="Example: briefgen mail output/brief-2026-11-22.json --to ann@example.org --dry-run")
def mail(
    brief_json: Annotated[
        Path | None, typer.Argument(metavar="BRIEF.json", help="The JSON that `briefgen brief` wrote.")
    ] = None,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="ADDRESS", help="A recipient; repeatable.")] = None,
    test: Annotated[
        str | None, typer.Option("--test", metavar="ADDRESS", help="Send a sample brief to this address instead.")
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--from", metavar="ADDRESS", envvar="BRIEFGEN_MAIL_FROM", help="Who sends it.")
    ] = None,
    smtp: Annotated[
        str | None,
        typer.Option("--smtp", metavar="HOST[:PORT]", envvar="BRIEFGEN_SMTP", help="Send by this mail server."),
    ] = None,
    sendmail: Annotated[bool, typer.Option("--sendmail", help="Send by this system's own sendmail.")] = False,
    maildir: Annotated[Path | None, typer.Option("--maildir", metavar="DIR", help="Put it into a Maildir.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.eml", help="Write it to a file, send nothing.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write it to stdout, or to -o, and send nothing.")] = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach",
            autocompletion=completion.list_of("pdf", "md", "json"),
            help="pdf, md, json; repeatable or a comma list.",
        ),
    ] = None,
    template: Template = "brief",
    list_id: Annotated[
        str | None, typer.Option("--list-id", metavar="NAME", help="List-Id, such as daily.example.org.")
    ] = None,
    unsubscribe: Annotated[
        str | None, typer.Option("--unsubscribe", metavar="ADDRESS", help="List-Unsubscribe: mail or https.")
    ] = None,
    cap: Annotated[int, typer.Option("--cap", min=1, help="At most so many mails a run.")] = 100,
    quiet: Quiet = False,
) -> int:
    """Send a brief by mail, to each recipient one of his own; or write it as .eml.

    User and password of the mail server come from BRIEFGEN_SMTP_USER and
    BRIEFGEN_SMTP_PASSWORD, _PASSWORD_FILE or _PASSWORD_COMMAND.
    """
    from briefgen.config import as_of
    from briefgen.mailing import NOBODY, Mailing, deliver, draft
    from briefgen.renderers.eml import ATTACHABLE, Letter
    from briefgen.renderers.mail.headers import address
    from briefgen.renderers.templates import folder_of

    if test and (to or brief_json):
        raise UsageError("--test sends a sample to its own address; leave out the brief and --to")
    recipients = [address(one) for one in (to or []) + ([test] if test else [])]
    forms = [_choice(form, ATTACHABLE, "attachment") and form for form in _names(attach or [])]
    folder_of(template)
    written = dry_run or output is not None
    post = None if written else _post(smtp, maildir, sendmail=sendmail)
    if not written and not recipients:
        raise UsageError("no recipient; name one with --to")
    if (smtp or sendmail) and not (sender or written or maildir):
        raise UsageError("no sender; name one with --from, or set BRIEFGEN_MAIL_FROM")
    briefing = _sample() if test else _proved(brief_json)
    files, codes = _rendered(briefing, [form for form in forms if form != "json"], template, embed_texts=True)
    letter = Letter(address(sender) if sender else NOBODY, date=as_of(None), list_id=list_id, unsubscribe=unsubscribe)
    mailing = Mailing(briefing, letter, {form: files[form] for form in forms if form in files}, template)
    if post is None:
        _print(draft(mailing, recipients[0] if recipients else None), output)
        return _worst(codes)
    with _progress("sending", quiet=quiet):
        delivered = deliver(mailing, recipients, post, cap=cap)
    return _worst([*codes, *(_tell_delivery(one, quiet=quiet) for one in delivered)])


@app.command(epilog="Example: briefgen methods")
def methods() -> int:
    """List the ways of choosing sentences."""
    from briefgen.selection import DESCRIPTIONS

    for name, description in DESCRIPTIONS.items():
        _line(f"{name:<10} {description}")
    return 0


@app.command(epilog="Example: briefgen templates")
def templates() -> int:
    """List the templates, their folders and the blocks that can be overridden."""
    from briefgen.renderers.templates import blocks, home, names

    for name in names():
        _line(f"{name:<10} {home() / name}")
        _line(f"{'':<10} blocks: {', '.join(blocks(name))}")
    return 0


@app.command(epilog="Example: briefgen doctor")
def doctor() -> int:
    """Check what briefgen needs of this system, and say how to install what is missing."""
    from briefgen.doctor import checks

    results = list(checks())
    for check in results:
        _line(f"{'ok' if check.ok else '--':<3} {check.name}: {check.told}")
    return 0 if all(check.ok for check in results) else MissingPart.exit_code


# --- the archive


@app.command(epilog="Example: briefgen daily -c briefgen.toml")
def daily(
    config: Config = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="TIME", help="ISO 8601 time of the run; else SOURCE_DATE_EPOCH, else now."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TIME", help="Tell what is new since the last edition made by then."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the edition as Markdown; write, send and remember nothing.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write what the run did as JSON; - is stdout.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Make the edition of the day from briefgen.toml: read what is new, brief it, file it, mail it; once a day.

    The paths of its files go to stdout.  Run again on the same day it puts
    back files that are lost, and sends what still waits.
    """
    from briefgen.config import as_of as time
    from briefgen.daily import Ways, as_json, rehearse, run
    from briefgen.sources import collect

    profile = _profile(config)
    now, earlier = time(as_of), time(since) if since else None
    wanted = profile.delivery
    with _progress("working", quiet=quiet) as shown:
        ways = Ways(
            lambda profile: collect(profile, now=now),
            lambda: _post_of(wanted),
            lambda doing: _tell_step(doing, shown, verbose=verbose and not quiet),
        )
        outcome, printed = rehearse(profile, now, ways, earlier) if dry_run else (run(profile, now, ways, earlier), b"")
    code = _worst([*outcome.codes])
    _tell_outcome(outcome, quiet=quiet, verbose=verbose)
    if report:
        _print(as_json(outcome, code), report)
    _out(printed)
    return code


@app.command(epilog='Example: briefgen search ceasefire "Truth Social"')
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='All must be there; "two words" together; elect* begins so.')
    ],
    most: Annotated[int, typer.Option("-n", "--most", min=1, max=10_000, help="How many at most.")] = 10,
    form: AsText = "txt",
    archive: ArchivePath = None,
) -> int:
    """Find reports and lines of past briefs by their words, the best first."""
    from briefgen.archive.telling import hits_as_json, hits_as_text

    render = _choice(form, {"txt": hits_as_text, "json": hits_as_json}, "format")
    with _looked_into(archive) as opened:
        hits = opened.search(" ".join(map(_quoted, words)), most)
    if not hits:
        raise NothingToDo("nothing has all these words; use fewer, or the beginning of one, such as elect*")
    _out(render(hits))
    return 0


@app.command(epilog="Example: briefgen editions")
def editions(form: AsText = "txt", archive: ArchivePath = None) -> int:
    """List the editions that were issued."""
    from briefgen.archive.telling import editions_as_json, editions_as_text

    render = _choice(form, {"txt": editions_as_text, "json": editions_as_json}, "format")
    with _looked_into(archive) as opened:
        _out(render(opened.editions()))
    return 0


@app.command(epilog="Example: briefgen status")
def status(form: AsText = "txt", archive: ArchivePath = None) -> int:
    """Tell how the archive stands: what it holds, who is at work, what was not issued or may not have arrived."""
    from briefgen.archive.telling import status_as_json, status_as_text

    render = _choice(form, {"txt": status_as_text, "json": status_as_json}, "format")
    with _looked_into(archive) as opened:
        stands = opened.status()
    _out(render(stands))
    return UNDELIVERED if stands.unknown else 0


@app.command(epilog="Example: briefgen outbox daily/3 ann@example.org --resend")
def outbox(
    edition: Annotated[
        str | None, typer.Argument(metavar="[EDITION]", help='"daily/3", "3", "2026-11-22" or "last".')
    ] = None,
    recipient: Annotated[
        str | None, typer.Argument(metavar="[ADDRESS]", help="One recipient; else all of the edition that it fits.")
    ] = None,
    resend: Annotated[
        bool, typer.Option("--resend", help="What may not have arrived, or was refused, waits again for the next run.")
    ] = False,
    sent: Annotated[bool, typer.Option("--sent", help="What may have arrived did: it is there.")] = False,
    form: AsText = "txt",
    archive: ArchivePath = None,
) -> int:
    """List the mails that are not known to have arrived, or decide what becomes of one in doubt.

    A mail that is sent again has the same Message-ID; `briefgen daily` sends it.
    """
    from briefgen.archive import writing
    from briefgen.archive.telling import decided_as_text, outbox_as_json, outbox_as_text
    from briefgen.config import as_of
    from briefgen.daily.deciding import ARRIVED, RESEND, decide

    render = _choice(form, {"txt": outbox_as_text, "json": outbox_as_json}, "format")
    if resend and sent:
        raise UsageError("--resend and --sent: it cannot be both; choose one")
    if (edition is not None) != (resend or sent):
        raise UsageError("outbox: name an edition and --resend or --sent to decide; neither to list")
    with _looked_into(archive) as opened:
        if edition is None:
            stands = opened.status()
            _out(render(stands))
            return UNDELIVERED if stands.unknown else 0
        named = opened.named(edition)
    with writing(_archive(archive), as_of(None)) as opened:
        _out(decided_as_text(decide(opened, named, recipient, RESEND if resend else ARRIVED)))
    return 0


@app.command(epilog="Example: briefgen reproduce daily/3 -o again/")
def reproduce(
    edition: Annotated[str, typer.Argument(metavar="EDITION", help='"daily/3", "3", "2026-11-22" or "last".')],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the files.")] = Path(
        "output"
    ),
    archive: ArchivePath = None,
) -> int:
    """Make every file of an edition again, to the byte; one that comes out otherwise is named and not written."""
    from briefgen.publish import write_all
    from briefgen.reprint import reprint

    with _looked_into(archive) as opened:
        again = reprint(opened, opened.named(edition))
    for path in write_all(output, again.files):
        _line(str(path))
    for failure in again.failures:
        _say(failure)
    return again.exit_code


@app.command(epilog="Example: briefgen export backup/")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; made where it is missing.")],
    archive: ArchivePath = None,
) -> int:
    """Write all editions' JSON, and all reports as JSON lines, into a folder."""
    from briefgen.archive.export import export as written

    with _looked_into(archive) as opened:
        for path in written(opened, folder):
            _line(str(path))
    return 0


@app.command(epilog="Example: briefgen prune --older-than 90d")
def prune(
    older_than: Annotated[str, typer.Option("--older-than", metavar="AGE", help="Such as 90d, 12w or 2y.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    archive: ArchivePath = None,
) -> int:
    """Drop the JSON of old editions, and old texts that no kept edition lists; what was read stays known."""
    from briefgen.archive import writing
    from briefgen.archive.telling import pruned_as_text
    from briefgen.config import age, as_of

    now = as_of(None)
    try:
        before = now - age(older_than)
    except OverflowError as error:
        raise UsageError(f"--older-than: {older_than} lies before all time; write it like 90d") from error
    with _looked_into(archive) as opened:
        going = pruned_as_text(opened.would_go(before))
    if not going:
        raise NothingToDo(f"nothing in the archive is older than {older_than} and can go")
    if not yes and not _agreed(f"this goes for good: {going}"):
        raise NothingToDo("nothing was pruned")
    with writing(_archive(archive), now) as opened:
        _line(f"pruned: {pruned_as_text(opened.prune(before))}")
    return 0


@app.command(epilog="Example: briefgen site output/ --base-url https://example.org/briefs/")
def site(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where the briefs are.")] = Path("output"),
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="ADDRESS", help="Where the folder is published, for the feed.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="Title of index and feed; else the newest brief's.")
    ] = None,
    quiet: Quiet = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Name what is no brief, and what has no page.")
    ] = False,
) -> int:
    """Make an index with search, and a feed, of all briefs in a folder; pages that are missing are made."""
    from briefgen.site import base_address, rebuild
    from briefgen.text.clean import clean_line

    base = base_address(base_url) if base_url is not None else None
    with _progress("listing", quiet=quiet):
        made = rebuild(folder, title=clean_line(title or "") or None, base=base)
    for told in (*made.damaged, *(made.passed_over if verbose and not quiet else ())):
        _say(told)
    if not made.written:
        raise NothingToDo(f"{folder}: no brief to list; `briefgen brief` makes one")
    for path in made.written:
        _line(str(path))
    return REJECTED if made.damaged else 0


# --- the daily edition's file

Config = Annotated[
    Path | None,
    typer.Option("-c", "--config", metavar="FILE", help="The briefgen.toml; else BRIEFGEN_CONFIG, else the one here."),
]
configuration = typer.Typer(
    help="Tell what a briefgen.toml says, and what holds where it says nothing.",
    epilog="Example: briefgen config show -f json",
    no_args_is_help=True,
)


@app.command(epilog="Example: briefgen init news/")
def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to; made where it is missing.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> int:
    """Write a briefgen.toml with every key explained, and a stories.toml, into a folder."""
    from briefgen.profile.starting import begin, next_step

    for path in begin(folder, force=force):
        _line(str(path))
    _say(next_step(folder))
    return 0


@configuration.command(epilog="Example: briefgen config show -f json")
def show(config: Config = None, form: AsText = "txt") -> int:
    """Show every setting that holds, and where it comes from: file and line, a variable, or the default."""
    from briefgen.profile.telling import as_json, as_text

    render = _choice(form, {"txt": as_text, "json": as_json}, "format")
    _out(render(_profile(config)))
    return 0


app.add_typer(configuration, name="config")


@app.command(epilog="Example: briefgen schedule --print systemd --at 07:00")
def schedule(
    form: Annotated[
        str,
        typer.Option(
            "--print",
            metavar="FORM",
            autocompletion=completion.one_of("cron", "systemd", "launchd", "github"),
            help="cron, systemd, launchd or github.",
        ),
    ],
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="When, in the profile's time zone.")] = "07:00",
    config: Config = None,
) -> int:
    """Print what has an edition made every day, and where to put it; nothing is installed."""
    from briefgen.config import as_of, profile_path, system_zone
    from briefgen.schedule import Plan, program, root_of, time_of_day
    from briefgen.schedule import schedule as planned

    profile, file = _profile(config), profile_path(config).absolute()
    plan = Plan(
        program(), file, profile.name, profile.timezone, time_of_day(at), as_of(None), system_zone(), root_of(file)
    )
    _out(planned(form, plan))
    return 0


# --- helpers of the commands


def _profile(config: Path | None) -> Profile:
    """The profile of the file that the option, else the environment, else the current folder names."""
    from briefgen.config import profile_path, surroundings
    from briefgen.profile import read_profile

    return read_profile(profile_path(config), surroundings())


def _way(
    lang: str | None, no_network: bool, allow_private: list[str] | None, fields: list[str] | None
) -> dict[str, Any]:
    """How inputs are read: what `read` takes beside them."""
    if lang is not None and language_code(lang) is None:
        raise UsageError(f"--lang: {lang} is no language code; use one of two or three letters, such as en")
    return {
        "language": language_code(lang),
        "network": not no_network,
        "allow_private": allow_private or [],
        "fields": _fields(fields or []),
    }


def _fields(given: Iterable[str]) -> dict[str, str]:
    """What --map says: the columns by field."""
    from briefgen.readers.field_names import USUAL

    pairs = [(field.strip().lower(), column.strip()) for field, _, column in (one.partition("=") for one in given)]
    for field, column in pairs:
        if field not in USUAL or not column:
            raise UsageError(
                f"--map: {field or 'nothing'}={column}: say FIELD=COLUMN, where FIELD is one of {', '.join(USUAL)}"
            )
    return dict(pairs)


def _looked_into(archive: Path | None) -> AbstractContextManager[Archive]:
    from briefgen.archive import reading
    from briefgen.config import as_of

    return reading(_archive(archive), as_of(None))


def _archive(stated: Path | None) -> Path:
    """The archive's file: as stated, else as the profile says where there is one, else the machine's."""
    from briefgen.config import profile_path, surroundings

    if stated is None and profile_path(None).is_file():
        return _profile(None).archive.path
    return stated or surroundings().archive


def _agreed(what: str) -> bool:
    """Ask the person at the terminal, or whatever stands for one."""
    _say(f"{what}; go on? [y/N]")
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        raise UsageError("prune: nobody answers; say --yes where nobody is asked")
    return answer.strip().lower() in {"y", "yes"}


def _quoted(word: str) -> str:
    """An argument of several words was quoted in the shell: they are looked for together."""
    return f'"{word}"' if len(word.split()) > 1 and '"' not in word else word


def _read(
    inputs: Sequence[str],
    known: Sequence[str] | None,
    way: dict[str, Any],
    *,
    quiet: bool = False,
    verbose: bool = False,
) -> tuple[Reports, Reports]:
    """The reports of the inputs and the known ones; each rejected input is named on stderr."""
    from briefgen.api import read

    with _progress("reading", quiet=quiet):
        reports, already = (read(named, **way) for named in (inputs, known or []))
    for one in (*reports.skipped, *already.skipped):
        _say(f"{one.location}: {one.reason}")
    if inputs and not reports:
        if verbose and not quiet:
            _tell_ledger(len(reports.skipped), 0, 0, len(reports.skipped))
        raise NothingToDo("nothing to do: no input could be read")
    return reports, already


def _tell_ledger(offered: int, read: int, duplicate: int, rejected: int) -> None:
    _say(f"offered {offered} = read {read} + duplicate {duplicate} + rejected {rejected}")


def _single(named: str, way: dict[str, Any]) -> Reports:
    """The one report of an input, and what of it is none."""
    reports, _ = _read([named], None, way)
    if len(reports) != 1:
        raise UsageError(f"{named}: holds {len(reports)} reports; name one, or use `briefgen brief` for more than two")
    return reports


def _brief(reports: Reports, known: Reports, *, verbose: bool, **settings: Any) -> Briefing:
    """The briefing; NothingToDo, with what was found instead, where it has no line."""
    from briefgen.api import brief as make
    from briefgen.renderers.labels import left_out

    texts: dict[str, Any] = {
        name: clean(value) if isinstance(value, str) else value for name, value in settings.items()
    }
    briefing = make(reports, known=known, **texts)
    _tell(briefing, verbose=verbose)
    if not briefing.claims:
        found = "; ".join(left_out(summary) for summary in briefing.summaries if summary.unprinted)
        raise NothingToDo(
            f"nothing to print: {found or 'the reports hold no sentence of a body, only headlines or less'}"
        )
    return briefing


def _rendered(
    briefing: Briefing, forms: Iterable[str], template: str, *, embed_texts: bool
) -> tuple[dict[str, bytes], list[int]]:
    """The files' bytes by ending; a format that lacks a part of the system is told and left out."""
    from briefgen.renderers import files

    found = files(briefing, forms, template, texts=embed_texts)
    for error in found.missing:
        _say(str(error))
    return found.made, [error.exit_code for error in found.missing]


def _proved(brief_json: Path | None) -> Briefing:
    """The briefing of a JSON, proved: what is sent is what its reports say."""
    from briefgen.verify import proved

    if brief_json is None:
        raise UsageError("no brief; name its JSON, or send a sample with --test")
    try:
        return proved(_bytes(brief_json))
    except ProofError as error:
        raise ProofError(f"{brief_json}: {error}") from error


def _sample() -> Briefing:
    from briefgen.api import brief as make
    from briefgen.api import report
    from briefgen.mailing import SAMPLE

    return make([report(text) for text in SAMPLE], title="Sample brief")


def _post(smtp: str | None, maildir: Path | None, *, sendmail: bool) -> Post:
    """The way on which mails go; UsageError unless one is named.  A server of the environment is no second one."""
    from briefgen.config import mail_keys
    from briefgen.delivery import maildir as box
    from briefgen.delivery import secret
    from briefgen.delivery import sendmail as system
    from briefgen.delivery import smtp as net

    if maildir and sendmail:
        raise UsageError("--maildir and --sendmail: mails go one way; choose one")
    if maildir:
        return lambda mail: box.send(mail, maildir)
    if sendmail:
        program = system.program()
        return lambda mail: system.send(mail, program)
    if smtp is None:
        raise UsageError("no way to send it; use --smtp, --sendmail or --maildir, or -o FILE.eml to write it")
    keys = mail_keys()
    if keys.file and secret.is_open(keys.file):
        _say(f"{keys.file}: others may read this password; close it with chmod 600")
    server = net.server(smtp, secret.account(keys))
    return lambda mail: net.send(mail, server)


def _post_of(wanted: DeliverySettings) -> Post:
    """The way on which a profile's editions go."""
    if not (wanted.smtp or wanted.sendmail or wanted.maildir):
        raise UsageError("no way to send it; state smtp, sendmail or maildir below [delivery]")
    if not (wanted.sender or wanted.maildir):
        raise UsageError("no sender; state from below [delivery], or set BRIEFGEN_MAIL_FROM")
    return _post(wanted.smtp, wanted.maildir, sendmail=wanted.sendmail)


def _tell_delivery(delivery: Delivery, *, quiet: bool) -> int:
    """One line a recipient, and what it means for the exit code."""
    from briefgen.delivery.outbox import State

    if delivery.state is State.SENT:
        if not quiet:
            _say(f"{delivery.recipient}: sent")
        return 0
    told = {State.REFUSED: "refused", State.UNKNOWN: "may have been sent, nobody knows"}
    _say(f"{delivery.recipient}: {told.get(delivery.state, 'not sent')}: {delivery.reason}")
    return UNDELIVERED


def _tell_step(doing: str, shown: Any, *, verbose: bool) -> None:
    """What a run is at: a line for who wants lines, the spinner for who watches."""
    if verbose:
        _say(doing)
    if shown is not None:
        shown.update(f"{doing} …")


def _tell_outcome(outcome: Outcome, *, quiet: bool, verbose: bool) -> None:
    """The paths of what was filed on stdout, all that went otherwise on stderr."""
    for one in outcome.skipped:
        _say(f"{one.location}: {one.reason}")
    if verbose and not quiet:
        rejected = len(outcome.skipped)
        _say(f"read {outcome.read}, {outcome.seen} of them before; muted {outcome.muted}, rejected {rejected}")
    for path in (path for one in outcome.editions for path in one.files):
        _line(str(path))
    for filed in outcome.editions:
        if not (filed.is_new or filed.files or quiet):
            _say(f"{filed.name} of {filed.day} is there already")
    if outcome.nothing:
        _say(outcome.nothing)
    for message, _ in outcome.failures:
        _say(message)
    for delivery in outcome.deliveries:
        _tell_delivery(delivery, quiet=quiet)


def _names(given: Iterable[str]) -> list[str]:
    """The names in comma lists, each once."""
    found = [name.strip().lower() for text in given for name in text.split(",") if name.strip()]
    return list(dict.fromkeys(found))


def _forms(given: Iterable[str]) -> list[str]:
    from briefgen.renderers import RENDERERS

    return [form for form in _names(given) if _choice(form, RENDERERS, "format") and form != "json"]


def _facts(given: str | None) -> tuple[str, ...] | None:
    """The names in a comma list; "all" and "none" stand for themselves."""
    if given is None:
        return None
    named = {"all": SECTIONS, "none": ()}
    names = [name.strip().lower().replace("-", "_") for name in given.split(",") if name.strip()]
    return tuple(one for name in names for one in named.get(name, (name,)))


def _short_renderer(form: str, *, cite: bool) -> Callable[[Briefing], bytes]:
    from briefgen.renderers import RENDERERS, short

    choices: dict[str, Callable[[Briefing], bytes]] = {
        "txt": lambda briefing: short.text(briefing, cite=cite).encode(),
        "md": lambda briefing: short.as_markdown(briefing, cite=cite).encode(),
        "html": lambda briefing: RENDERERS["html"](briefing, "brief"),
        "json": lambda briefing: RENDERERS["json"](briefing, "brief"),
    }
    chosen: Callable[[Briefing], bytes] = _choice(form, choices, "format")
    return chosen


def _choice(name: str, choices: dict[str, Any], what: str) -> Any:
    if name not in choices:
        raise UsageError(f"{name}: no such {what}; use one of: {', '.join(choices)}")
    return choices[name]


def _tell(briefing: Briefing, *, verbose: bool) -> None:
    if not verbose:
        return
    from briefgen.renderers.labels import left_out, number, words

    for row in briefing.sources:
        for note in row.report.reading.notes:
            _say(f"{row.report.source.location}: {note}")
    ledger = briefing.ledger
    _tell_ledger(ledger.offered, ledger.read, ledger.duplicate, ledger.rejected)
    for summary in briefing.summaries:
        printed = f"{words(summary.claims)} words in {number(len(summary.claims), 'line')}"
        _say(f"{printed}; not printed: {left_out(summary) or 'nothing'}")


def _tell_stale(folder: Path, base: str, written: Iterable[str]) -> None:
    """Name what an earlier run left under the same name: it no longer prints the same lines."""
    stale = (folder / f"{base}.{ending}" for ending in ("md", "html", "txt", "pdf", "eml") if ending not in written)
    for path in stale:
        if path.is_file():
            _say(f"{path}: of an earlier run, and not of this brief; remove it or name its format with -f")


def _worst(codes: Sequence[int]) -> int:
    return next((code for code in _WORST_FIRST if code in codes), 0)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BriefgenError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _print(data: bytes, output: Path | None) -> None:
    """Write to a file or to stdout, in UTF-8 whatever the locale says."""
    if output is None or str(output) == "-":
        _out(data)
        return
    from briefgen.publish import write

    write(output, data)


def _line(text: str) -> None:
    _out(text + "\n")


def _out(data: str | bytes) -> None:
    """Write to stdout as it stands; a path that is no proper text as its own bytes."""
    if sys.stdout is None:
        raise BriefgenError("stdout is closed; open it, or write to a file with -o")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode(errors="surrogateescape") if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # Typer would end with 1 here, and what was asked for is done.
        raise typer.Exit(_hang_up()) from error


def _say(text: str) -> None:
    """One line on stderr, if there is one: what cannot be said must not stop the work."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        typer.echo(f"briefgen: {' '.join(clean(text).split())}", err=True)


def _progress(doing: str, *, quiet: bool) -> Any:
    """A spinner for a person who waits; nothing where stderr is no terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(f"{doing} …")


def run(arguments: Sequence[str]) -> int:
    """Run the command with these arguments and return its exit code; nothing is raised."""
    try:
        code = app(args=list(arguments), prog_name="briefgen", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except typer.TyperException as error:
        _say(f"{' '.join(error.format_message().split()).rstrip('.')}; see briefgen --help")
        return error.exit_code
    except BriefgenError as error:
        for line in error.lines:
            _say(line)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit:
        # Typer's own way of saying that help was printed into a closed pipe.
        return _hang_up()
    except OSError as error:
        _say(f"cannot write ({error.strerror}); free space, or check where the output goes")
        return 1


def _hang_up() -> int:
    """The reader of stdout has what it wanted; nothing more is written, and nobody complains at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
