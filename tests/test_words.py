"""Cleaning, words, frequencies and languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.text.clean import clean
from briefgen.text.frequency import frequencies, is_function_word, zipf
from briefgen.text.language import detect
from briefgen.text.tables import LANGUAGES, table
from briefgen.text.words import count, stemmer, tokens


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"),
        ("n\x00u\x07l", "nul"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("left\u202eright\u2066s", "leftrights"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adly", "softly"),
        ("می\u200cشود", "می\u200cشود"),
        ("two  \t blanks", "two blanks"),
        ("e\u0301", "é"),
        ("hidden\U000e0041tag", "hiddentag"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_hides_or_reorders_is_taken_out(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(one) in {"Cs", "Cc"} for one in once if one != "\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. and U.N.’s G7", ["US", "and", "UN", "G7"]),
        ("$1,234.5 on 30-day terms", ["1234.5", "on", "30", "day", "terms"]),
        ("O'Neill's 7th", ["O'Neill", "7th"]),
        ("हिन्दी में खबर", ["हिन्दी", "में", "खबर"]),
        ("大臣は来た", ["大臣", "臣は", "は来", "来た"]),
        ("ﬁnal ①", ["final", "1"]),
        ("…—!", []),
    ],
)
def test_words_keep_their_marks_and_numbers_lose_their_commas(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(("text", "words"), [("one […] two", 3), ("大臣は橋が", 3), ("東京 and 大阪", 3), ("", 0)])
def test_words_of_budget(text: str, words: int) -> None:
    assert count(text) == words


def test_stems_come_from_snowball_or_are_cut() -> None:
    assert stemmer("en")("negotiations") == stemmer("en")("negotiation")
    assert stemmer("xx")("negotiations") == "negoti"


def test_commonness_is_known_for_listed_languages_only() -> None:
    assert is_function_word("the", "en")
    assert not is_function_word("ceasefire", "en")
    assert zipf("1914", "en") == 4.0
    assert frequencies("xx") == frequencies("../en") == {}
    assert len(frequencies("sr")) > 1000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the bridge is closed and that it was not his fault.", "en"),
        ("Der Minister sagte, dass die Brücke nicht vor dem Winter wieder geöffnet wird.", "de"),
        ("Le ministre a dit que le pont est fermé et qu'il ne sera pas ouvert avant l'hiver.", "fr"),
        ("El ministro dijo que el puente no se abrirá antes del invierno por las obras.", "es"),
        ("Il ministro ha detto che il ponte non sarà aperto prima dell'inverno per i lavori.", "it"),
        ("Министр сказал, что мост не откроют до зимы, так как он был повреждён.", "ru"),
        ("قال الوزير إن الجسر لن يفتح قبل الشتاء بعد أن أصابته بارجة في المدينة", "ar"),
        ("部长说，大桥在冬天之前不会开放。", "zh"),
        ("大臣は、橋は冬まで開かないと述べた。", "ja"),
        ("장관은 겨울 전에 다리가 열리지 않을 것이라고 말했다.", "ko"),
        ("मंत्री ने कहा कि पुल सर्दी से पहले नहीं खुलेगा और यह भी कि वह टूट गया है।", "hi"),
        ("xyzzy plugh 42", "und"),
        ("12 34 56", "und"),
    ],
)
def test_languages_are_told_by_script_and_function_words(text: str, language: str) -> None:
    assert detect(text) == language


def test_an_open_vote_on_a_longer_text_asks_the_classifier() -> None:
    swahili = (
        "Waziri alisema kwamba daraja halitafunguliwa kabla ya majira ya baridi kwa sababu meli iligonga nguzo yake. "
        * 3
    )
    assert detect(swahili) == "sw"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_tables_hold_lower_case_words(language: str) -> None:
    known = table(language)
    sets = [value for value in vars(known).values() if isinstance(value, frozenset)]
    assert all(word == word.lower() for words in sets for word in words)
    assert all((known.pronouns, known.hanging, known.saying))
