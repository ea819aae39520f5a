"""The peer of benchmarks/speed.py: sumy's LexRank on files, as short as it can be written.

python benchmarks/lexrank.py FILE... prints the five best sentences of all files together.
Sentences and words are cut by two patterns: sumy's own tokenizer needs NLTK's data, whose loading would only slow it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer

_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w+")


class Words:
    """All that sumy asks of a tokenizer once the sentences are cut."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(_WORD.findall(sentence))


if __name__ == "__main__":
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    sentences = [Sentence(text, Words()) for whole in texts for text in _END.split(whole) if text]
    for chosen in LexRankSummarizer()(ObjectDocumentModel([Paragraph(sentences)]), 5):
        print(chosen)
