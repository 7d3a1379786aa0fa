"""The rows of the desk: indicators and projects with their columns, filters and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus import facts
from corpus.model import Indicator, Plan, Project
from web import exports, text
from web.escape import esc
from web.hits import address
from web.sheet import NO_VALUE, Column, holds


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """What the person chose; empty means all."""

    words: str = ""
    period: str = ""
    category: str = ""
    agency: str = ""
    attribute: str = ""
    outcome: str = ""

    def __call__(self, row: Indicator) -> bool:
        """Whether a row passes."""
        texts = (row.name, row.category, row.unit, row.target, row.completion or "", *row.agencies, row.note or "")
        return (
            self.period in ("", row.period)
            and self.category in ("", row.category)
            and (not self.agency or self.agency in row.agencies)
            and self.attribute in ("", row.attribute)
            and self.outcome in ("", outcome_key(row))
            and holds(texts, self.words)
        )


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What the person chose; empty means all."""

    words: str = ""
    category: str = ""

    def __call__(self, row: Project) -> bool:
        """Whether a row passes."""
        return self.category in ("", row.category) and holds((row.name, row.task, row.category), self.words)


def outcome_key(row: Indicator) -> str:
    """met, missed, not_comparable, or none where there is nothing to judge."""
    return facts.outcome(row) or "none"


def outcome_name(row: Indicator) -> str:
    """The outcome in words."""
    return text.OUTCOMES.get(outcome_key(row), text.NOT_JUDGED)


def indicator_columns(plan: Plan) -> list[Column[Indicator]]:
    """The columns of the indicators; the name opens the row's place."""
    return [
        Column(
            "number",
            text.DESK_COLUMNS["number"],
            lambda row: row.number,
            order=lambda row: Decimal(row.box * 1000 + row.number),
        ),
        Column("period", text.DESK_COLUMNS["period"], lambda row: row.period),
        Column("category", text.DESK_COLUMNS["category"], lambda row: row.category),
        Column(
            "name",
            text.DESK_COLUMNS["name"],
            lambda row: row.name,
            html=lambda row: _link(plan, row.passage_id, row.name),
        ),
        Column("unit", text.DESK_COLUMNS["unit"], lambda row: row.unit, sortable=False),
        Column(
            "target",
            text.DESK_COLUMNS["target"],
            lambda row: row.target,
            order=lambda row: facts.target(row.target).value,
        ),
        Column("completion", text.DESK_COLUMNS["completion"], lambda row: row.completion, order=_completion),
        Column("outcome", text.DESK_COLUMNS["outcome"], outcome_name, order=_outcome_order, html=_outcome),
        Column("attribute", text.DESK_COLUMNS["attribute"], lambda row: row.attribute),
        Column("agencies", text.DESK_COLUMNS["agencies"], lambda row: "、".join(row.agencies)),
    ]


def project_columns(plan: Plan) -> list[Column[Project]]:
    """The columns of the projects; the name opens the row's place."""
    return [
        Column("number", text.DESK_COLUMNS["number"], lambda row: row.number),
        Column("category", text.DESK_COLUMNS["category"], lambda row: row.category),
        Column(
            "name",
            text.DESK_COLUMNS["project"],
            lambda row: row.name,
            html=lambda row: _link(plan, row.passage_id, row.name),
        ),
        Column("task", text.DESK_COLUMNS["task"], lambda row: row.task, sortable=False, wide=True),
    ]


def indicator_file(plan: Plan, rows: Sequence[Indicator], kind: str) -> exports.File:
    """The rows as "csv" or "xlsx", with note, place and citation."""
    columns = indicator_columns(plan)
    head = [*(column.name for column in columns), text.DESK_COLUMNS["note"], text.DESK_COLUMNS["place"], text.CITATION]
    cells = [[*(_exported(column, row) for column in columns), row.note, *_place(plan, row.passage_id)] for row in rows]
    return _file(plan, text.FILE_INDICATORS, head, cells, kind)


def project_file(plan: Plan, rows: Sequence[Project], kind: str) -> exports.File:
    """The rows as "csv" or "xlsx", with place and citation."""
    columns = project_columns(plan)
    head = [*(column.name for column in columns), text.DESK_COLUMNS["place"], text.CITATION]
    cells = [[*(column.cell(row) for column in columns), *_place(plan, row.passage_id)] for row in rows]
    return _file(plan, text.FILE_PROJECTS, head, cells, kind)


def _file(
    plan: Plan, what: str, head: Sequence[str], cells: Sequence[Sequence[exports.Cell]], kind: str
) -> exports.File:
    stem = f"{plan.source.short_title}_{what}"
    return exports.as_csv(stem, head, cells) if kind == "csv" else exports.as_xlsx(stem, head, cells, sheet=what)


def _exported(column: Column[Indicator], row: Indicator) -> exports.Cell:
    """A plain number as a number, so that a spreadsheet can count with it; 35.26 stays as written."""
    value = column.cell(row)
    number = facts.number(value) if column.key in ("target", "completion") and isinstance(value, str) else None
    return value if number is None else number


def _place(plan: Plan, passage_id: str) -> tuple[str, str]:
    label = plan.passage(passage_id).label
    return label, exports.cite(plan, label)


def _plan_order(row: Indicator) -> Decimal:
    return Decimal(row.box * 1000 + row.number)


def _completion(row: Indicator) -> Decimal | None:
    return facts.number(row.completion) if row.completion else None


def _outcome_order(row: Indicator) -> Decimal | None:
    order = list(text.OUTCOMES)
    return Decimal(order.index(key)) if (key := outcome_key(row)) in order else None


def _outcome(row: Indicator) -> str:
    key = outcome_key(row)
    if key not in text.OUTCOMES:
        return f'<span class="pq-unseen">{text.NOT_JUDGED}</span><span aria-hidden="true">{NO_VALUE}</span>'
    sign = f'<span aria-hidden="true">{text.OUTCOME_SIGNS[key]}</span>'
    return f'<span class="pq-outcome pq-{key.replace("_", "-")}">{sign}{esc(text.OUTCOMES[key])}</span>'


def _link(plan: Plan, passage_id: str, name: str) -> str:
    label = esc(text.OPEN_AT.format(label=plan.passage(passage_id).label))
    return f'<a href="{esc(address(plan, passage_id))}" title="{label}">{esc(name)}</a>'
