"""Words of the plan that a segmenter should not cut: its terms, indicators, projects, bodies and names."""

from __future__ import annotations

import re

from corpus.model import Plan

_QUOTED = re.compile(r"“([^“”]{2,12})”")
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:管委会|人社局|[发财教环卫商金文城科政]\w{1,3}[局办]|博物馆|纪念堂|图书馆|医院|公园|广场|大道|科技园|金融街)"
)
_MARKS = re.compile(r"[“”（）()、，。：；．\s+]")
_MAX_CHARS = 14


def plan_terms(plan: Plan) -> list[str]:
    """Terms of the plan, 2 to 14 characters, without marks, sorted; for a segmenter's user dictionary."""
    found: set[str] = set()
    found.update(entry.term for entry in plan.glossary)
    found.update(part for row in plan.indicators for part in (row.name, *row.agencies))
    found.update(project.name for project in plan.projects)
    found.update(_QUOTED.findall(plan.source.text))
    found.update(passage.lead for passage in plan.passages if passage.lead)
    for passage in plan.passages:
        found.update(_NAMED.findall(passage.text))
    whole = (term for term in found if not _MARKS.search(term.strip("“”")))
    return sorted({term.strip("“”") for term in whole if 2 <= len(term.strip("“”")) <= _MAX_CHARS})
