"""Does it refuse what the plan does not answer, and only that?

Definitions as in abstention surveys (Wen et al., Know Your Limits: A Survey of Abstention in LLMs, 2024).
"""

from __future__ import annotations

from eval.model import Share, yes

CHITCHAT = "chitchat"


def right(*, kind: str, refused: bool, citations: int) -> bool:
    """Whether an unanswerable question was treated rightly: refused, or for a greeting a reply with no citation."""
    return refused or (kind == CHITCHAT and citations == 0)


def recall(*, answerable: bool, kind: str, refused: bool, citations: int) -> Share | None:
    """Refusal recall (correct refusal): unanswerable questions treated rightly / unanswerable questions.

    None for an answerable question. Unit: share, 0 to 1, higher is better.
    """
    return None if answerable else yes(right(kind=kind, refused=refused, citations=citations))


def precision(*, answerable: bool, refused: bool) -> Share | None:
    """Refusal precision: refused questions that are unanswerable / refused questions.

    None for a question that was not refused. Unit: share, 0 to 1, higher is better.
    """
    return yes(not answerable) if refused else None


def over_refusal(*, answerable: bool, refused: bool) -> Share | None:
    """Over-refusal (false refusal): answerable questions refused / answerable questions.

    None for an unanswerable question. Unit: share, 0 to 1, LOWER is better.
    """
    return yes(refused) if answerable else None
