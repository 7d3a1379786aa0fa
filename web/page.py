"""The Gradio page: four workspaces on the same plan and the same addresses."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.model import Plan
from web import text
from web.backend import Backend
from web.chat import MAX_TURNS, Turn, conversation, converse
from web.escape import esc

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)
_PLAIN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}  # our own styles and script
_LATER = (("find", text.TAB_FIND), ("desk", text.TAB_DESK))


def build(backend: Backend, *, max_question_chars: int, version: str) -> gr.Blocks:
    """The whole page as Gradio Blocks."""
    import gradio as gr

    plan = backend.plan
    page: gr.Blocks = gr.Blocks(title=text.PRODUCT, analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(header(plan), elem_id="pq-top", **_PLAIN)
        with gr.Tabs(elem_id="pq-tabs"):
            with gr.Tab(text.TAB_ASK, id="ask", elem_id="pq-tab-ask"):
                _ask(backend, max_question_chars)
            with gr.Tab(text.TAB_READ, id="read", elem_id="pq-tab-read"):
                gr.HTML(f'<div id="pq-reader"><p class="pq-notice">{esc(text.READER_LOADING)}</p></div>', **_PLAIN)
            for name, label in _LATER:
                with gr.Tab(label, id=name, elem_id=f"pq-tab-{name}"):
                    _later(name, backend)
        gr.HTML(footer(plan, version), elem_id="pq-bottom", **_PLAIN)
    return page


def theme() -> Any:
    """Our colours and the fonts that Chinese systems carry; nothing is downloaded."""
    import gradio as gr

    fonts = [
        "PingFang SC",
        "Microsoft YaHei",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "WenQuanYi Micro Hei",
        "sans-serif",
    ]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=fonts,
        font_mono=["ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace"],
    )


def header(plan: Plan) -> str:
    """Product, what it does, on which document it stands, and the display switches."""
    source = plan.source
    switches = "".join(
        f'<button type="button" class="pq-tool" data-tool="{name}" aria-pressed="false">{esc(label)}</button>'
        for name, label in (
            ("size", text.TOOL_SIZE),
            ("contrast", text.TOOL_CONTRAST),
            ("dark", text.TOOL_DARK),
            ("hant", text.TOOL_HANT),
        )
    )
    issued = f"{source.issued.year}年{source.issued.month}月{source.issued.day}日{text.ISSUED}"
    return (
        f'<a class="pq-skip" href="#pq-box">{esc(text.SKIP)}</a><header class="pq-header" id="pq-header">'
        f'<div class="pq-brand"><h1>{esc(text.PRODUCT)}</h1><p>{esc(text.TAGLINE)}</p></div>'
        f'<div class="pq-tools" role="group" aria-label="{esc(text.TOOLS)}">{switches}</div>'
        f'<p class="pq-edition">{esc(text.BASED_ON)}<cite>《{esc(source.title)}》</cite>'
        f"<span>{source.period[0]}—{source.period[1]}年</span><span>{esc(issued)}</span>"
        f"<strong>{esc(text.NOTICE)}</strong></p></header>"
    )


def footer(plan: Plan, version: str) -> str:
    """Edition, date, source and version."""
    source = plan.source
    return (
        f'<footer class="pq-footer"><p>《{esc(source.title)}》（{source.period[0]}—{source.period[1]}年），'
        f"{esc(source.publisher)}{source.issued.year}年{source.issued.month}月{source.issued.day}日{esc(text.ISSUED)}。"
        f"<strong>{esc(text.NOTICE)}</strong></p><p>{esc(text.PRODUCT)} {esc(text.VERSION)} {esc(version)}</p></footer>"
    )


def _later(name: str, backend: Backend) -> None:
    """A workspace of a module of its own; a line stands in its place when it cannot be built."""
    import gradio as gr

    try:
        build_it = importlib.import_module(f"web.{name}").build
        build_it(backend.plan, *([backend.similar] if name == "find" else []))
    except ModuleNotFoundError as error:
        if error.name != f"web.{name}":
            raise
        gr.HTML(f'<p class="pq-notice">{esc(text.COMING)}</p>', **_PLAIN)


def _ask(backend: Backend, max_question_chars: int) -> None:
    import gradio as gr

    turns = gr.State([])
    shown = gr.HTML(conversation(backend.plan, ()), elem_id="pq-log", **_PLAIN)
    live = gr.HTML("", elem_id="pq-live", **_PLAIN)
    with gr.Row(elem_id="pq-composer"):
        box = gr.Textbox(
            label=text.QUESTION,
            show_label=False,
            placeholder=text.PLACEHOLDER,
            lines=1,
            max_lines=5,
            max_length=max_question_chars,
            container=False,
            scale=1,
            elem_id="pq-box",
        )
        send = gr.Button(text.SEND, variant="primary", scale=0, min_width=72, elem_id="pq-send")
        stop = gr.Button(text.STOP, variant="stop", scale=0, min_width=72, elem_id="pq-stop", visible=False)
    again = gr.Button(text.AGAIN, elem_id="pq-again", visible="hidden")
    clear = gr.Button(text.CLEAR, elem_id="pq-clear", visible="hidden")
    outputs = [box, shown, live, turns, send, stop]

    def ask(question: str, before: list[Turn]) -> Iterator[tuple[Any, ...]]:
        yield from _steps(backend, (question or "")[:max_question_chars], before)

    def repeat(before: list[Turn]) -> Iterator[tuple[Any, ...]]:
        if before:
            yield from _steps(backend, before[-1].question, before[:-1])
        else:
            yield tuple(gr.skip() for _ in outputs)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    running = gr.on([box.submit, send.click], ask, inputs=[box, turns], outputs=outputs, concurrency_limit=8, **quiet)
    repeating = again.click(repeat, inputs=[turns], outputs=outputs, concurrency_limit=8, **quiet)
    stopped = (gr.skip(), gr.skip(), _stopped(), gr.skip(), gr.update(visible=True), gr.update(visible=False))
    stop.click(lambda: stopped, outputs=outputs, cancels=[running, repeating], queue=False, **quiet)
    empty: tuple[Any, ...] = (
        "",
        conversation(backend.plan, ()),
        "",
        [],
        gr.update(visible=True),
        gr.update(visible=False),
    )
    clear.click(lambda: empty, outputs=outputs, cancels=[running, repeating], queue=False, **quiet)


def _stopped() -> str:
    return f'<p class="pq-notice" role="note">{esc(text.STOPPED)}</p>'


def _steps(backend: Backend, question: str, before: list[Turn]) -> Iterator[tuple[Any, ...]]:
    """The page's outputs at each step: box, conversation, running turn, state, send, stop."""
    import gradio as gr

    question = question.strip()
    if not question:
        note = f'<p class="pq-notice" role="note">{esc(text.EMPTY)}</p>'
        yield (gr.skip(), gr.skip(), note, gr.skip(), gr.skip(), gr.skip())
        return
    before = before[-(MAX_TURNS - 1) :]
    busy, idle = gr.update(visible=False), gr.update(visible=True)
    base = conversation(backend.plan, before) if before else ""
    for item in converse(backend, question, before):
        if isinstance(item, Turn):
            turns = [*before, item]
            yield ("", conversation(backend.plan, turns), "", turns, idle, busy)
        else:
            yield ("", base, item, gr.skip(), busy, idle)
