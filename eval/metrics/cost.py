"""What does an answer cost? Only where a language model was paid by the token."""

from __future__ import annotations

from eval.model import Share, Usage


def tokens(usage: Usage | None) -> Share | None:
    """Tokens read and written for one question, as the endpoint reported them; None where none were reported.

    Unit: tokens per question, LOWER is better.
    """
    return Share(float(usage.prompt_tokens + usage.completion_tokens)) if usage else None


def price(usage: Usage | None, *, per_million_in: float, per_million_out: float) -> Share | None:
    """Tokens read * price in + tokens written * price out, prices per million tokens in any one currency.

    Unit: that currency per question, LOWER is better. None where no tokens were reported.
    """
    if usage is None:
        return None
    return Share((usage.prompt_tokens * per_million_in + usage.completion_tokens * per_million_out) / 1_000_000)
