"""Putting an answer or a refusal together from the work of the chain."""

from __future__ import annotations

import time
from typing import Any

from corpus.model import Plan
from index.search import Hit
from index.units import Records
from qa import guard, suggest
from qa.evidence import Proof, citation, whole
from qa.model import Answer, Citation, Reason
from qa.verify import Verified
from qa.work import Work

ROWS = frozenset({"row", "project", "map"})
_RELATED = 3
_TRACED = 5  # hits kept for debugging


def answered(work: Work, checked: Verified, plan: Plan, records: Records) -> Answer:
    """An answer from verified statements; each statement is followed by the labels of its places."""
    lines = []
    for statement in checked.statements:
        labels = dict.fromkeys(checked.citations[number].label for number in statement.citations)
        lines.append(statement.text + "".join(f"〔{label}〕" for label in labels))
    by_query = bool(work.query and work.rows)
    is_table = by_query or plan.passage(checked.citations[0].passage_id).kind in ROWS
    return _answer(
        work,
        answer="\n".join(lines),
        mode="table" if is_table else "extractive",
        statements=checked.statements,
        citations=checked.citations,
        suggestions=suggest.follow_ups(work.hits, work.chosen, records),
        table_query=work.query.as_json() if work.query and by_query else None,
        quotes_checked=True,
        figures_checked=True,
    )


def small_talk(work: Work, reply: str, plan: Plan) -> Answer:
    """A short reply without a citation."""
    return _answer(work, answer=reply.format(title=_title(plan)), mode="smalltalk")


def refused(work: Work, reason: Reason, plan: Plan, records: Records, reply: str = "") -> Answer:
    """A refusal: why, and for what is not in the plan the nearest places and questions that it does answer."""
    related: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    if reason == "not_in_plan":
        related = _nearest(work.hits, plan)
        suggestions = suggest.better_questions(work.hits, records)
        labels = "、".join(dict.fromkeys(place.label for place in related))
        reply = guard.NOT_IN_PLAN + (guard.NEAREST.replace("{labels}", labels) if labels else "")
    return _answer(
        work,
        answer=reply.format(title=_title(plan)),
        mode="extractive",
        refused=True,
        reason=reason,
        related=related,
        suggestions=suggestions,
    )


def asked_back(work: Work, plan: Plan, hits: tuple[Hit, ...]) -> Answer:
    """A question back to who asks for an aspect without saying of what, with some to choose from."""
    aspect = work.question.text.rstrip("？?。！! ")
    rows = {row.passage_id: row.name for row in plan.indicators}
    rows |= {row.passage_id: row.name for row in plan.projects}
    names = list(dict.fromkeys([rows[hit.passage.id] for hit in hits if hit.passage.id in rows] or rows.values()))
    choices = tuple(f"{name}的{aspect}？" for name in names[:_RELATED])
    example = choices[0].rstrip("？") if choices else f"某某的{aspect}"
    reply = guard.ASK_BACK.replace("{example}", example)
    return _answer(work, answer=reply, mode="extractive", refused=True, reason="unclear", suggestions=choices)


def _nearest(hits: tuple[Hit, ...], plan: Plan) -> tuple[Citation, ...]:
    """The best hit of each of the nearest passages."""
    by_passage: dict[str, Hit] = {}
    for hit in hits:
        by_passage.setdefault(hit.passage.id, hit)
    return tuple(
        citation(
            plan,
            whole(hit.passage)
            if hit.passage.kind in ROWS
            else Proof(hit.passage, hit.sentence.start, hit.sentence.end),
        )
        for hit in list(by_passage.values())[:_RELATED]
    )


def _title(plan: Plan) -> str:
    return f"《{plan.source.short_title}》"


def _answer(work: Work, **fields: Any) -> Answer:
    return Answer(
        question=work.question.raw,
        standalone=work.question.standalone,
        confidence=work.confidence,
        search_terms=work.search_terms,
        latency_ms=(time.perf_counter() - work.started) * 1000,
        trace=_trace(work),
        **fields,
    )


def _trace(work: Work) -> dict[str, Any]:
    """What each step did, so that a wrong answer can be traced to one of them."""
    return {
        "wants": sorted(work.question.wants),
        "hits": [
            {
                "label": hit.passage.label,
                "sentence": hit.sentence.text,
                "fused": round(hit.fused, 3),
                "similarity": round(hit.similarity, 3),
                "question": hit.question,
            }
            for hit in work.hits[:_TRACED]
        ],
        "features": work.features.as_dict() if work.features else None,
        "dropped": list(work.dropped),
    }
