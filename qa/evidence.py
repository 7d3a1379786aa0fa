"""What an answer is made from: stretches of the plan with the words that will be said of them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.flat import flat
from corpus.model import Passage, Plan, clean
from qa.model import Citation


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is checked: `text` is said, the stretches prove it.

    `read` is the wording of rows that a table's title stands for in the proofs; `counted` are figures that stand
    nowhere because they were counted from the rows.
    """

    text: str
    proofs: tuple[Proof, ...]
    counted: tuple[str, ...] = ()
    read: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch of one passage of the source; `label` and `heading` are set where it names more than the passage."""

    passage: Passage
    start: int
    end: int
    label: str | None = None
    heading: tuple[str, ...] | None = None  # the same for the headings over it


def whole(passage: Passage) -> Proof:
    """A passage as its own proof."""
    return Proof(passage, passage.start, passage.end)


def citation(plan: Plan, proof: Proof) -> Citation:
    """The citation of a stretch; a row's quote keeps a space between its cells."""
    passage = proof.passage
    is_row = (proof.start, proof.end) == (passage.start, passage.end) and passage.kind in ("row", "project", "map")
    quote = passage.sentences[0].text if is_row else clean(plan.source.text[proof.start : proof.end])
    place = passage.place
    return Citation(
        plan=plan.source.id,
        passage_id=passage.id,
        label=proof.label or passage.label,
        chapter=place.chapter,
        section=place.section,
        box=place.box,
        appendix=place.appendix,
        glossary=place.glossary,
        heading=passage.heading if proof.heading is None else proof.heading,
        quote=quote.lstrip("\ufffd "),
        start=proof.start,
        end=proof.end,
    )


def is_verbatim(plan: Plan, found: Citation) -> bool:
    """Whether a citation's quote stands letter for letter between its offsets, white space aside."""
    span = flat(plan.source.text).find(found.quote, found.start, found.end)
    return span is not None
