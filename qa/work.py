"""What travels down the chain."""

from __future__ import annotations

from dataclasses import dataclass

from index.search import Hit
from qa.evidence import Draft
from qa.features import Features
from qa.model import Answer
from qa.question import Question
from qa.table_query import Row, TableQuery


@dataclass(frozen=True)
class Work:
    """The work so far; once `answer` is set, the later steps hand it on."""

    question: Question
    started: float  # time.perf_counter()
    hits: tuple[Hit, ...] = ()  # all that was found, best first
    part_hits: tuple[tuple[str, tuple[Hit, ...]], ...] = ()  # what was found for each question inside the question
    chosen: tuple[Hit, ...] = ()  # those to answer from
    query: TableQuery | None = None
    rows: tuple[Row, ...] = ()  # what the query left
    features: Features | None = None
    confidence: float = 0.0  # calibrated probability that the plan answers the question
    drafts: tuple[Draft, ...] = ()
    search_terms: tuple[str, ...] = ()  # words of the plan that were looked for instead of the person's
    dropped: tuple[str, ...] = ()  # statements that did not pass the check
    answer: Answer | None = None
