"""The failure browser: question, expected place, what was found, why. Filtered in the page by a few lines of script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.label import CLOSING, label
from corpus.model import Place
from eval.model import GoldPlace, Question, Reply
from eval.names import KIND_NAMES, in_order
from eval.score import Outcome
from eval.table import failures


def browser(outcomes: Sequence[Outcome], *, show_measure: bool) -> str:
    """The failures as a list that can be filtered by kind and by words."""
    found = failures(outcomes, show_measure=show_measure)
    if not found:
        return "<p>没有可以逐题列出的错题。</p>"
    kinds = in_order(outcome.question.kind for outcome, _ in found)
    options = "".join(f'<option value="{escape(kind)}">{escape(KIND_NAMES[kind])}</option>' for kind in kinds)
    entries = "".join(_entry(outcome, reason) for outcome, reason in found)
    return (
        '<div class="filters"><label>题型 <select id="kind"><option value="">全部</option>'
        f"{options}</select></label> <label>包含 "
        '<input id="words" type="search" placeholder="问题、答案或原因"></label>'
        f' <output id="shown">{len(found)} 题</output></div><div id="failures">{entries}</div>'
    )


def _entry(outcome: Outcome, reason: str) -> str:
    question = outcome.question
    kind = KIND_NAMES.get(question.kind, question.kind)
    rows = [
        ("上文", "；".join(question.history)),
        ("应有要点", "、".join("/".join(fact[:3]) for fact in question.gold) or "应当拒答"),
        ("应引出处", "、".join(dict.fromkeys(place_label(place) for place in question.cite))),
        ("证据原文", question.quote),
        *_found(outcome.reply, question),
        ("证据检索", _rank(outcome)),
    ]
    body = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    return (
        f'<details class="failure" data-kind="{escape(question.kind)}">'
        f'<summary><span class="kind">{escape(kind)}</span>'
        f"{escape(question.question[:200])}<em>{escape(reason)}</em></summary><dl>{body}</dl></details>"
    )


def _found(reply: Reply | None, question: Question) -> list[tuple[str, str]]:
    if reply is None:
        return [("得到的答案", "（没有回答）")]
    cited = "；".join(f"{cited.label}“{cited.quote}”" for cited in reply.citations)
    understood = reply.standalone if reply.standalone != question.question else ""
    confidence = "" if reply.confidence is None else f"{reply.confidence:.2f}"
    return [("理解为", understood), ("得到的答案", reply.answer), ("得到的引用", cited), ("把握", confidence)]


def _rank(outcome: Outcome) -> str:
    share = outcome.scores.get("proof_mrr")
    if share is None:
        return ""
    return f"第 {round(1 / share.part)}" if share.part else "没有进入前列"


def place_label(place: GoldPlace) -> str:
    """What a person would write for a gold place."""
    if place.closing:
        return CLOSING
    return label(Place(place.chapter, place.section, place.box, place.appendix, place.glossary))
