"""A whole run: ask, keep, score, write; resumable at every question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.errors import BadInputError
from corpus.model import Plan
from eval import environment, store
from eval.asking import PATIENCE, Asked, ask_all, progress
from eval.metrics.interval import SEED
from eval.model import Question
from eval.pipeline import Subject
from eval.proof import Ruler
from eval.score import Prices
from eval.sets import as_line
from eval.summary import Summary, as_json, summarise, value
from eval.table import markdown

RUNS = Path("var") / "eval"


@dataclass(frozen=True)
class Order:
    """What to run: on which questions, into which folder, with which seed and prices."""

    questions: Sequence[Question]
    folder: Path
    seed: int = SEED
    prices: Prices = field(default_factory=Prices)
    resume: bool = False
    show_measure: bool = False


@dataclass(frozen=True)
class Finished:
    """A finished run with its summaries and the questions that failed for technical reasons."""

    run: store.Run
    summaries: Mapping[str, Summary]
    asked: Asked


def fresh_folder(name: str, *, runs: Path = RUNS) -> Path:
    """The folder of a new run: its name and the present time."""
    return environment.ROOT / runs / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"


def latest_folder(name: str, *, runs: Path = RUNS) -> Path:
    """The newest folder of runs of that name. Raises BadInputError if there is none."""
    found = sorted((environment.ROOT / runs).glob(f"{name}-*/{store.START}"))
    if not found:
        raise BadInputError(f"{runs} 里没有“{name}”的评测可以接着做")
    return found[-1].parent


def run(subject: Subject, plan: Plan, order: Order) -> Finished:
    """Ask all questions (those not answered yet, when resuming), score the answers and write the folder.

    Raises ModelError when the subject stops answering altogether; what was answered is kept.
    """
    start = {
        "record": environment.record(plan, order.questions, seed=order.seed),
        "subject": subject.describe(),
        "prices": asdict(order.prices),
    }
    answers: list[dict[str, Any]] = []
    if order.resume:
        answers = store.resume(order.folder, start)
    else:
        store.begin(order.folder, order.questions, start)
    done = {str(line.get("id")) for line in answers}
    todo = [question for question in order.questions if question.id not in done]
    asked = _ask(subject, todo, order.folder / store.ANSWERS, answers)
    ruler = Ruler(plan)
    outcomes = store.outcomes(order.questions, answers, ruler, prices=order.prices)
    finished = Finished(store.Run(order.folder, start, outcomes), summarise(outcomes, seed=order.seed), asked)
    _write(finished, show_measure=order.show_measure)
    return finished


def _ask(subject: Subject, todo: Sequence[Question], path: Path, answers: list[dict[str, Any]]) -> Asked:
    with path.open("a", encoding="utf-8") as file, progress(len(todo), "评测") as step:

        def keep(line: dict[str, Any]) -> None:
            answers.append(line)
            file.write(as_line(line))
            file.flush()

        return ask_all(subject, todo, keep, rankings=True, patience=PATIENCE, step=step)


def _write(finished: Finished, *, show_measure: bool) -> None:
    run = finished.run
    result = {
        **run.start,
        "failures": len(finished.asked.failures),
        "summary": as_json(finished.summaries),
        "questions": [
            {
                "id": outcome.question.id,
                "set": outcome.question.set,
                "kind": outcome.question.kind,
                "right": outcome.right,
                "scores": {
                    name: round(found, 6)
                    for name, share in outcome.scores.items()
                    if (found := value(share)) is not None
                },
            }
            for outcome in run.outcomes
        ],
    }
    store.write_json(run.folder / store.RESULT, result)
    text = markdown(run, finished.summaries, show_measure=show_measure)
    (run.folder / store.READABLE).write_text(text, encoding="utf-8")


def score_once(subject: Subject, plan: Plan, questions: Sequence[Question], *, seed: int = SEED) -> dict[str, Summary]:
    """Ask and score without writing anything: what the gate in the tests does."""
    answers: list[dict[str, Any]] = []
    ask_all(subject, questions, answers.append, rankings=True)
    return summarise(store.outcomes(questions, answers, Ruler(plan)), seed=seed)
