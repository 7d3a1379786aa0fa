"""The question sets on disk, and any other file in the contract's form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import BadInputError
from eval.model import Question, Reply

DATA = Path(__file__).parent / "data"
TUNE, MEASURE, GARBAGE = "tune", "measure", "garbage"


def path_of(name: str) -> Path:
    """The file of a shipped set."""
    return DATA / f"{name}.jsonl"


def shipped() -> list[Path]:
    """The files that are scored by default."""
    return [path_of(TUNE), path_of(MEASURE)]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises BadInputError with the number of a bad line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadInputError(f"找不到文件 {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"读不了文件 {path}：{error}") from error
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise BadInputError(f"{path.name} 第 {number} 行不是 JSON：{error}") from error
        if not isinstance(value, dict):
            raise BadInputError(f"{path.name} 第 {number} 行应为一个对象")
        found.append(value)
    return found


def to_answer(*paths: Path) -> list[Question]:
    """What has to be answered: id, question and history of every line; all other fields are ignored."""
    wanted = ("id", "question", "history")
    found = []
    for path in paths:
        for number, line in enumerate(lines(path), start=1):
            found.append(_read(path, number, {name: line[name] for name in wanted if name in line}))
    return found


def load(*paths: Path) -> list[Question]:
    """All questions of some files, in order. Raises BadInputError for a bad line or an id used twice."""
    questions = [_read(path, number, line) for path in paths for number, line in enumerate(lines(path), start=1)]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BadInputError(f"题号 {question.id} 用了两次")
        seen.add(question.id)
    return questions


def _read(path: Path, number: int, line: dict[str, Any]) -> Question:
    try:
        return Question.from_json(line, set=path.stem)
    except BadInputError as error:
        raise BadInputError(f"{path.name} 第 {number} 题：{error}") from error


def replies(path: Path) -> dict[str, Reply]:
    """The answers of a file by id; the last one counts where an id comes twice."""
    return {reply.id: reply for reply in map(Reply.from_json, lines(path))}


def as_line(value: object) -> str:
    """One line of JSON; what UTF-8 cannot hold (lone surrogates) is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    return text + "\n"


def digest(questions: Iterable[Question]) -> str:
    """A short hash of what is asked and expected: equal for two runs on the same questions."""
    return hashlib.sha256("\n".join(map(repr, questions)).encode("utf-8", "replace")).hexdigest()[:16]


def showable(questions: Sequence[Question], *, show_measure: bool) -> list[Question]:
    """The questions that may be shown one by one: those of the measure set, also in a copy, only on demand."""
    if show_measure:
        return list(questions)
    measured = {question.question for question in to_answer(path_of(MEASURE))}
    return [question for question in questions if question.set != MEASURE and question.question not in measured]
