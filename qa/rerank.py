"""What the question's own words say about where its answer stands: named places, periods, terms, earlier topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.model import Passage, Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from index.search import Hit
from index.text import fold
from qa.question import Question

# Additions to the fused score (standard deviations of the best hits), chosen on the tuning questions: see README.
_AT_NAMED_PLACE = 1.5
_TERM_ASKED = 2.5
_TERM_NAMED = 1.5
_TERM_CHARS = 3  # of a term that is not a word of everyday
_ABOUT_TERM = re.compile(
    r"哪[几一二三四五六七八九十]|分别|各(是|指|代表)|说白了|说的|讲的|指|代表|意思|拿来|是(个|种|干)?什么|叫法|概念|这个词"
)
_TITLE_NAMED = 0.6
_TITLE_CHARS = 4  # of a title that is not a word of everyday
_SAME_MEASURE = 0.4
_SO_MANY = 0.5  # an enumeration of as many as the question says
_YEAR_NAMED = 0.3
_OTHER_PERIOD = -0.8

_CHAPTER = re.compile(rf"第({CHINESE_NUMBER}|\d+)章")
_SECTION = re.compile(rf"第({CHINESE_NUMBER}|\d+)节")
_BOX = re.compile(rf"专栏第?({CHINESE_NUMBER}|\d+)")
_APPENDIX = re.compile(rf"附件({CHINESE_NUMBER}|\d+)?|附表|项目表|重点项目(?=.{{0,4}}第\d)|规划图集?")
_ASKED_MEASURE = re.compile(
    r"(?:多少|几)(级|栋|家|个|名|座|项|处|张|幢|条|所|间|平方米|平方公里|亿元|万元|分贝|分钟|公里|年|人|户|件|类|岁|天|倍|米|%|次|亿)"
)
_ASKED_SHARE = re.compile(r"百分之(几|多少)|几成|(几|多少)个?百分点")
_TABLE = re.compile(r"(指标|目标)(完成情况)?表")
_ITEM = re.compile(r"第(\d+)(项|个|号|行)")
_SIZE = re.compile(
    rf"(?<![第几0-9年])({CHINESE_NUMBER}|\d{{1,2}})(?:大|个|项|种|类|条|样|方面|字|片|区|块|层|家|所|处|座|级)"
)
_NUMBERED = re.compile(r"^(第\S+?[篇章节]|专栏\d+|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*")
_GLOSSARY = re.compile(r"名词解释|注释|脚注")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that a question names; None matches any."""

    chapter: int | None = None
    section: int | None = None
    box: int | None = None
    appendix: int | None = None
    glossary: bool = False
    body: bool = False  # 正文
    item: int | None = None  # of a table or annex

    def holds(self, passage: Passage) -> bool:
        """Whether a passage stands at the place that was named."""
        place = passage.place
        if self.item is not None and not passage.id.endswith(f".{self.item}"):
            return False
        if self.body:
            return passage.kind == "paragraph"
        if self.glossary:
            return place.glossary is not None
        if self.appendix is not None:
            return place.appendix == self.appendix
        if self.box is not None:
            return place.box == self.box
        return place.chapter == self.chapter and self.section in (None, place.section)


def named_places(text: str) -> list[NamedPlace]:
    """The places of the plan that a question names, in order of kind."""
    found = []
    if match := _CHAPTER.search(text):
        section = _SECTION.search(text)
        found.append(NamedPlace(chapter=_number(match[1]), section=_number(section[1]) if section else None))
    found += [NamedPlace(box=_number(match[1])) for match in _BOX.finditer(text)]
    if match := _APPENDIX.search(text):
        maps = "规划图" in match[0]
        found.append(NamedPlace(appendix=_number(match[1]) if match[1] else 2 if maps else 1))
    if match := _ITEM.search(text):
        found = [replace(place, item=int(match[1])) if place.box or place.appendix else place for place in found]
    if _GLOSSARY.search(text):
        found.append(NamedPlace(glossary=True))
    if "正文" in text:
        found.append(NamedPlace(body=True))
    return found


def _named_table(question: Question, plan: Plan) -> list[NamedPlace]:
    """The indicator table that a question means by 十三五主要目标表 or the like, with the item that it names."""
    if not _TABLE.search(question.standalone):
        return []
    item = _ITEM.search(question.standalone)
    boxes = dict.fromkeys(row.box for row in plan.indicators if question.period in (None, row.period))
    return [NamedPlace(box=box, item=int(item[1]) if item else None) for box in boxes]


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else from_chinese(numeral)


def rerank(question: Question, hits: Sequence[Hit], plan: Plan) -> tuple[Hit, ...]:
    """The hits in a new order, their fused scores moved by what the question's words say."""
    places = named_places(question.standalone) + _named_table(question, plan)
    asked = fold(question.standalone)
    periods = {row.passage_id: row.period for row in plan.indicators}
    measure = measure_asked(question.text)
    sizes = {_number(match[1]) for match in _SIZE.finditer(question.text)} - {1}
    years = [str(year) for year in question.years]
    wanted = question.period if "compare" not in question.wants else None

    def moved(hit: Hit) -> float:
        score = hit.fused
        if any(place.holds(hit.passage) for place in places):
            score += _AT_NAMED_PLACE
        term = hit.passage.place.glossary
        if term and core(term) in asked:
            if "definition" in question.wants:
                score += _TERM_ASKED
            elif len(core(term)) >= _TERM_CHARS and _ABOUT_TERM.search(question.text):
                score += _TERM_NAMED
        if any(len(title) >= _TITLE_CHARS and title in asked for title in titles(hit.passage)):
            score += _TITLE_NAMED
        if wanted and periods.get(hit.passage.id, wanted) != wanted:
            score += _OTHER_PERIOD
        if years and any(year in hit.sentence.text for year in years):
            score += _YEAR_NAMED
        if sizes and any(enumerates(hit.sentence.text, size) for size in sizes):
            score += _SO_MANY
        if measure and measure.search(hit.sentence.text):
            score += _SAME_MEASURE
        return score

    return ranked(replace(hit, fused=moved(hit)) for hit in hits)


def enumerates(text: str, size: int) -> bool:
    """Whether a sentence holds an enumeration of so many short items between 、 marks (“繁荣、智慧、品质”)."""
    runs = re.findall(r"[^，。；：、]{1,14}(?:、[^，。；：、]{1,14})+", text)
    return any(run.count("、") + 1 + len(re.findall("[和及与]", run.split("、")[-1])) == size for run in runs)


def without_number(heading: str) -> str:
    """A heading without its number.

    >>> without_number("第二节 基本原则"), without_number("（一）一核")
    ('基本原则', '一核')
    """
    return _NUMBERED.sub("", heading)


def titles(passage: Passage) -> tuple[str, ...]:
    """The headings over a passage without their numbers, folded, the chapter's aside."""
    return tuple(fold(without_number(heading)) for heading in passage.heading[1:])


def measure_asked(text: str) -> re.Pattern[str] | None:
    """A pattern for the kind of figure that is asked for (几级 → 四级, 多少栋 → 356栋), or None."""
    if _ASKED_SHARE.search(text):
        return re.compile(r"\d[%％‰成]|[一二三四五六七八九]成|[%‰] [≤≥\d]")
    match = _ASKED_MEASURE.search(text)
    if match is None:
        return None
    # a row writes its unit before the figures: 家 285
    return re.compile(rf"(\d|[{CHINESE_NUMBER[1:-2]}])(余|多)?{match[1]}|{match[1]}\S* [≤≥\d]")


def core(term: str) -> str:
    """A glossary term as people type it: folded, without marks and 培育计划-like tails."""
    plain = re.sub(r"[“”\"、，\s]", "", fold(term))
    return re.sub(r"(制度|学制|培育计划|发展策略|政务服务模式|本科国际课程)$", "", plain)


def blend(lists: Sequence[Sequence[Hit]], weights: Sequence[float]) -> tuple[Hit, ...]:
    """One list from several searches: the weighted mean of fused scores; a missing unit counts as the list's last."""
    total = sum(weights)
    floors = [min((hit.fused for hit in hits), default=0.0) for hits in lists]
    best: dict[int, Hit] = {}
    for hits in lists:
        for hit in hits:
            best.setdefault(hit.unit, hit)
    found = [{hit.unit: hit.fused for hit in hits} for hits in lists]
    return ranked(
        replace(
            hit,
            fused=sum(
                weight * scores.get(unit, floor) for weight, scores, floor in zip(weights, found, floors, strict=True)
            )
            / total,
        )
        for unit, hit in best.items()
    )


def ranked(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits by fused score, ranks from 1; equal scores fall back to the order of the plan."""
    ordered = sorted(hits, key=lambda hit: (-hit.fused, hit.unit))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))
