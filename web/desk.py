"""指标与项目: the plan's indicators and projects as tables to sort, filter and take away, and as charts."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from corpus import facts
from corpus.model import Indicator, Plan, Project
from web import charts, exports, sheet, text
from web.escape import esc
from web.records import (
    IndicatorFilter,
    ProjectFilter,
    indicator_columns,
    indicator_file,
    project_columns,
    project_file,
)

PLAIN: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# A head's button sorts; after the table is drawn anew the keyboard stays on it.
SORT_JS = """
let last = null;
element.addEventListener("click", (event) => {
  const head = event.target.closest("[data-sort]");
  if (head) { last = head.dataset.sort; trigger("click", {key: last}); }
});
watch("value", () => {
  const head = last && element.querySelector(`[data-sort="${last}"]`);
  if (head && document.activeElement === document.body) head.focus();
});
"""


def indicator_view(plan: Plan, *fields: str) -> list[Indicator]:
    """The indicators that pass the form: words, period, category, agency, attribute, outcome, sort key, order."""
    *chosen, key, order = (field or "" for field in fields)
    passes = IndicatorFilter(*chosen)
    rows = [row for row in plan.indicators if passes(row)]
    return sheet.arranged(rows, indicator_columns(plan), key, descending=order == text.DESK_DOWN)


def project_view(plan: Plan, *fields: str) -> list[Project]:
    """The projects that pass the form: words, category, sort key, order."""
    *chosen, key, order = (field or "" for field in fields)
    passes = ProjectFilter(*chosen)
    rows = [row for row in plan.projects if passes(row)]
    return sheet.arranged(rows, project_columns(plan), key, descending=order == text.DESK_DOWN)


def indicator_table(plan: Plan, *fields: str) -> str:
    """The table of the indicators that pass the form, as HTML."""
    return sheet.table(
        indicator_view(plan, *fields),
        indicator_columns(plan),
        total=len(plan.indicators),
        key=fields[-2],
        descending=fields[-1] == text.DESK_DOWN,
        caption=text.DESK_TABLE_OF.format(
            title=plan.source.short_title, what=text.DESK_INDICATORS.format(count=len(plan.indicators))
        ),
    )


def project_table(plan: Plan, *fields: str) -> str:
    """The table of the projects that pass the form, as HTML."""
    return sheet.table(
        project_view(plan, *fields),
        project_columns(plan),
        total=len(plan.projects),
        key=fields[-2],
        descending=fields[-1] == text.DESK_DOWN,
        caption=text.DESK_TABLE_OF.format(
            title=plan.source.short_title, what=text.DESK_PROJECTS.format(count=len(plan.projects))
        ),
    )


def resorted(key: str, order: str, clicked: str) -> tuple[str, str]:
    """Sort key and order after a head was clicked: the same head turns the order round, another begins upwards."""
    return clicked, (text.DESK_DOWN if order == text.DESK_UP else text.DESK_UP) if clicked == key else text.DESK_UP


def done_line(rows: tuple[Indicator, ...]) -> str:
    """How many indicators of the past period were met; empty where there is none to judge."""
    counts = Counter(facts.outcome(row) for row in rows if row.completion is not None)
    if not counts:
        return ""
    return text.DESK_DONE_LINE.format(
        total=counts.total(), met=counts["met"], missed=counts["missed"], other=counts["not_comparable"]
    )


def build(plan: Plan) -> None:
    """Draw the workspace and wire its events."""
    import gradio as gr

    with gr.Column(elem_classes="pq-desk"), gr.Tabs():
        with gr.Tab(text.DESK_INDICATORS.format(count=len(plan.indicators)), id="pq-indicators"):
            _indicators(plan) if plan.indicators else gr.HTML(_note(text.DESK_NO_INDICATORS), **PLAIN)
        with gr.Tab(text.DESK_PROJECTS.format(count=len(plan.projects)), id="pq-projects"):
            _projects(plan) if plan.projects else gr.HTML(_note(text.DESK_NO_PROJECTS), **PLAIN)
        if plan.indicators or plan.projects:
            with gr.Tab(text.DESK_CHARTS, id="pq-charts"):
                _charts(plan)


def _indicators(plan: Plan) -> None:
    import gradio as gr

    rows = plan.indicators
    with gr.Row(elem_classes="pq-desk-form"):
        words = _search_box(text.DESK_INDICATOR_HINT, "pq-indicators-words")
        fields = [
            words,
            _choice(text.DESK_COLUMNS["period"], [row.period for row in rows]),
            _choice(text.DESK_COLUMNS["category"], [row.category for row in rows]),
            _choice(text.DESK_COLUMNS["agencies"], [agency for row in rows for agency in row.agencies]),
            _choice(text.DESK_COLUMNS["attribute"], [row.attribute for row in rows if row.attribute]),
            _choice(
                text.DESK_COLUMNS["outcome"], [*text.OUTCOMES, "none"], names={**text.OUTCOMES, "none": text.NOT_JUDGED}
            ),
            *_sorting([(column.name, column.key) for column in indicator_columns(plan) if column.sortable]),
        ]
    _wire(plan, fields, indicator_table, indicator_view, indicator_file, "pq-indicators")


def _projects(plan: Plan) -> None:
    import gradio as gr

    with gr.Row(elem_classes="pq-desk-form"):
        fields = [
            _search_box(text.DESK_PROJECT_HINT, "pq-projects-words"),
            _choice(text.DESK_COLUMNS["category"], [row.category for row in plan.projects]),
            *_sorting([(column.name, column.key) for column in project_columns(plan) if column.sortable]),
        ]
    _wire(plan, fields, project_table, project_view, project_file, "pq-projects")


def _wire(plan: Plan, fields: list[Any], draw: Any, view: Any, save: Any, name: str) -> None:
    """The table under its form, its files, and what happens when a field changes or a head is clicked."""
    import gradio as gr

    start = [field.value or "" for field in fields]
    with gr.Row(elem_classes="pq-save"):
        buttons = {
            kind: gr.Button(label, size="sm", min_width=96, elem_id=f"{name}-{kind}")
            for kind, label in (("csv", text.DESK_SAVE_CSV), ("xlsx", text.DESK_SAVE_XLSX))
        }
    shown = gr.HTML(draw(plan, *start), elem_id=f"{name}-table", js_on_load=SORT_JS, apply_default_css=False)
    file = gr.JSON(visible="hidden", elem_classes="pq-file")
    gr.on(
        [field.change for field in fields], partial(draw, plan), fields, shown, concurrency_limit=None,
        trigger_mode="always_last", **QUIET,
    )  # fmt: skip

    def clicked(key: str, order: str, event: Any) -> tuple[str, str]:
        return resorted(key, order, str(event._data.get("key", "")))

    clicked.__annotations__["event"] = (
        gr.EventData
    )  # by which Gradio knows to pass it; imported here, so no name for it
    shown.click(clicked, fields[-2:], fields[-2:], **QUIET)
    for kind, button in buttons.items():
        saving = button.click(
            lambda *values, kind=kind: save(plan, view(plan, *values), kind).as_json(), fields, file, **QUIET
        )
        saving.then(None, file, None, js=exports.SAVE_JS, **QUIET)


def _charts(plan: Plan) -> None:
    import gradio as gr

    past = [row for row in plan.indicators if row.completion is not None]
    if past:
        gr.HTML(_note(done_line(plan.indicators)), **PLAIN)
        _plot(text.CHART_COMPLETION, charts.completion(past))
    with gr.Row():
        if plan.indicators:
            _plot(text.CHART_AGENCY, charts.by_agency(plan.indicators))
        if plan.projects:
            _plot(text.CHART_CATEGORY, charts.by_category(plan.projects))


def _plot(label: str, figure: Any) -> None:
    import gradio as gr

    with gr.Column(min_width=300, elem_classes="pq-plot"):
        gr.HTML(f"<h3>{esc(label)}</h3>", **PLAIN)
        gr.Plot(figure, label=label, show_label=False, container=False, buttons=[])


def _search_box(placeholder: str, elem_id: str) -> Any:
    import gradio as gr

    return gr.Textbox(
        label=text.DESK_SEARCH, placeholder=placeholder, max_length=100, max_lines=1, min_width=140, elem_id=elem_id
    )


def _choice(label: str, values: list[str], *, names: dict[str, str] | None = None) -> Any:
    import gradio as gr

    known = names or {}
    choices = [(text.DESK_ALL, ""), *((known.get(value, value), value) for value in dict.fromkeys(values))]
    return gr.Dropdown(choices, value="", label=label, filterable=False, min_width=140)


def _sorting(columns: list[tuple[str, str]]) -> list[Any]:
    import gradio as gr

    return [
        gr.Dropdown(
            [(text.DESK_PLAIN_ORDER, ""), *columns], value="", label=text.DESK_SORT, filterable=False, min_width=140
        ),
        gr.Dropdown(
            [text.DESK_UP, text.DESK_DOWN], value=text.DESK_UP, label=text.DESK_ORDER, filterable=False, min_width=140
        ),
    ]


def _note(line: str) -> str:
    return f'<p class="pq-desk-note">{esc(line)}</p>'
