"""A run on disk: one folder that holds all that is needed to score, compare and report it again.

questions.jsonl   the questions as they were asked, with the name of their set
answers.jsonl     the answers in the contract's form, one a line, written as they come (what `--resume` reads)
start.json        what identifies the run: written before the first question
run.json          start.json with the scores and their intervals: written at the end
run.md            the same for reading
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInputError
from corpus.load import load as load_plan
from corpus.model import Span
from eval.metrics.interval import SEED
from eval.model import Question, Reply
from eval.proof import Ruler
from eval.score import Outcome, Prices, score
from eval.sets import as_line, lines

QUESTIONS, ANSWERS, START, RESULT, READABLE = "questions.jsonl", "answers.jsonl", "start.json", "run.json", "run.md"


@dataclass(frozen=True)
class Run:
    """A run as it was kept: what identifies it, and its outcomes scored anew with the present metrics."""

    folder: Path
    start: Mapping[str, Any]
    outcomes: Sequence[Outcome]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def seed(self) -> int:
        """The seed of the intervals."""
        return int(self.start.get("record", {}).get("seed", SEED))


def begin(folder: Path, questions: Sequence[Question], start: Mapping[str, Any]) -> None:
    """Make the folder of a new run; the answers of an earlier run in it go."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (ANSWERS, RESULT, READABLE):
        (folder / name).unlink(missing_ok=True)
    (folder / QUESTIONS).write_text("".join(as_line(asdict(question)) for question in questions), encoding="utf-8")
    write_json(folder / START, start)


def resume(folder: Path, start: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers that a run in that folder already has.

    Raises BadInputError if there is no run, or if it is one of other questions, another plan or another subject.
    """
    before = read_json(folder / START)
    differing = [name for name in ("plan_sha256", "questions_hash") if _of(before, name) != _of(start, name)]
    if before.get("subject") != start.get("subject"):
        differing.append("subject")
    if differing:
        raise BadInputError(f"{folder} 里是另一次评测（不同之处：{'、'.join(differing)}），不能接着做")
    return _whole_lines(folder / ANSWERS)


def _of(start: Mapping[str, Any], name: str) -> Any:
    return start.get("record", {}).get(name)


def _whole_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file that may have been cut off while the last one was written; the file is mended."""
    if not path.exists():
        return []
    kept = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        try:
            kept.append(json.loads(line))
        except ValueError:
            break
    path.write_text("".join(as_line(line) for line in kept), encoding="utf-8")
    return kept


def load(folder: Path) -> Run:
    """A run from its folder. Raises BadInputError if it is not one."""
    start = read_json(folder / START)
    questions = [Question.from_json(line, set=str(line.get("set", ""))) for line in lines(folder / QUESTIONS)]
    prices = Prices(**start.get("prices", {}))
    plan = load_plan(str(_of(start, "plan")))
    return Run(folder, start, outcomes(questions, lines(folder / ANSWERS), Ruler(plan), prices=prices))


def outcomes(
    questions: Iterable[Question], answers: Iterable[Mapping[str, Any]], ruler: Ruler, *, prices: Prices | None = None
) -> list[Outcome]:
    """The scored outcomes of questions, in their order; what has no answer is scored as missing."""
    by_id = {str(line.get("id")): line for line in answers}
    return [_outcome(question, by_id.get(question.id), ruler, prices) for question in questions]


def _outcome(question: Question, line: Mapping[str, Any] | None, ruler: Ruler, prices: Prices | None) -> Outcome:
    if line is None:
        return score(question, None, ruler)
    found = line.get("ranking")
    ranking = None if found is None else [Span(int(start), int(end)) for start, end in found]
    return score(question, Reply.from_json(line), ruler, ranking=ranking, prices=prices)


def read_json(path: Path) -> dict[str, Any]:
    """The object of a JSON file. Raises BadInputError in one line."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadInputError(f"找不到 {path}") from error
    except (OSError, ValueError) as error:
        raise BadInputError(f"读不了 {path}：{error}") from error
    if not isinstance(found, dict):
        raise BadInputError(f"{path} 应为一个 JSON 对象")
    return found


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write an object as readable JSON, in one step."""
    fresh = path.with_suffix(path.suffix + ".tmp")
    fresh.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)
