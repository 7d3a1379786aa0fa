"""What a question takes for granted: where the plan writes another figure, attribute or agency, that is said first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from corpus import facts
from corpus.model import Indicator, Plan
from index.text import fold
from qa import patterns
from qa.evidence import Draft
from qa.question import Question

PATTERNS = patterns.DATA / "premise.toml"
OTHERWISE = "与问题里的说法不同，规划写的是："
ALIKE = "规划的写法与问题里的一致："
SPOKEN_OF = "规划有相关内容。"
_NAMES = ("whether", "limited", "done", "target")
_BEFORE = 12  # characters before a figure that tell what is claimed of it
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NOT_A_CLAIM = re.compile(
    r"第\d+|专栏\d+|附件\d+|(?:19|20)\d\d\s*年?(?:[—\-~到至](?:19|20)\d\d年?)?|十[二三]五|\d+\s*(?:年|月|日|号线)|[A-Za-z]\d+|\d+[A-Za-z]"
)


@lru_cache(maxsize=2)
def _patterns(path: Path = PATTERNS) -> dict[str, re.Pattern[str]]:
    """The patterns of premise.toml. Raises SourceError if one is missing or not understood."""
    found = patterns.read_all(path)
    patterns.exactly(found, _NAMES, path.name)
    return found


def answered(question: Question, drafts: list[Draft], plan: Plan) -> list[Draft]:
    """The statements, the first with a word on what the question takes for granted, where that can be told."""
    if not drafts or not question.wants & {"check", "yesno"}:
        return drafts
    if told := _by_cell(question, drafts, plan):
        return told
    lead = _lead(question, drafts, plan)
    return [replace(drafts[0], text=lead + drafts[0].text), *drafts[1:]] if lead else drafts


def affirmed(question: Question, drafts: list[Draft]) -> list[Draft]:
    """The statements, behind a word that the plan speaks of it, for who asks whether it does.

    Not where the question denies something or limits it, as the plan's wording may then mean no.
    """
    if not drafts or "yesno" not in question.wants or "check" in question.wants:
        return drafts
    known = _patterns()
    asks = known["whether"].search(question.text) and not known["limited"].search(question.text)
    if not asks or claimed_figures(question.text) or drafts[0].text.startswith((OTHERWISE, ALIKE)) or drafts[0].counted:
        return drafts
    return [replace(drafts[0], text=SPOKEN_OF + drafts[0].text), *drafts[1:]]


def claimed_figures(text: str) -> set[str]:
    """The figures that a question states, those of years, places and names aside.

    >>> claimed_figures("到2020年每万人拥有的面积要达到946.9平方米，没错吧")
    {'946.9'}
    """
    return {figure.replace(",", "") for figure in _FIGURE.findall(_NOT_A_CLAIM.sub(" ", text))}


def _by_cell(question: Question, drafts: list[Draft], plan: Plan) -> list[Draft]:
    """The statements with a row first whose cell bears out or contradicts the one figure that is claimed; [] if none.

    Only a cell can bear a figure out: in a sentence the same figure may belong to something else.
    """
    claimed = sorted(claimed_figures(question.text))
    if len(claimed) != 1 or "check" not in question.wants:
        return []
    rows = {row.passage_id: row for row in plan.indicators}
    for number, draft in enumerate(drafts):
        row = rows.get(draft.proofs[0].passage.id)
        cell = _cell_claimed(question, claimed[0], row) if row else None
        if row and cell is not None and _row_differs(question, row) is None:
            found = facts.number(cell) if cell == row.completion else facts.target(cell).value
            lead = ALIKE if found == facts.number(claimed[0]) else OTHERWISE
            told = replace(draft, text=lead + draft.text)
            return [told, *(other for place, other in enumerate(drafts) if place != number)]
    return []


def _cell_claimed(question: Question, figure: str, row: Indicator) -> str | None:
    """The cell of which a question claims a figure, by the word before it; None where that cannot be told."""
    before = question.text[: max(0, question.text.find(figure))][-_BEFORE:]
    known = _patterns()
    done, target = (max((m.end() for m in known[n].finditer(before)), default=-1) for n in ("done", "target"))
    if question.period not in (None, row.period):
        return None
    if done > target:
        return row.completion
    return row.target if target >= 0 else None


def _lead(question: Question, drafts: Sequence[Draft], plan: Plan) -> str:
    row = next((row for row in plan.indicators if row.passage_id == drafts[0].proofs[0].passage.id), None)
    if row is not None and (wrong := _row_differs(question, row)) is not None:
        return OTHERWISE if wrong else ""
    claimed = claimed_figures(question.text)
    said = {figure.replace(",", "") for draft in drafts for figure in _FIGURE.findall(fold(draft.text))}
    return OTHERWISE if claimed and said and "check" in question.wants and not claimed & said else ""


def _row_differs(question: Question, row: Indicator) -> bool | None:
    """Whether a question says another attribute or agency than a row has; None where it says neither."""
    claims: list[bool] = []
    attributes = [name for name in ("约束性", "预期性") if name in question.text]
    if row.attribute and len(attributes) == 1 and "check" in question.wants:
        claims.append(attributes[0] != row.attribute)
    offices = re.findall(r"区?([\u4e00-\u9fff]{2,4}局)", question.text)
    if offices and "check" in question.wants:
        claims.append(
            not any(office.lstrip("由是归区")[-3:] in agency for office in offices for agency in row.agencies)
        )
    return any(claims) if claims else None
