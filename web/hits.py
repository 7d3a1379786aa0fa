"""The hits of a search as HTML and as files."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from corpus.model import Plan, Span
from index.exact import Hit, Result, Unit
from web import excerpt, exports, text
from web.escape import esc
from web.wording import visible

AROUND = 42  # characters of context on each side of a hit


def address(plan: Plan, passage_id: str) -> str:
    """The page's address of a passage."""
    return f"/?plan={quote(plan.source.id)}&at={quote(passage_id)}"


def problem(line: str) -> str:
    """One line that says what is wrong with the query."""
    return f'<p class="pq-find-problem" role="alert">{esc(line)}</p>'


def empty() -> str:
    """What stands there before the first search."""
    return f'<div class="pq-find-empty"><p>{text.FIND_EMPTY}</p><ul>{_items(text.FIND_EMPTY_HINTS)}</ul></div>'


def summary(result: Result) -> str:
    """How many hits there are, how the query was read, and the hits by chapter."""
    if not result.hits:
        nothing = esc(text.FIND_NOTHING.format(reading=result.query.reading))
        return (
            f'<div class="pq-find-empty" role="status"><p>{nothing}</p><ul>{_items(text.FIND_NOTHING_HINTS)}</ul></div>'
        )
    count = esc(text.FIND_COUNT.format(hits=len(result.hits), places=len(result.places)))
    lines = [f'<p class="pq-find-count" role="status">{count}</p>']
    phrases = result.by_phrase
    if len(phrases) > 1:
        each = "，".join(text.FIND_BY_PHRASE.format(phrase=phrase, count=number) for phrase, number in phrases.items())
        lines.append(
            f'<p class="pq-find-read">{esc(text.FIND_READ_AS.format(reading=result.query.reading))}（{esc(each)}）</p>'
        )
    return "".join(lines) + _by_chapter(result)


def cards(plan: Plan, result: Result, limit: int) -> str:
    """The first `limit` places of a result, each with all its hits marked."""
    made = []
    for unit, hits in result.places[:limit]:
        marks = [Span(hit.start, hit.end) for hit in hits]
        runs = excerpt.runs(plan.source.text, unit.start, unit.end, marks, around=AROUND)
        made.append(
            _card(plan, unit.passage_id, unit.label, unit.heading, text.FIND_TIMES.format(count=len(hits)), runs)
        )
    return f'<div class="pq-find-list">{"".join(made)}</div>' if made else ""


def near_empty() -> str:
    """The column of near wordings before a search."""
    return _near(f'<p class="pq-find-note">{text.NEAR_EMPTY}</p>')


def near_waiting(typed: str | None) -> str:
    """The column while the model works."""
    if not (typed or "").strip():
        return near_empty()
    return _near(f'<p class="pq-find-note" role="status">{text.NEAR_WAITING}</p>')


def near_cards(plan: Plan, rows: Sequence[tuple[str, int, int, float]]) -> str:
    """Wordings near in meaning, best first; similarity is a cosine, shown as whole percent."""
    if not rows:
        return _near(f'<p class="pq-find-note">{text.NEAR_NOTHING}</p>')
    made = []
    for passage_id, start, end, similarity in rows:
        passage = plan.passage(passage_id)
        score = text.NEAR_SCORE.format(percent=round(100 * max(0.0, min(1.0, similarity))))
        runs = excerpt.runs(plan.source.text, start, end, [], around=None)
        made.append(_card(plan, passage_id, passage.label, passage.heading, score, runs))
    return _near(f'<div class="pq-find-list">{"".join(made)}</div>')


def as_csv(plan: Plan, result: Result) -> exports.File:
    """One line a hit: place, context, formal citation, offsets into the source."""
    rows = [
        (
            number,
            hit.unit.label,
            " › ".join(hit.unit.heading),
            _said(plan, hit),
            "".join(run for run, _ in _context(plan, hit.unit, [hit])),
            exports.cite(plan, hit.unit.label),
            hit.start,
            hit.end,
        )
        for number, hit in enumerate(result.hits, start=1)
    ]
    return exports.as_csv(text.FIND_FILE.format(reading=result.query.reading), text.FIND_CSV_HEAD, rows)


def as_docx(plan: Plan, result: Result) -> exports.File:
    """One excerpt a place, hits highlighted, under its formal citation."""
    reading = result.query.reading
    words = {"reading": reading, "hits": len(result.hits), "places": len(result.places)}
    excerpts = [
        exports.Excerpt(exports.cite(plan, unit.label), " › ".join(unit.heading), _context(plan, unit, hits))
        for unit, hits in result.places
    ]
    lines = [line.format(**words) for line in text.FIND_DOCX_LINES]
    return exports.as_docx(text.FIND_FILE.format(reading=reading), text.FIND_DOCX_TITLE, lines, excerpts)


def _context(plan: Plan, unit: Unit, hits: Sequence[Hit]) -> excerpt.Runs:
    marks = [Span(hit.start, hit.end) for hit in hits]
    return excerpt.runs(plan.source.text, unit.start, unit.end, marks, around=AROUND * 2)


def _said(plan: Plan, hit: Hit) -> str:
    return "".join(sign for _, sign in visible(plan.source.text[hit.start : hit.end], hit.start))


def _card(plan: Plan, passage_id: str, label: str, heading: Sequence[str], badge: str, runs: excerpt.Runs) -> str:
    body = "".join(f"<mark>{esc(run)}</mark>" if marked else esc(run) for run, marked in runs)
    opens = esc(text.OPEN_AT.format(label=label))
    link = f'<a href="{esc(address(plan, passage_id))}" aria-label="{opens}">{esc(label)}</a>'
    way = f'<p class="pq-find-way">{esc(" › ".join(heading))}</p>' if heading else ""
    return (
        f'<article class="pq-find-card"><header><h3>{link}</h3><span>{esc(badge)}</span></header>'
        f'{way}<p class="pq-find-text">{body}</p></article>'
    )


def _by_chapter(result: Result) -> str:
    counts = result.by_chapter
    top = max(counts.values())
    rows = "".join(
        f'<li><span class="pq-find-name">{esc(name)}</span>'
        f'<span class="pq-find-bar" aria-hidden="true"><span style="width:{round(100 * count / top)}%"></span></span>'
        f'<span class="pq-find-number">{esc(text.FIND_TIMES.format(count=count))}</span></li>'
        for name, count in counts.items()
    )
    title = f"{text.FIND_BY_CHAPTER}（{len(counts)}）"
    return f'<details class="pq-find-chapters"><summary>{title}</summary><ol>{rows}</ol></details>'


def _near(body: str) -> str:
    return f'<section class="pq-find-near" aria-label="{text.NEAR}"><h2>{text.NEAR}</h2>{body}</section>'


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{esc(line)}</li>" for line in lines)
