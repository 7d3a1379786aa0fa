"""The Gradio page: four workspaces on the same plan and the same addresses."""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

from corpus.model import Plan
from web import ask, text
from web.ask import PLAIN
from web.backend import Backend
from web.escape import esc

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)
_LATER = (("find", text.TAB_FIND), ("desk", text.TAB_DESK))


def build(backend: Backend, *, max_question_chars: int, version: str) -> gr.Blocks:
    """The whole page as Gradio Blocks."""
    import gradio as gr

    plan = backend.plan
    page: gr.Blocks = gr.Blocks(title=text.PRODUCT, analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(header(plan), elem_id="pq-top", **PLAIN)
        with gr.Tabs(elem_id="pq-tabs"):
            with gr.Tab(text.TAB_ASK, id="ask", elem_id="pq-tab-ask"):
                ask.build(backend, max_question_chars)
            with gr.Tab(text.TAB_READ, id="read", elem_id="pq-tab-read"):
                gr.HTML(f'<div id="pq-reader"><p class="pq-notice">{esc(text.READER_LOADING)}</p></div>', **PLAIN)
            for name, label in _LATER:
                with gr.Tab(label, id=name, elem_id=f"pq-tab-{name}"):
                    _later(name, backend)
        gr.HTML(footer(plan, version), elem_id="pq-bottom", **PLAIN)
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
        gr.HTML(f'<p class="pq-notice">{esc(text.COMING)}</p>', **PLAIN)
