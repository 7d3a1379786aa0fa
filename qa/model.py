"""The values of answering. Types only; `as_json` gives the stable forms that other programs rely on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Reason = Literal["not_in_plan", "out_of_scope", "unsafe", "unclear"]
Mode = Literal["extractive", "table", "generated", "smalltalk"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the plan with the wording that proves something.

    With white space removed, `quote` is a substring of the source likewise; `start` and `end` are the
    offsets (end exclusive) of the stretch that it came from.
    """

    plan: str
    passage_id: str
    label: str
    chapter: int | None
    section: int | None
    box: int | None
    appendix: int | None
    glossary: str | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int

    @property
    def url(self) -> str:
        """The address on the page at which the passage opens."""
        return f"/?plan={self.plan}&at={self.passage_id}"

    def as_json(self) -> dict[str, Any]:
        """The citation in the contract's form."""
        return {
            "plan": self.plan,
            "label": self.label,
            "chapter": self.chapter,
            "section": self.section,
            "box": self.box,
            "appendix": self.appendix,
            "glossary": self.glossary,
            "heading": list(self.heading),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "url": self.url,
            "passage_id": self.passage_id,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of an answer and the citations (indices into `Answer.citations`, from 0) that prove it."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. `answer` is plain text; the page builds its view from `statements`."""

    question: str
    standalone: str  # the question as understood after follow-ups were resolved
    answer: str
    mode: Mode
    refused: bool = False
    reason: Reason | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()  # nearest places of a refusal, further places of an answer
    suggestions: tuple[str, ...] = ()  # questions that the plan answers, to go on with
    search_terms: tuple[str, ...] = ()  # words of the plan that were searched for instead of the person's
    table_query: dict[str, Any] | None = None  # how a table answer was computed, to repeat it
    confidence: float = 0.0  # calibrated probability that the plan answers the question, 0 to 1
    quotes_checked: bool = False  # every quote was found in the source, letter for letter
    figures_checked: bool = False  # every figure of the answer stands in a cited place or was counted from rows
    latency_ms: float = 0.0
    id: str | None = None
    trace: dict[str, Any] = field(default_factory=dict)  # what each layer did, for debugging

    def as_json(self, *, trace: bool = False) -> dict[str, Any]:
        """The answer in the contract's form, with what the page needs besides."""
        return {
            "id": self.id,
            "question": self.question,
            "standalone": self.standalone,
            "answer": self.answer,
            "refused": self.refused,
            "reason": self.reason,
            "citations": [citation.as_json() for citation in self.citations],
            "related": [citation.as_json() for citation in self.related],
            "mode": self.mode,
            "latency_ms": round(self.latency_ms, 1),
            "statements": [{"text": part.text, "citations": list(part.citations)} for part in self.statements],
            "suggestions": list(self.suggestions),
            "search_terms": list(self.search_terms),
            "table_query": self.table_query,
            "confidence": round(self.confidence, 3),
            "checks": {"quotes": self.quotes_checked, "figures": self.figures_checked},
            **({"trace": self.trace} if trace else {}),
        }
