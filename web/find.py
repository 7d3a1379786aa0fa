"""查找: every occurrence of a wording, counted and shown in context, and beside it what is near in meaning."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from corpus.errors import BadInputError, PlanError
from corpus.label import label
from corpus.model import Place, Plan
from index.exact import PARTS, Part, Query, Result, parse, search
from index.folding import Folding
from index.query import MAX_QUERY_CHARS
from web import exports, hits, text

log = logging.getLogger(__name__)
Similar = Callable[[str, int], list[tuple[str, int, int, float]]]  # passage id, start, end, similarity 0 to 1

PAGE = 30  # cards shown at a time
NEAR = 8  # wordings near in meaning
NEAR_CHARS = 200  # of the query that are compared
PLAIN: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def ask(typed: str | None, parts: Sequence[str], chapter: int | None, folds: Sequence[str]) -> Query:
    """The query of the form's fields. Raises BadInputError with the line that the person sees."""
    chosen: frozenset[Part] = frozenset(part for part in PARTS if part in parts)
    if not chosen:
        raise BadInputError(text.FIND_NO_PART)
    return parse(
        typed or "",
        folding=Folding(width=text.FIND_FOLD_WIDTH in folds, traditional=text.FIND_FOLD_TRADITIONAL in folds),
        chapters=frozenset([chapter]) if chapter else frozenset(),
        parts=chosen if len(chosen) < len(PARTS) else frozenset(),
    )


def chapters(plan: Plan) -> list[tuple[str, int]]:
    """What the chapter field offers: every chapter's title and number, 0 for all of them."""
    names = {passage.place.chapter: passage.heading for passage in plan.passages if passage.place.chapter}
    found = [(text.FIND_ALL_CHAPTERS, 0)]
    for number, heading in names.items():
        if number is not None:
            name = label(Place(chapter=number))
            found.append((next((title for title in heading if title.startswith(name)), name), number))
    return found


def near(plan: Plan, typed: str | None, similar: Similar) -> str:
    """The wordings near in meaning as HTML; a model that fails costs one line, never the page."""
    words = (typed or "").strip()[:NEAR_CHARS]
    if not words:
        return hits.near_empty()
    try:
        return hits.near_cards(plan, [row for row in similar(words, NEAR) if row[0] in plan])
    except PlanError as error:
        return hits.problem(str(error))
    except Exception:  # whatever a model library raises; the exact hits beside it stay
        log.exception("near wordings failed")
        return hits.problem(text.NEAR_FAILED)


def build(plan: Plan, similar: Similar | None = None) -> None:
    """Draw the workspace and wire its events; `similar` is called with the typed text and a limit."""
    import gradio as gr

    with gr.Column(elem_classes="pq-find"):
        fields, go = _form(plan)
        with gr.Row(elem_classes="pq-find-body"):
            with gr.Column(scale=3, min_width=300):
                summary = gr.HTML(hits.empty(), elem_id="pq-find-summary", **PLAIN)
                with gr.Row(elem_classes="pq-save"):
                    csv = gr.Button(
                        text.FIND_SAVE_CSV, size="sm", interactive=False, min_width=96, elem_id="pq-find-csv"
                    )
                    word = gr.Button(
                        text.FIND_SAVE_WORD, size="sm", interactive=False, min_width=96, elem_id="pq-find-word"
                    )
                cards = gr.HTML("", elem_id="pq-find-cards", **PLAIN)
                more = gr.Button(text.FIND_MORE.format(step=PAGE), visible=False, elem_id="pq-find-more")
            if similar is not None:
                with gr.Column(scale=2, min_width=280):
                    beside = gr.HTML(hits.near_empty(), elem_id="pq-find-near", **PLAIN)
        asked, shown = gr.State(None), gr.State(PAGE)
        file = gr.JSON(visible="hidden", elem_classes="pq-file")

    outputs = [summary, cards, asked, shown, csv, word, more]
    for event in (fields[0].submit, go.click):
        asking = event(partial(_run, plan), fields, outputs, concurrency_limit=None, **QUIET)
        if similar is not None:
            asking.then(hits.near_waiting, fields[0], beside, **QUIET).then(
                lambda typed: near(plan, typed, similar), fields[0], beside, concurrency_limit=4, **QUIET
            )
    for field in fields[1:]:
        field.input(partial(_rerun, plan), fields, outputs, concurrency_limit=None, **QUIET)
    more.click(partial(_further, plan), [asked, shown], [cards, shown, more], **QUIET)
    for button, make in ((csv, hits.as_csv), (word, hits.as_docx)):
        saving = button.click(partial(_file, plan, make), asked, file, **QUIET)
        saving.then(None, file, None, js=exports.SAVE_JS, **QUIET)


def _form(plan: Plan) -> tuple[list[Any], Any]:
    """The fields in the order of `ask`, and the button."""
    import gradio as gr

    with gr.Row(elem_classes="pq-find-ask"):
        typed = gr.Textbox(
            label=text.FIND_QUERY,
            placeholder=text.FIND_PLACEHOLDER,
            info=text.FIND_HELP,
            max_length=MAX_QUERY_CHARS,
            max_lines=1,
            scale=8,
            min_width=200,
            elem_id="pq-find-query",
        )
        go = gr.Button(text.FIND_GO, variant="primary", scale=1, min_width=88, elem_id="pq-find-go")
    with gr.Accordion(text.FIND_OPTIONS, open=False, elem_classes="pq-find-options"), gr.Row():
        names = [(text.FIND_PARTS[part], part) for part in PARTS]
        parts = gr.CheckboxGroup(names, value=list(PARTS), label=text.FIND_WHERE, min_width=220)
        chapter = gr.Dropdown(chapters(plan), value=0, label=text.FIND_CHAPTER, filterable=False, min_width=220)
        folds = gr.CheckboxGroup(
            [text.FIND_FOLD_WIDTH, text.FIND_FOLD_TRADITIONAL], value=[], label=text.FIND_FOLD, min_width=220
        )
    return [typed, parts, chapter, folds], go


def _run(plan: Plan, typed: str, parts: list[str], number: int, folds: list[str]) -> tuple[Any, ...]:
    import gradio as gr

    try:
        query = ask(typed, parts, number, folds)
        result = search(plan, query)
    except PlanError as error:
        shut = gr.update(interactive=False)
        return hits.problem(str(error)), "", None, PAGE, shut, shut, gr.update(visible=False)
    save, more = gr.update(interactive=bool(result.hits)), gr.update(visible=len(result.places) > PAGE)
    return hits.summary(result), hits.cards(plan, result, PAGE), query, PAGE, save, save, more


def _rerun(plan: Plan, typed: str, parts: list[str], number: int, folds: list[str]) -> tuple[Any, ...]:
    """The search again after an option changed; an empty page stays empty."""
    import gradio as gr

    return _run(plan, typed, parts, number, folds) if (typed or "").strip() else (gr.skip(),) * 7


def _further(plan: Plan, query: Query, shown: int) -> tuple[Any, ...]:
    import gradio as gr

    result, limit = search(plan, query), shown + PAGE
    return hits.cards(plan, result, limit), limit, gr.update(visible=len(result.places) > limit)


def _file(plan: Plan, make: Callable[[Plan, Result], exports.File], query: Query | None) -> dict[str, str]:
    return make(plan, search(plan, query)).as_json() if query else {}
