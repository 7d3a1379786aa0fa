"""What the decision to answer or refuse looks at: features of what was asked and of what was found.

Likeness alone cannot tell that 投资额 is missing where the project is there, so the features also ask what kind of
thing is wanted and whether the evidence holds such a thing, which places and years are named, and which words of
the question nothing that leads to the evidence has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from corpus.model import Plan
from index.search import Example, Hit, Searcher
from index.segment import Segmenter
from qa import patterns
from qa.probe import Judged
from qa.question import Question, focus
from qa.twins import twin

PATTERNS = patterns.DATA / "decide.toml"
EXAMPLES = 20  # nearest outside examples that are looked at
_LONG_RUN = 12
_KIN, _AGREEING, _VOTERS = 5, 8, 15  # nearest questions whose mean, whose agreement and whose votes are taken
_NEAR_YEARS = 3  # first hits of which one may speak for a year
_CELLS = frozenset({"number", "agency", "attribute", "met", "compare", "check", "count"})
_FOCUS_CHARS = 14  # a clause with a question has at least so many characters, or the one before belongs to it
_SOFTNESS = 0.02  # of a vote: how much nearer (cosine) counts e times as much
_NAMES = (
    "asks_share", "asks_unit",
    "other_place", "other_time", "holds_money", "holds_date", "asks_number", "holds_number", "asks_names",
    "holds_names", "asks_why", "holds_reason", "asks_where", "holds_place", "person", "contact", "detail", "measure",
    "holds_agency", "beyond_cell",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at. All between about -6 and 6; names say what a high value means."""

    stands_out: float  # fused score of the first hit
    margin: float  # first fused score minus the mean of ranks 4 to 10
    coverage: float  # share of the question's content words that the first three hits or their questions hold
    wording: float  # length of the longest common run, 1 from 12 characters on: asked with the plan in hand
    likeness: float  # cosine to the nearest everyday question
    near_miss_gap: float  # highest cosine of any record minus that of the nearest example that the plan leaves open
    outside_gap: float  # likeness minus the cosine to the nearest example of another matter
    kin_gap: float  # mean cosine of the nearest five everyday questions minus that of the nearest five near misses
    vote: float  # log odds of everyday questions against near misses among the nearest, each by its closeness
    agreement: float  # share of the nearest everyday questions that lead to the first hit
    covered_by_text: float  # share of the question's words, by rarity, that the first hit and its headings have
    covered_by_kin: float  # the same with all everyday questions of the first hit
    covered_by_grams: float  # the same share of its characters and pairs, with all that leads to the first hit
    unknown_words: float  # the same share that no text of the plan and no everyday question has
    habit: float  # what the question's vector says beside those of the point's everyday questions, in log odds
    leftover: float  # what the words say that neither the point nor its everyday questions have, in log odds
    other_place: float  # 1: a place outside the district is named and the evidence does not name it
    other_time: float  # 1: a time outside the plan, or the present day
    year_missing: float  # 1: a year is named that the evidence does not stand for
    other_period: float  # 1: the evidence is a row of the other five years and the asked ones have none like it
    money_missing: float  # 1: money is asked for and the evidence holds none
    date_missing: float  # 1: a date is asked for and the evidence holds none
    row: float  # 1: the first hit is an indicator's row
    cell_asked: float  # 1: and the question asks for what one of its cells says, not how it is counted or why
    number_missing: float  # 1: a figure is asked for and the evidence holds none
    measure_missing: float  # 1: a figure of a certain measure is asked for and the evidence holds none of it
    measure_held: float  # 1: a figure of a certain measure is asked for and the first hit holds one of it
    names_missing: float  # 1: names are asked for and the evidence lists none
    asks_where: float  # 1: a location is asked for
    where_missing: float  # 1: a location is asked for and the evidence names none
    reason_missing: float  # 1: a reason is asked for and the evidence gives none
    person_missing: float  # 1: a person or firm is asked for and the evidence does not speak of one
    agency_missing: float  # 1: a responsible unit is asked for and the evidence names none
    contact: float  # 1: a telephone number, opening hours, a ticket price are asked for
    detail_missing: float  # 1: a detail is asked for that the evidence does not name
    wants_number: float  # 1: see `Question.wants`, here and below
    wants_list: float
    wants_who: float
    wants_when: float
    wants_where: float
    wants_why: float
    wants_money: float
    wants_yesno: float
    wants_agency: float
    wants_definition: float
    wants_contact: float

    def as_dict(self) -> dict[str, float]:
        """The features by name, rounded for reading."""
        return {name: round(float(getattr(self, name)), 4) for name in self.__slots__}


@lru_cache(maxsize=2)
def _patterns(path: Path = PATTERNS) -> dict[str, re.Pattern[str]]:
    found = patterns.read_all(path)
    patterns.exactly(found, _NAMES, path.name)
    return found


def extract(
    question: Question, hits: Sequence[Hit], searcher: Searcher, judged: Judged, *, without: str | None = None
) -> Features:
    """The features of a question and its hits (best first, at least one).

    `judged` is what the wording says beside the first hit (`qa.probe`). Records whose text is `without` count as
    not there, so that an example can be looked at as if it were new.
    """
    first, text, segmenter, plan = hits[0], question.standalone, searcher.segmenter, searcher.plan
    examples = searcher.outside(text, limit=2 * EXAMPLES, without=without)
    kin = searcher.kin(text, limit=_VOTERS, without=without)
    cover = searcher.cover(text, first.unit, without=without)
    said = first.sentence.text + (first.passage.lead or "")
    evidence = said + "".join(hit.sentence.text for hit in hits[1:2])
    near = evidence + "".join(hit.question or "" for hit in hits[:3]) + "".join(first.passage.heading)
    likeness = first.channels.get("dense_questions", first.similarity)
    run = _longest_run(text, first.passage.text + "".join(first.passage.heading))
    following = [hit.fused for hit in hits[3:10]]
    misses = [example.similarity for example in examples if example.kind == "not_in_plan"]
    likes = [similarity for _, similarity in kin] or [likeness]
    known = _patterns()

    asked = focus(text, chars=_FOCUS_CHARS)

    def missing(kind: str, held: str | None, where: str = evidence) -> float:
        return float(bool(known[kind].search(asked)) and not (held and known[held].search(where)))

    named = [match[0] for match in known["other_place"].finditer(text) if _is_word(match[0], text, segmenter)]
    values = {
        "stands_out": first.fused,
        "margin": first.fused - (sum(following) / len(following) if following else 0.0),
        "coverage": _coverage(text, near.lower(), segmenter),
        "wording": min(1.0, run / _LONG_RUN),
        "likeness": likeness,
        "near_miss_gap": max(likeness, first.similarity) - _nearest(examples[:EXAMPLES], {"not_in_plan"}),
        "outside_gap": likeness - _nearest(examples[:EXAMPLES], {"out_of_scope", "smalltalk", "unsafe"}),
        "kin_gap": _mean(likes[:_KIN]) - _mean(misses[:_KIN] or [examples[-1].similarity if examples else 0.0]),
        "vote": _vote(likes, misses[:_VOTERS]),
        "agreement": _mean([float(unit == first.unit) for unit, _ in kin[:_AGREEING]] or [0.0]),
        "covered_by_text": cover.by_text,
        "covered_by_kin": cover.by_kin,
        "covered_by_grams": searcher.shared_grams(text, first.unit, without=without),
        "unknown_words": cover.unknown,
        "habit": judged.habit,
        "leftover": judged.leftover,
        "other_place": float(any(re.sub("市?的$", "", name) not in said for name in named)),
        "other_time": float(any(match[0] not in evidence for match in known["other_time"].finditer(text))),
        "year_missing": float(
            any(not any(_stands_for(year, hit, plan) for hit in hits[:_NEAR_YEARS]) for year in question.years)
        ),
        "other_period": float(_other_period(question, first, plan)),
        "money_missing": float("money" in question.wants and not known["holds_money"].search(said)),
        "date_missing": float("when" in question.wants and not known["holds_date"].search(evidence)),
        "row": float(first.passage.kind == "row"),
        "cell_asked": float(
            first.passage.kind == "row"
            and bool(question.wants & _CELLS)
            and not question.wants & {"why", "money", "where", "contact"}
            and not known["beyond_cell"].search(text)
        ),
        "number_missing": missing("asks_number", "holds_number"),
        "measure_missing": float(
            any(not _has_measure(match["unit"], evidence) for match in known["measure"].finditer(asked))
        ),
        "measure_held": float(_holds_asked_measure(asked, first.sentence.text)),
        "names_missing": missing("asks_names", "holds_names", said),
        "asks_where": missing("asks_where", None),
        "where_missing": missing("asks_where", "holds_place", said),
        "reason_missing": missing("asks_why", "holds_reason"),
        "person_missing": missing("person", "person"),
        "agency_missing": float("agency" in question.wants and not known["holds_agency"].search(said)),
        "contact": missing("contact", "contact"),
        "detail_missing": float(any(match[0] not in near for match in known["detail"].finditer(asked))),
    }
    wants = {field.name: float(field.name.removeprefix("wants_") in question.wants) for field in fields(Features)}
    return Features(**{**{name: value for name, value in wants.items() if name.startswith("wants_")}, **values})


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _vote(likes: Sequence[float], misses: Sequence[float]) -> float:
    """Log odds of two groups of cosines, each with a weight that grows with its closeness; within -6 and 6."""
    nearest = max([*likes, *misses])
    weighed = [sum(math.exp((value - nearest) / _SOFTNESS) for value in group) + 1e-6 for group in (likes, misses)]
    return max(-6.0, min(6.0, math.log(weighed[0] / weighed[1])))


def _is_word(name: str, text: str, segmenter: Segmenter) -> bool:
    """Whether a name is a word of a text and not the end of one and the start of the next (算得上海上丝路)."""
    return any(name[:2] in word for word in segmenter.cut(text))


def _coverage(text: str, near: str, segmenter: Segmenter) -> float:
    words = [word for word in dict.fromkeys(segmenter.words(text)) if len(word) > 1]
    return sum(word in near for word in words) / len(words) if words else 0.0


def _longest_run(text: str, evidence: str) -> int:
    """The length of the longest run of characters that both texts share."""
    return SequenceMatcher(None, text, evidence, autojunk=False).find_longest_match().size


def _nearest(examples: Sequence[Example], kinds: Collection[str]) -> float:
    """The cosine to the nearest example of some kinds; that of the last one looked at where there is none."""
    floor = examples[-1].similarity if examples else 0.0
    return max((example.similarity for example in examples if example.kind in kinds), default=floor)


def _has_measure(measure: str, evidence: str) -> bool:
    """Whether the evidence holds a figure of a measure (多少栋 → 356栋)."""
    if measure == "成":
        return "%" in evidence or "成" in evidence
    unit = re.escape(measure.removeprefix("个").removesuffix("床").removesuffix("钱"))
    return bool(re.search(rf"[\d一二三四五六七八九十两百]\s*(余|多|万|亿)?{unit}|{unit}\s*[\d≤≥]", evidence))


def _holds_asked_measure(text: str, evidence: str) -> bool:
    """Whether a question asks for a figure of a measure that the evidence has (几栋 → 356栋, 比重 → 67.1%)."""
    known = _patterns()
    if known["asks_share"].search(text) and re.search(r"\d[%％‰]|[%‰] \d", evidence):
        return True
    units = {match["unit"] for match in known["asks_unit"].finditer(text)}
    return any(re.search(rf"[\d一二三四五六七八九十两百千万亿](余|多)?{re.escape(unit)}", evidence) for unit in units)


def _stands_for(year: int, hit: Hit, plan: Plan) -> bool:
    """Whether evidence may speak for a year: its paragraph names it, or it opens or closes a row's five years."""
    first, last = plan.source.period
    if str(year) in hit.passage.text:
        return True
    if hit.passage.kind == "row":
        return year in (first - 1, last)
    return year == last


def _other_period(question: Question, hit: Hit, plan: Plan) -> bool:
    """Whether a row of the other five years was found and the asked ones have no indicator like it."""
    row = next((row for row in plan.indicators if row.passage_id == hit.passage.id), None)
    if row is None or question.period in (None, row.period):
        return False
    return twin(plan, row, question.period or "") is None
