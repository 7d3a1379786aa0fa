"""Rows become sentences: one cell with its indicator, lists, counts, groups. Every word of a cell stays verbatim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus import facts
from corpus.flat import flat
from corpus.model import Indicator, MapEntry, Passage, Plan, Project
from qa.evidence import Draft, Proof, whole
from qa.question import Question
from qa.table_query import Row, TableQuery

_NOUNS = {"projects": "个项目", "indicators": "项指标", "maps": "幅图"}
_OUTCOMES = {
    "met": "已达到目标",
    "missed": "未达到目标",
    "not_comparable": "统计口径有变化，目标值与完成值不能直接比较",
}
_COUNTED = {"met": "达到目标", "missed": "未达到目标", "not_comparable": "统计口径变化不作比较"}
_MAX_CITED_ROWS = 3  # more rows than this are proved by their table as a whole
_MAX_ANSWER = 700
_TWIN_LIKENESS = 0.4  # share of common pairs; the plan's own twins, each the other's likest, have 0.46 or more


def value(cell: str, unit: str) -> str:
    """A cell with its unit where it is a figure: 8.8 and % → 8.8%, 与经济增长同步 stays."""
    if not re.search(r"\d", cell):
        return cell
    number = re.sub(r"(左右|以上|以下)$", "", cell)
    return f"{number}{unit}{cell[len(number) :]}"


def row_sentence(row: Indicator, question: Question | None = None) -> str:
    """What an indicator's row says: target, completion and outcome, attribute, responsible units."""
    wants = question.wants if question else frozenset()
    target = value(row.target, row.unit)
    if row.completion is None:
        head = f"“{row.period}”规划目标：{row.name}{target}"
        more = [row.attribute or "", f"责任单位：{'、'.join(row.agencies)}"]
        return f"{head}（{'，'.join(part for part in more if part)}）。"
    done = value(row.completion, row.unit)
    outcome = facts.outcome(row)
    text = f"“{row.period}”期间，{row.name}：规划目标{target}，完成情况{done}"
    if outcome and (outcome != "met" or "met" in wants):
        text += f"，{_OUTCOMES[outcome]}"
    if row.note:
        text += f"（{row.note.rstrip('。')}）"
    return f"{text}；责任单位：{'、'.join(row.agencies)}。"


def project_sentence(row: Project) -> str:
    """What a project's row says: its name and what is to be done."""
    return f"附件1第{row.number}项“{row.name}”：{row.task}"


def single(plan: Plan, passage: Passage, question: Question) -> list[Draft]:
    """The sentence of a row, with that of its twin where two periods are compared; [] where it is no row."""
    indicator = next((row for row in plan.indicators if row.passage_id == passage.id), None)
    if indicator is not None:
        proofs = [whole(passage)]
        if indicator.note:
            proofs += [whole(note) for note in plan.passages if note.kind == "note" and note.place == passage.place]
        own = Draft(row_sentence(indicator, question), tuple(proofs))
        other = (
            twin(plan, indicator, "十三五" if indicator.period == "十二五" else "十二五")
            if compares(question)
            else None
        )
        if other is None:
            return [own]
        beside = Draft(row_sentence(other, question), (whole(plan.passage(other.passage_id)),))
        return [own, beside] if indicator.period == "十二五" else [beside, own]
    project = next((row for row in plan.projects if row.passage_id == passage.id), None)
    if project is not None:
        return [Draft(project_sentence(project), (whole(passage),))]
    map_entry = next((row for row in plan.maps if row.passage_id == passage.id), None)
    if map_entry is not None:
        appendix = passage.place.appendix
        text = f"附件{appendix}第{map_entry.number}项是《{map_entry.name}》。"
        return [Draft(text, (whole(passage),))]
    return []


def compares(question: Question) -> bool:
    """Whether a question is about both periods."""
    return question.periods == 2 or ("compare" in question.wants and question.periods != 1)


def answer(query: TableQuery, rows: Sequence[Row], plan: Plan) -> list[Draft]:
    """The statements that answer a query; [] where no row passes."""
    if not rows:
        return []
    if query.operation in ("most", "fewest"):
        return [_grouped(query, rows, plan)]
    noun = _NOUNS[query.table]
    scope = _scope(query, rows)
    count = f"{scope}{len(rows)}{noun}"
    if query.operation == "count" and not query.has_filter and query.table != "maps":
        return [_total(count, query, rows, plan)]
    items = "；".join(_item(row, query) for row in rows)
    text = f"{count}：{items}。"
    if len(text) > _MAX_ANSWER:
        text = f"{count}：{'；'.join(row.name for row in rows)}。"
    return [_draft(text, rows, plan, [len(rows)])]


def _scope(query: TableQuery, rows: Sequence[Row]) -> str:
    """The words in front of a count: what was counted."""
    if query.table == "projects":
        named = f"名称含“{query.name_holds}”的" if query.name_holds else ""
        return f"附件1“{query.category}”共" if query.category else f"附件1{named}重点项目共"
    if query.table == "maps":
        return "附件2规划图集共"
    periods = dict.fromkeys(row.period for row in rows if isinstance(row, Indicator))
    text = "、".join(f"“{period}”" for period in periods) + "主要指标"
    if query.has_filter:
        text += "中，"
    if query.category:
        text += f"“{query.category}”类"
    if query.agency:
        text += f"{query.agency}负责（含共同负责）的"
    if query.attribute:
        text += f"{query.attribute}的"
    if query.outcome:
        text += "未达到目标的" if query.outcome == "missed" else "达到目标的"
    return f"{text}共"


def _item(row: Row, query: TableQuery) -> str:
    if not isinstance(row, Indicator):
        return row.name
    figures = value(row.target, row.unit)
    if row.completion is not None:
        return f"{row.name}（目标{figures}，完成{value(row.completion, row.unit)}）"
    return f"{row.name}（{figures}）" if query.has_filter else row.name


def _total(count: str, query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The number of all rows with their spread over the categories and attributes."""
    unit = "个" if query.table == "projects" else "项"
    by_category = Counter(row.category for row in rows if not isinstance(row, MapEntry))
    text = f"{count}，分为{len(by_category)}类：" + "、".join(f"{name}{n}{unit}" for name, n in by_category.items())
    attributes = Counter(row.attribute for row in rows if isinstance(row, Indicator) and row.attribute)
    outcomes = Counter(
        _COUNTED[outcome] for row in rows if isinstance(row, Indicator) and (outcome := facts.outcome(row))
    )
    if outcomes:
        text += "；其中" + "、".join(f"{name}{n}项" for name, n in outcomes.items())
    if attributes:
        text += "；其中" + "、".join(f"{name}指标{n}项" for name, n in attributes.items())
    counts = [len(rows), len(by_category), *by_category.values(), *attributes.values(), *outcomes.values()]
    return _draft(f"{text}。", rows, plan, counts)


def _grouped(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """Which category or agency has most or fewest rows."""
    groups: Counter[str] = Counter()
    for row in rows:
        names = row.agencies if query.group_by == "agency" and isinstance(row, Indicator) else (_category(row),)
        groups.update(names)
    pick = max if query.operation == "most" else min
    edge = pick(groups.values())
    leading = "、".join(name for name, n in groups.items() if n == edge)
    unit = "个" if query.table == "projects" else "项"
    word = "最多" if query.operation == "most" else "最少"
    others = "、".join(f"{name}{n}{unit}" for name, n in groups.most_common() if n != edge)
    text = f"{_scope(query, rows)}{len(rows)}{unit}，{word}的是{leading}，{edge}{unit}（其余：{others}）。"
    return _draft(text, rows, plan, [len(rows), *groups.values()])


def _category(row: Row) -> str:
    return "" if isinstance(row, MapEntry) else row.category


def _draft(text: str, rows: Sequence[Row], plan: Plan, counts: Iterable[int]) -> Draft:
    """A statement over many rows; its figures are cells of the rows or one of the counts."""
    read = " ".join(plan.passage(row.passage_id).sentences[0].text for row in rows)
    return Draft(text, _proofs(rows, plan), tuple(map(str, counts)), read)


def _proofs(rows: Sequence[Row], plan: Plan) -> tuple[Proof, ...]:
    """Few rows prove themselves; many are proved by the title of each table that they come from."""
    if len(rows) <= _MAX_CITED_ROWS:
        return tuple(whole(plan.passage(row.passage_id)) for row in rows)
    proofs = {}
    for row in rows:
        passage = plan.passage(row.passage_id)
        if passage.place not in proofs:
            proofs[passage.place] = _title(plan, passage) or whole(passage)
    return tuple(proofs.values())


def _title(plan: Plan, passage: Passage) -> Proof | None:
    """The title of the table in which a row stands."""
    box = next((box for box in plan.boxes if box.number == passage.place.box), None)
    if box is not None:
        title = flat(plan.source.text).find(f"专栏{box.number}{box.title}", box.start, box.end)
        label = passage.label.rsplit("第", 1)[0]
        return Proof(passage, title.start, title.end, label) if title else None
    heading = next((h for h in plan.headings if passage.heading and h.title == passage.heading[0]), None)
    return Proof(passage, heading.start, heading.end, f"附件{passage.place.appendix}") if heading else None


def twin(plan: Plan, row: Indicator, period: str) -> Indicator | None:
    """The indicator of another period that measures the same, by its name; None where there is none.

    Each has to be the other's likest, or 总部经济…占GDP比重 would pass for 民营经济…占GDP比重.
    """
    best = _likest(plan, row, period)
    return best if best and _likest(plan, best, row.period) == row else None


def _likest(plan: Plan, row: Indicator, period: str) -> Indicator | None:
    """The indicator of a period whose name shares most pairs of characters; None where none shares enough."""
    wanted = _pairs(row.name)
    best, score = None, 0.0
    for other in plan.indicators:
        if other.period == period:
            found = _pairs(other.name)
            likeness = len(wanted & found) / max(1, len(wanted | found))
            if likeness > score:
                best, score = other, likeness
    return best if score >= _TWIN_LIKENESS else None


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of an indicator's name, what its wording adds aside."""
    plain = re.sub(r"（[^）]*）|实现|拥有|经认定|的|城区|城镇", "", name).replace("地区生产总值", "GDP")
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
