"""Finding exact wording: every hit, in the order of the text, without any model.

How hits are counted: white space counts for nothing, neither in the plan nor in the phrase (a phrase may run over a
lost footnote mark or a broken table cell). Hits of one phrase do not overlap: they are taken from the left, as
`str.count` and a reader's Ctrl-F do (哈哈 is found once in 哈哈哈). Hits of different phrases may overlap; each counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from corpus.label import label
from corpus.model import Passage, Place, Plan
from index.folding import EXACT, Folding, fold
from index.query import PARTS, Part, Query, parse

__all__ = ["PARTS", "Hit", "Part", "Query", "Result", "Unit", "chapter", "occurrences", "parse", "search", "units"]

_SCAN = "图片残字"

_SECTION = 3  # heading level of 节


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that is matched as a whole: a passage, a heading, a row of a table head, or noise of a picture.

    `passage_id` is where the reader opens; for what is no passage itself, the nearest one.
    """

    passage_id: str
    label: str
    heading: tuple[str, ...]
    place: Place
    start: int
    end: int

    @property
    def part(self) -> Part:
        """The part of the plan it belongs to; the preface and the closing lines are body."""
        if self.place.glossary is not None:
            return "glossary"
        if self.place.appendix is not None:
            return "appendix"
        return "body" if self.place.box is None else "box"


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence: `source.text[start:end]` is the phrase but for white space and folding."""

    phrase: str
    start: int
    end: int
    unit: Unit  # where it begins


@dataclass(frozen=True)
class Result:
    """All hits of a query in the order of the text."""

    query: Query
    hits: tuple[Hit, ...]

    @cached_property
    def places(self) -> tuple[tuple[Unit, tuple[Hit, ...]], ...]:
        """The hits by the place in which they begin, in order."""
        return tuple((unit, tuple(hits)) for unit, hits in groupby(self.hits, key=lambda hit: hit.unit))

    @property
    def by_phrase(self) -> dict[str, int]:
        """The number of hits of each phrase."""
        counts = Counter(hit.phrase for hit in self.hits)
        return {phrase: counts[phrase] for phrase in self.query.phrases}

    @property
    def by_chapter(self) -> dict[str, int]:
        """The number of hits by chapter title, annex or 名词解释, in the order of the text, none of them 0."""
        return dict(Counter(chapter(hit.unit) for hit in self.hits))


def chapter(unit: Unit) -> str:
    """What a unit is counted under: its chapter's title, 附件1, 名词解释, or its label where there is no number."""
    if unit.place.glossary is not None:
        return "名词解释"
    if unit.place.appendix is not None:
        return label(Place(appendix=unit.place.appendix))
    if unit.place.chapter is None:
        return unit.label
    name = label(Place(chapter=unit.place.chapter))
    return next((title for title in unit.heading if title.startswith(name)), name)


def search(plan: Plan, query: Query) -> Result:
    """All hits of the query's phrases in the places that match it."""
    places = units(plan)
    starts = [unit.start for unit in places]
    allowed = [_allowed(unit, query) for unit in places]
    found: list[tuple[int, Hit]] = []
    held: dict[int, set[str]] = {}
    for phrase in query.phrases:
        for start, end in occurrences(plan.source.text, phrase, query.folding):
            at = max(bisect_right(starts, start) - 1, 0)
            if allowed[at]:
                found.append((at, Hit(phrase, start, end, places[at])))
                held.setdefault(at, set()).add(phrase)
    matching = {
        at: {phrase for phrases in query.alternatives if phrases_held.issuperset(phrases) for phrase in phrases}
        for at, phrases_held in held.items()
    }
    hits = [hit for at, hit in found if hit.phrase in matching[at]]
    return Result(query, tuple(sorted(hits, key=lambda hit: (hit.start, hit.end))))


def occurrences(text: str, phrase: str, folding: Folding = EXACT) -> Iterator[tuple[int, int]]:
    """The spans of a phrase in a text, from the left, not overlapping, white space ignored on both sides."""
    folded = fold(text, folding)
    wanted = fold(phrase, folding).text
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        yield folded.origin[at], folded.origin[at + len(wanted) - 1] + 1
        at = folded.text.find(wanted, at + len(wanted))


def units(plan: Plan) -> tuple[Unit, ...]:
    """The units of a plan in order; everything that is not blank lies in exactly one."""
    passages = sorted(plan.passages, key=lambda passage: passage.start)
    if not passages:
        return ()
    starts = [passage.start for passage in passages]
    known = {(passage.start, passage.end) for passage in passages}
    found = [Unit(p.id, p.label, p.heading, p.place, p.start, p.end) for p in passages]
    for element in plan.elements:
        if (element.start, element.end) not in known:
            next_one = min(bisect_right(starts, element.start), len(passages) - 1)
            nearest = passages[max(next_one - 1, 0) if element.kind == "map" else next_one]
            found.append(_between(plan, nearest, element.start, element.end))
    for span in plan.noise:
        above = passages[max(bisect_right(starts, span.start) - 1, 0)]
        unit = _between(plan, above, span.start, span.end)
        found.append(replace(unit, label=f"{unit.label}（{_SCAN}）"))
    return tuple(sorted(found, key=lambda unit: unit.start))


def _between(plan: Plan, nearest: Passage, start: int, end: int) -> Unit:
    """A heading, a table's title or head, a caption: placed like the nearest passage, without its row."""
    box = next((box.number for box in plan.boxes if box.start <= start < box.end), None)
    place, heading = replace(nearest.place, box=box, glossary=None), nearest.heading
    title = next((heading for heading in plan.headings if heading.start == start), None)
    if title is not None and box is None and place.appendix is None:
        place = replace(place, section=place.section if title.level >= _SECTION else None)
    if title is not None and title.title in heading:
        heading = heading[: heading.index(title.title) + 1]
    return Unit(nearest.id, label(place, where=nearest.label), heading, place, start, end)


def _allowed(unit: Unit, query: Query) -> bool:
    in_chapter = not query.chapters or unit.place.chapter in query.chapters
    return in_chapter and (not query.parts or unit.part in query.parts)
