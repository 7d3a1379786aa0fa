"""Examples of inputs that no plan answers, and of questions that a certain plan leaves open.

`outside.jsonl` beside the plans holds small talk, unsafe requests and other matters; `unanswered.jsonl` in a
plan's folder holds near misses: their topic is in the plan, what they ask is not. Both were written by hand
and only serve to tell such inputs from questions that the plan answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from corpus.errors import SourceError
from corpus.model import Plan
from corpus.source import DATA

OutsideKind = Literal["smalltalk", "unsafe", "out_of_scope", "not_in_plan"]
GENERAL, OF_PLAN = "outside.jsonl", "unanswered.jsonl"


@dataclass(frozen=True, slots=True)
class Outside:
    """An example input that the plan does not answer."""

    kind: OutsideKind
    text: str


def load(plan: Plan, *, data: Path = DATA) -> tuple[Outside, ...]:
    """The general examples and those of a plan, in file order. Raises SourceError for a line of another form."""
    return tuple(_read(data / GENERAL, None)) + tuple(_read(data / plan.source.id / OF_PLAN, "not_in_plan"))


def _read(path: Path, kind: OutsideKind | None) -> list[Outside]:
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            example = Outside(kind or fields["kind"], fields["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(f"{path.name} 第 {number} 行写法有误：{error}") from error
        if example.kind not in get_args(OutsideKind):
            raise SourceError(f"{path.name} 第 {number} 行的 kind 不认识：{example.kind}")
        found.append(example)
    return found
