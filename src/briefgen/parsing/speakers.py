"""Sentence with quotations -> who is said to have said each of them.

What stands next to a quotation decides: a verb of saying right before it, one
right behind it, one that ends the sentence, then one further before.  Words
inside quotation marks never tell.  A verb without a subject nearby tells
nothing: no speaker is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.parsing.phrases import Sort, Subject, Token, subject_before, subject_behind
from briefgen.text.tables import Table, table, words

# Further from its verb a quotation is more often somebody else's (20 articles read by hand).
_REACH = 110
_SHORT_REACH = 60
_SHORT = 2
_APPOSITION = 28
_MODIFIERS = 6
_LAST = 3
_LISTENER = 4
_COMMA = frozenset(",،")
_DASHES = frozenset("-–—")
_STOPS = frozenset(".!?;:؟؛")
_LEADS_IN = _COMMA | _DASHES | {":", "that", "dass", "que", "что", "أن", "إن"}
# Among prepositions by form: "after Lee said", "with Lee saying".
_CONJUNCTIONS = frozenset({"after", "before", "with", "like", "and", "as"})
_ABOUT = frozenset({"throughout", "outside", "inside", "during", "near", "since", "despite", "via"})
_RELATIVE = frozenset({"that", "which"})
_AND = frozenset({"and", "but", "und", "et", "y", "и"})
_CLOSES = (",", "!", "?", "…", "-", "–", "—", "،")
# What somebody denies, others said.
_DENIES = words("denied denies deny denying dismissed rejected")
# Whom somebody tells is no speaker: "told Reuters".
_TAKES_A_LISTENER = words("told tell tells telling informed assured thanked accused called urged")
_OPENS_A_SENTENCE = words("said says added wrote tweeted")
# "A group called "Friends"" has a name; "called it "shameful"" is speech.
_NAMES = words("called calls calling dubbed dubbing labeled labelled labels labeling labelling branded")


# Behind a quotation these open a statement of its own: ""productive," with Ann Lee remarking that".
_OPENS_ANOTHER = words("with after before while when because since")


@dataclass(frozen=True, slots=True)
class Said:
    """A verb of saying, by the places of its first and last token, and its subject."""

    verb: int
    subject: Subject


@dataclass(frozen=True)
class Line:
    """A sentence as tokens, a quotation being one; `text` is what the tokens' offsets count in."""

    text: str
    tokens: Sequence[Token]
    language: str

    @cached_property
    def known(self) -> Table:
        """The language's words."""
        return table(self.language)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The verbs of saying that have a subject, in order."""
        found = ((at, self._subject_of(at)) for at in range(len(self.tokens)) if self._is_verb(at))
        return tuple(Said(at, subject) for at, subject in found if subject)

    @cached_property
    def by_verb(self) -> dict[int, Said]:
        """The same by the place of the verb."""
        return {said.verb: said for said in self.said}

    @cached_property
    def source(self) -> Subject | None:
        """Whom "according to" names."""
        lowered = [token.lower for token in self.tokens]
        for phrase in self.known.according:
            parts = phrase.split()
            for at in range(len(lowered) - len(parts)):
                if lowered[at] == parts[0] and lowered[at : at + len(parts)] == parts:
                    subject = subject_behind(self.tokens, at + len(parts), self.language)
                    return subject if subject and (subject.sort is Sort.NAME or self.has_role(subject)) else None
        return None

    @cached_property
    def main(self) -> Subject | None:
        """The person that the sentence begins with, a front phrase aside."""
        first = 0
        if self.tokens and self._leads(self.tokens[0]):
            first = next((at + 1 for at, token in enumerate(self.tokens[:20]) if token.text in _COMMA), 0)
        subject = subject_behind(self.tokens, first, self.language)
        if subject is None or self._is_cut(subject):
            return None
        return subject if subject.sort is not Sort.NOUN or self.has_role(subject) else None

    def _leads(self, token: Token) -> bool:
        """Whether a front phrase begins with this word."""
        fronts = token.lower in self.known.front or token.text.endswith("ly")
        return fronts and token.lower not in self.known.subjects

    def _is_cut(self, subject: Subject) -> bool:
        """Whether a name behind an article may go on with a noun: "the GOP nominee"."""
        opened = subject.first > 0 and self.tokens[subject.first - 1].lower in self.known.definite
        behind = self.tokens[subject.last] if subject.last < len(self.tokens) else None
        if behind is None or not opened or subject.sort is not Sort.NAME or not behind.text.islower():
            return False
        is_verb = behind.lower in self.known.acts or behind.lower in self.known.stop or self._is_verb(subject.last)
        return not is_verb

    @cached_property
    def quotations(self) -> tuple[int, ...]:
        """The places of the quotations."""
        return tuple(at for at, token in enumerate(self.tokens) if token.is_quotation)

    def _is_verb(self, at: int) -> bool:
        word = self.tokens[at].lower
        return word in self.known.saying or word in self.known.speech or word in self.known.speech_participles

    def has_role(self, subject: Subject) -> bool:
        """Whether a subject names somebody by role."""
        return any(token.lower in self.known.speakers for token in self.tokens[subject.first : subject.last])

    # --- the subject of a verb

    def _subject_of(self, verb: int) -> Subject | None:
        end = self._without_between(verb)
        if self._opens(end):
            return self._behind(verb)
        before = self.tokens[end - 1]
        if before.text in _COMMA | _DASHES:
            return self._before_apposition(end - 1) or self._of_participle(verb)
        if before.lower == "who":
            return self._antecedent(end - 1)
        if before.lower in _RELATIVE:
            return None
        if before.lower in _AND:
            return self.main if self.tokens[verb].lower not in _NAMES else None
        return self._direct(end) or self._of_participle(verb)

    def _without_between(self, verb: int) -> int:
        """The place behind the subject: auxiliaries, adverbs and brackets left out."""
        at = verb
        while at and self._is_between(self.tokens[at - 1]):
            at -= 1
        if at and self.tokens[at - 1].text == ")":
            opened = (back for back in range(at - 2, max(-1, at - 10), -1) if self.tokens[back].text == "(")
            return next(opened, at)
        return at

    def _is_between(self, token: Token) -> bool:
        is_adverb = self.language == "en" and token.text.islower() and token.text.endswith("ly")
        return token.lower in self.known.between or is_adverb

    def _opens(self, end: int) -> bool:
        """Whether what begins here stands at the sentence's start or right behind a quotation."""
        while end and self.tokens[end - 1].text in _COMMA | _DASHES:
            end -= 1
        return end == 0 or self.tokens[end - 1].is_quotation

    def _behind(self, verb: int) -> Subject | None:
        """The subject behind its verb: "said Ann Lee", right after a quotation or at the sentence's start."""
        word = self.tokens[verb].lower
        if word in _TAKES_A_LISTENER or (self.language == "en" and verb == 0 and word not in _OPENS_A_SENTENCE):
            return None
        if word in self.known.speech_participles:
            return self.main
        subject = subject_behind(self.tokens, verb + 1, self.language)
        return (self._name_behind(subject.last) or subject) if subject and subject.sort is Sort.NOUN else subject

    def _name_behind(self, comma: int) -> Subject | None:
        """The name that explains a subject: "said her mother, Ann Lee."."""
        if comma >= len(self.tokens) or self.tokens[comma].text not in _COMMA:
            return None
        subject = subject_behind(self.tokens, comma + 1, self.language)
        if subject is None or subject.sort is not Sort.NAME or subject.first != comma + 1:
            return None
        return subject if subject.last == len(self.tokens) or not self.tokens[subject.last].is_word else None

    def _of_participle(self, verb: int) -> Subject | None:
        return self.main if self.tokens[verb].lower in self.known.speech_participles else None

    def _antecedent(self, who: int) -> Subject | None:
        """The name before "who" or ", who"."""
        end = who - 1 if who and self.tokens[who - 1].text in _COMMA else who
        subject = subject_before(self.tokens, end, self.language)
        return subject if subject and subject.sort is Sort.NAME else None

    def _direct(self, end: int) -> Subject | None:
        """The subject that ends here, with another one that "and" joins to it."""
        subject = subject_before(self.tokens, end, self.language)
        if subject and self._is_place(subject):
            return None
        if subject is None or subject.sort is not Sort.NAME or subject.first < 2:
            return subject
        if self.tokens[subject.first - 1].lower not in _AND:
            return subject
        first = subject_before(self.tokens, subject.first - 1, self.language)
        if first is None or first.sort is not Sort.NAME:
            return subject
        opens = first.first == 0 or not self.tokens[first.first - 1].is_word
        return Subject(Sort.NOUN, first.first, subject.last) if opens else subject

    def _before_apposition(self, comma: int) -> Subject | None:
        """The subject that what stands between two commas explains: "Ann Lee, the mayor, said"."""
        spare = None
        for at in range(comma - 1, max(0, comma - _APPOSITION), -1):
            token = self.tokens[at]
            if token.is_quotation or token.text in _STOPS:
                break
            if token.text not in _COMMA | _DASHES:
                continue
            subject = self._explained(at, comma)
            if subject and subject.sort is Sort.NAME:
                return subject
            spare = spare or subject
        return spare

    def _explained(self, at: int, comma: int) -> Subject | None:
        subject = subject_before(self.tokens, at, self.language)
        if subject is None or subject.sort is Sort.PRONOUN or self._is_place(subject):
            return None
        if subject.sort is Sort.NAME:
            return subject
        inner = subject_before(self.tokens, comma, self.language)
        if inner and inner.sort is Sort.NAME and inner.first == at + 1:
            return inner
        return subject if self.has_role(subject) else None

    def _is_place(self, subject: Subject) -> bool:
        before = self.tokens[subject.first - 1].lower if subject.first else ""
        return before in _ABOUT or (before in self.known.prepositions and before not in _CONJUNCTIONS)


def speaker(line: Line, quotation: int) -> Subject | None:
    """Return who is said to have said the quotation at this place, if the sentence tells.

    >>> from briefgen.parsing.phrases import quoted, tokens_of
    >>> line = Line("", tokens_of(quoted(2) + " Ann Lee, the mayor, said."), "en")
    >>> speaker(line, 0)
    Subject(sort=<Sort.NAME: 'name'>, first=1, last=3)
    """
    rules = _TITLE_RULES if _is_title(line, quotation) else _RULES
    return next((subject for rule in rules if (subject := rule(line, quotation))), None)


def _is_title(line: Line, quotation: int) -> bool:
    """Whether a quotation is written like the title of a work: "How Many More Times"."""
    token = line.tokens[quotation]
    inner = [word.strip("\"“”„«»'‘’,.:;()") for word in line.text[token.start : token.end].split()]
    small = [word for word in inner if word[:1].islower()]
    capital = [word for word in inner if word[:1].isupper()]
    return len(capital) > max(1, len(small)) and inner[0] in capital and line.known.stop.issuperset(small)


def _right_before(line: Line, quotation: int) -> Subject | None:
    """``Ann Lee said: "...``."""
    at = quotation - 1
    while at >= 0 and line.tokens[at].lower in _LEADS_IN:
        at -= 1
    found = line.by_verb.get(at)
    return found.subject if found and not _gives_a_name(line, found, quotation) else None


def _gives_a_name(line: Line, said: Said, quotation: int) -> bool:
    """Whether a verb of naming stands right before what is no speech then; "what he called" is."""
    if line.tokens[said.verb].lower not in _NAMES or said.verb + 1 < quotation:
        return False
    first = said.subject.first
    return first == 0 or line.tokens[first - 1].lower not in ("what", "which")


def _right_behind(line: Line, quotation: int) -> Subject | None:
    """``..." Ann Lee said``, ``..." said Ann Lee``."""
    at = quotation + 1
    has_comma = at < len(line.tokens) and line.tokens[at].text in _COMMA | _DASHES
    at += has_comma
    while at < len(line.tokens) and line.tokens[at].text in _DASHES:
        at += 1
    for verb in range(at, min(len(line.tokens), at + _APPOSITION * 2)):
        said = line.by_verb.get(verb)
        if said and line.tokens[verb].lower not in _NAMES and _begins(line, said, at):
            closed = has_comma or _closes(line, quotation) or _ends_there(line, said)
            return said.subject if closed else None
    return None


def _begins(line: Line, said: Said, at: int) -> bool:
    """Whether verb or subject, with words in small letters that lead to a name, begin here."""
    if said.subject.first > said.verb:
        return all(line.tokens[between].lower in line.known.between for between in range(at, said.verb))
    led = line.tokens[at : said.subject.first]
    if led and led[0].lower in _OPENS_ANOTHER:
        return False
    return said.subject.first >= at and len(led) <= _MODIFIERS and all(token.is_word for token in led)


def _closes(line: Line, quotation: int) -> bool:
    """Whether a quotation ends with a mark that lets its sentence go on."""
    inner = line.text[: line.tokens[quotation].end].rstrip("\"”“»’'」』 \u00a0")
    return inner.endswith(_CLOSES)


def _ends_there(line: Line, said: Said) -> bool:
    """Whether the sentence ends behind verb and subject."""
    end = max(said.verb + 1, said.subject.last)
    return all(not token.is_word and not token.is_quotation and token.text != ":" for token in line.tokens[end:])


def _at_the_end(line: Line, quotation: int) -> Subject | None:
    """``The "worst" is over, Ann Lee said on Monday.``."""
    for said in line.said[: -_LAST - 1 : -1]:
        first = said.subject.first
        while first > 0 and line.tokens[first - 1].is_word and said.subject.first - first < _MODIFIERS:
            first -= 1
        opens = first > quotation and line.tokens[first - 1].text in _COMMA
        if opens and said.subject.last <= said.verb and _trails_off(line, said.verb + 1):
            return said.subject
    return None


def _trails_off(line: Line, first: int) -> bool:
    """Whether behind the verb come but a time and a place."""
    rest = line.tokens[first:]
    if line.tokens[first - 1].lower in _TAKES_A_LISTENER:
        rest = rest[_listener(rest) :]
    if any(token.is_quotation or token.text == ":" for token in rest) or len(rest) > _MODIFIERS * 2:
        return False
    following = next((token.lower for token in rest if token.is_word), None)
    return following is None or following in line.known.time or following in line.known.prepositions


def _listener(rest: Sequence[Token]) -> int:
    """How many tokens name who is told: "told the court"."""
    return next((at for at, token in enumerate(rest) if not token.is_word or at == _LISTENER), 0)


def _named_as_source(line: Line, _: int) -> Subject | None:
    """``according to Ann Lee``."""
    return line.source


def _before(line: Line, quotation: int) -> Subject | None:
    """``Ann Lee said that the plan was "..."``: the nearest verb before."""
    verbs = range(quotation - 1, max(-1, quotation - _REACH), -1)
    said = next((one for verb in verbs if (one := line.by_verb.get(verb)) and one.subject.first < quotation), None)
    if said is None or _gives_a_name(line, said, quotation) or _changes_hands(line, said.verb, quotation):
        return None
    if line.tokens[said.verb].lower in _DENIES or _is_what_was_said(line, said):
        return None
    is_short = len(line.text[line.tokens[quotation].start : line.tokens[quotation].end].split()) <= _SHORT
    reach = _SHORT_REACH if is_short else _REACH
    return said.subject if _distance(line, said.verb, quotation) <= reach else None


def _is_what_was_said(line: Line, said: Said) -> bool:
    """Whether the clause is an object: "believed what Lee said"; "what Lee described as" leads a quotation."""
    first = said.subject.first
    while first and line.tokens[first - 1].lower in line.known.determiners:
        first -= 1
    behind = line.tokens[said.verb + 1].lower if said.verb + 1 < len(line.tokens) else ""
    return first > 0 and line.tokens[first - 1].lower == "what" and behind != "as"


def _changes_hands(line: Line, verb: int, quotation: int) -> bool:
    """Whether somebody else comes to speak in between: "Ann Lee said so, he shot back: "..."."""
    if line.tokens[quotation - 1].text not in _COMMA | {":"}:
        return False
    pairs = zip(line.tokens[verb:quotation], line.tokens[verb + 1 : quotation], strict=False)
    return any(mark.text in _COMMA and word.lower in line.known.subjects for mark, word in pairs)


def _distance(line: Line, verb: int, quotation: int) -> int:
    """Characters between a verb and a quotation, other quotations left out."""
    inner = sum(token.end - token.start for token in line.tokens[verb:quotation] if token.is_quotation)
    return line.tokens[quotation].start - line.tokens[verb].end - inner


def _before_colon(line: Line, quotation: int) -> Subject | None:
    """``Ann Lee: "..."``, ``Ann Lee was furious: "..."``."""
    if quotation == 0 or line.tokens[quotation - 1].text != ":" or line.main is None:
        return None
    between = line.tokens[line.main.last : quotation - 1]
    plain = all(token.is_word and not token.is_quotation for token in between)
    return line.main if plain and line.main.sort is Sort.NAME else None


_RULES = (_right_before, _right_behind, _at_the_end, _named_as_source, _before, _before_colon)
# "Lee had read "Of Mice and Men"" is no speech; ""Never Give Up," Lee said" is.
_TITLE_RULES = (_right_behind,)
