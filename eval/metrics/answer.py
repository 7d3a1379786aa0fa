"""Is the answer right? Judged by the wordings that must occur, without a judge model."""

from __future__ import annotations

from collections.abc import Sequence

from eval.model import Share, yes
from eval.text import norm

SHORT_LIMIT, LONG_LIMIT = 400, 800  # characters without white space
LONG_KINDS = frozenset({"list", "aggregate", "compare", "multi", "wording", "paraphrase"})


def length_limit(kind: str) -> int:
    """The longest answer that still counts for a kind of question, in characters: 400, or 800 for longer kinds."""
    return LONG_LIMIT if kind in LONG_KINDS else SHORT_LIMIT


def facts_found(answer: str, gold: Sequence[Sequence[str]]) -> int:
    """How many key facts an answer holds: a fact is held when one of its wordings occurs.

    Compared after NFKC folding and without white space.
    """
    text = norm(answer)
    return sum(any(norm(wording) in text for wording in wordings) for wordings in gold)


def accuracy(answer: str, gold: Sequence[Sequence[str]], *, kind: str, refused: bool) -> Share:
    """Answer accuracy: 1 when every key fact occurs, nothing was refused and the length limit is kept, else 0.

    Unit: share of answerable questions, 0 to 1, higher is better. Source: the contract; the idea of accepted
    wordings per fact is that of nugget recall (Voorhees, TREC 2003 QA track).
    """
    within = len(norm(answer)) <= length_limit(kind)
    return yes(not refused and within and facts_found(answer, gold) == len(gold))


def key_fact_recall(answer: str, gold: Sequence[Sequence[str]], *, refused: bool) -> Share | None:
    """Key-fact recall: facts that occur / facts asked for; a refusal holds none. None where no fact is listed.

    Unit: share per question, 0 to 1, higher is better; the mean is taken over questions (macro).
    Source: nugget recall, Voorhees, Overview of the TREC 2003 Question Answering Track.
    """
    if not gold:
        return None
    return Share(0.0 if refused else facts_found(answer, gold) / len(gold))
