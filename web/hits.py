"""The hits of a search as HTML and as files."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from corpus.model import Plan, Span
from index.exact import Hit, Result, Unit
from web import excerpt, exports
from web.escape import esc
from web.wording import visible

AROUND = 42  # characters of context on each side of a hit

EMPTY = "输入词语，逐字查找规划全文"
EMPTY_HINTS = (
    "养老 床位：同一段里两个词都有",
    "学前教育|幼儿园：有其中一个就算",
    "“公共文化设施”：按整句查找，原文换行不影响",
)
COUNT = "共找到 {hits} 处，分布在 {places} 个段落或条目"
READ_AS = "按此查找：{reading}"
BY_PHRASE = "{phrase} {count} 处"
BY_CHAPTER = "各章分布"
TIMES = "{count} 处"
NOTHING = "没有找到“{reading}”"
NOTHING_HINTS = (
    "换一个更短的词，例如只留两三个字",
    "检查“范围与选项”里是否限定了章节",
    "打开“不分全角半角和大小写”或“不分繁体简体”再试",
    "不确定原文怎么写时，可以到“问答”用平常话提问",
)
OPEN = "打开原文：{label}"
NEAR = "相近表述"
NEAR_EMPTY = "查找后，这里列出意思相近、字面不同的原文。"
NEAR_WAITING = "正在查找意思相近的原文……"
NEAR_NOTHING = "没有意思相近的原文。"
NEAR_SCORE = "相近度 {percent}%"
FILE_STEM = "查找_{reading}"
CSV_HEAD = ("序号", "出处", "标题", "命中词语", "上下文", "正式引注", "起始位置", "结束位置")
DOCX_TITLE = "原文查找结果"
DOCX_LINES = ("查找内容：{reading}", "共 {hits} 处，{places} 个段落或条目。以下文字均为规划原文，命中处加亮。")


def address(plan: Plan, passage_id: str) -> str:
    """The page's address of a passage."""
    return f"/?plan={quote(plan.source.id)}&at={quote(passage_id)}"


def problem(line: str) -> str:
    """One line that says what is wrong with the query."""
    return f'<p class="pq-find-problem" role="alert">{esc(line)}</p>'


def empty() -> str:
    """What stands there before the first search."""
    return f'<div class="pq-find-empty"><p>{EMPTY}</p><ul>{_items(EMPTY_HINTS)}</ul></div>'


def summary(result: Result) -> str:
    """How many hits there are, how the query was read, and the hits by chapter."""
    if not result.hits:
        nothing = esc(NOTHING.format(reading=result.query.reading))
        return f'<div class="pq-find-empty" role="status"><p>{nothing}</p><ul>{_items(NOTHING_HINTS)}</ul></div>'
    count = esc(COUNT.format(hits=len(result.hits), places=len(result.places)))
    lines = [f'<p class="pq-find-count" role="status">{count}</p>']
    phrases = result.by_phrase
    if len(phrases) > 1:
        each = "，".join(BY_PHRASE.format(phrase=phrase, count=number) for phrase, number in phrases.items())
        lines.append(f'<p class="pq-find-read">{esc(READ_AS.format(reading=result.query.reading))}（{esc(each)}）</p>')
    return "".join(lines) + _by_chapter(result)


def cards(plan: Plan, result: Result, limit: int) -> str:
    """The first `limit` places of a result, each with all its hits marked."""
    made = []
    for unit, hits in result.places[:limit]:
        marks = [Span(hit.start, hit.end) for hit in hits]
        runs = excerpt.runs(plan.source.text, unit.start, unit.end, marks, around=AROUND)
        made.append(_card(plan, unit.passage_id, unit.label, unit.heading, TIMES.format(count=len(hits)), runs))
    return f'<div class="pq-find-list">{"".join(made)}</div>' if made else ""


def near_empty() -> str:
    """The column of near wordings before a search."""
    return _near(f'<p class="pq-find-note">{NEAR_EMPTY}</p>')


def near_waiting(typed: str | None) -> str:
    """The column while the model works."""
    return _near(f'<p class="pq-find-note" role="status">{NEAR_WAITING}</p>') if (typed or "").strip() else near_empty()


def near_cards(plan: Plan, rows: Sequence[tuple[str, int, int, float]]) -> str:
    """Wordings near in meaning, best first; similarity is a cosine, shown as whole percent."""
    if not rows:
        return _near(f'<p class="pq-find-note">{NEAR_NOTHING}</p>')
    made = []
    for passage_id, start, end, similarity in rows:
        passage = plan.passage(passage_id)
        score = NEAR_SCORE.format(percent=round(100 * max(0.0, min(1.0, similarity))))
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
            "".join(text for text, _ in _context(plan, hit.unit, [hit])),
            exports.cite(plan, hit.unit.label),
            hit.start,
            hit.end,
        )
        for number, hit in enumerate(result.hits, start=1)
    ]
    return exports.as_csv(FILE_STEM.format(reading=result.query.reading), CSV_HEAD, rows)


def as_docx(plan: Plan, result: Result) -> exports.File:
    """One excerpt a place, hits highlighted, under its formal citation."""
    reading = result.query.reading
    words = {"reading": reading, "hits": len(result.hits), "places": len(result.places)}
    excerpts = [
        exports.Excerpt(exports.cite(plan, unit.label), " › ".join(unit.heading), _context(plan, unit, hits))
        for unit, hits in result.places
    ]
    lines = [line.format(**words) for line in DOCX_LINES]
    return exports.as_docx(FILE_STEM.format(reading=reading), DOCX_TITLE, lines, excerpts)


def _context(plan: Plan, unit: Unit, hits: Sequence[Hit]) -> excerpt.Runs:
    marks = [Span(hit.start, hit.end) for hit in hits]
    return excerpt.runs(plan.source.text, unit.start, unit.end, marks, around=AROUND * 2)


def _said(plan: Plan, hit: Hit) -> str:
    return "".join(sign for _, sign in visible(plan.source.text[hit.start : hit.end], hit.start))


def _card(plan: Plan, passage_id: str, label: str, heading: Sequence[str], badge: str, runs: excerpt.Runs) -> str:
    body = "".join(f"<mark>{esc(text)}</mark>" if marked else esc(text) for text, marked in runs)
    link = f'<a href="{esc(address(plan, passage_id))}" aria-label="{esc(OPEN.format(label=label))}">{esc(label)}</a>'
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
        f'<span class="pq-find-number">{esc(TIMES.format(count=count))}</span></li>'
        for name, count in counts.items()
    )
    return (
        f'<details class="pq-find-chapters"><summary>{BY_CHAPTER}（{len(counts)}）</summary><ol>{rows}</ol></details>'
    )


def _near(body: str) -> str:
    return f'<section class="pq-find-near" aria-label="{NEAR}"><h2>{NEAR}</h2>{body}</section>'


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{esc(line)}</li>" for line in lines)
