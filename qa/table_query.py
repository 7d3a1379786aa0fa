"""From a question to a small query over the plan's rows, which the answer shows so that it can be repeated.

table (十二五 or 十三五 indicators, projects) + filters + what to do with the rows that are left
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

from corpus import facts
from corpus.model import Indicator, Plan, Project
from qa.question import Question

Operation = Literal["list", "count", "most", "fewest"]
Row = Indicator | Project

_INDICATORS = re.compile(r"指标|目标(?!任务)|约束性|预期性|专栏[12]")
_PROJECTS = re.compile(r"项目|附件1|附件一|大工程|重大\S{2,6}工程|重点发展功能区")
_TOTAL = re.compile(
    r"总共|一共|共有|总数|全部|合计|统共|排了|列了|列出了|多少个(大|重点)?项目|多少项(主要)?指标|几大?类"
)
_MISSED = re.compile(r"(没|未|没有|未能|没能)(有)?(完成|达标|达到|实现|做到)|不达标|落空|没达|欠账|拖后腿")
_MET = re.compile(r"(完成|达标|达到|实现|超额)")
_ALL_PROJECTS = re.compile(r"重点项目|大项目|附件|项目表|多少个项目|几个项目|项目.{0,4}(一共|总共|共有?)(多少|几)")
_EXTREME = re.compile(r"最(多|少)")
_NAMED = re.compile(r"[“\"'「]([^”\"'」]{2,12})[”\"'」]")
_GROUPS = re.compile(r"哪(一)?(类|个类别|个大类|个部门|个单位|个局|家单位|几个部门)")
_KIND_OF = re.compile(r"(是|属于|算)(预期性|约束性)(的)?(还是|或)|预期性还是|约束性还是|什么属性|哪种属性|属性是")


@dataclass(frozen=True, slots=True)
class TableQuery:
    """A query over rows. Filters that are None let every row pass; all given ones must hold."""

    table: Literal["indicators", "projects"]
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


@lru_cache(maxsize=8)
def _names(plan: Plan) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Short name → agency, indicator category, project category as the rows write them."""
    agencies = {
        agency.removeprefix(plan.source.district[-1:]): agency for row in plan.indicators for agency in row.agencies
    }
    kinds = {row.category: row.category for row in plan.indicators}
    projects = {
        short: row.category
        for row in plan.projects
        for short in (row.category, row.category.removesuffix("工程").removesuffix("建设"))
    }
    return agencies, kinds, projects


def parse(question: Question, plan: Plan) -> TableQuery | None:
    """The query that a question asks for, or None where it asks for text or for a single row."""
    text, wants = question.standalone, question.wants
    agencies, kinds, project_kinds = _names(plan)
    agency = next((full for short, full in agencies.items() if short in text), None)
    kind = next((full for short, full in kinds.items() if short in text), None)
    project_kind = next(
        (full for short, full in sorted(project_kinds.items(), key=lambda i: -len(i[0])) if short in text), None
    )
    extreme = _EXTREME.search(text)
    group = _GROUPS.search(text)
    operation: Operation = "count" if "count" in wants and "list" not in wants else "list"
    if extreme and group:
        operation = "most" if extreme[1] == "多" else "fewest"
    grouped = ("agency" if group and re.search("部门|单位|局", group[0]) else "category") if extreme and group else None
    asks_rows = bool({"list", "count"} & wants) or grouped is not None
    if not asks_rows:
        return None
    if _PROJECTS.search(text) and not re.search(r"指标", text):
        named = _NAMED.search(text) if re.search(r"(名称|名字|名儿|叫|带|含|写着)", text) else None
        query = TableQuery(
            "projects", operation, category=project_kind, name_holds=named[1] if named else None, group_by=grouped
        )
        total = bool(_TOTAL.search(text)) and bool(_ALL_PROJECTS.search(text))
        return query if query.has_filter or grouped or (operation == "count" and total) else None
    if not _INDICATORS.search(text):
        return None
    attribute = next((name for name in ("约束性", "预期性") if name in text), None)
    if attribute and _KIND_OF.search(text):
        return None
    result = "missed" if _MISSED.search(text) else None
    if (
        result is None
        and question.period == "十二五"
        and "met" in wants
        and _MET.search(text)
        and re.search("指标", text)
    ):
        result = "met"
    query = TableQuery(
        "indicators",
        operation,
        period="十二五" if result else question.period,
        agency=agency,
        category=kind,
        attribute=attribute,
        outcome=result,
        group_by=grouped,
    )
    asks_for_rows = re.search(r"指标", text) and (
        query.has_filter or grouped or (operation == "count" and _TOTAL.search(text))
    )
    return query if asks_for_rows or (agency and re.search(r"负责|牵头|扛|管|担", text)) else None


def run(query: TableQuery, plan: Plan) -> tuple[Row, ...]:
    """The rows that pass the query's filters, in the plan's order."""
    rows: tuple[Row, ...] = plan.projects if query.table == "projects" else plan.indicators
    return tuple(row for row in rows if _passes(row, query))


def _passes(row: Row, query: TableQuery) -> bool:
    if query.category and row.category != query.category:
        return False
    if query.name_holds and query.name_holds not in row.name:
        return False
    if isinstance(row, Project):
        return True
    return (
        (not query.period or row.period == query.period)
        and (not query.agency or query.agency in row.agencies)
        and (not query.attribute or row.attribute == query.attribute)
        and (not query.outcome or facts.outcome(row) == query.outcome)
    )
