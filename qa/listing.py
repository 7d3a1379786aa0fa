"""Whole enumerations: 一是…二是… in a paragraph, and the named points of a section or box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Passage, Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from index.search import Hit
from index.segment import Segmenter
from qa.evidence import Draft, Proof
from qa.question import Question
from qa.rerank import enumerates, named_places, without_number

_ORDINAL = re.compile(r"^(?:[^：]{0,60}：)?(一|二|三|四|五|六|七|八|九|十)是")
_HOW_MANY = re.compile(rf"({CHINESE_NUMBER}|\d+)(大|个|条|项|种|类|方面|区|片|句|点|块|期|字)")
_MIN_ITEMS = 2
_NO_LIST = re.compile(r"个字|引号|那(条|句)|一句")  # a phrase of the plan is asked for
_COUNTED = re.compile(r"[二三四五六七八九十](大|个|项|条)[^，。]{0,4}(工程|任务|原则|行动)")  # a count in a sentence
_STANDS_OUT = 2.0  # fused score by which a hit is ahead of the next
_TITLE_SHARE = 0.5  # of the words of a title that a question has to name
_COMMON = frozenset({"越秀区", "越秀", "发展", "推进", "加强", "提升"})
_MOSTLY, _NEARLY_ALL = 3, 4  # of these
_AS_WHOLE = re.compile(
    r"(哪些|哪几|几|多少)(个|项|条|大|种|类|方面)?(的)?[“\"]?(重点|主要|重大|基本)?(工程|任务|原则|理念|举措|行动|要求|方向|指标类)"
    r"|(工程|任务|原则|理念|举措|行动|方向)(?!里|中|内)[^。？?]{0,8}(哪|几|多少|什么|名)"
)
_CALLED = re.compile(rf"({CHINESE_NUMBER}|\d+)(大|个|条|项|种|类|片|区|块|期)[^，,。？?]{{0,3}}(叫|名|是)(什么|啥|字)")
_HOW_MANY_ASKED = re.compile(r"(几|多少)(个|种|条|项|处|家|类|样|门|所|方面|组|座|支|层)(?!百分点|月|工作日)")
_NEAR = 8  # hits that may tell which section or box is meant


def ordinals(hit: Hit, question: Question) -> Draft | None:
    """The items of a paragraph that counts 一是…二是…, each with its first sentence.

    None where the hit is no such item, or where the question neither asks for a list nor names their number.
    """
    if not _ORDINAL.match(hit.sentence.text):
        return None
    items = [sentence for sentence in hit.passage.sentences if _ORDINAL.match(sentence.text)]
    named = {_value(match[1]) for match in _HOW_MANY.finditer(question.standalone)}
    if len(items) < _MIN_ITEMS or not (question.wants & {"list", "count"} or len(items) in named):
        return None
    return Draft("".join(item.text for item in items), (Proof(hit.passage, items[0].start, items[-1].end),))


def counted(text: str, question: Question) -> tuple[str, int] | None:
    """What a question asks the number of and how many items a stretch lists between 、 marks, where it says no number.

    None where nothing is to be counted. Items in brackets belong to what stands before them.
    """
    asked = _HOW_MANY_ASKED.search(question.standalone)
    if asked is None or re.search(rf"(\d|[一二三四五六七八九十])(大)?{asked[2]}", text):
        return None
    flat = re.sub(r"（[^）]*）|\([^)]*\)", "", text)
    runs = re.findall(r"[^，。；：、]+(?:、[^，。；：、]+)+", flat)
    longest = max(runs, key=lambda run: run.count("、"), default="")
    items = longest.count("、") + 1 + len(re.findall("(?:以及|和|及)(?=[^、]{2,}$)", longest.rsplit("、", 1)[-1]))
    return (asked[2], items) if longest.count("、") >= _MIN_ITEMS else None


def named_points(question: Question, hits: Sequence[Hit], plan: Plan, segmenter: Segmenter) -> Draft | None:
    """The lead phrases of a section or box, where the question asks for them as a whole; else None.

    Either it says how many there are (基本原则有五条) and names the title, or it asks for 工程, 任务, 原则 … of a place
    that it names or of a title that it says, and most of what was found near stands there.
    """
    names_them = bool(_CALLED.search(question.standalone))
    if not (names_them or question.wants & {"list", "count", "wording", "definition", "number", "who"}):
        return None
    asked = set(segmenter.words(question.standalone))
    wanted = {_value(match[1]) for match in _HOW_MANY.finditer(question.standalone)}
    places = named_places(question.standalone)
    alone = question.standalone == question.text
    if _NO_LIST.search(question.standalone):
        return None
    stands_out = len(hits) > 1 and hits[0].fused - hits[1].fused >= _STANDS_OUT
    for hit in hits[:3]:
        group = _siblings(hit.passage, plan)
        if len(group) not in wanted:
            group = _of_size(hit.passage, plan, wanted) or group
        if len(group) < _MIN_ITEMS:
            continue
        near = sum(other.passage in group for other in hits[:_NEAR])
        listing = names_them or bool(question.wants & {"list", "count", "who", "number", "definition"})
        said = listing and len(group) in wanted and len(group) > _MIN_ITEMS and near >= _MIN_ITEMS
        as_whole = bool(_AS_WHOLE.search(question.standalone)) and near >= _MOSTLY
        of_size = listing and hit.passage not in group and len(group) in wanted
        of_size = of_size and hit.passage.place == hits[0].passage.place
        of_size = of_size and not any(enumerates(hit.sentence.text, size) for size in wanted)
        placed = as_whole and any(place.box and place.holds(hit.passage) for place in places)
        around = as_whole and alone and hit is hits[0] and near >= _NEARLY_ALL
        around = around and not (_COUNTED.search(hit.sentence.text) or (stands_out and wanted))
        so_many = listing and len(group) in wanted and hit is hits[0] and near >= _NEARLY_ALL
        so_many = so_many and not any(enumerates(hit.sentence.text, size) for size in wanted)
        if of_size or placed or around or so_many or ((said or as_whole) and _named(group, asked, segmenter)):
            names = "；".join(passage.lead or "" for passage in group)
            return Draft(
                f"{_title(group[0])}，共{len(group)}项：{names}。",
                tuple(Proof(passage, passage.start, passage.sentences[0].end) for passage in group),
                counted=(str(len(group)),),
            )
    return None


def _siblings(passage: Passage, plan: Plan) -> tuple[Passage, ...]:
    """The passages with a lead phrase that stand under the same headings, in order."""
    return tuple(
        other
        for other in plan.passages
        if other.lead and other.heading == passage.heading and other.kind == passage.kind
    )


def _of_size(passage: Passage, plan: Plan, sizes: set[int]) -> tuple[Passage, ...]:
    """The points at the place of a passage that has none itself, if there are as many as asked for."""
    if passage.place.box is None:
        return ()
    headings = dict.fromkeys(p.heading for p in plan.passages if p.lead and p.place == passage.place)
    groups = [tuple(p for p in plan.passages if p.lead and p.heading == heading) for heading in headings]
    return next((group for group in groups if len(group) in sizes and len(group) > _MIN_ITEMS), ())


def _named(group: Sequence[Passage], asked: set[str], segmenter: Segmenter) -> bool:
    """Whether a question's words name the title under which a group stands."""
    title = {word for word in segmenter.words(_title(group[0])) if len(word) > 1 and word not in _COMMON}
    return bool(title) and len(title & asked) >= _TITLE_SHARE * len(title)


def _title(passage: Passage) -> str:
    """The last heading without its number."""
    return without_number(passage.heading[-1]) if passage.heading else ""


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else from_chinese(numeral)
