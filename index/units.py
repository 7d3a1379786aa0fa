"""What is searched: units (what is found and cited) and records (what is compared with the question).

A unit is a sentence, a table row, a project, a map or a footnote. A record is a text that leads to a unit:
the sentence in its context, one of its clauses or points, or an everyday question that it answers.
What is indexed is not what is cited: records carry headings and questions, units only the plan's wording.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.expansion import Expansion
from corpus.model import Passage, Plan, Sentence, clean
from corpus.outside import Outside, OutsideKind

CHANNELS = ("sentences", "points", "questions", "outside")
_CLAUSE_END = re.compile(r"[；，：](?=.)")
_CLAUSE_MIN = 16  # characters; shorter pieces join the next
_TITLE = re.compile(r"^(第\S+?[篇章节]|专栏\d+|附件\d+|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that can be found; `number` counts from 0 and is its row in all score arrays."""

    number: int
    passage: Passage
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Record:
    """A text that leads to a unit; `start` and `end` tell which stretch of the source it stands for."""

    unit: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a plan by channel; texts of `questions` are encoded as queries, the others as passages."""

    units: tuple[Unit, ...]
    sentences: tuple[Record, ...]
    points: tuple[Record, ...]
    questions: tuple[Record, ...]
    outside: tuple[Record, ...] = ()  # examples that lead to no unit: their `unit` is a row of `outside_kinds`
    outside_kinds: tuple[OutsideKind, ...] = ()

    def channel(self, name: str) -> tuple[Record, ...]:
        """The records of a channel: sentences, points, questions or outside."""
        return {
            "sentences": self.sentences,
            "points": self.points,
            "questions": self.questions,
            "outside": self.outside,
        }[name]

    @property
    def digest(self) -> str:
        """A hash of all texts and where they lead, so that an index knows what it was built from."""
        found = hashlib.sha256()
        for name in CHANNELS:
            for record in self.channel(name):
                found.update(f"{name}\t{record.unit}\t{record.start}\t{record.end}\t{record.text}\n".encode())
        return found.hexdigest()


def build(
    plan: Plan, expansions: Sequence[Expansion], outside: Sequence[Outside] = (), *, headings: bool = True
) -> Records:
    """The units and records of a plan. Without expansions, clauses take the place of points."""
    units = [
        Unit(number, passage, sentence)
        for number, (passage, sentence) in enumerate(
            (passage, sentence) for passage in plan.passages for sentence in passage.sentences
        )
    ]
    sentences = [
        Record(unit.number, with_context(unit, headings=headings), unit.sentence.start, unit.sentence.end)
        for unit in units
    ]
    starts = [unit.sentence.start for unit in units]
    points, questions, covered = [], [], set()
    for expansion in expansions:
        number = _owner(units, starts, expansion.start, expansion.end)
        covered.add(number)
        text = clean(plan.source.text[expansion.start : expansion.end])
        points.append(Record(number, text, expansion.start, expansion.end))
        questions += [Record(number, question, expansion.start, expansion.end) for question in expansion.questions]
    for unit in units:
        if unit.number not in covered:
            points += clauses(plan, unit)
    return Records(
        tuple(units),
        tuple(sentences),
        tuple(points),
        tuple(questions),
        tuple(Record(row, example.text, 0, 0) for row, example in enumerate(outside)),
        tuple(example.kind for example in outside),
    )


def with_context(unit: Unit, *, headings: bool = True) -> str:
    """The sentence behind its last two headings and its lead phrase."""
    passage = unit.passage
    way = [_TITLE.sub("", title) for title in passage.heading[-2:]] if headings else []
    if headings and passage.lead and not unit.sentence.text.startswith(passage.lead):
        way.append(passage.lead)
    return f"{' '.join(way)}：{unit.sentence.text}" if way else unit.sentence.text


def clauses(plan: Plan, unit: Unit) -> list[Record]:
    """The clauses of a long sentence, each at least 16 characters; the sentence itself if it has only one."""
    raw, base = plan.source.text[unit.sentence.start : unit.sentence.end], unit.sentence.start
    edges = [0]
    for match in _CLAUSE_END.finditer(raw):
        if match.end() - edges[-1] >= _CLAUSE_MIN and len(raw) - match.end() >= _CLAUSE_MIN:
            edges.append(match.end())
    edges.append(len(raw))
    return [Record(unit.number, clean(raw[a:b]), base + a, base + b) for a, b in pairwise(edges)]


def _owner(units: Sequence[Unit], starts: Sequence[int], start: int, end: int) -> int:
    """The unit that shares most characters with a stretch of the source."""
    first = max(0, bisect_right(starts, start) - 1)
    nearby = units[first : bisect_right(starts, end) + 1]

    def shared(unit: Unit) -> int:
        return min(end, unit.sentence.end) - max(start, unit.sentence.start)

    return max(nearby, key=shared).number
