"""Ten languages: words, stems, budgets, and small invented stories of three reports, told by script and table."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import briefgen
from briefgen.inspection import as_json, as_text
from briefgen.model import Report, Summary
from briefgen.origins import story_of
from briefgen.readability import standing
from briefgen.text.sentences import sentences_of, split, without_dateline
from briefgen.text.shingles import pieces_a_word
from briefgen.text.tables import LANGUAGES
from briefgen.text.words import count, stemmer, stemming, tokens
from briefgen.verify import verify
from support import AS_OF, cases

Case = dict[str, Any]
STORIES = cases("stories")


# --- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी की ख़बर", ["हिन्दी", "की", "ख़बर"]),
        ("وقالَ الوزيرُ", ["وقالَ", "الوزيرُ"]),
        ("שָׁלוֹם לְכֻלָּם", ["שָׁלוֹם", "לְכֻלָּם"]),
        ("می\u200cشود", ["می\u200cشود"]),
        ("ที่นี่", ["ที่นี่"]),
        ("เมืองไทย", ["เมื", "มือ", "อง", "งไ", "ไท", "ทย"]),
        ("警方宣布", ["警方", "方宣", "宣布"]),
        ("在2024年3月", ["在", "2024", "年", "3", "月"]),
        ("购买iPhone手机", ["购买", "iPhone", "手机"]),
        ("ニュース速報", ["ニュ", "ュー", "ース", "ス速", "速報"]),
        ("서울 시장은", ["서울", "시장은"]),
    ],
)
def test_marks_stay_with_their_letters_and_unparted_scripts_are_cut_into_pairs(text: str, words: list[str]) -> None:
    assert [one.replace("ख़", "ख़") for one in tokens(text)] == [one.replace("ख़", "ख़") for one in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("警方宣布大桥关闭。", 4),
        ("ニュースです", 3),
        ("ตำรวจปิดสะพาน 12 วัน", 10),
        ("서울 시장은 말했다.", 3),
        ("पुल बंद है।", 3),
    ],
)
def test_two_characters_of_an_unparted_script_are_one_word_of_budget(text: str, words: int) -> None:
    assert count(text) == words


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("de", "sperrungen", "sperrung"),
        ("fr", "fermetures", "fermeture"),
        ("es", "anunciaron", "anunciaba"),
        ("ru", "полицией", "полиция"),
        ("ar", "والقانون", "قانون"),
        ("ar", "بالجسر", "الجسر"),
        ("ar", "الوزيرُ", "وزير"),
        ("hi", "लड़कियों", "लड़की"),
        ("no", "regjeringen", "regjering"),
        ("he", "ממשלתיים", "ממשלתית"),
        ("uk", "урядовий", "урядового"),
        ("bn", "মুক্তিযোদ্ধাদের", "মুক্তিযোদ্ধারা"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, left: str, right: str) -> None:
    assert stemmer(language)(left) == stemmer(language)(right)


def test_a_prefix_is_six_letters_with_their_marks() -> None:
    assert stemmer("bn")("মুক্তিযোদ্ধাদের") == "মুক্তিযোদ্ধা"
    assert stemmer("yue")("negotiations") == "negoti"
    assert stemmer("xx")("abc") == "abc"


def test_runs_of_unparted_scripts_are_as_long_as_words() -> None:
    assert pieces_a_word(tokens("The minister said that the bridge is closed.")) == 1
    assert pieces_a_word(tokens("Министр сказал, что мост закрыт.")) == 1
    assert pieces_a_word(tokens("警方宣布大桥在三月之前关闭。")) == 2
    assert pieces_a_word(tokens("ตำรวจปิดสะพานจนถึงเดือนมีนาคม")) == 4
    assert pieces_a_word([]) == 1


# --- sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("ตำรวจปิดสะพานจนถึงเดือนมีนาคม เรือชนเสาสะพานเมื่อวันจันทร์", 2),
        ("นายสมชาย ใจดี ผู้จัดการ กล่าวว่าสะพานจะเปิดในเดือนมีนาคม", 1),
        ("มีผู้บาดเจ็บ 12 คน และเสียชีวิต 3 คน", 1),
    ],
)
def test_a_blank_ends_a_thai_sentence_where_a_subject_begins(text: str, sentences: int) -> None:
    assert len(split(text, "th")) == sentences


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("القاهرة (رويترز) - أغلقت الشرطة الجسر.", "أغلقت الشرطة الجسر."),
        ("رام الله (وفا) - أغلقت الشرطة الجسر.", "أغلقت الشرطة الجسر."),
        ("اجتمع الوزير (وكان مريضا) مع الوفد.", "اجتمع الوزير (وكان مريضا) مع الوفد."),
        ("Madrid, 3 mar (EFE).- La policía cerró el puente.", "La policía cerró el puente."),
        ("新华社北京11月22日电（记者 王明） 警方关闭大桥。", "警方关闭大桥。"),
        ("【ロンドン共同】警察は橋を閉鎖した。", "警察は橋を閉鎖した。"),
        ("警方关闭大桥。", "警方关闭大桥。"),
    ],
)
def test_datelines_of_other_scripts_are_cut(text: str, kept: str) -> None:
    assert without_dateline(text) == kept


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ตำรวจปิดสะพานลินเดนจนถึงเดือนมีนาคม", "th"),
        ("پولیس نے پل کو مارچ تک بند کر دیا۔", "ur"),
        ("警方关闭了大桥。", "zh"),
        ("পুলিশ সেতুটি মার্চ পর্যন্ত বন্ধ করেছে।", "bn"),
    ],
)
def test_a_whole_sentence_ends_as_its_script_ends_it(text: str, language: str) -> None:
    assert standing(text, language).flaw is None


# --- stories


def reports_of(case: Case) -> list[Report]:
    return [briefgen.report(text) for text in case["reports"]]


def told(case: Case, words: int = 120, **settings: Any) -> Summary:
    return briefgen.summarise(reports_of(case), words=words, **settings)


@pytest.mark.parametrize("case", STORIES)
def test_three_reports_become_merged_claims(case: Case) -> None:
    summary = told(case)
    agreed = [claim for claim in summary.claims if claim.reports > 1]
    assert len(agreed) >= 2
    assert any(claim.origins == 3 or claim.reports >= 2 for claim in agreed)
    for words in case["shared"]:
        (line,) = [claim for claim in summary.claims if words in claim.text]
        assert line.reports >= 2


@pytest.mark.parametrize("case", STORIES)
def test_none_of_the_reports_is_taken_for_a_copy(case: Case) -> None:
    story = story_of(reports_of(case))
    assert (len(story.reports), story.origins, story.copies) == (3, 3, ())


@pytest.mark.parametrize("case", STORIES)
@pytest.mark.parametrize("words", [30, 60, 120])
def test_the_budget_is_held_and_used(case: Case, words: int) -> None:
    lines = told(case, words).sentences
    assert 0 < sum(count(line) for line in lines) <= words


@pytest.mark.parametrize("case", STORIES)
def test_nothing_hangs_and_no_word_is_made_up(case: Case) -> None:
    for claim in told(case).claims:
        assert not [start for start in case["hanging"] if claim.text.startswith(start)]
        if not claim.edits:
            assert any(claim.text in text for text in case["reports"])
    if case["language"] in LANGUAGES:
        flaws = [standing(text, case["language"]).flaw for text in case["hanging"]]
        assert case["hanging"]
        assert all(flaws)


@pytest.mark.parametrize("case", STORIES)
def test_the_order_of_the_reports_changes_nothing(case: Case) -> None:
    reports = reports_of(case)
    made = [briefgen.render(briefgen.brief(some, as_of=AS_OF), "json") for some in (reports, reports[::-1], reports)]
    assert len(set(made)) == 1


@pytest.mark.parametrize("case", STORIES)
def test_the_brief_is_proved(case: Case) -> None:
    made = briefgen.brief(reports_of(case), words=120, as_of=AS_OF)
    beside = {form: briefgen.render(made, form).decode() for form in ("md", "txt", "html")}
    assert not verify(json.loads(briefgen.render(made, "json")), beside).failures


@pytest.mark.parametrize("case", STORIES)
def test_a_focus_is_found_in_any_language(case: Case) -> None:
    (line,) = told(case, sentences=1, focus=case["focus"]).sentences
    assert line != told(case, sentences=1).sentences[0]
    assert case["ferry"] in line


@pytest.mark.parametrize("case", STORIES)
def test_what_was_read_is_not_said_again(case: Case) -> None:
    reports = reports_of(case)
    summary = briefgen.summarise(reports, words=120, known=reports[:1])
    assert summary.claims
    assert not [claim for claim in summary.claims if any(words in claim.text for words in case["shared"])]


# --- what inspection says of it


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "language: en (Snowball english; readability: table of English)"),
        ("ar", "language: ar (Snowball arabic; readability: table of Arabic)"),
        ("hi", "language: hi (Snowball hindi; readability: no table, only whole sentences and closed quotations)"),
        ("th", "language: th (pairs of characters; readability: no table, only whole sentences and closed quotations)"),
        ("he", "language: he (first six letters; readability: no table, only whole sentences and closed quotations)"),
    ],
)
def test_inspection_says_what_is_applied(language: str, said: str) -> None:
    report = briefgen.report("A barge struck a pier of the bridge on Monday.", language=language)
    assert said in as_text([report])
    applied = json.loads(as_json([report]))[0]["applied"]
    assert applied["words"] == stemming(language)
    assert (applied["readability"] is None) is (language not in LANGUAGES)


@pytest.mark.parametrize("case", STORIES)
def test_each_report_of_a_story_has_sentences(case: Case) -> None:
    assert all(len(sentences_of(report)) >= 2 for report in reports_of(case))


@pytest.mark.parametrize("text", ["وقالت " + "ا" * 20_000 + "ه.", "وقالت " + "ا." * 10_000, "وأضاف " * 3_000 + "."])
def test_a_long_arabic_line_is_judged_at_once(text: str) -> None:
    started = time.process_time()
    standing(text, "ar")
    assert time.process_time() - started < 2
