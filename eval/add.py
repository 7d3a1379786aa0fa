"""Writing a question with its proof in half a minute, in the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInputError
from corpus.label import label
from corpus.model import Passage, Span
from eval import sets
from eval.lint import ANSWERABLE_KINDS, UNANSWERABLE_KINDS, check
from eval.model import Question
from eval.names import KIND_NAMES
from eval.proof import Ruler
from eval.squad import place_json

Ask = Callable[[str], str]
Say = Callable[[str], None]
_SHOWN = 9
_AROUND = 25  # characters of the plan shown on either side of a find


@dataclass(frozen=True)
class Find:
    """A place where the searched wording stands."""

    passage: Passage
    span: Span


def author(ruler: Ruler, path: Path, *, ask: Ask, say: Say) -> Question:
    """Ask for a question and its proof, check both like `lint`, and append the line to a file.

    Raises BadInputError for what lint would find.
    """
    line = _dialogue(ruler, _next_id(path), ask=ask, say=say)
    question = Question.from_json(line)
    if wrong := [finding.text for finding in check(question, ruler)]:
        raise BadInputError(f"没有写入：{'；'.join(wrong)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(sets.as_line(line))
    say(f"已写入 {path.name}：{question.id}")
    return question


def _dialogue(ruler: Ruler, name: str, *, ask: Ask, say: Say) -> dict[str, Any]:
    text = _needed(ask, "问题：")
    history = [part for part in (ask("上一问（没有就回车）：").strip(),) if part]
    base = {"id": name, "question": text}
    wording = ask("原文里的话（规划没有答案就回车）：").strip()
    if not wording:
        kind = _kind(ask, UNANSWERABLE_KINDS, "unanswerable")
        return {**base, "kind": kind, "answerable": False, "history": history, "gold": [], "quote": "", "cite": []}
    found = _choose(finds(ruler, wording), wording, ask=ask, say=say)
    gold = _gold(ask, wording)
    kind = _kind(ask, ANSWERABLE_KINDS, "followup" if history else "fact")
    cite = [place_json(found.passage)]
    return {**base, "kind": kind, "answerable": True, "history": history, "gold": gold, "quote": wording, "cite": cite}


def finds(ruler: Ruler, wording: str) -> list[Find]:
    """Every place of an exact wording, white space and width aside, in the order of the plan."""
    return [Find(ruler.next_passage(span.start), span) for span in ruler.occurrences(wording)]


def _choose(found: Sequence[Find], wording: str, *, ask: Ask, say: Say) -> Find:
    if not found:
        raise BadInputError(f"原文里没有“{wording}”，请从原文复制")
    for number, item in enumerate(found[:_SHOWN], start=1):
        say(f"  {number}. {item.passage.label or label(item.passage.place)}　{_context(item)}")
    if len(found) == 1:
        return found[0]
    answer = ask(f"是哪一处（1—{min(len(found), _SHOWN)}，回车为 1）：").strip() or "1"
    if not answer.isdecimal() or not 1 <= int(answer) <= min(len(found), _SHOWN):
        raise BadInputError(f"没有第“{answer}”处")
    return found[int(answer) - 1]


def _context(item: Find) -> str:
    """The wording with a little of its passage around it, on one line."""
    start, end = item.span.start - item.passage.start, item.span.end - item.passage.start
    before, after = item.passage.raw[max(start - _AROUND, 0) : max(start, 0)], item.passage.raw[end : end + _AROUND]
    return "".join(f"{before}【{item.passage.raw[max(start, 0) : end]}】{after}".split())


def _gold(ask: Ask, wording: str) -> list[list[str]]:
    """Facts are parted by spaces, wordings of one fact by /; by default the whole wording is the fact."""
    text = ask("答案要点（要点之间空格，同一要点的几种说法用 / 隔开，回车为整句）：").strip() or wording
    if text == wording:
        return [[wording]]
    return [[part for part in fact.split("/") if part] for fact in text.split()]


def _kind(ask: Ask, kinds: frozenset[str], usual: str) -> str:
    names = "、".join(f"{kind} {KIND_NAMES[kind]}" for kind in KIND_NAMES if kind in kinds)
    kind = ask(f"题型（{names}；回车为 {usual}）：").strip() or usual
    if kind not in kinds:
        raise BadInputError(f"不认识题型“{kind}”")
    return kind


def _needed(ask: Ask, prompt: str) -> str:
    text = ask(prompt).strip()
    if not text:
        raise BadInputError("问题不能是空的")
    return text


def _next_id(path: Path) -> str:
    """The id after the highest n-001, n-002, … of a file."""
    lines = sets.lines(path) if path.exists() else []
    numbers = [int(match[1]) for line in lines if (match := re.fullmatch(r"n-(\d+)", str(line.get("id"))))]
    return f"n-{max(numbers, default=0) + 1:03d}"
