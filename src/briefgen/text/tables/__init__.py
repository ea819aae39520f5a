"""A language's word lists: what the rules of linking and readability know of it.

One module a language, loaded when it is needed.  A language without a table
has empty lists: rules that need one then say nothing about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "ru"})


def words(text: str) -> frozenset[str]:
    """The white-space separated words of `text` as a set."""
    return frozenset(text.split())


def lines(text: str) -> tuple[str, ...]:
    """The lines of `text`, stripped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def phrases(text: str) -> tuple[str, ...]:
    """The lines of `text`, longest first so that the fullest one matches."""
    return tuple(sorted(set(lines(text)), key=lambda line: (-len(line), line)))


@dataclass(frozen=True)
class Table:
    """Lower-case words and phrases of one language, and patterns (regular expressions).

    Words: `stop` are closed-class words beside the commonest ones; `reporting` and
    `fillers` are no evidence that two sentences say the same; `pronouns`, `demonstratives` and `first_person` need a partner;
    `second_person` talks to the reader;
    `time` makes a demonstrative stand ("this week") and is nobody's name;
    `fronting` opens a phrase before the subject ("After the vote, he ...");
    `saying` are forms of verbs of saying; `acts` of other reported acts;
    `titles` stand before a person's name, `institutions` end a name that is no person's; `abstract` and `revealing` make filler;
    `groups` are subjects that no "he" can mean; `articles`, `definite` ones, `possessives`,
    `prepositions`; a name behind `before_places` is a place; behind "those" the
    `partners` say which.
    `inner`: demonstratives are judged inside a line too, since none of them is
    an article or a relative pronoun as well.
    Phrases: `droppable` openers may be left out visibly, `droppable_inside`
    anywhere; `hanging` must not open a line, nor `hanging_inside` stand in one.
    Patterns: `expletive` matches a pronoun that refers to nothing, at the
    line's start; `notices`, in small letters, match sentences that tell no news
    wherever they stand; `furniture` (in any case) and `credits` (as written) match the
    start of a paragraph that is nobody's news.
    For who says what: `speech` are more verbs of saying, that lead a quotation only; `speech_participles` are those
    whose subject is the sentence's; `between` may stand between a subject and its verb;
    `subjects` are pronouns that say something; `determiners` open a subject in small letters, which may be one of
    `roles`, people who speak, or of `bodies`, what speaks for people;
    a name with one of `places` in it is no person's; the phrases `according` name a speaker without a verb.
    For how reports differ: phrases that say how sure what follows is, `planned`, `scheduled`, `certain`, `expected`, `likely`, `possible`;
    `hedges`, words with which a sentence is unsure; `negators`, words of which each denies what follows; `denials`, others with which a sentence may deny;
    `advised`, `binding`, how strongly it is asked for; `weighed`, `decided`, how far whoever acts has made up his mind; `refusals` are denials of the verb behind them;
    `actors`, lines of nouns for groups of people that mean the same; `parties`, lines of nouns for who speaks of which
    one is never another; `sources`, lines of nouns for where a report has it from, each line of those that may be one;
    `seeming`, patterns of what lets something only seem so; `same_acts`, lines of verbs for one act;
    For what is new since an earlier edition: `alike`, lines of words that reports use one for another; `turns`, lines of words for one act that turns a story; `additional` words count one more of what was told, `newly` ones tell of now, `before_past` open a pluperfect, `states` tell how things are, `moving` ones that a time is another now, `exact` ones bound nothing;
    `unreal` words lead to a verb whose act is only planned, asked for or threatened, `doubting` ones leave open whether it is, `auxiliary` ones may stand between;
    of the unreal ones `leading` are those of an infinitive, unless a `managing` word before them tells of a fact.
    `serving` words stand before a role ("acting mayor"); `makers` lead to a company's name, what is `owned` is a company's.
    `indefinite` opens a phrase for something not named; `genitives` join a noun to what it is of; `seldom` words hardly affirm; `no_superlatives` only end like one.
    """

    stop: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    demonstratives: frozenset[str] = frozenset()
    first_person: frozenset[str] = frozenset()
    second_person: frozenset[str] = frozenset()
    time: frozenset[str] = frozenset()
    fronting: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    abstract: frozenset[str] = frozenset()
    revealing: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    before_places: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    inner: bool = False
    droppable: tuple[str, ...] = ()
    droppable_inside: frozenset[str] = frozenset()
    hanging: tuple[str, ...] = ()
    hanging_inside: tuple[str, ...] = ()
    expletive: str = r"(?!)"
    notices: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    speech: frozenset[str] = frozenset()
    speech_participles: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    according: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    scheduled: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    hedges: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    advised: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    refusals: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    seeming: tuple[str, ...] = ()
    same_acts: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    additional: frozenset[str] = frozenset()
    newly: frozenset[str] = frozenset()
    before_past: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    doubting: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    managing: frozenset[str] = frozenset()
    serving: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()
    no_superlatives: frozenset[str] = frozenset()

    # Asked for word by word: joined once, not each time (a tenth of what quotations and names took).

    @cached_property
    def callings(self) -> frozenset[str]:
        """The words that say what somebody is: titles and roles."""
        return self.titles | self.roles

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The nouns for who speaks: roles and bodies."""
        return self.roles | self.bodies

    @cached_property
    def verbs_of_speech(self) -> frozenset[str]:
        """The verbs of saying, those too that lead a quotation only."""
        return self.saying | self.speech

    @cached_property
    def front(self) -> frozenset[str]:
        """The words with which a sentence begins before its subject."""
        return self.fronting | self.stop | self.time | self.between

    @cached_property
    def nameless(self) -> frozenset[str]:
        """The capital words that may stand beside a name and are none."""
        return self.titles | self.time | self.fronting | self.stop


@cache
def table(language: str) -> Table:
    """Return the table of `language`, an empty one where there is none."""
    if language not in LANGUAGES:
        return Table()
    found: Table = import_module(f"{__name__}.{language}").TABLE
    return found
