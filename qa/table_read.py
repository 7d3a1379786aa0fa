"""From a question to a query over the plan's rows."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from qa import table_words
from qa.question import Question
from qa.table_query import Operation, Outline, TableQuery
from qa.table_words import Names, names_of, words

_NAMING = 4  # characters of a project's name that tell which one is meant
_EXTREME = re.compile(r"最(多|少|高|低|大|小|重|轻)")
_RATE = re.compile(r"年均增长率|增长率|增速|比重|占比|率")
_CHAPTER = re.compile(rf"第({CHINESE_NUMBER}|\d+)章")
_OUTLINE: dict[str, Outline] = {
    "专栏": "boxes", "名词": "glossary", "脚注": "glossary", "章": "chapters", "节": "sections",
}  # fmt: skip


def parse(question: Question, plan: Plan) -> TableQuery | None:
    """The query that a question asks for, or None where it asks for text or for a single row."""
    text, known = question.standalone, words()
    operation, grouped = _operation(question)
    asks = bool({"list", "count"} & question.wants or grouped or operation in ("highest", "lowest"))
    asks = asks or bool(known["which_row"].search(text) or known["asks"].search(text))
    named = table_words.quoted(text) if known["by_name"].search(text) else None
    if known["maps"].search(text) and plan.maps and (asks or known["all_maps"].search(text)):
        return TableQuery("maps", operation if operation in ("list", "count") else "list", name_holds=named)
    if question.wants & {"money", "contact", "why"} or ("where" in question.wants and not named) or "正文" in text:
        return None  # no table has such a column
    if match := known["outline"].search(text):
        return _of_outline(text, match, operation, plan)
    if row := _of_cell(question):
        return row
    if not asks:
        return None
    names = names_of(plan)
    if "指标" not in text and (known["projects"].search(text) or table_words.of_projects(text, names)):
        return _of_projects(text, operation, grouped, names)
    if known["indicators"].search(text) or (table_words.outcome(question) and question.period):
        return _of_indicators(question, operation, grouped, names)
    return None


def asks_for_many(question: Question) -> bool:
    """Whether several projects are asked for outright (哪些项目, 项目有几个)."""
    return bool(words()["many"].search(question.standalone))


def _operation(question: Question) -> tuple[Operation, str | None]:
    """What to do with the rows, and what to group them by where groups are asked for."""
    text, known = question.standalone, words()
    extreme, group = _EXTREME.search(text), known["groups"].search(text) or known["each"].search(text)
    grouped = None
    if group and not known["joint"].search(text):
        grouped = "agency" if known["agencies"].search(group[0]) else "category"
    if extreme and grouped and extreme[1] in "多少重轻":
        return ("most" if extreme[1] in "多重" else "fewest"), grouped
    if grouped and (first := known["first"].search(text)):
        return ("fewest" if re.search("垫底|最后|倒数", first[0]) else "most"), grouped
    if extreme and extreme[1] in "高大":
        return "highest", None
    if extreme and extreme[1] in "低小":
        return "lowest", None
    if grouped and (known["only_one"].search(text) or known["none_of"].search(text)):
        return "groups", grouped
    if grouped == "agency" and table_words.CHANGED_AGENCIES.search(text):
        return "groups", grouped
    if grouped and group and (group[0][0] in "几多" or known["each"].search(text)):
        return "count", grouped
    return ("count" if "count" in question.wants and "list" not in question.wants else "list"), None


def _of_outline(text: str, match: re.Match[str], operation: Operation, plan: Plan) -> TableQuery | None:
    """A query over chapters, sections, boxes or footnotes."""
    kind = next(table for word, table in _OUTLINE.items() if word in match[0])
    chapter = _CHAPTER.search(text)
    number = (int(chapter[1]) if chapter[1].isdigit() else from_chinese(chapter[1])) if chapter else None
    if number is None and kind in ("sections", "boxes") and "章" in text:
        number = table_words.chapter(text, plan)
    if kind == "sections" and number is None and not re.search("全[文书篇]|规划|纲要|文件", text):
        return None  # 来教几节课
    return TableQuery(kind, "count" if operation != "list" else "list", chapter=number)


def _of_cell(question: Question) -> TableQuery | None:
    """A query for the row that has a figure in one of its cells (543亿元，是哪个指标的数)."""
    text = question.standalone
    figure = table_words.cell(text)
    if figure is None or not re.search("指标|表|专栏", text):
        return None
    return TableQuery("indicators", "list", period=question.period, figure=figure)


def _of_projects(text: str, operation: Operation, grouped: str | None, names: Names) -> TableQuery | None:
    """A query over the projects; None where nothing narrows it and not all of them are counted."""
    known = words()
    if operation in ("highest", "lowest") or any(len(name) >= _NAMING and name in text for name, _ in names.projects):
        return None
    kinds = table_words.all_said(text, names.project_kinds)
    query = TableQuery("projects", operation, group_by=grouped and "category")
    if operation not in ("most", "fewest", "groups") and (len(kinds) > 1 or known["each"].search(text)):
        return replace(query, operation="count", group_by="category", among=kinds or None)
    by_name, by_task = bool(known["by_name"].search(text)), bool(known["by_task"].search(text))
    named = table_words.quoted(text) if by_name or by_task else None
    if kinds or grouped:
        size = 1 if operation == "groups" else None
        return replace(query, category=kinds[0] if kinds else None, name_holds=named, group_size=size)
    if named and any(named in f"{name} {task}" for name, task in names.projects):
        return replace(query, name_holds=named) if by_name else replace(query, holds=named)
    if built := table_words.built(text, names):
        return replace(query, holds=built)
    if known["by_kind"].search(text):
        both = [f"{name} {task}" for name, task in names.projects]
        shared = None if by_name else table_words.shared(text, both, at_least=3)
        if shared := shared or table_words.shared(text, [name for name, _ in names.projects]):
            return replace(query, name_holds=shared) if by_name else replace(query, holds=shared)
    counts_all = known["total"].search(text) and known["all_projects"].search(text)
    return TableQuery("projects", "count") if counts_all else None


def _of_indicators(question: Question, operation: Operation, grouped: str | None, names: Names) -> TableQuery | None:
    """A query over the indicators; None where the question is about one of them."""
    text, known = question.standalone, words()
    which = bool(known["which_row"].search(text))
    attribute = table_words.attribute(text)
    if attribute and known["kind_of"].search(text) and not which:
        return None
    change = table_words.change(text)
    result = None if change else table_words.outcome(question)
    target, done = table_words.figures(text)
    agency = table_words.agency(text, names.agencies)
    others = [name for name in table_words.all_said(text, names.agencies) if name != agency]
    together = bool(re.search("两家|一起|共同|合|联", text)) and not re.search("照数|也算|都算|算上|加上|包括|含", text)
    unit, other_unit = table_words.unit(text)
    named = table_words.quoted(text) if known["by_name"].search(text) else None
    category = table_words.said(text, names.kinds)
    if attribute and known["total"].search(text) and len(re.findall(r"\d+项", text)) > 1:
        attribute = None  # 一共24项，约束性7项，对吧: the total splits itself
    if category and attribute and re.search(rf"其中[^，,。？?]{{0,6}}{attribute}", text):
        attribute = None  # 民生福祉几项，其中约束性的几项: the answer splits the category by attribute
    lacking = operation == "groups" and bool(known["none_of"].search(text))
    query = TableQuery(
        "indicators",
        operation,
        period=None if change else "十二五" if result or done else question.period or _of_box(text, names),
        agency=agency,
        also=others[0] if agency and others and together else None,
        category=category,
        attribute=attribute,
        outcome=result,
        target=target,
        completion=done,
        ceiling=True if known["ceiling"].search(text) and "list" in question.wants else None,
        worded=True if known["worded"].search(text) else None,
        change=change,
        joint=True if known["joint"].search(text) and not agency else None,
        unit=unit,
        other_unit=other_unit or None,
        name_holds=named,
        group_by=grouped,
        group_size=0 if lacking else 1 if operation == "groups" and not change else None,
    )
    return _narrowed(query, question, names, which=which)


def _of_box(text: str, names: Names) -> str | None:
    """The period of the table whose box a question names."""
    match = re.search(r"专栏(\d+)", text)
    return names.boxes.get(int(match[1])) if match else None


def _narrowed(query: TableQuery, question: Question, names: Names, *, which: bool) -> TableQuery | None:
    """The query with the period that was meant; None where the question turns out to be about one row or about text."""
    text, known = question.standalone, words()
    latest = names.periods[-1] if names.periods else None  # the plan's own targets, not the look back
    if query.operation in ("highest", "lowest"):
        return _extreme(query, text)
    whole = bool(known["total"].search(text)) and "指标" in text
    if whole and not query.has_filter and query.group_by == "category" and query.operation == "count":
        query = replace(query, group_by=None)  # the total says its classes too
    if whole and not query.has_filter and not query.group_by and question.periods > 1:
        return replace(query, operation="count", period=None, group_by="period")
    if whole and not query.has_filter and not query.group_by:
        return replace(query, operation="count", period=query.period or (latest if question.periods == 0 else None))
    if query.period is None and question.periods == 0 and not query.change and (query.group_by or query.has_filter):
        of_targets = query.operation in ("most", "fewest") or query.attribute or query.group_by
        query = replace(query, period=latest) if of_targets else query
    if not (query.has_filter or query.group_by):
        return None
    about_one = table_words.names_one(re.sub(r"[“\"‘][^”\"’]*[”\"’]", "", text), names)
    if about_one and not (which or "指标" in text or query.change):
        return None
    told = "指标" in text or which or query.outcome or query.target or query.change or query.worded or query.unit
    if told or query.joint or query.attribute or query.category or query.group_by:
        return query
    return query if query.agency and known["in_charge"].search(text) else None


def _extreme(query: TableQuery, text: str) -> TableQuery | None:
    """Which indicator has the highest or lowest figure, among those whose names share a measure."""
    rate = _RATE.search(text)
    if not rate or "指标" not in text:
        return None
    piece = "比重" if rate[0] == "占比" else "增长率" if rate[0] == "增速" else rate[0]
    return replace(query, name_holds=piece, measure="completion" if re.search("完成|实际|做到", text) else "target")
