"""The words by which a question names rows: agencies, categories, attributes, outcomes, figures, units, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.model import Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from qa import patterns
from qa.question import Question
from qa.table_query import Change

PATTERNS = patterns.DATA / "tables.toml"
_NAMES = (
    "indicators", "projects", "maps", "all_maps", "outline", "total", "all_projects", "many", "asks", "missed", "met",
    "exceeded", "just_met", "ceiling", "worded", "new", "dropped", "common", "raised", "lowered", "unchanged",
    "compares", "generic", "by_kind", "by_name", "by_task", "in_charge", "binding", "expected", "kind_of", "which_row",
    "groups", "each", "none_of", "only_one", "agencies", "joint", "unit_of", "not_unit", "first",
)  # fmt: skip
_CHANGES: tuple[Change, ...] = ("new", "dropped", "raised", "lowered", "unchanged", "common")
_COMPARING: frozenset[Change] = frozenset({"raised", "lowered", "unchanged"})
_ATTRIBUTES = ("约束性", "预期性")
_QUOTED = re.compile(r"[“\"'「‘]([^”\"'」’]{2,16})[”\"'」’]")
_NO_PIECE = re.compile(r"十[二三]五|约束性|预期性|^\d")
_TARGET = re.compile(
    r"目标[^，,。；;？?完]{0,8}?(\d+(?:\.\d+)?)\s*(?:%|％|百分|这个数|的)|(?:定|写)(?:成|在|为|到)了?(\d+(?:\.\d+)?)"
)
_DONE = re.compile(r"(?:完成|实际|做到)[^，,。；;？?目]{0,6}?(\d+(?:\.\d+)?)\s*(?:%|％|百分)")
_BOTH = re.compile(r"(?:都|均)(?:是|为|达到)?(\d+(?:\.\d+)?)\s*(?:%|％)")
_CELL = re.compile(  # a figure, no year and no number of a box, and what it is
    r"(?<![专栏第\d.])(?!20[12]\d(?:年|[—－-]))(\d+(?:\.\d+)?)\s*(?:%|％|亿元|平方米|分贝|家|栋|名|件|项)?"
    r"[^。？?]{0,16}(?:是|指)(?:什么|啥|哪|谁)"
)
_HUNDRED = re.compile(r"百分之?百|百分百")
_COUNTED = re.compile(rf"(\d+|{CHINESE_NUMBER}|两)(幢|栋|座)")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:局|委(?!员)|办(?!证|事|理|学)|管委会)")
CHANGED_AGENCIES = re.compile(r"新(冒|出现|增|加|来|多)|没(再|有|名字|出现)|不再|再也没|消失|不见")
_QUOTED_CHARS = 4  # of a quoted piece that is no everyday word
_OWN_CHARS = 3  # characters of an indicator's name that tell which one is meant
_NOT_OWN = re.compile(
    r"年均|增长率|增加值|增加|加值|比重|比率|比例|每万人|每千人|每百万|万人口|千人口|人均|实现|拥有|地区生产|区生产|生产总|产总值|占地区|占GDP|区生|主要|面积|总额"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a person may call an agency or a category → as the rows write it."""

    agencies: dict[str, str]
    kinds: dict[str, str]  # of indicators
    project_kinds: dict[str, str]  # longest name first
    projects: tuple[tuple[str, str], ...]  # name and task
    periods: tuple[str, ...]  # of the indicator tables, in their order
    boxes: dict[int, str]  # number of an indicator table → its period
    own: frozenset[str]  # pieces of indicators' names that only one matter has


@lru_cache(maxsize=2)
def words(path: Path = PATTERNS) -> dict[str, re.Pattern[str]]:
    """What tells each kind of question. Raises SourceError if one is missing, unknown or not understood."""
    found = patterns.read_all(path)
    patterns.exactly(found, _NAMES, path.name)
    return found


@lru_cache(maxsize=8)
def names_of(plan: Plan) -> Names:
    """The names that the plan's rows use."""
    projects = {
        short: row.category
        for row in plan.projects
        for short in (row.category, row.category.removesuffix("工程").removesuffix("建设"), row.category[2:])
        if len(short) > 2
    }
    pieces = {row.name[i : i + _OWN_CHARS] for row in plan.indicators for i in range(len(row.name) - _OWN_CHARS + 1)}
    return Names(
        agencies={
            agency.removeprefix(plan.source.district[-1:]): agency for row in plan.indicators for agency in row.agencies
        },
        kinds={row.category: row.category for row in plan.indicators},
        projects=tuple((row.name, row.task) for row in plan.projects),
        periods=tuple(dict.fromkeys(row.period for row in plan.indicators)),
        project_kinds=dict(sorted(projects.items(), key=lambda pair: -len(pair[0]))),
        boxes={row.box: row.period for row in plan.indicators},
        own=frozenset(piece for piece in pieces if not _NOT_OWN.search(piece) and re.fullmatch(r"\w+", piece)),
    )


def said(text: str, names: dict[str, str]) -> str | None:
    """The first of the names that a text holds, the longest where several begin together, as the rows write it."""
    held = [(text.index(short), -len(short), full) for short, full in names.items() if short in text]
    return min(held)[2] if held else None


def all_said(text: str, names: dict[str, str]) -> tuple[str, ...]:
    """All of the names that a text holds, as the rows write them."""
    return tuple(dict.fromkeys(full for short, full in names.items() if short in text))


def of_projects(text: str, names: Names) -> bool:
    """Whether a text names a category of projects, or quotes a piece of the name of one."""
    piece = quoted(text)
    by_piece = piece is not None and len(piece) >= _QUOTED_CHARS and any(piece in name for name, _ in names.projects)
    return bool(said(text, names.project_kinds)) or by_piece


def chapter(text: str, plan: Plan) -> int | None:
    """The chapter whose title shares most pairs of characters with a text; None where none shares any of its own."""
    titles = {h.number: h.title.split()[-1] for h in plan.headings if h.level == 2 and h.title.startswith("第")}
    pairs = {n: {title[i : i + 2] for i in range(len(title) - 1)} for n, title in titles.items()}
    common = {pair for found in pairs.values() for pair in found if sum(pair in other for other in pairs.values()) > 1}
    shared = {number: sum(pair in text for pair in found - common) for number, found in pairs.items()}
    best = max(shared, key=lambda number: shared[number], default=None)
    return best if best is not None and shared[best] else None


def agency(text: str, names: dict[str, str]) -> str | None:
    """The agency that a text names, in full or by its core (水务局 → 区建设水务局)."""
    if full := said(text, names):
        return full
    for match in _OFFICE.finditer(text):
        for start in range(len(match[0]) - 2):
            core = re.sub(r"(管委会|局|委|办)$", "", match[0][start:])
            found = {full for short, full in names.items() if len(core) > 1 and core in short}
            if len(found) == 1:
                return found.pop()
    return None


def names_one(text: str, names: Names) -> bool:
    """Whether a text has a piece of the name of an indicator, so that it is about this one."""
    return any(piece in text for piece in names.own)


def attribute(text: str) -> str | None:
    """The attribute that a text names, in the table's word or in everyday ones."""
    if found := next((name for name in _ATTRIBUTES if name in text), None):
        return found
    if words()["expected"].search(text):
        return "预期性"
    return "约束性" if words()["binding"].search(text) else None


def outcome(question: Question) -> str | None:
    """Met or missed, where the question asks for indicators that were."""
    text, known = re.sub(r"[（(][^）)]*[）)]", "", question.standalone), words()  # what is left out stands in brackets
    about_rows = bool(re.search("指标|哪|几[项个门样条件]|多少[项个]|各项|有谁", text))
    for name in ("just_met", "exceeded", "missed"):
        if (about_rows or name == "missed") and known[name].search(text):
            return name
    asks_for_met = question.period == "十二五" and "met" in question.wants and "指标" in text
    return "met" if asks_for_met and known["met"].search(text) else None


def change(text: str) -> Change | None:
    """What became of indicators between the two tables, where a question compares them as a whole."""
    known = words()
    about_rows = "指标" in text or "目标表" in text or "责任单位" in text
    if not (about_rows and known["compares"].search(text)):
        return None
    if CHANGED_AGENCIES.search(text) and known["groups"].search(text):
        return _agency_change(text)
    found = next((name for name in _CHANGES if known[name].search(text)), None)
    both = len(set(re.findall("十[二三]五", text))) > 1 or re.search("两(张|个)表|上一?(期|轮|个五年)|原来|比", text)
    return found if found not in _COMPARING or both else None


def _agency_change(text: str) -> Change:
    """Whether agencies that are new in the later table are asked for, or those that it no longer has."""
    gone = re.search(r"“?十三五[^，,。？?]{0,16}(没(再|有|名字|出现)|不再|再也没|消失|不见|一次都没)", text)
    return "dropped" if gone else "new"


def figures(text: str) -> tuple[str | None, str | None]:
    """The figures that the target and the completion cells have to hold."""
    if both := _BOTH.search(text):
        return (both[1] if "目标" in text else None), (both[1] if re.search("完成|实际|做到", text) else None)
    if _HUNDRED.search(text) and re.search("目标|定", text):
        return "100", None
    target, done = _TARGET.search(text), _DONE.search(text)
    return ((target[1] or target[2]) if target else None), (done[1] if done else None)


def cell(text: str) -> str | None:
    """The figure of a cell whose row is asked for (543亿元是什么的数)."""
    match = _CELL.search(text)
    return match[1] if match else None


def unit(text: str) -> tuple[str | None, bool]:
    """The unit that rows have to have, and whether they must have another one."""
    if match := words()["not_unit"].search(text):
        return _unit(match), True
    return (_unit(match), False) if (match := words()["unit_of"].search(text)) else (None, False)


def _unit(match: re.Match[str]) -> str:
    return {"千分号": "‰", "％": "%", "百分比": "%", "百分号": "%", "百分数": "%"}.get(match["unit"], match["unit"])


def quoted(text: str) -> str | None:
    """What a question puts in quotation marks, the longest piece where it leaves something out (片区……改造工程)."""
    match = next((found for found in _QUOTED.finditer(text) if not _NO_PIECE.search(found[1])), None)
    return max(re.split(r"…+|\.{3,}", match[1]), key=len) if match else None


def built(text: str, names: Names) -> str | None:
    """How many buildings a question names (两幢 → 2幢), as the tasks of several projects write it."""
    for match in _COUNTED.finditer(text):
        number = match[1]
        value = int(number) if number.isdigit() else 2 if number == "两" else from_chinese(number)
        for written in (f"{value}幢", f"{value}栋", f"{value}座", f"{number}幢"):
            if sum(written in task for _, task in names.projects) > 1:
                return written
    return None


def shared(text: str, texts: Sequence[str], *, at_least: int = 2) -> str | None:
    """The longest piece of a question (2 to 6 characters) that several texts hold, generic words aside."""
    pieces = {text[i : i + size] for size in range(at_least, 7) for i in range(len(text) - size + 1)}
    generic = words()["generic"]
    found = [
        piece
        for piece in pieces
        if not (generic.search(piece) or re.search(r"[^\w]", piece)) and sum(piece in other for other in texts) > 1
    ]
    return max(found, key=lambda piece: (len(piece), piece), default=None)
