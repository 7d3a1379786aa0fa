"""From a question to a query over the plan's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corpus.model import Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from qa import patterns
from qa.question import Question
from qa.table_query import Change, Operation, TableQuery

PATTERNS = patterns.DATA / "tables.toml"
_NAMES = (
    "indicators", "projects", "maps", "all_maps", "total", "all_projects", "missed", "met", "exceeded", "just_met",
    "ceiling", "new", "dropped", "common", "raised", "lowered", "unchanged", "generic", "by_kind", "by_name",
    "in_charge", "binding", "expected", "kind_of", "groups", "only_one", "agencies", "joint", "unit_of", "first",
)  # fmt: skip
_CHANGES: tuple[Change, ...] = ("new", "dropped", "raised", "lowered", "unchanged", "common")
_NAMING = 4  # characters of a project's name that tell which one is meant
_ATTRIBUTES = ("约束性", "预期性")
_EXTREME = re.compile(r"最(多|少|高|低|大|小)")
_NAMED = re.compile(r"[“\"'「]([^”\"'」]{2,12})[”\"'」]")
_TARGET = re.compile(r"目标[^，。；？完]{0,8}?(\d+(?:\.\d+)?)\s*(?:%|％|百分)")
_DONE = re.compile(r"(?:完成|实际|做到)[^，。；？目]{0,6}?(\d+(?:\.\d+)?)\s*(?:%|％|百分)")
_BOTH = re.compile(r"(?:都|均)(?:是|为|达到)?(\d+(?:\.\d+)?)\s*(?:%|％)")
_COUNTED = re.compile(rf"(\d+|{CHINESE_NUMBER}|两)(幢|栋|座)")
_WHICH_ROW = re.compile(
    r"(是|属于|属性是?)(预期性|约束性).{0,8}(哪|几)|哪.{0,6}(是|属于|属性是?)(预期性|约束性)|是哪(项|个|条)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:局|委(?!员)|办(?!证|事|理|学)|管委会)")
_CHANGED_AGENCIES = re.compile(r"新(冒|出现|增|加|来|多)|没(再|有|名字|出现)|不再|再也没|消失|不见")
_RATE = re.compile(r"年均增长率|增长率|增速|比重|占比|率")


@dataclass(frozen=True, slots=True)
class _Names:
    """What a person may call an agency or a category → as the rows write it."""

    agencies: dict[str, str]
    kinds: dict[str, str]  # of indicators
    project_kinds: dict[str, str]  # longest name first
    projects: tuple[tuple[str, str], ...]  # name and task
    periods: tuple[str, ...]  # of the indicator tables, in their order


@lru_cache(maxsize=2)
def _patterns(path: Path = PATTERNS) -> dict[str, re.Pattern[str]]:
    found = patterns.read_all(path)
    patterns.exactly(found, _NAMES, path.name)
    return found


@lru_cache(maxsize=8)
def _names(plan: Plan) -> _Names:
    """The names that the plan's rows use."""
    projects = {
        short: row.category
        for row in plan.projects
        for short in (row.category, row.category.removesuffix("工程").removesuffix("建设"))
    }
    return _Names(
        agencies={
            agency.removeprefix(plan.source.district[-1:]): agency for row in plan.indicators for agency in row.agencies
        },
        kinds={row.category: row.category for row in plan.indicators},
        projects=tuple((row.name, row.task) for row in plan.projects),
        periods=tuple(dict.fromkeys(row.period for row in plan.indicators)),
        project_kinds=dict(sorted(projects.items(), key=lambda pair: -len(pair[0]))),
    )


def parse(question: Question, plan: Plan) -> TableQuery | None:
    """The query that a question asks for, or None where it asks for text or for a single row."""
    text, known = question.standalone, _patterns()
    operation, grouped = _operation(question)
    asks = bool({"list", "count"} & question.wants or grouped or operation in ("highest", "lowest"))
    asks = asks or bool(_WHICH_ROW.search(text))
    if known["maps"].search(text) and known["all_maps"].search(text) and plan.maps:
        return TableQuery("maps", operation if operation in ("list", "count") else "list")
    if not asks or question.wants & {"money", "contact", "where", "why"}:
        return None  # no table has such a column
    if known["projects"].search(text) and "指标" not in text:
        return _of_projects(text, operation, grouped, _names(plan))
    if known["indicators"].search(text):
        return _of_indicators(question, operation, grouped, _names(plan))
    return None


def _operation(question: Question) -> tuple[Operation, str | None]:
    """What to do with the rows, and what to group them by where groups are asked for."""
    text, known = question.standalone, _patterns()
    extreme, group = _EXTREME.search(text), known["groups"].search(text)
    grouped = None
    if group and not known["joint"].search(text):
        grouped = "agency" if known["agencies"].search(group[0]) else "category"
    if extreme and grouped and extreme[1] in "多少":
        return ("most" if extreme[1] == "多" else "fewest"), grouped
    if grouped and (first := known["first"].search(text)):
        return ("fewest" if re.search("垫底|最后|倒数", first[0]) else "most"), grouped
    if extreme and extreme[1] in "高大":
        return "highest", None
    if extreme and extreme[1] in "低小":
        return "lowest", None
    if grouped and known["only_one"].search(text):
        return "groups", grouped
    if grouped == "agency" and _CHANGED_AGENCIES.search(text):
        return "groups", grouped
    if grouped and group and group[0][0] in "几多":
        return "count", grouped
    return ("count" if "count" in question.wants and "list" not in question.wants else "list"), None


def _of_projects(text: str, operation: Operation, grouped: str | None, names: _Names) -> TableQuery | None:
    """A query over the projects; None where nothing narrows it and not all of them are counted."""
    known = _patterns()
    if operation in ("highest", "lowest") or any(len(name) >= _NAMING and name in text for name, _ in names.projects):
        return None
    category = _said(text, names.project_kinds)
    named = _NAMED.search(text) if known["by_name"].search(text) else None
    size = 1 if operation == "groups" else None
    if category or named or grouped:
        return TableQuery(
            "projects",
            operation,
            category=category,
            name_holds=named[1] if named else None,
            group_by=grouped and "category",
            group_size=size,
        )
    if built := _built(text, names):
        return TableQuery("projects", operation, holds=built)
    if known["by_kind"].search(text):
        by_name = bool(known["by_name"].search(text))
        shared = None if by_name else _shared(text, [f"{name} {task}" for name, task in names.projects], at_least=3)
        if shared := shared or _shared(text, [name for name, _ in names.projects]):
            query = TableQuery("projects", operation)
            return replace(query, name_holds=shared) if by_name else replace(query, holds=shared)
    counts_all = known["total"].search(text) and known["all_projects"].search(text)
    return TableQuery("projects", "count") if counts_all else None


def _built(text: str, names: _Names) -> str | None:
    """How many buildings a question names (两幢 → 2幢), as the tasks of several projects write it."""
    for match in _COUNTED.finditer(text):
        number = match[1]
        value = int(number) if number.isdigit() else 2 if number == "两" else from_chinese(number)
        for written in (f"{value}幢", f"{value}栋", f"{value}座", f"{number}幢"):
            if sum(written in task for _, task in names.projects) > 1:
                return written
    return None


def _shared(text: str, texts: Sequence[str], *, at_least: int = 2) -> str | None:
    """The longest piece of a question (2 to 6 characters) that several texts hold, generic words aside."""
    pieces = {text[i : i + size] for size in range(at_least, 7) for i in range(len(text) - size + 1)}
    generic = _patterns()["generic"]
    shared = [
        piece
        for piece in pieces
        if not (generic.search(piece) or re.search(r"[^\w]", piece)) and sum(piece in other for other in texts) > 1
    ]
    return max(shared, key=lambda piece: (len(piece), piece), default=None)


def _of_indicators(question: Question, operation: Operation, grouped: str | None, names: _Names) -> TableQuery | None:
    """A query over the indicators; None where the question is about one of them."""
    text, known = question.standalone, _patterns()
    attribute = _attribute(text)
    if attribute and known["kind_of"].search(text) and not _WHICH_ROW.search(text):
        return None
    change = _change(text)
    result = None if change else _outcome(question)
    target, done = _numbers(text)
    agency = _agency(text, names.agencies)
    query = TableQuery(
        "indicators",
        operation,
        period=None if change else "十二五" if result or done else question.period,
        agency=agency,
        category=_said(text, names.kinds),
        attribute=attribute,
        outcome=result,
        target=target,
        completion=done,
        ceiling=True if known["ceiling"].search(text) and "list" in question.wants else None,
        change=change,
        joint=True if known["joint"].search(text) and not agency else None,
        unit=unit["unit"].replace("％", "%") if (unit := known["unit_of"].search(text)) else None,
        group_by=grouped,
        group_size=1 if operation == "groups" and not change else None,
    )
    if operation in ("most", "fewest") and query.period is None and names.periods and question.periods == 0:
        query = replace(query, period=names.periods[-1])
    if operation in ("highest", "lowest"):
        return _extreme(query, text)
    if "指标" in text and not query.has_filter and not grouped and known["total"].search(text):
        latest = names.periods[-1] if names.periods else None  # the plan's own targets, not the look back
        return replace(query, operation="count", period=query.period or (latest if question.periods == 0 else None))
    about_rows = "指标" in text or "目标" in text or "表" in text
    return (
        query
        if (about_rows and (query.has_filter or grouped) and ("指标" in text or result or target or done or change))
        or (re.search("专栏[12]|表", text) and (query.unit or query.joint))
        or (query.agency and known["in_charge"].search(text))
        else None
    )


def _attribute(text: str) -> str | None:
    """The attribute that a text names, in the table's word or in everyday ones."""
    if found := next((name for name in _ATTRIBUTES if name in text), None):
        return found
    known = _patterns()
    if known["expected"].search(text):
        return "预期性"
    return "约束性" if known["binding"].search(text) else None


def _extreme(query: TableQuery, text: str) -> TableQuery | None:
    """Which indicator has the highest or lowest figure, among those whose names share a measure."""
    rate = _RATE.search(text)
    if not rate or "指标" not in text:
        return None
    piece = "比重" if rate[0] == "占比" else "增长率" if rate[0] == "增速" else rate[0]
    return replace(query, name_holds=piece, measure="completion" if re.search("完成|实际|做到", text) else "target")


def _change(text: str) -> Change | None:
    """What became of indicators between the two tables, where a question compares them as a whole."""
    about_rows = "指标" in text or "目标表" in text or "责任单位" in text
    if not (about_rows and re.search("十[二三]五|两(张|个)表|新增|延续|保留", text)):
        return None
    if _CHANGED_AGENCIES.search(text) and _patterns()["groups"].search(text):
        return _agency_change(text)
    return next((name for name in _CHANGES if _patterns()[name].search(text)), None)


def _agency_change(text: str) -> Change | None:
    """Whether agencies that are new in the later table are asked for, or those that it no longer has."""
    gone = re.search(r"“?十三五[^，。？]{0,16}(没(再|有|名字|出现)|不再|再也没|消失|不见|一次都没)", text)
    return "dropped" if gone else "new"


def _outcome(question: Question) -> str | None:
    """Met or missed, where the question asks for indicators that were."""
    text, known = question.standalone, _patterns()
    about_rows = "指标" in text or "哪" in text or "几项" in text or "多少项" in text
    if about_rows and known["just_met"].search(text):
        return "just_met"
    if about_rows and known["exceeded"].search(text):
        return "exceeded"
    if known["missed"].search(text):
        return "missed"
    asks_for_met = question.period == "十二五" and "met" in question.wants and "指标" in text
    return "met" if asks_for_met and known["met"].search(text) else None


def _numbers(text: str) -> tuple[str | None, str | None]:
    """The figures that the target and the completion cells have to hold."""
    target, done = _TARGET.search(text), _DONE.search(text)
    if both := _BOTH.search(text):
        asked_done = re.search("完成|实际|做到", text)
        return (both[1] if "目标" in text else None), (both[1] if asked_done else None)
    return (target[1] if target else None), (done[1] if done else None)


def _agency(text: str, names: dict[str, str]) -> str | None:
    """The agency that a text names, in full or by its core (水务局 → 区建设水务局)."""
    if full := _said(text, names):
        return full
    for match in _OFFICE.finditer(text):
        for start in range(len(match[0]) - 2):
            core = re.sub(r"(管委会|局|委|办)$", "", match[0][start:])
            found = {full for short, full in names.items() if len(core) > 1 and core in short}
            if len(found) == 1:
                return found.pop()
    return None


def _said(text: str, names: dict[str, str]) -> str | None:
    """The first of the names that a text holds, the longest where several begin together, as the rows write it."""
    held = [(text.index(short), -len(short), full) for short, full in names.items() if short in text]
    return min(held)[2] if held else None
