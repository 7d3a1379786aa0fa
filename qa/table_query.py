"""A small query over the plan's rows, which the answer shows so that it can be repeated.

table (indicators of 十二五 and 十三五, projects, maps) + filters + what to do with the rows that are left
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus import facts
from corpus.model import Box, GlossaryEntry, Heading, Indicator, MapEntry, Plan, Project
from qa.twins import twin

Operation = Literal["list", "count", "most", "fewest", "highest", "lowest", "groups"]
Change = Literal["new", "dropped", "common", "raised", "lowered", "unchanged"]
Outline = Literal["chapters", "sections", "boxes", "glossary"]
Row = Indicator | Project | MapEntry | Heading | Box | GlossaryEntry
_CHAPTER, _SECTION = 2, 3  # levels of headings


@dataclass(frozen=True, slots=True)
class TableQuery:
    """A query over rows. Filters that are None let every row pass; all given ones must hold."""

    table: Literal["indicators", "projects", "maps"] | Outline
    operation: Operation
    period: str | None = None  # of indicators: 十二五, 十三五
    agency: str | None = None
    also: str | None = None  # a second agency that answers for it too
    category: str | None = None
    attribute: str | None = None
    outcome: str | None = None  # met, missed, exceeded, just_met
    target: str | None = None  # the number in the target cell
    completion: str | None = None  # the number in the completion cell
    figure: str | None = None  # the number in either
    ceiling: bool | None = None  # True: targets that must not be passed
    worded: bool | None = None  # True: targets in words
    joint: bool | None = None  # True: several agencies answer for it
    unit: str | None = None
    other_unit: bool | None = None  # True: another unit than that
    change: Change | None = None  # from the indicators of the earlier five years to those of the later
    name_holds: str | None = None
    holds: str | None = None  # in the name or the task
    among: tuple[str, ...] | None = None  # categories
    chapter: int | None = None  # of sections and boxes
    measure: str | None = None  # target or completion, for highest and lowest
    group_by: str | None = None  # category, agency or period, for most, fewest, groups and count
    group_size: int | None = None  # only groups of so many rows; 0: groups of which no row passes the filters

    def as_json(self) -> dict[str, Any]:
        """The query without its empty fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    @property
    def by_words(self) -> bool:
        """Whether rows are told only by a word that the question shares with several of them."""
        return self.table == "projects" and bool(self.holds or self.name_holds) and not self.category

    @property
    def has_filter(self) -> bool:
        """Whether any row may be left out, the period aside."""
        return any(
            (
                self.agency, self.category, self.attribute, self.outcome, self.target, self.completion, self.ceiling,
                self.change, self.name_holds, self.holds, self.joint, self.unit, self.figure, self.worded, self.among,
            )
        )  # fmt: skip


def run(query: TableQuery, plan: Plan) -> tuple[Row, ...]:
    """The rows that pass the query's filters, in the plan's order; for highest and lowest those at the edge first."""
    rows = tuple(row for row in _table(query, plan) if _passes(row, query, plan))
    if query.operation in ("highest", "lowest"):
        return _by_measure(rows, query)
    if query.group_size == 0:
        held = {name for row in rows for name in group_names(row, query)}
        everything = TableQuery(query.table, query.operation, period=query.period, group_by=query.group_by)
        return tuple(row for row in run(everything, plan) if not held.intersection(group_names(row, query)))
    if query.group_size is not None:
        sizes = Counter(name for row in rows for name in group_names(row, query))
        return tuple(row for row in rows if any(sizes[name] == query.group_size for name in group_names(row, query)))
    return rows


def _table(query: TableQuery, plan: Plan) -> tuple[Row, ...]:
    if query.table in ("chapters", "sections"):
        return _headings(query, plan)
    if query.table == "boxes":
        return tuple(box for box in plan.boxes if query.chapter in (None, box.place.chapter))
    tables: dict[str, tuple[Row, ...]] = {
        "projects": plan.projects, "indicators": plan.indicators, "maps": plan.maps, "glossary": plan.glossary,
    }  # fmt: skip
    return tables[query.table]


def _headings(query: TableQuery, plan: Plan) -> tuple[Heading, ...]:
    """The chapters of a plan, or the sections of one of its chapters or of all."""
    chapter, found = None, []
    for heading in plan.headings:
        if heading.level <= _CHAPTER:
            chapter = heading.number if heading.level == _CHAPTER and heading.title.startswith("第") else None
        if chapter is None:
            continue
        if query.table == "chapters" and heading.level == _CHAPTER:
            found.append(heading)
        if query.table == "sections" and heading.level == _SECTION and query.chapter in (None, chapter):
            found.append(heading)
    return tuple(found)


def group_names(row: Row, query: TableQuery) -> tuple[str, ...]:
    """The groups that a row belongs to."""
    if not isinstance(row, Indicator | Project):
        return ()
    if query.group_by == "period" and isinstance(row, Indicator):
        return (f"“{row.period}”",)
    return row.agencies if query.group_by == "agency" and isinstance(row, Indicator) else (row.category,)


def measured(row: Row, query: TableQuery) -> facts.Target:
    """The figure by which rows are put in order."""
    if not isinstance(row, Indicator):
        return facts.Target("text", None)
    if query.measure == "completion":
        found = facts.number(row.completion or "")
        return facts.Target("at_least" if found is not None else "text", found)
    return facts.target(row.target)


def _by_measure(rows: tuple[Row, ...], query: TableQuery) -> tuple[Row, ...]:
    """The rows of one unit, the edge first; () where they have several units, as those cannot be compared."""
    known = [row for row in rows if isinstance(row, Indicator) and measured(row, query).value is not None]
    if len({row.unit for row in known}) != 1:
        return ()
    return tuple(sorted(known, key=lambda row: measured(row, query).value or 0, reverse=query.operation == "highest"))


def _passes(row: Row, query: TableQuery, plan: Plan) -> bool:
    if isinstance(row, Heading | Box | GlossaryEntry):
        return True
    if query.name_holds and query.name_holds not in row.name:
        return False
    if isinstance(row, MapEntry):
        return True
    if query.among and row.category not in query.among:
        return False
    if query.category and row.category != query.category:
        return False
    if isinstance(row, Project):
        return not query.holds or query.holds in f"{row.name} {row.task}"
    return (
        (not query.period or row.period == query.period)
        and (not query.agency or query.agency in row.agencies)
        and (not query.also or query.also in row.agencies)
        and (not query.attribute or row.attribute == query.attribute)
        and (not query.outcome or query.outcome in _outcomes(row))
        and (not query.target or _holds_number(row.target, query.target))
        and (not query.completion or _holds_number(row.completion or "", query.completion))
        and (not query.figure or any(_holds_number(c, query.figure) for c in (row.target, row.completion or "")))
        and (not query.worded or facts.target(row.target).kind == "text")
        and (not query.ceiling or facts.target(row.target).kind == "at_most")
        and (not query.joint or len(row.agencies) > 1)
        and (not query.unit or (row.unit == query.unit) != bool(query.other_unit))
        and (not query.change or query.change in _changes(row, plan, by_agency=query.group_by == "agency"))
    )


def _holds_number(cell: str, number: str) -> bool:
    found = facts.target(cell).value
    return found is not None and found == facts.number(number)


def _outcomes(row: Indicator) -> set[str]:
    """What may be said of an indicator's outcome; what a change of statistics made incomparable counts as missed too.

    The table itself puts it below its target, and the answer adds the note that says why.
    """
    target, reached, kind = facts.target(row.target), facts.number(row.completion or ""), facts.outcome(row)
    if kind is None or target.value is None or reached is None:
        return set()
    if kind == "not_comparable":
        return {"missed"} if reached < target.value else set()
    if kind == "missed":
        return {"missed"}
    return {"met", "just_met"} if reached == target.value else {"met", "exceeded"}


def _changes(row: Indicator, plan: Plan, *, by_agency: bool = False) -> set[str]:
    """What became of an indicator, or of one of its agencies, between the two tables."""
    periods = list(dict.fromkeys(other.period for other in plan.indicators))
    if len(periods) != 2:
        return set()
    earlier, later = periods
    if by_agency:
        others = {name for other in plan.indicators if other.period != row.period for name in other.agencies}
        return set() if set(row.agencies) <= others else {"dropped" if row.period == earlier else "new"}
    other = twin(plan, row, later if row.period == earlier else earlier)
    if other is None:
        return {"dropped" if row.period == earlier else "new"}
    if row.period == earlier:
        return set()
    before, now = facts.target(other.target).value, facts.target(row.target).value
    if before is None or now is None or other.unit != row.unit:
        return {"common"}
    return {"common", "raised" if now > before else "lowered" if now < before else "unchanged"}
