"""Asking a list of questions, one after another, and keeping what came back whatever else fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import ModelError, PlanError
from eval.model import Question
from eval.pipeline import Subject
from eval.sets import as_line

PATIENCE = 5  # failures in a row after which an endpoint counts as gone

Line = dict[str, Any]


@dataclass
class Asked:
    """How an asking went: the failures by question id, each as one line."""

    failures: dict[str, str] = field(default_factory=dict)


def ask_all(
    subject: Subject,
    questions: Sequence[Question],
    keep: Callable[[Line], None],
    *,
    rankings: bool = False,
    patience: int | None = None,
    step: Callable[[], None] = lambda: None,
) -> Asked:
    """Ask every question in order and hand each answer object to `keep`, with the question's id.

    A question whose answering fails is noted and the next one asked; a KeyboardInterrupt passes through. With
    `patience` that many failures in a row raise ModelError. `rankings` adds what the search found to the objects;
    `step` is called after every question.
    """
    asked, in_a_row = Asked(), 0
    for question in questions:
        try:
            line = _ask(subject, question, rankings=rankings)
            in_a_row = 0
        except Exception as error:  # one broken question must not cost the answers to all others
            asked.failures[question.id] = _one_line(error)
            in_a_row += 1
            if patience is not None and in_a_row >= patience:
                raise ModelError(f"连续 {in_a_row} 题没有回答，已停下；最后一次：{_one_line(error)}") from error
            line = None
        if line is not None:
            keep(line)
        step()
    return asked


def _ask(subject: Subject, question: Question, *, rankings: bool) -> Line:
    started = time.perf_counter()
    line = dict(subject.answer(question))
    line["wall_ms"] = round((time.perf_counter() - started) * 1000, 1)
    line["id"] = question.id
    if rankings:
        found = subject.search(question, line)
        line["ranking"] = None if found is None else [[span.start, span.end] for span in found]
    return line


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text if isinstance(error, PlanError) else f"{type(error).__name__}: {text}"


@contextmanager
def progress(total: int, title: str) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error; the value is called once for every finished question."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn("剩余"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)


def write_answers(subject: Subject, questions: Sequence[Question], out: Path) -> Asked:
    """Answer questions into a file, one object a line, in their order (the command `answers`)."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file, progress(len(questions), "回答") as step:

        def keep(line: Mapping[str, Any]) -> None:
            file.write(as_line(line))
            file.flush()

        return ask_all(subject, questions, keep, step=step)
