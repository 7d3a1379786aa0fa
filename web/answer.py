"""An answer as HTML: first what was asked, then its proof. Every text goes through `esc`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.model import Plan
from qa.model import Answer, Citation
from web import chart, table, text
from web.escape import data, esc
from web.wording import row_cells

_TRAILING_LABELS = re.compile(r"(?:\s*〔[^〔〕]*〕)+\s*$")
_NUMBERED = re.compile(r"^第[^ 　]+?[篇章节条][ 　]+|^[一二三四五六七八九十]+、|^附件\d+[ 　]*|^专栏\d+[ 　]*")
_HEADLINE = 60  # characters; a longer first statement reads better as running text


def subject(heading: Sequence[str]) -> str:
    """What the nearest heading says, without its number.

    >>> subject(("第十二章 强基创优，建设卫生强区", "第一节 合理布局医疗卫生资源"))
    '合理布局医疗卫生资源'
    """
    return _NUMBERED.sub("", heading[-1]) if heading else ""


def turn(number: int, question: str, body: str, *, payload: Answer | None = None) -> str:
    """One question with what answers it, as an article of the conversation."""
    stored = f' data-answer="{data(payload.as_json())}"' if payload else ""
    name = esc(text.TURN.format(number=number))
    return (
        f'<article class="pq-turn" id="turn-{number}" aria-label="{name}"{stored}>'
        f'<div class="pq-question"><h3 class="pq-sr">{name}</h3><p>{esc(question)}</p></div>'
        f'<div class="pq-reply">{body}</div></article>'
    )


def answer(plan: Plan, found: Answer, number: int) -> str:
    """The finished answer of turn `number`: text with numbered marks, checks, sources, what to do next."""
    if found.refused:
        return _refusal(plan, found) + _actions(number, refused=True)
    rows = table.rows_of(plan, found)
    parts = [
        _context(found),
        f'<div class="pq-text{_length(found)}">{_statements(plan, found)}</div>',
        table.answer_table(rows) if len(rows) > 1 else "",
        chart.periods(rows),
        _checks(found),
        _cards(plan, found.citations, text.SOURCES, numbered=True),
        _cards(plan, found.related, text.FURTHER, numbered=False),
        _actions(number, refused=False),
        _questions(found.suggestions, text.NEXT),
    ]
    return "".join(parts)


def stages(done: Sequence[str], now: str | None) -> str:
    """The three stages while an answer is on its way; `now` is the one at work."""
    items = []
    for name, label in text.STAGES.items():
        state = "now" if name == now else ("done" if name in done else "todo")
        items.append(f'<li class="pq-stage pq-{state}">{esc(label)}</li>')
    said = text.STAGE_NOW.get(now or "", text.STAGE_NOW["understand"])
    return (
        f'<div class="pq-progress"><ol class="pq-stages" aria-hidden="true">{"".join(items)}</ol>'
        f'<p class="pq-now">{esc(said)}……</p></div>'
    )


def notice(line: str, *, kind: str = "info") -> str:
    """One friendly line: waiting, stopped or failed."""
    role = "alert" if kind == "error" else "note"
    return f'<p class="pq-notice pq-{esc(kind)}" role="{role}">{esc(line)}</p>'


def _plain(question: str) -> str:
    """A question without width, case and punctuation: what is left tells whether it was understood otherwise."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", question).casefold() if sign.isalnum())


def _context(found: Answer) -> str:
    lines = ""
    if found.mode != "smalltalk" and _plain(found.standalone) not in ("", _plain(found.question)):
        lines += f'<p class="pq-context"><span>{esc(text.UNDERSTOOD_AS)}</span>{esc(found.standalone)}</p>'
    if found.search_terms:
        words = "、".join(found.search_terms)
        lines += f'<p class="pq-context"><span>{esc(text.SEARCHED_AS)}</span>{esc(words)}</p>'
    return lines


def _length(found: Answer) -> str:
    first = found.statements[0].text if found.statements else found.answer
    return " pq-long" if len(_TRAILING_LABELS.sub("", first)) > _HEADLINE else ""


def _statements(plan: Plan, found: Answer) -> str:
    if not found.statements:
        marks = "".join(_mark(plan, found.citations[at], at) for at in range(len(found.citations)))
        return f"<p>{esc(_TRAILING_LABELS.sub('', found.answer))}{marks}</p>"
    shown = ""
    for part in found.statements:
        marks = "".join(_mark(plan, found.citations[at], at) for at in part.citations if at < len(found.citations))
        shown += f"<p>{esc(_TRAILING_LABELS.sub('', part.text))}{marks}</p>"
    return shown


def _whole_table(plan: Plan, citation: Citation) -> str | None:
    """The address of the table that a citation proves as a whole (by its title), or None."""
    if citation.plan != plan.source.id or citation.passage_id not in plan:
        return None
    passage = plan.passage(citation.passage_id)
    if passage.start <= citation.start < passage.end or passage.kind not in ("row", "project", "map"):
        return None
    return f"b{citation.box}" if citation.box else f"a{citation.appendix}"


def _place(plan: Plan, citation: Citation) -> str:
    at = _whole_table(plan, citation) or citation.passage_id
    return (
        f'data-at="{esc(at)}" data-mark="{citation.start}-{citation.end}" '
        f'data-plan="{esc(citation.plan)}" data-quote="{esc(citation.quote)}"'
    )


def _mark(plan: Plan, citation: Citation, at: int) -> str:
    name = esc(text.SOURCE_MARK.format(number=at + 1, label=citation.label))
    return (
        f'<button type="button" class="pq-mark" {_place(plan, citation)} aria-label="{name}" '
        f'title="{esc(citation.label)}">{at + 1}</button>'
    )


def _checks(found: Answer) -> str:
    badges = ""
    if found.quotes_checked and found.citations:
        badges += _badge(text.QUOTES_CHECKED, text.QUOTES_CHECKED_HELP)
    if found.figures_checked and found.citations:
        badges += _badge(text.FIGURES_CHECKED, text.FIGURES_CHECKED_HELP)
    return f'<ul class="pq-badges">{badges}</ul>' if badges else ""


def _badge(label: str, explanation: str) -> str:
    return f'<li class="pq-badge" title="{esc(explanation)}">{esc(label)}</li>'


def _cards(plan: Plan, citations: Sequence[Citation], title: str, *, numbered: bool) -> str:
    if not citations:
        return ""
    cards = ""
    for at, citation in enumerate(citations):
        number = f'<span class="pq-number" aria-hidden="true">{at + 1}</span>' if numbered else ""
        cards += (
            f'<li><button type="button" class="pq-card" {_place(plan, citation)}>{number}'
            f'<span class="pq-card-body"><span class="pq-label">{esc(citation.label)}</span>'
            f'<span class="pq-way">{esc(_subject(plan, citation))}</span>'
            f'<span class="pq-quote" data-source>{esc(_said(plan, citation))}</span></span></button></li>'
        )
    kind = "" if numbered else " pq-related"
    return f'<section class="pq-sources{kind}"><h4>{esc(title)}</h4><ol class="pq-cards">{cards}</ol></section>'


def _subject(plan: Plan, citation: Citation) -> str:
    """What the place is about; a whole table says so by its title, not by the group of its first row."""
    return "" if _whole_table(plan, citation) else subject(citation.heading)


def _said(plan: Plan, citation: Citation) -> str:
    """The quote; of a table row its named cells, which run together in the source."""
    if citation.plan != plan.source.id or citation.passage_id not in plan or _whole_table(plan, citation):
        return citation.quote
    cells = row_cells(plan, plan.passage(citation.passage_id))
    return "；".join(f"{name}：{value.rstrip('。')}" for name, value in cells) or citation.quote


def _questions(questions: Sequence[str], title: str) -> str:
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="pq-chip" data-ask="{esc(question)}">{esc(question)}</button></li>'
        for question in questions
    )
    return f'<section class="pq-next"><h4>{esc(title)}</h4><ul class="pq-chips">{buttons}</ul></section>'


def _refusal(plan: Plan, found: Answer) -> str:
    why = text.REFUSED.get(found.reason or "", text.REFUSED_OTHER)
    better = found.suggestions or text.EXAMPLES[0][1]
    return (
        f'{_context(found)}<div class="pq-refusal"><h4>{esc(why)}</h4><p>{esc(found.answer)}</p></div>'
        f"{_cards(plan, found.related, text.RELATED, numbered=False)}{_questions(better, text.BETTER)}"
    )


def _actions(number: int, *, refused: bool) -> str:
    buttons = [("copy", text.COPY), ("link", text.LINK), ("again", text.AGAIN), ("good", text.GOOD), ("bad", text.BAD)]
    row = "".join(
        f'<button type="button" class="pq-action" data-do="{name}">{esc(label)}</button>' for name, label in buttons
    )
    reasons = "".join(
        f'<label><input type="radio" name="reason-{number}" value="{code}"> {esc(label)}</label>'
        for code, label in text.REASONS.items()
    )
    form = (
        f'<form class="pq-feedback" hidden><fieldset><legend>{esc(text.WHAT_WRONG)}</legend>{reasons}</fieldset>'
        f'<label class="pq-words">{esc(text.WORDS)}<textarea name="words" rows="2" maxlength="500"></textarea></label>'
        f'<button type="submit" class="pq-action pq-strong">{esc(text.SUBMIT)}</button>'
        f'<button type="button" class="pq-action" data-do="cancel">{esc(text.CANCEL)}</button></form>'
    )
    return f'<div class="pq-actions" data-refused="{str(refused).lower()}">{row}</div>{form}'
