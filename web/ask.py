"""问答: the conversation, its input and what streams into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web import text
from web.backend import Backend
from web.chat import MAX_TURNS, Turn, conversation, converse
from web.escape import esc

PLAIN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}  # our own styles and script
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_OUTPUTS = ("box", "shown", "live", "turns", "pending", "send", "stop")
_AT_ONCE = 8  # questions answered at the same time; more wait in Gradio's queue
View = tuple[Any, ...]


def build(backend: Backend, max_question_chars: int) -> None:
    """Draw the workspace and wire its events."""
    import gradio as gr

    parts: dict[str, Any] = {"turns": gr.State([]), "pending": gr.State("")}
    parts["shown"] = gr.HTML(conversation(backend.plan, ()), elem_id="pq-log", **PLAIN)
    parts["live"] = gr.HTML("", elem_id="pq-live", **PLAIN)
    with gr.Row(elem_id="pq-composer"):
        parts["box"] = gr.Textbox(
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
        small: dict[str, Any] = {"scale": 0, "min_width": 72}
        parts["send"] = gr.Button(text.SEND, variant="primary", elem_id="pq-send", **small)
        parts["stop"] = gr.Button(text.STOP, variant="stop", elem_id="pq-stop", visible=False, **small)
    again = gr.Button(text.AGAIN, elem_id="pq-again", visible="hidden")
    clear = gr.Button(text.CLEAR, elem_id="pq-clear", visible="hidden")
    _wire(backend, parts, again, clear, max_question_chars)


def _wire(backend: Backend, parts: dict[str, Any], again: Any, clear: Any, max_question_chars: int) -> None:
    import gradio as gr

    def ask(question: str | None, before: list[Turn]) -> Iterator[View]:
        yield from steps(backend, (question or "")[:max_question_chars], before)

    def repeat(before: list[Turn]) -> Iterator[View]:
        yield from steps(backend, before[-1].question, before[:-1]) if before else [_view()]

    def stopped(question: str, before: list[Turn]) -> View:
        live = _note(text.STOPPED) if question else ""
        return _view(box=question, shown=conversation(backend.plan, before), live=live, pending="", running=False)

    def cleared() -> View:
        return _view(box="", shown=conversation(backend.plan, ()), live="", turns=[], pending="", running=False)

    outputs = [parts[name] for name in _OUTPUTS]
    box, turns = parts["box"], parts["turns"]
    # "multiple": after a stop the next question need not wait for the old one's last step; page.js guards the rest.
    slow: dict[str, Any] = {
        "outputs": outputs,
        "concurrency_limit": _AT_ONCE,
        "trigger_mode": "multiple",
        **_QUIET,
    }
    running = gr.on([box.submit, parts["send"].click], ask, inputs=[box, turns], **slow)
    repeating = again.click(repeat, inputs=[turns], **slow)
    at_once: dict[str, Any] = {"outputs": outputs, "cancels": [running, repeating], "queue": False, **_QUIET}
    parts["stop"].click(stopped, inputs=[parts["pending"], turns], **at_once)
    clear.click(cleared, **at_once)


def _view(*, running: bool | None = None, **changes: Any) -> View:
    """The outputs in their order; what is not named stays as it is."""
    import gradio as gr

    if running is not None:
        changes |= {"send": gr.update(visible=not running), "stop": gr.update(visible=running)}
    return tuple(changes[name] if name in changes else gr.skip() for name in _OUTPUTS)


def _note(line: str) -> str:
    return f'<p class="pq-notice" role="note">{esc(line)}</p>'


def steps(backend: Backend, question: str, before: list[Turn]) -> Iterator[View]:
    """What the page shows at each step of a question, up to the finished turn."""
    question = question.strip()
    if not question:
        yield _view(live=_note(text.EMPTY))
        return
    before = before[-(MAX_TURNS - 1) :]
    shown: dict[str, str] = {"shown": conversation(backend.plan, before) if before else ""}
    for item in converse(backend, question, before):
        if isinstance(item, Turn):
            turns = [*before, item]
            yield _view(
                box="", shown=conversation(backend.plan, turns), live="", turns=turns, pending="", running=False
            )
        else:
            yield _view(box="", live=item, pending=question, running=True, **shown)
            shown = {}  # sent once
