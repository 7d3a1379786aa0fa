"""What the figures of an indicator table say: a target as a number with a direction, and whether it was met."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.model import Indicator

TargetKind = Literal["at_most", "at_least", "about", "text"]
Outcome = Literal["met", "missed", "not_comparable"]

_NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_PLAIN = re.compile(rf"({_NUMBER})[%‰]?")
# Written around a number: what stands before it, what stands behind it. A bare number is a floor, because the
# plan marks every ceiling with ≤; its own text counts 100 against 100 as reached.
_FORMS: tuple[tuple[TargetKind, str, str], ...] = (
    ("at_most", "≤|<=|<|≦|不超过|不高于|不大于|低于|控制在", "以内|以下|之内"),
    ("at_least", "≥|>=|>|≧|不低于|不少于|不小于|超过|达到|达|高于", "以上|及以上"),
    ("about", "约|大约|≈", "左右|上下"),
)
_CHANGED_STATISTICS = "口径"  # of a note: 因统计口径变化，导致目标值与完成值存在差异


@dataclass(frozen=True, slots=True)
class Target:
    """A target cell read as a number with a direction; `value` is None exactly when `kind` is "text"."""

    kind: TargetKind
    value: Decimal | None  # in the indicator's own unit


def number(text: str) -> Decimal | None:
    """The value of a cell that holds one number and nothing else but a percent sign; None for any other.

    >>> number("97.98"), number("1,300"), number("与经济增长同步")
    (Decimal('97.98'), Decimal('1300'), None)
    """
    match = _PLAIN.fullmatch(_folded(text))
    return Decimal(match[1].replace(",", "")) if match else None


def target(text: str) -> Target:
    """The meaning of a target cell.

    >>> target("≤10.5").kind, target("50以上").kind, target("7左右").kind, target("8").kind
    ('at_most', 'at_least', 'about', 'at_least')
    >>> target("与经济增长同步")
    Target(kind='text', value=None)
    """
    cell = _folded(text)
    if (bare := number(cell)) is not None:
        return Target("at_least", bare)
    for kind, before, behind in _FORMS:
        form = re.fullmatch(rf"(?:{before})?({_NUMBER}[%‰]?)(?:{behind})?", cell)
        if form:
            return Target(kind, number(form[1]))
    return Target("text", None)


def outcome(indicator: Indicator) -> Outcome | None:
    """Whether an indicator reached its target.

    "not_comparable" where a note says that the statistics changed in between; None where there is no completion
    or where the wording gives no line to hold it against (左右, 与经济增长同步).
    """
    if indicator.completion is None:
        return None
    if indicator.note and _CHANGED_STATISTICS in indicator.note:
        return "not_comparable"
    wanted, reached = target(indicator.target), number(indicator.completion)
    if wanted.value is None or reached is None or wanted.kind == "about":
        return None
    met = reached <= wanted.value if wanted.kind == "at_most" else reached >= wanted.value
    return "met" if met else "missed"


def _folded(text: str) -> str:
    """The cell in half width without white space; thin marks such as ﹪ included."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
