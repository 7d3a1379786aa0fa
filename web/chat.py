"""The conversation: from a question to what the page shows, step by step."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import PlanError
from corpus.model import Plan
from qa.model import Answer
from web import answer as view
from web import text
from web.backend import Backend
from web.escape import esc

log = logging.getLogger(__name__)
MAX_TURNS = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of this visit with what came of it: an answer, or one line that says why not."""

    question: str
    answer: Answer | None = None
    line: str = ""


def converse(backend: Backend, question: str, turns: Sequence[Turn]) -> Iterator[str | Turn]:
    """HTML of the running turn at each step, then the finished Turn. Never raises: a failure is a Turn too."""
    number = len(turns) + 1
    history = [turn.question for turn in turns if turn.answer is not None]
    try:
        if not backend.ready:
            waiting = view.notice(text.LOADING) + view.stages((), "understand")
            yield view.turn(number, question, waiting)
        assistant = backend.assistant()
        done: list[str] = []
        for item in assistant.stream(question, history):
            if isinstance(item, Answer):
                yield Turn(question, item)
                return
            yield view.turn(number, question, view.stages(done, item.name))
            done.append(item.name)
        yield Turn(question, line=text.FAILED)
    except PlanError as error:
        yield Turn(question, line=str(error))
    except Exception:
        log.exception("question failed")
        yield Turn(question, line=text.FAILED)


def conversation(plan: Plan, turns: Sequence[Turn]) -> str:
    """All finished turns, under the list of what was asked in this visit; the welcome when there are none."""
    if not turns:
        return welcome()
    shown = "".join(finished(plan, turn, number) for number, turn in enumerate(turns, start=1))
    return f'{_toolbar(turns)}<div class="pq-turns">{shown}</div>'


def finished(plan: Plan, turn: Turn, number: int) -> str:
    """One finished turn as HTML."""
    if turn.answer is None:
        return view.turn(number, turn.question, view.notice(turn.line or text.FAILED, kind="error"))
    return view.turn(number, turn.question, view.answer(plan, turn.answer, number), payload=turn.answer)


def welcome() -> str:
    """What a first visitor sees: what can be asked, by topic."""
    topics = ""
    for topic, questions in text.EXAMPLES:
        buttons = "".join(
            f'<li><button type="button" class="pq-example" data-ask="{esc(question)}">{esc(question)}</button></li>'
            for question in questions
        )
        topics += f'<section class="pq-topic"><h3>{esc(topic)}</h3><ul>{buttons}</ul></section>'
    return (
        f'<div class="pq-welcome"><h2>{esc(text.WELCOME)}</h2><p>{esc(text.WELCOME_HINT)}</p>'
        f'<div class="pq-topics">{topics}</div></div>'
    )


def _toolbar(turns: Sequence[Turn]) -> str:
    items = "".join(
        f'<li><a href="#turn-{number}" data-turn="{number}">{esc(turn.question[:60])}</a></li>'
        for number, turn in enumerate(turns, start=1)
    )
    buttons = "".join(
        f'<button type="button" class="pq-action" data-do="{name}">{esc(label)}</button>'
        for name, label in (
            ("export-md", text.EXPORT_MD),
            ("export-docx", text.EXPORT_DOCX),
            ("print", text.PRINT),
            ("clear", text.CLEAR),
        )
    )
    return (
        f'<div class="pq-toolbar"><details class="pq-visit"><summary>{esc(text.VISIT)}（{len(turns)}）</summary>'
        f'<ol>{items}</ol></details><div class="pq-tools-row">{buttons}</div></div>'
    )
