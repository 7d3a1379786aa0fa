"""What a query over rows is answered with: lists, counts, groups, the highest. Every word of a cell stays verbatim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus import facts
from corpus.flat import flat
from corpus.model import Box, GlossaryEntry, Heading, Indicator, MapEntry, Passage, Plan, Project
from qa.evidence import Draft, Proof, whole
from qa.table_query import Row, TableQuery, group_names
from qa.table_row import row_sentence, value

_NOUNS = {"projects": "个项目", "indicators": "项指标", "maps": "幅图"}
_COUNTED = {"met": "达到目标", "missed": "未达到目标", "not_comparable": "统计口径变化不作比较"}
_OUTCOMES = {
    "met": "达到目标的",
    "missed": "未达到目标的",
    "exceeded": "完成情况好于目标的",
    "just_met": "完成情况正好等于目标的",
}
_CHANGES = {
    "new": "“十二五”主要指标里没有相近指标的",
    "dropped": "“十三五”主要目标里没有相近指标的",
    "common": "“十二五”主要指标里有相近指标的",
    "raised": "目标值比“十二五”目标提高的",
    "lowered": "目标值比“十二五”目标降低的",
    "unchanged": "目标值与“十二五”目标相同的",
}
_MAX_CITED_ROWS = 3  # more rows than this are proved by their table as a whole
_MAX_ANSWER = 700


def answer(query: TableQuery, rows: Sequence[Row], plan: Plan) -> list[Draft]:
    """The statements that answer a query; [] where no row passes."""
    if not rows:
        return []
    if isinstance(rows[0], Heading | Box | GlossaryEntry):
        return [_outline(query, rows, plan)]
    if query.operation in ("most", "fewest"):
        return [_grouped(query, rows, plan)]
    if query.operation in ("highest", "lowest"):
        return [_edge(query, rows, plan)]
    if query.operation == "groups":
        if query.group_size == 0:
            return [_lacking_groups(query, rows, plan)]
        return [_changed_agencies(query, rows, plan) if query.change else _single_groups(query, rows, plan)]
    if query.operation == "count" and query.group_by:
        return [_number_of_groups(query, rows, plan)]
    if query.figure and len(rows) == 1 and isinstance(rows[0], Indicator):
        return [Draft(row_sentence(rows[0]), (whole(plan.passage(rows[0].passage_id)),))]
    noun = _NOUNS[query.table]
    scope = _scope(query, rows)
    count = f"{scope}{len(rows)}{noun}"
    if query.operation == "count" and not query.has_filter and query.table != "maps":
        return [_total(count, query, rows, plan)]
    items = "；".join(_item(row, query) for row in rows)
    text = f"{count}：{items}。"
    if len(text) > _MAX_ANSWER:
        text = f"{count}：{'；'.join(_name(row) for row in rows)}。"
    attributes = Counter(row.attribute for row in rows if isinstance(row, Indicator) and row.attribute)
    if query.category and not query.attribute and len(attributes) > 1:
        text += "其中" + "、".join(f"{name}{n}项" for name, n in attributes.items()) + "。"
    apart = [row for row in rows if isinstance(row, Indicator) and facts.outcome(row) == "not_comparable"]
    if query.outcome and apart:
        names = "、".join(row.name for row in apart)
        text += f"其中{names}因统计口径变化，目标值与完成值不能直接比较；不算在内是{len(rows) - len(apart)}项。"
    return [_draft(text, rows, plan, [len(rows), len(rows) - len(apart), *attributes.values()])]


def _scope(query: TableQuery, rows: Sequence[Row]) -> str:
    """The words in front of a count: what was counted."""
    if query.table == "projects":
        named = f"名称含“{query.name_holds}”的" if query.name_holds else ""
        named = f"名称或主要建设任务含“{query.holds}”的" if query.holds else named
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
        text += f"{query.agency}负责（含共同负责）的" if not query.also else f"{query.agency}和{query.also}共同负责的"
    if query.attribute:
        text += f"{query.attribute}的"
    if query.joint:
        text += "由几个单位共同负责的"
    if query.unit:
        text += f"单位{'不是' if query.other_unit else '为'}“{query.unit}”的"
    if query.ceiling:
        text += "目标值带“≤”的"
    if query.target:
        text += f"目标值为{query.target}的"
    if query.completion:
        text += f"完成情况为{query.completion}的"
    if query.figure:
        text += f"目标值或完成情况为{query.figure}的"
    if query.worded:
        text += "目标没有写成数字的"
    if query.name_holds:
        text += f"名称含“{query.name_holds}”的"
    if query.outcome:
        text += _OUTCOMES[query.outcome]
    if query.change:
        text += _CHANGES[query.change]
    return f"{text}共"


def _name(row: Row) -> str:
    """What a row is called."""
    if isinstance(row, Heading | Box):
        return f"专栏{row.number}{row.title}" if isinstance(row, Box) else row.title
    return row.term if isinstance(row, GlossaryEntry) else row.name


def _item(row: Row, query: TableQuery) -> str:
    if not isinstance(row, Indicator):
        return _name(row)
    figures = value(row.target, row.unit)
    if row.completion is not None:
        return f"{row.name}（目标{figures}，完成{value(row.completion, row.unit)}）"
    return f"{row.name}（{figures}）" if query.has_filter else row.name


def _total(count: str, query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The number of all rows with their spread over the categories and attributes."""
    unit = "个" if query.table == "projects" else "项"
    by_category = Counter(row.category for row in rows if isinstance(row, Indicator | Project))
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
    groups = Counter(name for row in rows for name in group_names(row, query))
    pick = max if query.operation == "most" else min
    edge = pick(groups.values())
    leading = "、".join(name for name, n in groups.items() if n == edge)
    unit = "个" if query.table == "projects" else "项"
    word = "最多" if query.operation == "most" else "最少"
    others = "、".join(f"{name}{n}{unit}" for name, n in groups.most_common() if n != edge)
    text = f"{_scope(query, rows)}{len(rows)}{unit}，{word}的是{leading}，{edge}{unit}（其余：{others}）。"
    return _draft(text, rows, plan, [len(rows), *groups.values()])


def _number_of_groups(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """How many categories or agencies there are, each with its number of rows."""
    groups = Counter(name for row in rows for name in group_names(row, query))
    unit = "个" if query.table == "projects" else "项"
    what = {"agency": "个责任单位", "period": "张表"}.get(query.group_by or "", "个类别")
    spread = "、".join(f"{name}{n}{unit}" for name, n in groups.most_common())
    scope = _scope(query, rows).removesuffix("共")
    return _draft(f"{scope}涉及{len(groups)}{what}：{spread}。", rows, plan, [len(groups), *groups.values()])


def _single_groups(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The groups that have just so many rows, with these."""
    size = query.group_size or 1
    by_group: dict[str, list[str]] = {}
    counts = Counter(name for row in rows for name in group_names(row, query))
    for row in rows:
        for name in group_names(row, query):
            if counts[name] == size:
                by_group.setdefault(name, []).append(_name(row))
    unit = "个项目" if query.table == "projects" else "项指标"
    items = "；".join(f"{name}（{'、'.join(names)}）" for name, names in by_group.items())
    where = "附件1重点项目" if query.table == "projects" else _scope(query, rows).removesuffix("共")
    return _draft(f"{where}中，只有{size}{unit}的是：{items}。", rows, plan, [size, len(by_group)])


def _lacking_groups(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The groups of which no row passes the filters."""
    groups = Counter(name for row in rows for name in group_names(row, query))
    what = {"agency": "个责任单位"}.get(query.group_by or "", "类")
    table, _, lacking = _scope(query, rows).removesuffix("共").partition("中，")
    spread = "、".join(f"{name}（{n}项）" for name, n in groups.items())
    text = f"{table}中，没有{lacking.removesuffix('的')}指标的共{len(groups)}{what}：{spread}。"
    return _draft(text, rows, plan, [len(groups), *groups.values()])


def _outline(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """How many chapters, sections, boxes or footnotes there are, with their titles."""
    noun = {"chapters": "章", "sections": "节", "boxes": "个专栏", "glossary": "条名词解释"}[query.table]
    chapter = next(
        (h for h in plan.headings if h.level == 2 and h.number == query.chapter and h.title.startswith("第")), None
    )
    where = chapter.title if chapter else "全文"
    text = f"{where}共{len(rows)}{noun}：{'；'.join(_name(row) for row in rows)}。"
    proofs = []
    for row in rows:
        if isinstance(row, GlossaryEntry):
            proofs.append(whole(plan.passage(row.passage_id)))
        elif isinstance(row, Box):
            proofs.append(_title(plan, plan.passage(row.passage_ids[0])) or whole(plan.passage(row.passage_ids[0])))
        elif isinstance(row, Heading):
            proofs += _under(row, plan)
    return Draft(text, tuple(proofs), (str(len(rows)),))


def _under(heading: Heading, plan: Plan) -> list[Proof]:
    """A heading, proved at the place of the first passage under it."""
    passage = next((p for p in plan.passages if heading.title in p.heading), None)
    if passage is None:
        return []
    label = re.split(r"\s", heading.title)[0] if heading.level == 2 else None
    over = passage.heading[: passage.heading.index(heading.title) + 1]
    return [Proof(passage, heading.start, heading.end, label, over)]


def _changed_agencies(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The agencies that only one of the two tables names, with their indicators."""
    period = next(row.period for row in rows if isinstance(row, Indicator))
    others = {name for row in plan.indicators if row.period != period for name in row.agencies}
    names = [name for row in rows for name in group_names(row, query) if name not in others]
    found = Counter(names)
    items = "；".join(
        f"{name}（{'、'.join(_name(row) for row in rows if name in group_names(row, query))}）" for name in found
    )
    return _draft(f"只在“{period}”指标表里出现的责任单位共{len(found)}个：{items}。", rows, plan, [len(found)])


def _edge(query: TableQuery, rows: Sequence[Row], plan: Plan) -> Draft:
    """The rows with the highest or lowest figure, the others behind them."""
    word = "最高" if query.operation == "highest" else "最低"
    what = "完成情况" if query.measure == "completion" else "目标值"

    def figure(row: Row) -> str:
        cell = (row.completion if query.measure == "completion" else row.target) if isinstance(row, Indicator) else ""
        return value(cell or "", row.unit if isinstance(row, Indicator) else "")

    first = [row for row in rows if figure(row) == figure(rows[0])]
    others = "；".join(f"{_name(row)}（{figure(row)}）" for row in rows if row not in first)
    text = f"{_scope(query, rows)}{len(rows)}项指标，{what}{word}的是{'、'.join(_name(row) for row in first)}，"
    text += figure(rows[0]) + (f"（其余：{others}）" if others else "")
    return _draft(f"{text}。", rows, plan, [len(rows)])


def _draft(text: str, rows: Sequence[Row], plan: Plan, counts: Iterable[int]) -> Draft:
    """A statement over many rows; its figures are cells of the rows or one of the counts."""
    tabled = [row for row in rows if isinstance(row, Indicator | Project | MapEntry)]
    read = " ".join(plan.passage(row.passage_id).sentences[0].text for row in tabled)
    return Draft(text, _proofs(rows, plan), tuple(map(str, counts)), read)


def _proofs(rows: Sequence[Row], plan: Plan) -> tuple[Proof, ...]:
    """Few rows prove themselves; many are proved by the title of each table that they come from."""
    tabled = [row for row in rows if isinstance(row, Indicator | Project | MapEntry)]
    if len(rows) <= _MAX_CITED_ROWS:
        return tuple(whole(plan.passage(row.passage_id)) for row in tabled)
    proofs = {}
    for row in tabled:
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
