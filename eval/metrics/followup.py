"""Was a follow-up understood?"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics import citation
from eval.model import Cited, GoldPlace, Share


def resolution(
    history: Sequence[str], citations: Sequence[Cited], gold: Sequence[GoldPlace], *, refused: bool
) -> Share | None:
    """Follow-up resolution: follow-up questions answered from the right place / follow-up questions.

    A follow-up (那面对的挑战呢？) says too little by itself, so citing the right place shows that it was joined with
    its history. None for a question without history or without a place. Unit: share, 0 to 1, higher is better.
    Source: extrinsic evaluation of question rewriting (Vakulenko et al., Question Rewriting for Conversational
    Question Answering, WSDM 2021), with citation accuracy as the outside task.
    """
    if not history or not gold:
        return None
    return citation.accuracy(citations, gold, refused=refused)
