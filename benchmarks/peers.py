"""A cluster's texts -> the lines that others would print: sumy's summarisers as its users drive them, and lead.

sumy gets what its own command gives it: the texts one after another, its
parser for plain text, its stemmer and stop words of the language.  Only its
tokenizer is put together here, of the same parts: NLTK's rules for words,
which need no data, its own notion of what a word is, and sentencex for
sentences, since NLTK's needs a download.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

import sentencex

# Whoever knows a rank for every sentence can be cut at a budget of words: the
# best sentences that reach it, in their own order, the last one cut.
Peer = Callable[[Sequence[str], int, str], list[str]]

LANGUAGES = {
    "ar": "arabic", "cs": "czech", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fr": "french",
    "it": "italian", "pt": "portuguese", "ru": "russian", "uk": "ukrainian",
}  # fmt: skip


class UserTokenizer:
    """sumy's tokenizer without NLTK's data."""

    def __init__(self, language: str) -> None:
        from nltk.tokenize.destructive import NLTKWordTokenizer
        from sumy.nlp.tokenizers import Tokenizer

        self._language = language
        self._words = NLTKWordTokenizer()
        self._pattern = Tokenizer._WORD_PATTERN  # noqa: SLF001 - what sumy counts as a word

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph."""
        return tuple(one.strip() for one in sentencex.segment(self._language, paragraph) if one.strip())

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence: without figures and marks, as sumy has it."""
        return tuple(word for word in self._words.tokenize(sentence) if self._pattern.match(word))


def lead(texts: Sequence[str], words: int, language: str) -> list[str]:
    """The first sentence of each text, then the second ones, until the words are there."""
    rows = zip_longest(*(sentences(text, language) for text in texts))
    return up_to((one for row in rows for one in row if one), words)


def sentences(text: str, language: str) -> Iterator[str]:
    """The sentences of a text, its lines being paragraphs."""
    for line in filter(str.strip, text.splitlines()):
        yield from (one.strip() for one in sentencex.segment(language, line) if one.strip())


def up_to(lines: Iterable[str], words: int) -> list[str]:
    """As many lines as it takes to reach the words; the last one may pass them."""
    taken: list[str] = []
    for line in lines:
        if sum(len(one.split()) for one in taken) >= words:
            break
        taken.append(line)
    return taken


def by_sumy(build: Callable[[str], Any]) -> Peer:
    """A summariser of sumy as a peer; `build` makes it for a language."""

    def peer(texts: Sequence[str], words: int, language: str) -> list[str]:
        from sumy.parsers.plaintext import PlaintextParser

        parser = PlaintextParser.from_string("\n\n".join(texts), UserTokenizer(language))
        summarizer = build(language)
        if hasattr(summarizer, "null_words"):
            summarizer.bonus_words, summarizer.stigma_words = parser.significant_words, parser.stigma_words
        return [str(one) for one in summarizer(parser.document, lambda infos: _best(infos, words))]

    return peer


def _best(infos: Sequence[Any], words: int) -> list[Any]:
    """Of sumy's sentences, best first, those that it takes to reach the words."""
    return list(infos[: len(up_to((str(info.sentence) for info in infos), words))])


def _of(module: str, name: str, words_to_leave_out: str = "stop_words") -> Callable[[str], Any]:
    """What makes a summariser of sumy, as sumy's command does."""

    def build(language: str) -> Any:
        from importlib import import_module

        made = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer(language))
        setattr(made, words_to_leave_out, _stop_words(language))
        return made

    return build


def _stemmer(language: str) -> Any:
    from sumy.nlp.stemmers import Stemmer, null_stemmer

    return Stemmer(LANGUAGES[language]) if language in LANGUAGES else null_stemmer


def _stop_words(language: str) -> Any:
    from sumy.utils import get_stop_words

    return get_stop_words(LANGUAGES[language]) if language in LANGUAGES else frozenset({""})


LEAD = "round-robin lead"
PEERS: dict[str, Peer] = {
    LEAD: lead,
    "sumy lexrank": by_sumy(_of("lex_rank", "LexRankSummarizer")),
    "sumy lsa": by_sumy(_of("lsa", "LsaSummarizer")),
    "sumy textrank": by_sumy(_of("text_rank", "TextRankSummarizer")),
    "sumy luhn": by_sumy(_of("luhn", "LuhnSummarizer")),
    "sumy kl": by_sumy(_of("kl", "KLSummarizer")),
    "sumy sumbasic": by_sumy(_of("sum_basic", "SumBasicSummarizer")),
    "sumy reduction": by_sumy(_of("reduction", "ReductionSummarizer")),
    "sumy edmundson": by_sumy(_of("edmundson", "EdmundsonSummarizer", "null_words")),
}

# Peers that take too long on long clusters, and the most sentences they get:
# KL weighs every sentence anew for each that it takes (120: 2 s, 492: 59 s).
LONGEST: dict[str, int] = {"sumy kl": 120}
