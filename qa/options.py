"""Switches of the pipeline, for measuring what each ingredient brings. The defaults are the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Which ingredients work. All on is what the page uses."""

    dense: bool = True  # vectors
    bm25: bool = True  # words
    headings: bool = True  # headings and lead phrases are searched with each sentence
    expansion: bool = True  # everyday questions written beside the plan
    grams: bool = True  # characters and pairs of them, over all that leads to a point
    lexicon: bool = True  # everyday words, dialect and homophones are led to the plan's words
    tables: bool = True  # indicators and projects are answered from their rows
    refusal: bool = True  # questions that the plan does not answer are refused
    several: bool = True  # more than one place is cited where the question asks for it
