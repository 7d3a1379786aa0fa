"""Inputs that are not questions to the plan: greetings, injections, things to invent, other matters.

The rules and what is said stand in `data/guard.toml`; the first rule that matches decides.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.errors import SourceError
from corpus.outside import OutsideKind
from qa import patterns
from qa.model import Reason

Verdict = Literal["smalltalk", "refuse"]
RULES = patterns.DATA / "guard.toml"
EMPTY = "没有看到问题。请输入想了解的规划内容，例如“老旧小区加装电梯有什么安排”。"
ASK_BACK = "想问的是哪一项？请补上名称，比如“{example}”。"
UNCLEAR = "没看懂这个问题。请用一句话说明想了解规划的哪方面，例如“公共文化设施面积目标是多少”。"

_START = r"^[\s，,。.!！~～]*"
_END = r"[\s，,。.!！~～?？呀啊哈哦呢啦吧的]*$"
_PATTERN_KEYS = frozenset({"any", "shape", "words"})
_RULE_KEYS = _PATTERN_KEYS | {"id", "verdict", "reason", "reply", "whole"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of input and what is said to it."""

    id: str
    pattern: re.Pattern[str]
    verdict: Verdict
    reply: str  # {title} stands for the plan's title
    reason: Reason | None = None  # of a refusal


_SCOPE_CHARS = 24  # of a text that one word tells to be about another matter
_REPEATED = 3  # the same letter more often than this says nothing (PPP does)
_GENERAL_TALK = "help"  # id of the rule whose reply says what can be asked
NOT_IN_PLAN = "{title}没有写到这一点，不能据此回答。"
NEAREST = "规划中最接近的内容在{labels}，供参考。"


@lru_cache(maxsize=2)
def rules(path: Path = RULES) -> tuple[Rule, ...]:
    """The rules of a file in its order. Raises SourceError for anything in it that is not understood."""
    found = patterns.read(path)
    patterns.known_only(found, {"replies", "rule"}, path.name)
    replies, tables = found.get("replies"), found.get("rule")
    if not isinstance(replies, dict) or not isinstance(tables, list):
        raise SourceError(f"{path.name}：应有 [replies] 和 [[rule]]")
    for name in replies:
        _check_reply(replies, name, path.name)
    read = tuple(_rule(table, replies, path.name) for table in tables)
    if twice := {rule.id for rule in read if [other.id for other in read].count(rule.id) > 1}:
        raise SourceError(f"{path.name}：id 重复：{'、'.join(sorted(twice))}")
    return read


def judge(text: str) -> Rule | None:
    """The rule that a tidied text falls under, or None for a question to the plan."""
    return next((rule for rule in rules() if _applies(rule, text) and rule.pattern.search(text)), None)


def _applies(rule: Rule, text: str) -> bool:
    """A long text may mention the weather or a girlfriend and still ask about the plan."""
    return rule.reason != "out_of_scope" or len(text) <= _SCOPE_CHARS


def by_kind(kind: OutsideKind) -> Rule:
    """The rule whose reply fits an input that looks like an example of a kind (not of `not_in_plan`)."""
    verdict = "smalltalk" if kind == "smalltalk" else "refuse"
    fitting = [rule for rule in rules() if rule.verdict == verdict and (verdict == "smalltalk" or rule.reason == kind)]
    return next((rule for rule in fitting if rule.id == _GENERAL_TALK), fitting[0])


def is_unclear(text: str) -> bool:
    """Whether a text holds nothing that can be searched for: marks, digits, single letters, one repeated character."""
    core = re.sub(r"[\W_]", "", text)
    letters = re.sub(r"[0-9]", "", core)
    return (
        not letters
        or (len(set(letters)) == 1 and (len(letters) == 1 or len(letters) > _REPEATED))
        or (letters.isascii() and not re.search(r"[A-Za-z]{3}|[A-Z]{2}|\dO", core))
    )


def _rule(table: Mapping[str, Any], replies: Mapping[str, str], file: str) -> Rule:
    """A rule from its table. Raises SourceError."""
    where = f"{file} 规则“{patterns.text(table, 'id', file)}”"
    patterns.known_only(table, _RULE_KEYS, where)
    verdict: Any = table.get("verdict")
    reason: Any = table.get("reason")
    whole = table.get("whole", False)
    if verdict not in get_args(Verdict):
        raise SourceError(f"{where}：verdict 应为 {'、'.join(get_args(Verdict))}")
    if reason not in (get_args(Reason) if verdict == "refuse" else (None,)):
        raise SourceError(f"{where}：拒答要写 reason（{'、'.join(get_args(Reason))}），寒暄不写")
    if not isinstance(whole, bool):
        raise SourceError(f"{where}：whole 应为 true 或 false")
    reply = patterns.text(table, "reply", where)
    patterns.known_only({reply: None}, replies, f"{where} reply")
    pattern = patterns.compiled(
        {key: table[key] for key in table.keys() & _PATTERN_KEYS},
        where,
        before=_START if whole else "",
        after=_END if whole else "",
        flags=re.IGNORECASE,
    )
    return Rule(table["id"], pattern, verdict, replies[reply], reason)


def _check_reply(replies: Mapping[str, object], name: str, file: str) -> None:
    """A reply may hold {title} and no other field."""
    where = f"{file} replies"
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(patterns.text(replies, name, where))}
    except ValueError as error:
        raise SourceError(f"{where} {name}：花括号不成对") from error
    if unknown := fields - {None, "title"}:
        raise SourceError(f"{where} {name}：只能用 {{title}}，现在有 {'、'.join(sorted(str(f) for f in unknown))}")
