"""Rows become sentences, each word of a cell verbatim: one row, its twin, what two of them tell together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus import facts
from corpus.model import Indicator, Passage, Plan, Project
from qa.evidence import Draft, whole
from qa.question import Question
from qa.twins import twin

_OUTCOMES = {
    "met": "已达到目标",
    "missed": "未达到目标",
    "not_comparable": "统计口径有变化，目标值与完成值不能直接比较",
}
_ASKS_DIRECTION = re.compile(
    "加码|提高|降低|提升|下降|上调|下调|高还是低|(哪个|哪项|谁)(更|比较|目标)?(高|低|大|小|多|少)|变化|不变|没变|变了|一样|相同|不同|没动|调整|差别|区别|增加|减少|升|降|比.{0,14}(高|低|多|少|大|小)"
)
_ASKS_AGENCY = re.compile("部门|单位|局|谁(负责|管)")


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
    if re.search("从(多少|几)[^，,。？?]{0,6}(到|涨|升|降|提)", question.standalone):
        return True
    return question.periods == 2 or ("compare" in question.wants and question.periods != 1)


def conclusion(rows: Sequence[Indicator], question: Question, plan: Plan) -> Draft | None:
    """What two indicators tell together where a question asks which is higher, or whether something changed."""
    if len(rows) != 2 or not _ASKS_DIRECTION.search(question.standalone):
        return None
    first, second = rows
    if _ASKS_AGENCY.search(question.standalone):
        same = set(first.agencies) == set(second.agencies)
        text = f"两者的责任单位{'相同' if same else '不同'}：{'、'.join(first.agencies)}"
        text += "。" if same else f"；{'、'.join(second.agencies)}。"
        return Draft(text, ())
    if first.unit != second.unit:
        return None
    if first.period != second.period and twin(plan, first, second.period) != second:
        return None
    if first.period != second.period:
        earlier, later = (first, second) if first.completion is not None else (second, first)
        return _between_periods(earlier, later)
    return _between_rows(first, second, question)


def _between_periods(earlier: Indicator, later: Indicator) -> Draft | None:
    """How the later target stands to the earlier target and completion."""
    now, before = facts.target(later.target).value, facts.target(earlier.target).value
    done = facts.number(earlier.completion or "")
    if now is None or before is None or (earlier.note and done is not None):
        return None
    text = f"{later.name}：“{later.period}”目标（{value(later.target, later.unit)}）{_against(now, before)}"
    text = text.replace("{}", f"“{earlier.period}”目标（{value(earlier.target, earlier.unit)}）")
    if done is not None:
        text += f"，{_against(now, done)}".replace(
            "{}", f"“{earlier.period}”完成情况（{value(earlier.completion or '', earlier.unit)}）"
        )
    return Draft(f"{text}。", ())


def _between_rows(first: Indicator, second: Indicator, question: Question) -> Draft | None:
    """Which of two indicators of one table has the higher figure."""
    use_done = first.completion is not None and bool(re.search("完成|实际|做到", question.standalone))
    cells = [(row.completion if use_done else row.target) or "" for row in (first, second)]
    figures = [facts.number(cell) if use_done else facts.target(cell).value for cell in cells]
    if figures[0] is None or figures[1] is None:
        return None
    what = "完成情况" if use_done else "目标值"
    left = f"{first.name}的{what}（{value(cells[0], first.unit)}）"
    right = f"{second.name}（{value(cells[1], second.unit)}）"
    return Draft(f"{left}{_against(figures[0], figures[1])}。".replace("{}", right), ())


def _against(one: Decimal, other: Decimal) -> str:
    """How a figure stands to another, {} standing for the other's name."""
    return "与{}相同" if one == other else "高于{}" if one > other else "低于{}"
