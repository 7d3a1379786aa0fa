"""From a question to a small query over the plan's rows, which the answer shows so that it can be repeated.

table (十二五 or 十三五 indicators, projects) + filters + what to do with the rows that are left
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from corpus import facts
from corpus.model import Indicator, MapEntry, Plan, Project
from qa.question import Question

Operation = Literal["list", "count", "most", "fewest"]
Row = Indicator | Project | MapEntry

_INDICATORS = re.compile(r"指标|目标(?!任务)|约束性|预期性|专栏[12]")
_PROJECTS = re.compile(r"项目|附件1|附件一|大工程|重大\S{2,6}工程|重点发展功能区")
_TOTAL = re.compile(
    r"各有?多少|总共|一共|共有|总数|全部|合计|统共|排了|列了|列出了|多少个(大|重点)?项目|多少项(主要)?指标|几大?类"
)
_MISSED = re.compile(r"(没|未|没有|未能|没能)(有)?(完成|达标|达到|实现|做到)|不达标|落空|没达|欠账|拖后腿")
_MET = re.compile(r"(完成|达标|达到|实现|超额)")
_ALL_PROJECTS = re.compile(
    r"重点项目|大项目|附件|项目表|(大)?类项目|多少个项目|几个项目|项目.{0,4}(一共|总共|共有?)(多少|几)"
)
_MAPS = re.compile(r"附件2|附件二|图集|规划图|(多少|几|哪些|哪几)(张|幅)图")
_ALL_MAPS = re.compile(r"(多少|几|哪些|哪几)(张|幅|个|份)?|都有|一共|总共")
_BY_KIND = re.compile(r"项目.{0,6}(有|是)?(多少|几|哪)|(多少|几|哪(些|几)?)个?.{0,8}项目")
_GENERIC = re.compile(
    r"项目|工程|建设|改造|越秀|广州|地块|大楼|重点|重大|中心|一期|多少|几个|哪|是|有|的|个|项$|^项|几"
)
_EXTREME = re.compile(r"最(多|少)")
_NAMED = re.compile(r"[“\"'「]([^”\"'」]{2,12})[”\"'」]")
_GROUPS = re.compile(r"哪(一)?(类|个类别|个大类|个部门|个单位|个局|家单位|几个部门)")
_BY_NAME = re.compile(r"名称|名字|名儿|叫|带|含|写着")
_IN_CHARGE = re.compile(r"负责|牵头|扛|管|担")
_ATTRIBUTES = ("约束性", "预期性")
_KIND_OF = re.compile(r"(是|属于|算)(预期性|约束性)(的)?(还是|或)|预期性还是|约束性还是|什么属性|哪种属性|属性是")


@dataclass(frozen=True, slots=True)
class TableQuery:
    """A query over rows. Filters that are None let every row pass; all given ones must hold."""

    table: Literal["indicators", "projects", "maps"]
    operation: Operation
    period: str | None = None  # of indicators: 十二五, 十三五
    agency: str | None = None
    category: str | None = None
    attribute: str | None = None
    outcome: str | None = None  # met, missed
    name_holds: str | None = None
    group_by: str | None = None  # category or agency, for most and fewest

    def as_json(self) -> dict[str, Any]:
        """The query without its empty fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    @property
    def has_filter(self) -> bool:
        """Whether any row may be left out, the period aside."""
        return any((self.agency, self.category, self.attribute, self.outcome, self.name_holds))


@dataclass(frozen=True, slots=True)
class _Names:
    """What a person may call an agency or a category → as the rows write it."""

    agencies: dict[str, str]
    kinds: dict[str, str]  # of indicators
    project_kinds: dict[str, str]  # longest name first
    project_names: tuple[str, ...]


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
        project_names=tuple(row.name for row in plan.projects),
        project_kinds=dict(sorted(projects.items(), key=lambda pair: -len(pair[0]))),
    )


def parse(question: Question, plan: Plan) -> TableQuery | None:
    """The query that a question asks for, or None where it asks for text or for a single row."""
    operation, grouped = _operation(question)
    if not ({"list", "count"} & question.wants or grouped):
        return None
    text = question.standalone
    if _MAPS.search(text) and _ALL_MAPS.search(text):
        return TableQuery("maps", operation) if plan.maps else None
    if _PROJECTS.search(text) and "指标" not in text:
        return _of_projects(text, operation, grouped, _names(plan))
    return _of_indicators(question, operation, grouped, _names(plan)) if _INDICATORS.search(text) else None


def _operation(question: Question) -> tuple[Operation, str | None]:
    """What to do with the rows, and what to group them by where groups are compared."""
    extreme, group = _EXTREME.search(question.standalone), _GROUPS.search(question.standalone)
    if extreme and group:
        grouped = "agency" if re.search("部门|单位|局", group[0]) else "category"
        return ("most" if extreme[1] == "多" else "fewest"), grouped
    return ("count" if "count" in question.wants and "list" not in question.wants else "list"), None


def _of_projects(text: str, operation: Operation, grouped: str | None, names: _Names) -> TableQuery | None:
    """A query over the projects; None where nothing narrows it and not all of them are counted."""
    category = _said(text, names.project_kinds)
    named = _NAMED.search(text) if _BY_NAME.search(text) else None
    shared = None if category or named or grouped else _shared_name(text, names.project_names)
    holds = named[1] if named else shared
    query = TableQuery("projects", operation, category=category, name_holds=holds, group_by=grouped)
    if query.has_filter or grouped:
        return query
    counts_all = _TOTAL.search(text) and _ALL_PROJECTS.search(text)
    return replace(query, operation="count") if counts_all else None


def _shared_name(text: str, names: Sequence[str]) -> str | None:
    """The longest piece of a question (2 to 6 characters) that several project names hold, generic words aside."""
    if not _BY_KIND.search(text):
        return None
    pieces = {text[i : i + size] for size in range(2, 7) for i in range(len(text) - size + 1)}
    shared = [
        piece
        for piece in pieces
        if not (_GENERIC.search(piece) or any(mark in piece for mark in "，。？、"))
        and sum(piece in name for name in names) > 1
    ]
    return max(shared, key=lambda piece: (len(piece), piece), default=None)


def _of_indicators(question: Question, operation: Operation, grouped: str | None, names: _Names) -> TableQuery | None:
    """A query over the indicators; None where the question is about one of them."""
    text = question.standalone
    attribute = next((name for name in _ATTRIBUTES if name in text), None)
    if attribute and _KIND_OF.search(text):
        return None
    result = _outcome(question)
    query = TableQuery(
        "indicators",
        operation,
        period="十二五" if result else question.period,
        agency=_said(text, names.agencies),
        category=_said(text, names.kinds),
        attribute=attribute,
        outcome=result,
        group_by=grouped,
    )
    if "指标" in text and not query.has_filter and not grouped and _TOTAL.search(text):
        return replace(query, operation="count")
    narrowed = query.has_filter or grouped
    return query if ("指标" in text and narrowed) or (query.agency and _IN_CHARGE.search(text)) else None


def _outcome(question: Question) -> str | None:
    """Met or missed, where the question asks for indicators that were."""
    text = question.standalone
    if _MISSED.search(text):
        return "missed"
    asks_for_met = question.period == "十二五" and "met" in question.wants and "指标" in text
    return "met" if asks_for_met and _MET.search(text) else None


def _said(text: str, names: dict[str, str]) -> str | None:
    """The first of the names that a text holds, as the rows write it."""
    return next((full for short, full in names.items() if short in text), None)


def run(query: TableQuery, plan: Plan) -> tuple[Row, ...]:
    """The rows that pass the query's filters, in the plan's order."""
    tables: dict[str, tuple[Row, ...]] = {"projects": plan.projects, "indicators": plan.indicators, "maps": plan.maps}
    rows = tables[query.table]
    return tuple(row for row in rows if _passes(row, query))


def _passes(row: Row, query: TableQuery) -> bool:
    if query.name_holds and query.name_holds not in row.name:
        return False
    if isinstance(row, MapEntry):
        return True
    if query.category and row.category != query.category:
        return False
    if isinstance(row, Project):
        return True
    return (
        (not query.period or row.period == query.period)
        and (not query.agency or query.agency in row.agencies)
        and (not query.attribute or row.attribute == query.attribute)
        and (not query.outcome or facts.outcome(row) == query.outcome)
    )
