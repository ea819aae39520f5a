"""Report -> sentences, each with the span it was cut from.

Boundaries come from sentencex (Wikimedia); the layer here only merges what it
cuts too often: inside a quotation, after a title, before a lower-case word.
Spans index into Report.text, so nothing here may change a character: a
citation that no longer matches its source is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from briefgen.model import Report, Role, Sentence, Span

# sentencex is quadratic in the length of a paragraph (50 kB: 0.1 s, 500 kB: 10 s).
_PIECE = 20_000
# A quotation that stays open longer than this was never closed.
_QUOTATION = 700
# What has grown this long is no sentence that anybody will print; without an
# end merging would look at it again for every piece.
_MERGED = 2_000
# All but an open quotation shows in the last and the next words.
_NEAR = 80

_END = re.compile(r"[.!?…。！？؟।]['\"”’»)\]」』]*\s")
# Thai has no full stop: a blank ends a sentence where a subject or a phrase of time begins behind it; other
# blanks part clauses, names and numbers.
_THAI_END = re.compile(
    r"(?<=[\u0e00-\u0e7f\d)”\"])\s+(?=(?:นาย|นาง|น\.ส\.|พล\.|ตำรวจ|รัฐบาล|เจ้าหน้าที่|ผู้ว่า|ผู้บาด|ผู้เสีย|กระทรวง|บริษัท|การ|ความ|คณะ"
    r"|สำนักงาน|ประธาน|รัฐมนตรี|โรง|ชาวบ้าน|ประชาชน|ศาล|อัยการ|กองทัพ|กรม|เทศบาล|สะพาน|เรือ|รถ|เครื่องบิน|ไฟไหม้|น้ำท่วม|แผ่นดินไหว"
    r"|เมื่อ(?:วัน|เวลา|คืน|เช้า)|ด้าน|สำหรับ|ทั้งนี้|อย่างไรก็ตาม|ล่าสุด|ก่อนหน้านี้|ขณะนี้|เบื้องต้น|มีผู้|เกิดเหตุ|ทางการ|ฝ่าย|กลุ่ม))"
)
# Ends that sentencex overlooks: an ellipsis, a sentence in brackets, the word "no".
_MISSED = re.compile(r"(?:(?<=…)|(?<=[.!?][)\]])|(?<=\bno\.)|(?<=\be[tp]c\.))\s+(?=[A-ZÀ-Þ“\"(])")
_TITLES = re.compile(
    r"(?:^|[\s(\"“«])(?:Sir|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pte|Const|Cst|Insp|Supt|Det|Sens?|Reps?|Gov|Att(?:y|orney)|Drs?|Mr|Mrs|Ms|Prof|Rev"
    r"|Ste?|Mt|Ft|vs|Mme|Mlle|MM?|Sra?|Dra|г|ул|им|د|डॉ)\.$"
)
_NUMBERED = re.compile(
    r"(?:^|[\s('’])(?:Nos?|Art|art|vs|approx|aprox|est|cf|Figs?|Secs?|para|Vol|pp?|Nr|Abs|núm|pág|ст|стр|рис|Rs|रु|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
_AMOUNTS = re.compile(r"\b(?:тыс|млн|млрд|Mio|Mrd|mdr?s?)\.$")
_ORDINAL = re.compile(r"\b(?i:dem|der|den|des|im|am|zum|vom|beim|bis) \d{1,3}\.$")
# "$27. 5 million": some archives put a blank behind every full stop.
_TORN_AMOUNT = re.compile(r"(?:[$€£] ?|[ (][+−-])\d+\.$")
_LIST_NUMBER = re.compile(r"\(?\d{1,2}[.)]$")
_CLOCK = re.compile(r"\b[ap]\. ?m\.$")
_WHEN = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMPG][SD]?T\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_LOWER = re.compile(r"[^\w]*[a-zß-öø-ÿа-яё]|-\w")
_BRAND = re.compile(r"[^\w]*[a-z]{1,2}[A-Z]")
_ASKED = re.compile(r"[!?]['\"”’»」]$")
_SPEAKER = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*\s){1,5}(?:asked|said|says|cried|added|shouted|wrote|tweeted)\b|と")
_LOOSE = re.compile(r"^[\s\W_]+$")
_OPENING_MARK = re.compile(r'[.!?]\s"$')
_LONE_MARK = re.compile(r'"(?:\s+|$)')
_PAIRS = (("“", "”"), ("„", "“”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("[", "]"))

Offsets = tuple[int, int]


def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of the report's body, in order, datelines cut off."""
    found = [
        (index, start, end)
        for index, paragraph in enumerate(report.paragraphs)
        if paragraph.role is Role.BODY
        for start, end in _within(report, paragraph.start, paragraph.end)
    ]
    return tuple(
        Sentence(Span(report.id, start, end), report.text[start:end], index, position)
        for position, (index, start, end) in enumerate(found)
    )


def _within(report: Report, first: int, last: int) -> Iterator[Offsets]:
    text = report.text[first:last]
    lead = len(text) - len(without_dateline(text))
    for start, end in split(text[lead:], report.language):
        yield first + lead + start, first + lead + end


_AGENCY = r"AFP|ANI|ANSA|AP|APA|Bloomberg|CNN|dpa|EFE|IANS|Interfax|Kyodo|PTI|Reuters|TASS|UPI|Xinhua|Yonhap"
_ARAB_AGENCY = r"رويترز|أ ف ب|أ\.ف\.ب|فرانس برس|أ ب|د ب أ|وكالات|الوكالات|الأناضول|سانا|وام|واس|قنا|بترا|كونا|وفا|واع"
_PLACE = r"[A-ZÀ-ÞА-ЯЁ][\w.'’/-]*,?\s"
_CAPITALS = r"[A-ZÀ-ÞА-ЯЁ]{3}[A-ZÀ-ÞА-ЯЁ .'’/-]*"
_DASH = r"(?:--|>>|[–—-])"
# A place and an agency in brackets; any other bracket only with a dash; a place
# in capitals only with a dash.  "Administrator (TSA) John" and "(D)" stay.
_DATELINE = re.compile(
    rf"(?!The\s)(?:{_PLACE}){{0,4}}(?:\d{{1,2}},?\s(?:[a-zà-ÿа-яё]{{3,10}}\.?\s)?)?\((?:{_AGENCY})\)\.?\s*(?:{_DASH}|[_:])?\s*"
    rf"|(?:{_PLACE}){{1,4}}\([A-Z][\w.&/ ]{{1,20}}\)\s*{_DASH}\s+"
    rf"|[A-Z]{{4,}}(?:/[A-Z]{{4,}})+ (?=[A-Z][a-z])"
    rf"|(?:[\u0621-\u064a]+\s){{1,4}}\((?:{_ARAB_AGENCY})\)\s*(?:{_DASH}|:)?\s*"
    rf"|(?:本报|新华社|中新社|中新网|央视网|法新社|路透社)[^，。]{{0,16}}?[日电](?:电|讯)?(?:\s?[（(][^）)]{{1,30}}[）)])?\s+"
    rf"|【[^】]{{1,20}}】\s*"
    rf"|(?!FILE\b){_CAPITALS}(?:,\s[A-Z][\w.]+)?(?:,\s[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}})?\s{_DASH}\s"
)


# The title is at times glued to what it stands above: place, agency and dash tell where it ends.
_GLUED = re.compile(rf".{{1,120}}?[\s.]{_CAPITALS}(?:,\s[A-Z][\w.]+)?\s\((?:{_AGENCY})\)\s*{_DASH}\s")


def without_dateline(text: str) -> str:
    """Drop a leading agency dateline, and a title that is glued to it.

    Only at the very start, and only with an agency in brackets or a place in
    capitals and a dash: "Paris (the capital) won" stays.

    >>> without_dateline("GENEVA (AP) — The vote passed.")
    'The vote passed.'
    >>> without_dateline("Paris - once a village - grew.")
    'Paris - once a village - grew.'
    """
    match = _DATELINE.match(text[:90]) or _GLUED.match(text[:200])
    return text[match.end() :] if match and match.end() < len(text) else text


def split(text: str, language: str) -> list[Offsets]:
    """Return the offsets of the sentences of one paragraph, white space left out.

    >>> text = "Sir Keir met J. Smith at No. 10. “It works. Really,” he said."
    >>> [text[start:end] for start, end in split(text, "en")]
    ['Sir Keir met J. Smith at No. 10.', '“It works. Really,” he said.']
    """
    merged: list[Offsets] = []
    for start, end in _cut(text, language):
        if merged and _belongs(text, merged[-1], (start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, language: str) -> Iterator[Offsets]:
    for first, piece in _pieces(text):
        for start, end in _boundaries(piece, language):
            inner = piece[start:end].strip()
            if inner:
                at = first + piece.index(inner, start)
                yield at, at + len(inner)


def _boundaries(piece: str, language: str) -> list[Offsets]:
    if len(piece) > _PIECE:
        return [(0, len(piece))]
    found = [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(language, piece)]
    missed = [match.end() for match in (_THAI_END if language == "th" else _MISSED).finditer(piece)]
    ends = {0, len(piece), *(_beside_mark(piece, end) for end in (*found, *missed))}
    return list(pairwise(sorted(ends)))


def _beside_mark(piece: str, end: int) -> int:
    """Where a sentence ends beside a straight mark, which closes the one before or opens the one behind.

    `... to stop. " The crew` and `... is safe. "Hopefully`.
    """
    is_open = piece.count('"', 0, end) % 2 == 1
    if is_open and (match := _LONE_MARK.match(piece, end)):
        return match.end()
    return end - 1 if is_open and _OPENING_MARK.search(piece[max(0, end - 3) : end]) else end


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long paragraph at sentence ends; what has none stays whole, however long."""
    first, ends = 0, [match.end() for match in _END.finditer(text)]
    for end, following in pairwise([*ends, len(text)]):
        if following - first > _PIECE:
            yield first, text[first:end]
            first = end
    yield first, text[first:]


def _belongs(text: str, before: Offsets, after: Offsets) -> bool:
    """Tell whether the piece `after` continues the sentence `before`."""
    if before[1] - before[0] > _MERGED:
        return False
    right = text[after[0] : min(after[1], after[0] + _NEAR)]
    if _LOOSE.match(right) and len(right) < _NEAR:
        return True
    near = text[max(before[0], before[1] - _NEAR) : before[1]]
    if _LOWER.match(right) and not _BRAND.match(right) and not near.endswith(":"):
        return True
    if _abbreviated(near, right) or (_ASKED.search(near) and _SPEAKER.match(right)):
        return True
    return _unclosed(text[slice(*before)], text[after[0] : after[0] + _QUOTATION])


def _abbreviated(left: str, right: str) -> bool:
    """Tell whether the full stop that ends `left` belongs to an abbreviation or a number."""
    if _LIST_NUMBER.fullmatch(left):
        return True
    if right[0].isdigit():
        return bool(_NUMBERED.search(left) or _TORN_AMOUNT.search(left))
    if right.startswith("m.") and left.endswith((" a.", " p.")):
        return True
    if _CLOCK.search(left):
        return bool(_WHEN.match(right))
    return bool(_TITLES.search(left) or _AMOUNTS.search(left) or _ORDINAL.search(left))


def _unclosed(left: str, rest: str) -> bool:
    """Tell whether `left` opens a quotation or bracket that `rest` closes."""
    if left.count('"') % 2 and rest.count('"') % 2:
        return True
    return any(_open(left, *pair) and _closes_first(rest, *pair) for pair in _PAIRS)


def _open(text: str, opening: str, closing: str) -> bool:
    return text.rfind(opening) > max(text.rfind(mark) for mark in closing)


def _closes_first(text: str, opening: str, closing: str) -> bool:
    close = min((at for mark in closing if (at := text.find(mark)) >= 0), default=-1)
    reopen = text.find(opening)
    return close >= 0 and (reopen < 0 or close <= reopen)
