"""What a question set holds: kinds, chapters, lengths, and how much of the plan's own wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean, median

from eval.lint import everyday
from eval.model import Question
from eval.overlap import plan_words
from eval.place import chapter_name
from eval.summary import chapter_order

Table = tuple[list[str], list[list[str]]]


def totals(sets: Mapping[str, Sequence[Question]]) -> Table:
    """A row for each property, a column for each set."""
    rows = [
        ["题数", *(str(len(questions)) for questions in sets.values())],
        ["规划未答", *(str(sum(not question.answerable for question in questions)) for questions in sets.values())],
        ["有上文", *(str(sum(bool(question.history) for question in questions)) for questions in sets.values())],
        ["问题长度中位数（字）", *(str(median(len(q.question) for q in questions)) for questions in sets.values())],
        ["与证据共有的字二元组（平均）", *(_overlap(questions) for questions in sets.values())],
        ["其中不超过 20 % 的题", *(str(everyday(questions)) for questions in sets.values())],
    ]
    return ["", *sets], rows


def _overlap(questions: Sequence[Question]) -> str:
    shares = [share for question in questions if (share := plan_words(question)) is not None]
    return f"{100 * mean(shares):.0f} %" if shares else "–"


def by_kind(sets: Mapping[str, Sequence[Question]], names: Mapping[str, str]) -> Table:
    """The number of questions of each kind, with the mean share of the proof's wording over all sets."""
    every = [question for questions in sets.values() for question in questions]
    counted = {name: Counter(question.kind for question in questions) for name, questions in sets.items()}
    rows = [
        [
            names.get(kind, kind),
            *(str(counted[name][kind]) for name in sets),
            _overlap([q for q in every if q.kind == kind]),
        ]
        for kind, _ in Counter(question.kind for question in every).most_common()
    ]
    return ["题型", *sets, "与证据共有"], rows


def by_chapter(sets: Mapping[str, Sequence[Question]]) -> Table:
    """The number of answerable questions of each chapter, annex and the footnotes."""
    counted = {
        name: Counter(chapter_name(question.cite) for question in questions if question.answerable)
        for name, questions in sets.items()
    }
    places = sorted(set().union(*counted.values()), key=chapter_order)
    return ["出处", *sets], [[place, *(str(counted[name][place]) for name in sets)] for place in places]
