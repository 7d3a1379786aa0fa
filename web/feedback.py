"""What readers say about answers, one JSON line each; nothing about the person is stored."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

_lock = threading.Lock()


class Feedback(BaseModel):
    """A verdict on one answer."""

    question: str = Field(max_length=4_000)
    answer: str = Field(default="", max_length=20_000)
    places: list[str] = Field(default_factory=list, max_length=50)
    verdict: Literal["good", "bad"]
    reason: Literal["wrong", "source", "missed", "other"] | None = None
    words: str = Field(default="", max_length=500)


def store(folder: Path, said: Feedback) -> Path:
    """Append the verdict to this month's file in `folder` and return that file."""
    now = datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m}.jsonl"
    line = said.model_dump_json()
    with _lock, path.open("a", encoding="utf-8") as out:
        out.write(f'{{"at":"{now:%Y-%m-%d}",{line[1:]}\n')
    return path
