"""From what a person writes for a place (12.1, b2, 附件1第43项, 专栏2) to the passages there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus import outline
from corpus.errors import BadInputError
from corpus.label import PREFACE
from corpus.model import Passage, Place, Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese, to_chinese


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a place, in the order of the source, never empty."""

    title: str
    passages: tuple[Passage, ...]


_NUMBER = rf"(\d+|{CHINESE_NUMBER})"
_NUMERAL = re.compile(rf"\d+|{CHINESE_NUMBER}")
_CHAPTER = re.compile(rf"(?:第?{_NUMBER}章|(\d+))")
_SECTION = re.compile(rf"(?:第?{_NUMBER}章第?{_NUMBER}节|(\d+)\.(\d+))")
_BOX = re.compile(rf"(?:.*专栏{_NUMBER}|b(\d+))")
_BOX_ROW = re.compile(rf".*专栏{_NUMBER}第{_NUMBER}项")
_APPENDIX = re.compile(rf"(?:附件{_NUMBER}|a(\d+))")
_APPENDIX_ROW = re.compile(rf"附件{_NUMBER}第{_NUMBER}项")


def find(plan: Plan, address: str) -> Found:
    """The place of an address. Raises BadInputError, naming the nearest known ones, where there is none."""
    wanted = "".join(address.split())
    wanted = wanted.lower() if wanted.isascii() else wanted
    if wanted in plan:
        passage = plan.passage(wanted)
        return Found(passage.label, (passage,))
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(wanted):
            numbers = tuple(_value(group) for group in match.groups() if group is not None)
            title, passages = read(plan, *numbers)
            if passages:
                return Found(title, passages)
    if wanted == PREFACE:
        passages = _where(plan, lambda place: place == Place(), kinds={"paragraph"})
        if passages:
            return Found(PREFACE, passages)
    raise BadInputError(f"{plan.source.short_title}里没有“{address}”，最接近的是：{'、'.join(nearest(plan, wanted))}")


def nearest(plan: Plan, address: str, *, count: int = 3) -> list[str]:
    """Known addresses nearest to one that is not: by number among those of its form, else by their letters."""
    known = list(dict.fromkeys(_known(plan)))
    shape, numbers = _shape(address)
    alike = [(name, _shape(name)[1]) for name in known if numbers and _shape(name)[0] == shape]
    if alike:
        alike.sort(key=lambda pair: [abs(a - b) for a, b in zip(pair[1], numbers, strict=True)])
        return [name for name, _ in alike[:count]]
    return difflib.get_close_matches(address, known, n=count, cutoff=0.0)


def _shape(address: str) -> tuple[str, list[int]]:
    """An address with # for its numbers, and the numbers."""
    return _NUMERAL.sub("#", address), [_value(found) for found in _NUMERAL.findall(address)]


def _known(plan: Plan) -> Iterator[str]:
    for passage in plan.passages:
        place = passage.place
        yield passage.id
        if place.box is not None:
            yield from (f"b{place.box}", f"专栏{place.box}")
        elif place.chapter is not None:
            yield from (str(place.chapter), f"第{to_chinese(place.chapter)}章")
            if place.section:
                yield from (f"{place.chapter}.{place.section}", passage.label)
        elif place.appendix is not None:
            yield f"附件{place.appendix}"


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else from_chinese(numeral)


def _where(plan: Plan, wanted: Callable[[Place], bool], *, kinds: set[str] | None = None) -> tuple[Passage, ...]:
    return tuple(
        passage for passage in plan.passages if wanted(passage.place) and (kinds is None or passage.kind in kinds)
    )


def _title(passages: tuple[Passage, ...], depth: int) -> str:
    return " / ".join(passages[0].heading[:depth]) if passages else ""


def _depth(plan: Plan, level: int) -> int:
    """How many headings lie above and at a level: one more where chapters stand in 篇."""
    return level - (0 if any(heading.level == outline.PART for heading in plan.headings) else 1)


def _chapter(plan: Plan, chapter: int) -> tuple[str, tuple[Passage, ...]]:
    passages = _where(plan, lambda place: place.chapter == chapter)
    return _title(passages, _depth(plan, outline.CHAPTER)), passages


def _section(plan: Plan, chapter: int, section: int) -> tuple[str, tuple[Passage, ...]]:
    passages = _where(plan, lambda place: place.chapter == chapter and (place.section or 0) == section)
    return _title(passages, _depth(plan, outline.SECTION)), passages


def _box(plan: Plan, box: int) -> tuple[str, tuple[Passage, ...]]:
    title = next((f"专栏{found.number} {found.title}" for found in plan.boxes if found.number == box), "")
    return title, _where(plan, lambda place: place.box == box)


def _row(plan: Plan, prefix: str, number: int, row: int) -> tuple[str, tuple[Passage, ...]]:
    passage_id = f"{prefix}{number}.{row}"
    return (plan.passage(passage_id).label, (plan.passage(passage_id),)) if passage_id in plan else ("", ())


def _appendix(plan: Plan, appendix: int | None = None) -> tuple[str, tuple[Passage, ...]]:
    passages = _where(plan, lambda place: place.appendix is not None and appendix in (None, place.appendix))
    return "附件" if appendix is None else _title(passages, 1), passages


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., tuple[str, tuple[Passage, ...]]]], ...] = (
    (_CHAPTER, _chapter),
    (_SECTION, _section),
    (_BOX, _box),
    (_BOX_ROW, lambda plan, box, row: _row(plan, "b", box, row)),
    (re.compile("附件"), _appendix),
    (_APPENDIX, _appendix),
    (_APPENDIX_ROW, lambda plan, appendix, row: _row(plan, "a", appendix, row)),
)
