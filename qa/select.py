"""Which hits an answer uses: one, or several where the question asks for more than one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Plan
from index.search import Hit
from index.segment import Segmenter
from qa import rerank
from qa.followup import only_asks
from qa.question import Question

# Chosen on the tuning questions: see README, Decisions.
SECOND_WITHIN = 0.35  # a second hit this close to the first (fused score) is used too
SECOND_BESIDE = 0.8  # the same for a hit of the first one's own passage or section
COVER_WITHIN = 2.2  # a hit for what the first left open may be this far behind
COVER_GAIN = 0.2  # share of the question's content words that it must add
STANDS_OUT = 1.2  # fused score by which a second place has to be ahead of the third to be the same matter
PART_BESIDE = 0.6  # share of the fused score of a part's best hit that another needs where that one is already used
_BOTH = 2  # periods that a question names
_NEAR = 6  # hits among which the other period is looked for
_ALIKE = 0.08  # cosine by which it may be farther than the first
_MAX_PLACES = 3
_MIN_PARTS = 2
_PART_MIN = 4  # characters of a clause that can be a question of its own
_SHORT = 9  # characters; a shorter later clause needs the first one's subject
_PRONOUN = re.compile(r"它们?|其(?!中|他|它|余|次)|他们?|这个|那个|该")
_YEAR_FIRST = re.compile(r"^((19|20)\d\d|“?十[二三]五|到|原|实际|目标|后来|现在)")
_PAIR = re.compile(  # A 和 B, and behind them what tells that both are asked for
    r"([^，,、。？?；;和跟与同]{2,14}?)(?:、|和|跟|与|同)([^，,、。？?；;和跟与同]{2,14})(?=[^。？?；;]{0,30}?(?:各(?!类|级|种|项|区|方面|个)|分别|对比|相比|区别|不一样|一样(?!多)|不同|同一|哪个|一个[^。？?]{1,8}一个|谁(?:更)?(?:多|少|高|低|大|小|先|后|前)))"
)
_ASKING = re.compile(r"多少|哪|什么|啥|谁|几[^乎]|怎么|如何|为何|为什么")
_SEVERAL = re.compile(
    r"各自?(?!类|级|种|项|区|方面|个)|分别|对比|相比|比较|区别|不一样|不同|前后|两个?(指标|目标|数)|哪个(高|低|多|少|大|小)"
    r"|对照|谁(更)?(多|少|高|低|大|小|先|后|前|在前|在后)|哪(个|类|项)[^，,。？?]{0,5}(更?高|更?低|更?多|更?少|更?大|更?小)"
    r"|多出(?!来)|一个[^。？?]{1,8}一个|从(多少|几)[^，,。？?]{0,6}(到|涨|升|降)|的?比[，,]|(多|少)了哪|差在|差哪"
    r"|是不是(同|一样)|同一(块|个|处)|一次.{2,14}一次"
)
_BACK = re.compile(r"(?<!\d)201[0-5]年?|十二五|原来|当初|已经?有|实际|(上|前)一?个?(五年|期)|现有|现在|目前|眼下")
_AHEAD = re.compile(
    r"2020年?|十三五|目标|五年(之|以)?后|往?后五年|今后|[本这]一?期|规划期|期末|到期|将来|以后|未来|计划|打算|争取|规划要"
    r"|要(达到|到|增|做到|搞到)"
)
_CLAUSE = re.compile(r"[，,；;。？?！!：:]|、(?=(?:19|20)\d\d|“?十[二三]五|几|多少|哪)")


def asks_for_several(question: Question) -> bool:
    """Whether a question wants more than one fact, by its words."""
    return bool(_SEVERAL.search(question.text)) or len(_ASKING.findall(question.text)) > 1


def parts(question: Question) -> tuple[str, ...]:
    """The questions inside a question, each with the subject that it left out; () where there is only one.

    >>> # 绿化覆盖率2015年是多少，2020年打算到多少 → 绿化覆盖率2015年是多少 | 绿化覆盖率2020年打算到多少
    """
    text = question.standalone
    if match := _PAIR.search(text):
        before, rest = text[: match.start()], text[match.end() :]
        shared = re.search(r"的[^的]+$", match[2])  # 北边和南边的公园: both are parks
        first = match[1] + shared[0] if shared and "的" not in match[1] else match[1]
        return (f"{before}{first}{rest}", f"{before}{match[2]}{rest}")
    clauses: list[str] = []
    carried = ""
    for clause in _CLAUSE.split(text):
        carried = f"{carried}，{clause}" if carried else clause
        if _ASKING.search(clause) and len(carried) >= _PART_MIN:
            clauses.append(carried)
            carried = ""
    if len(clauses) < _MIN_PARTS:
        return ()
    subject = _subject(clauses[0])
    return (clauses[0], *(_with_subject(clause, subject) for clause in clauses[1:_MAX_PLACES]))


def _subject(clause: str) -> str:
    """What a first clause is about: its words before a year or a question word."""
    return re.split(_ASKING.pattern + r"|(?:19|20)\d\d年?|“?十[二三]五”?", clause, maxsplit=1)[0].strip(" ，的是在")


def _with_subject(clause: str, subject: str) -> str:
    """A later clause that leans on the first one's subject, with it."""
    if _PRONOUN.search(clause):
        return _PRONOUN.sub(subject, clause, count=1)
    leans = len(clause) <= _SHORT or _YEAR_FIRST.match(clause) or only_asks(clause)
    return f"{subject}{clause}" if leans else clause


def select(
    question: Question,
    hits: Sequence[Hit],
    part_hits: Sequence[tuple[str, Sequence[Hit]]],
    plan: Plan,
    segmenter: Segmenter,
) -> list[Hit]:
    """The hits to answer from, best first, at least one. `part_hits` are the parts with what was found for each."""
    own = None  # a follow-up that only names another time (2020年呢) is about that time
    if question.standalone != question.text:
        own = _of_time(_time(question.text), hits, plan, rerank.measure_asked(question.standalone))
    chosen = [own or hits[0]]
    for part, found in part_hits:
        best = _of_time(_time(part), found, plan, rerank.measure_asked(part)) or found[0]
        taken = {hit.unit for hit in chosen}
        if best.unit in taken and best.passage.kind != "row":  # a row's sentence tells all of its columns
            beside = (hit for hit in found[1:4] if hit.fused >= PART_BESIDE * best.fused and hit.unit not in taken)
            best = next(beside, best)
        _add(chosen, best)
    for place in rerank.named_places(question.standalone):
        if not any(place.holds(hit.passage) for hit in chosen):
            for hit in [hit for hit in hits if place.holds(hit.passage)][:1]:
                _add(chosen, hit)
    several = bool(part_hits) or asks_for_several(question)
    if several:
        for hit in list(chosen):
            for other in _footnote(hit, hits, plan):
                _add(chosen, other)
    if several and len(chosen) < _MIN_PARTS:
        for hit in _equals(hits, chosen):
            _add(chosen, hit)
    both_times = question.periods == _BOTH or bool(_BACK.search(question.text) and _AHEAD.search(question.text))
    if several and both_times and len(chosen) < _MIN_PARTS:
        for hit in _of_other_time(hits, plan):
            _add(chosen, hit)
    if several and len(chosen) < _MIN_PARTS:
        for hit in _covering(question, hits, chosen, segmenter):
            _add(chosen, hit)
    if len(chosen) == 1 and len(hits) > 1:
        reach = SECOND_BESIDE if hits[1].passage.place == hits[0].passage.place else SECOND_WITHIN
        chosen += hits[1:2] if hits[0].fused - hits[1].fused <= reach else []
    return chosen[:_MAX_PLACES]


def _add(chosen: list[Hit], hit: Hit) -> None:
    """Take a hit whose unit is not there yet."""
    if hit.unit not in {other.unit for other in chosen}:
        chosen.append(hit)


def _footnote(hit: Hit, hits: Sequence[Hit], plan: Plan) -> list[Hit]:
    """The footnote of a sentence, or the sentence of a footnote, if it was found too."""
    for entry in plan.glossary:
        if entry.anchor is None:
            continue
        if entry.passage_id == hit.passage.id:
            return [o for o in hits if o.sentence.start <= entry.anchor <= o.sentence.end][:1]
        if hit.sentence.start <= entry.anchor <= hit.sentence.end:
            return [o for o in hits if o.passage.id == entry.passage_id][:1]
    return []


def _covering(question: Question, hits: Sequence[Hit], chosen: Sequence[Hit], segmenter: Segmenter) -> list[Hit]:
    """The hit that says most of what the chosen ones leave open, if it says enough of it."""
    asked = _content(question.standalone, segmenter)
    open_words = asked - set().union(*(_said(hit, segmenter) for hit in chosen))
    taken = {hit.unit for hit in chosen}
    gains = [
        (len(open_words & _said(hit, segmenter)) / max(1, len(asked)), -hit.rank, hit)
        for hit in hits[:12]
        if hit.unit not in taken and hits[0].fused - hit.fused <= COVER_WITHIN
    ]
    best = max(gains, key=lambda gain: gain[:2], default=None)
    return [best[2]] if best and best[0] >= COVER_GAIN else []


def _time(part: str) -> bool | None:
    """Whether a part asks for the years before the plan (True) or for the plan's own; None where it says neither."""
    back, ahead = bool(_BACK.search(part)), bool(_AHEAD.search(part))
    return back if back != ahead else None


def _of_time(back: bool | None, found: Sequence[Hit], plan: Plan, measure: re.Pattern[str] | None) -> Hit | None:
    """The nearest hit that speaks for the time that a part asks for, one with a figure of its measure before others.

    None where the part says no time, or where none is near.
    """
    if back is None:
        return None
    floor = found[0].similarity - _ALIKE
    near = [hit for hit in found[:_NEAR] if _looks_back(hit, plan) == back and hit.similarity >= floor]
    measured = [hit for hit in near if measure and measure.search(hit.sentence.text)]
    return next(iter(measured or near), None)


def _of_other_time(hits: Sequence[Hit], plan: Plan) -> list[Hit]:
    """The nearest hit that speaks for the other five years than the first, where both were asked for."""
    looks_back = [_looks_back(hit, plan) for hit in hits[:_NEAR]]
    floor = hits[0].similarity - _ALIKE
    return [
        hit for hit, back in zip(hits, looks_back, strict=False) if back != looks_back[0] and hit.similarity >= floor
    ][:1]


def _looks_back(hit: Hit, plan: Plan) -> bool:
    """Whether a hit tells of the years before the plan: its row has a completion, or it names none of the plan's."""
    row = next((row for row in plan.indicators if row.passage_id == hit.passage.id), None)
    if row is not None:
        return row.completion is not None
    return str(plan.source.period[0] - 1) in hit.passage.text and str(plan.source.period[1]) not in hit.sentence.text


def _equals(hits: Sequence[Hit], chosen: Sequence[Hit]) -> list[Hit]:
    """The second hit, where it stands out from the third as the first does: the same matter in another place."""
    if len(hits) <= _MIN_PARTS or chosen[0].unit != hits[0].unit:
        return []
    first, second, third = (hit.fused for hit in hits[:3])
    return [hits[1]] if second - third >= STANDS_OUT and second >= first / 2 else []


def _content(text: str, segmenter: Segmenter) -> set[str]:
    """The words of a text that tell what it is about."""
    return {word for word in segmenter.words(text) if len(word) > 1 or word.isdigit()}


def _said(hit: Hit, segmenter: Segmenter) -> set[str]:
    """The words of a hit with its lead phrase, last heading and nearest everyday question."""
    context = f"{hit.passage.heading[-1] if hit.passage.heading else ''} {hit.passage.lead or ''} {hit.question or ''}"
    return set(segmenter.words(f"{hit.sentence.text} {context}"))
