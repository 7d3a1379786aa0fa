"""Are the quotes the plan's own words?"""

from __future__ import annotations

from collections.abc import Sequence

from eval.model import Share
from eval.text import norm


def exactness(quotes: Sequence[str], source: str) -> Share | None:
    """Quote exactness: quotes that occur verbatim in the source / quotes shown. None when none is shown.

    `source` is the normalised source (`eval.text.norm`). White space and width aside, every character counts.
    Unit: share of quotes (micro), 0 to 1, higher is better; anything below 1 is a breach of the contract.
    Source: contract; the same check as quote verification in Menick et al., GopherCite, 2022.
    """
    shown = [norm(quote) for quote in quotes]
    if not shown:
        return None
    return Share(float(sum(bool(quote) and quote in source for quote in shown)), float(len(shown)))
