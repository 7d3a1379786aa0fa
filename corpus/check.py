"""Structural checks of a parsed plan: each one has a name and says what it found."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from corpus import outline
from corpus.model import Plan

_SHOWN = 5  # how many examples a finding names
_NEAR = 40  # characters around a footnote mark in which its term is expected
_SHARED = 3  # characters of a term that stand there at least: its first two are often 四大, 三大


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; `wrong` lists what it found, empty when all is well."""

    name: str
    wrong: tuple[str, ...]
    looked_at: int  # how many things were checked

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    @property
    def detail(self) -> str:
        """One line for a reader."""
        if self.ok:
            return f"{self.looked_at} 处，无误"
        more = f"……共 {len(self.wrong)} 处" if len(self.wrong) > _SHOWN else ""
        return "；".join(self.wrong[:_SHOWN]) + more


def check(plan: Plan) -> tuple[Finding, ...]:
    """All checks, in a fixed order."""
    return tuple(Finding(name, *run(plan)) for name, run in CHECKS.items())


def hash_matches(plan: Plan) -> tuple[tuple[str, ...], int]:
    """The text is the one whose bytes were recorded."""
    found = hashlib.sha256(plan.source.text.encode("utf-8")).hexdigest()
    return (() if found == plan.source.sha256 else (f"原文为 {found[:12]}…，登记为 {plan.source.sha256[:12]}…",)), 1


def nothing_lost(plan: Plan) -> tuple[tuple[str, ...], int]:
    """Elements and noise cover every character that is not blank, each one once."""
    text = plan.source.text
    pieces = sorted(
        [(element.start, element.end) for element in plan.elements] + [(span.start, span.end) for span in plan.noise]
    )
    edges = [(0, 0), *pieces, (len(text), len(text))]
    wrong = [f"第 {start} 字起重复" for (_, before), (start, _) in pairwise(edges) if start < before]
    for (_, before), (start, _) in pairwise(edges):
        if missing := text[before:start].strip():
            wrong.append(f"第 {before} 字起漏了“{missing[:12]}”")
    return tuple(wrong), sum(not character.isspace() for character in text)


def verbatim(plan: Plan) -> tuple[tuple[str, ...], int]:
    """Every passage and sentence is the source's wording at its offsets."""
    text = plan.source.text
    wrong = [passage.id for passage in plan.passages if text[passage.start : passage.end] != passage.raw]
    for passage in plan.passages:
        covered = "".join(text[sentence.start : sentence.end] for sentence in passage.sentences)
        if "".join(covered.split()) != "".join(passage.raw.split()):
            wrong.append(f"{passage.id} 的句子")
    return tuple(wrong), len(plan.passages)


def ids_unique(plan: Plan) -> tuple[tuple[str, ...], int]:
    """No two passages share an id."""
    counts = Counter(passage.id for passage in plan.passages)
    return tuple(passage_id for passage_id, count in counts.items() if count > 1), len(plan.passages)


def headings_consecutive(plan: Plan) -> tuple[tuple[str, ...], int]:
    """篇, 章, 节 and 一、 count on by one; chapters may go on across 篇, annexes and boxes count for themselves."""
    numbered = [
        heading
        for heading in plan.headings
        if heading.number and not heading.title.startswith("附件") and not _in_box(plan, heading.start)
    ]
    last: dict[int, int] = {}
    new_part = False
    wrong: list[str] = []
    for heading in numbered:
        expected = {last.get(heading.level, 0) + 1}
        if heading.level == outline.CHAPTER and new_part:
            expected.add(1)
        if heading.number not in expected:
            wrong.append(f"“{heading.title}”应为第 {max(expected)}")
        new_part = heading.level == outline.PART or (new_part and heading.level != outline.CHAPTER)
        kept = {outline.CHAPTER} if heading.level == outline.PART else set()
        last = {level: number for level, number in last.items() if level < heading.level or level in kept}
        last[heading.level] = heading.number
    return tuple(wrong), len(numbered)


def _in_box(plan: Plan, offset: int) -> bool:
    return any(box.start <= offset < box.end for box in plan.boxes)


def rows_consecutive(plan: Plan) -> tuple[tuple[str, ...], int]:
    """Rows of every table, boxes, annexes and footnotes are numbered from 1 without a gap."""
    boxes = {indicator.box for indicator in plan.indicators}
    series: dict[str, list[int]] = {
        "专栏": [box.number for box in plan.boxes],
        **{
            f"专栏{n}": [indicator.number for indicator in plan.indicators if indicator.box == n] for n in sorted(boxes)
        },
        "重点项目": [project.number for project in plan.projects],
        "图集": [entry.number for entry in plan.maps],
        "名词解释": [entry.number for entry in plan.glossary],
    }
    wrong = [f"{name}：{_gap(numbers)}" for name, numbers in series.items() if _gap(numbers) is not None]
    return tuple(wrong), sum(map(len, series.values()))


def _gap(numbers: Iterable[int]) -> str | None:
    """Where a series departs from 1, 2, 3…"""
    return next((f"第 {n} 项编号为 {found}" for n, found in enumerate(numbers, start=1) if n != found), None)


def glossary_anchored(plan: Plan) -> tuple[tuple[str, ...], int]:
    """Every footnote is tied to a passage, and a piece of its term stands before its mark there."""
    wrong = []
    for entry in plan.glossary:
        if entry.anchor is None or entry.anchor_passage_id not in plan:
            wrong.append(f"“{entry.term}”没有着落")
            continue
        near = plan.source.text[max(0, entry.anchor - _NEAR) : entry.anchor]
        core = "".join(character for character in entry.term if character not in "“”")
        size = min(_SHARED, len(core))
        if not any(core[i : i + size] in near for i in range(len(core) - size + 1)):
            wrong.append(f"“{entry.term}”不在第 {entry.anchor} 字前")
    return tuple(wrong), len(plan.glossary)


CHECKS: dict[str, Callable[[Plan], tuple[tuple[str, ...], int]]] = {
    "原文与登记的 sha256 相符": hash_matches,
    "非空白字符不漏不重": nothing_lost,
    "段落和句子与原文逐字相符": verbatim,
    "段落编号不重复": ids_unique,
    "章节编号连续": headings_consecutive,
    "表格、专栏、名词解释编号连续": rows_consecutive,
    "名词解释都有出处": glossary_anchored,
}
