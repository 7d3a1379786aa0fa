"""The page itself: parts in order, styles and script taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from corpus.load import load as load_plan
from eval.names import KIND_NAMES, set_name, subject_name
from eval.report import charts
from eval.report.failures import browser
from eval.score import TITLES, Outcome
from eval.store import Run
from eval.summary import Summary, summarise
from eval.table import breakdown, overview, shown

_HERE = Path(__file__).parent
_CARDS = ("both", "answer", "citation", "citation_precision", "refusal_recall", "over_refusal")


def build(run: Run, *, show_measure: bool = False) -> str:
    """The whole HTML of a run. Questions of the measure set are not listed one by one unless asked for."""
    summaries = summarise(run.outcomes, seed=run.seed)
    sets = _sets(run.outcomes)
    name = "measure" if "measure" in summaries else next(iter(summaries))
    main = summaries[name]
    parts = [
        _head(run),
        f"<section><h2>总分 <small>{escape(set_name(name))}，{main.whole.n} 题</small></h2>{_cards(main)}</section>",
        _section("全部指标", _table(*overview(summaries)) + _NOTE),
        _section(f"按题型（{set_name(name)}）", charts.by_group(main.kinds, "各题型做对的比例")
                 + _folded("各项分数", _table(*breakdown(main.kinds, "题型", KIND_NAMES)))),
        _section(f"按章（{set_name(name)}，规划有答案的题）", charts.by_group(main.chapters, "各章做对的比例")
                 + _folded("各项分数", _table(*breakdown(main.chapters, "章", {})))),
        _curves(sets),
        _section("该不该拒答", "".join(_confusion(key, outcomes) for key, outcomes in sets.items())),
        _section("错题" + ("" if show_measure else "（只列调试集，测量集不看题）"),
                 browser(run.outcomes, show_measure=show_measure)),
        _section("怎样重做这次评测", _repeat(run.start)),
    ]  # fmt: skip
    style, script = (_HERE / "page.css").read_text(encoding="utf-8"), (_HERE / "page.js").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>评测报告 {escape(run.name)}</title><style>{style}</style></head>"
        f"<body><main>{''.join(parts)}</main><script>{script}</script></body></html>\n"
    )


_NOTE = (
    '<p class="note">方括号里是 95 % 区间（对题目做 2000 次自助抽样）。一项指标只在适用的题上计算；'
    "引用按节计，与答案对错分开判定。</p>"
)


def _sets(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.question.set, []).append(outcome)
    return found


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def _head(run: Run) -> str:
    record = run.start.get("record", {})
    source = load_plan(str(record.get("plan"))).source
    subject = run.start.get("subject", {})
    asked = subject_name(subject)
    facts = f"{record.get('date')} · 版本 {record.get('version')}（{record.get('commit')}）· 对象 {asked}"
    return (
        f"<header><h1>规划问答评测报告</h1><p>{escape(source.title)}</p><p class='facts'>{escape(facts)}</p></header>"
    )


def _cards(summary: Summary) -> str:
    cards = []
    for name in _CARDS:
        estimate = summary.whole.estimates.get(name)
        if estimate is None:
            continue
        value = shown(name, estimate, interval=False)
        interval = f"{100 * estimate.low:.1f}—{100 * estimate.high:.1f}"
        lower = "，越低越好" if TITLES[name].better == "lower" else ""
        cards.append(
            f'<div class="card"><b>{value}</b><span>{escape(TITLES[name].text)}</span>'
            f"<small>95 % 区间 {interval}{lower}</small></div>"
        )
    return f'<div class="cards">{"".join(cards)}</div>'


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _curves(sets: Mapping[str, Sequence[Outcome]]) -> str:
    risk, latency = charts.risk_coverage(sets), charts.latency(sets)
    parts = []
    if risk:
        parts.append(f"<figure>{risk}<figcaption>把握高的先答：曲线越低，把握越可信。</figcaption></figure>")
    if latency:
        parts.append(
            f"<figure>{latency}<figcaption>多少题在多少毫秒内答完（最慢的 1 % 在图外）。</figcaption></figure>"
        )
    return _section("把握与用时", f'<div class="charts">{"".join(parts)}</div>') if parts else ""


def _confusion(name: str, outcomes: Sequence[Outcome]) -> str:
    answered = [outcome for outcome in outcomes if outcome.reply is not None]
    rows = []
    for title, answerable in (("规划有答案", True), ("规划没有答案", False)):
        members = [outcome.reply for outcome in answered if outcome.question.answerable is answerable and outcome.reply]
        refused = sum(reply.refused for reply in members)
        talked = sum(reply.mode == "smalltalk" and not reply.refused for reply in members)
        rows.append([title, str(len(members) - refused - talked), str(talked), str(refused)])
    caption = f"<h3>{escape(set_name(name))}</h3>"
    return f'<div class="confusion">{caption}{_table(["", "回答了", "寒暄", "拒答了"], rows)}</div>'


def _repeat(start: Mapping[str, Any]) -> str:
    record, subject = start.get("record", {}), start.get("subject", {})
    machine = record.get("machine", {})
    packages = "、".join(f"{name} {version}" for name, version in record.get("packages", {}).items())
    settings = "、".join(f"{name}={value}" for name, value in subject.get("settings", {}).items())
    rows = [
        ("规划 sha256", record.get("plan_sha256")),
        ("题目", f"{record.get('questions')} 题，指纹 {record.get('questions_hash')}"),
        ("随机种子", record.get("seed")),
        ("设置", settings),
        ("软件", packages),
        ("机器", f"{machine.get('processor')}，{machine.get('cores')} 核，{machine.get('memory_gb')} GB，"
                 f"{machine.get('system')}，Python {machine.get('python')}"),
    ]  # fmt: skip
    return _table(["项目", "内容"], [[name, str(text)] for name, text in rows if text])
