"""Questions to go on with, each of them answered by the plan: everyday questions written for points nearby."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.search import Hit
from index.units import Record, Records

COUNT = 3
_MIN_CHARS, _MAX_CHARS = 7, 26
_ASKS = re.compile(r"[？?]$|[吗呢]$|什么|哪|谁|多少|几|怎么|如何|有没有|会不会|能不能|是不是")
_TERSE = re.compile(r"^查[：:]|^关于|\s")


def follow_ups(hits: Sequence[Hit], said: Sequence[Hit], records: Records) -> tuple[str, ...]:
    """Up to three questions about other points of the passages that were used, then of those found near them."""
    used = {hit.unit for hit in said}
    passages = list(dict.fromkeys([*(hit.passage.id for hit in said), *(hit.passage.id for hit in hits)]))
    near = sorted(
        (unit.number for unit in records.units if unit.passage.id in passages[:6] and unit.number not in used),
        key=lambda number: passages.index(records.units[number].passage.id),
    )
    return _pick(near, records)


def better_questions(hits: Sequence[Hit], records: Records) -> tuple[str, ...]:
    """Up to three questions that the nearest places do answer, for a refusal."""
    return _pick([hit.unit for hit in hits], records)


def _pick(numbers: Sequence[int], records: Records) -> tuple[str, ...]:
    """The first well-formed question of each unit, in order."""
    by_unit: dict[int, list[Record]] = {}
    wanted = set(numbers[: COUNT * 4])
    for record in records.questions:
        if record.unit in wanted:
            by_unit.setdefault(record.unit, []).append(record)
    found: list[str] = []
    for number in numbers:
        question = next((r.text for r in by_unit.get(number, ()) if _well_formed(r.text)), None)
        if question and question not in found:
            found.append(question)
        if len(found) == COUNT:
            break
    return tuple(found)


def _well_formed(text: str) -> bool:
    return _MIN_CHARS <= len(text) <= _MAX_CHARS and bool(_ASKS.search(text)) and not _TERSE.search(text)
