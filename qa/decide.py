"""Whether the plan answers a question: features of what was asked and what was found, and a calibrated decision.

Likeness alone cannot tell that 投资额 is missing where the project is there, so the features also ask what kind of
thing is wanted and whether the evidence holds such a thing, and which places and years are named.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from corpus.model import Plan
from corpus.outside import OutsideKind
from index.search import Example, Hit
from index.segment import Segmenter
from index.text import fold
from qa.question import Question
from qa.rerank import core
from qa.table_answer import twin

# How much nearer than the plan an outside example has to be (cosine), chosen on the tuning questions: see README.
OUTSIDE_BY: dict[OutsideKind, float] = {"smalltalk": 0.03, "unsafe": 0.03, "out_of_scope": 0.02}
_TALK_CHARS = 20
_LONG_RUN = 12
CALIBRATION = Path(__file__).parent / "data" / "calibration.json"

# What is asked, and what evidence must hold for it to be answered.
_OTHER_PLACES = re.compile(
    "天河|荔湾|海珠区|白云区|黄埔|番禺|花都|南沙|增城|从化|萝岗|深圳|佛山|东莞|北京(?!路|南)|上海|香港|澳门|珠海市|中山市|惠州|"
    "江门|肇庆|成都|杭州|武汉|南京|重庆|全国|全市|全省|广东省(?!药|科学|知识|教育|统计)|广州市?的"
)
_OTHER_TIMES = re.compile(
    "十四五|14五|十一五|十五期间|去年|今年|明年|现在|目前|现状|如今|最近|昨天|当前|近期|至今|眼下|已经(建|完|搬|开)"
)
_MONEY = re.compile(r"\d元|亿元|万元|资金|补贴|投入|补助|奖励|费")
_DATE = re.compile(r"\d{4}年|\d+月|年底|期间|届满|每年")
_ASKS_NUMBER = re.compile(
    r"多少(?!有)|几(个|家|所|栋|幢|座|条|间|项|名|张|台|处|成|年|岁|级|类|次|期|天|米|层|楼|G|万|亿|千|百|块|元|平|分贝|倍|户|人|种|批|支|场|月|号线|点)"
    r"|百分之几|千分之几|第几|排名|满分|比例尺|几比几"
)
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十两百千]+(个|家|所|栋|幢|座|条|间|项|名|张|处|成|年|级|类|次|米|大|倍|户|人|种|流|镇|批|方面|是|：)"
)
_MEASURE = re.compile(
    r"(?:多少|几)(?:个)?(亿元|万元|亿|万块|块钱|元|公里|平方米|平方公里|张床|张|台|层|楼|车位|学位|户|分贝|G|岁|期|人次|微克|成)"
)
_ASKS_NAMES = re.compile(
    r"名单|叫什么|叫啥|什么名字|(具体|究竟|到底|分别|指的|都)是?哪|是谁|都有谁|哪家|哪位|哪所"
    r"|哪[一二三四五六七八九十几0-9]+(家|所|栋|幢|座|条|间|位|个(社区|街道|学校|小区|地铁|站|国家|企业|园区|城市|市场))"
)
_ASKS_WHY = re.compile(r"为什么|为啥|原因|怎么会|问责|谁的责任|怪谁|凭什么")
_REASON = re.compile(r"因|由于|导致|受.{0,12}影响|基于|为了")
_ASKS_WHERE = re.compile(
    r"(建|设|放|选|搬|开|装|坐落|位于|迁).{0,4}(在|到|去)哪|在哪(条|个|里|儿)|哪(条|个)(街|路|站|地铁|位置)|门牌|地址|选址|几号(?!线)"
)
_PERSON = re.compile(
    r"区长|书记|局长|主任|院长|校长|领导(是|叫)|负责人|承建|开发商|施工(方|单位)|中标|设计(方|单位)|地产公司|老板是|董事长|作者|起草人|软件公司|经理"
)
_CONTACT = re.compile(
    r"电话|热线|邮箱|微信|公众号|网址|官网|传真|二维码|联系方式|几点(上班|开门|下班|关门)|(营业|开放|办公|上班)时间|门票|票价"
)
_DETAIL = re.compile(
    r"申请(条件|材料|流程|方式)|怎么(申请|报名|办理|领取|预约|投诉|报销|收费?)|怎么收|办理流程|(带|准备|提交|需要)(什么|哪些)(材料|资料|证件)?|哪些(资料|材料|证件)"
    r"|流程|手续费|截止|名额|学位|工作日|多少层|几层|多高|施工|竣工|开工|动工|完工|投入使用|通车|开业|打桩|招标|罚款|罚多少|微克|PM2|分数线|比例尺|报名|满分|合格"
    r"|进度|投资(额|多少|总额)?|造价|中标价|预算|花了|收费|补贴|补助|每台补|补多少|补几|几万块|拨给|租金|房价|工资|月薪|服务费|顾问费|护理费|多少钱"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at. All between about -1 and 3; names say what a high value means."""

    stands_out: float  # fused score of the first hit
    margin: float  # first fused score minus the mean of ranks 4 to 10
    coverage: float  # share of the question's content words that the first three hits or their questions hold
    wording: float  # length of that run, 1 from 12 characters on: such a question was written with the plan in hand
    likeness: float  # cosine to the nearest everyday question
    near_miss_gap: float  # highest cosine of any record minus that of the nearest example that the plan leaves open
    outside_gap: float  # likeness minus the cosine to the nearest example of another matter
    other_place: float  # 1: a place outside the district is named and the evidence does not name it
    other_time: float  # 1: a time outside the plan, or the present day
    year_missing: float  # 1: a year is named that the evidence does not stand for
    other_period: float  # 1: the evidence is a row of the other five years and the asked ones have none like it
    money_missing: float  # 1: money is asked for and the evidence holds none
    date_missing: float  # 1: a date is asked for and the evidence holds none
    number_missing: float  # 1: a figure is asked for and the evidence holds none
    measure_missing: float  # 1: a figure of a certain measure is asked for and the evidence holds none of it
    names_missing: float  # 1: names are asked for and the evidence lists none
    where_missing: float  # 1: a location is asked for
    reason_missing: float  # 1: a reason is asked for and the evidence gives none
    person_missing: float  # 1: a person or firm is asked for and the evidence does not speak of one
    contact: float  # 1: a telephone number, opening hours, a ticket price are asked for
    detail_missing: float  # 1: a detail is asked for that the evidence does not name

    def as_dict(self) -> dict[str, float]:
        """The features by name, rounded for reading."""
        return {name: round(float(getattr(self, name)), 3) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the features with the threshold chosen for it, and how that was measured."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float  # of the probability; below it the question is refused
    measured: str

    def probability(self, features: Features) -> float:
        """The probability that the plan answers the question, 0 to 1."""
        score = self.intercept + sum(
            weight * float(getattr(features, name)) for name, weight in zip(self.names, self.weights, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=2)
def calibration(path: Path = CALIBRATION) -> Calibration:
    """The stored calibration. Raises FileNotFoundError if the file is missing."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        tuple(found["names"]), tuple(found["weights"]), found["intercept"], found["threshold"], found["measured"]
    )


def features(
    question: Question, hits: Sequence[Hit], examples: Sequence[Example], plan: Plan, segmenter: Segmenter
) -> Features:
    """The features of a question, its hits and the nearest outside examples (both best first, hits at least one)."""
    first, text = hits[0], question.standalone
    said = first.sentence.text + (first.passage.lead or "")
    evidence = said + "".join(hit.sentence.text for hit in hits[1:2])
    near = evidence + "".join(hit.question or "" for hit in hits[:3]) + "".join(first.passage.heading)
    likeness = first.channels.get("dense_questions", first.similarity)
    run = _longest_run(text, first.passage.text + "".join(first.passage.heading))
    following = [hit.fused for hit in hits[3:10]]

    def missing(asked: re.Pattern[str], held: re.Pattern[str] | None, where: str = evidence) -> float:
        return float(bool(asked.search(text)) and not (held and held.search(where)))

    return Features(
        stands_out=first.fused,
        margin=first.fused - (sum(following) / len(following) if following else 0.0),
        coverage=_coverage(text, near.lower(), segmenter),
        wording=min(1.0, run / _LONG_RUN),
        likeness=likeness,
        near_miss_gap=max(likeness, first.similarity) - _nearest(examples, {"not_in_plan"}),
        outside_gap=likeness - _nearest(examples, {"out_of_scope", "smalltalk", "unsafe"}),
        other_place=float(any(match[0] not in said for match in _OTHER_PLACES.finditer(text))),
        other_time=float(any(match[0] not in evidence for match in _OTHER_TIMES.finditer(text))),
        year_missing=float(any(not _stands_for(year, first, plan) for year in question.years)),
        other_period=float(_other_period(question, first, plan)),
        money_missing=float("money" in question.wants and not _MONEY.search(said)),
        date_missing=float("when" in question.wants and not _DATE.search(evidence)),
        number_missing=missing(_ASKS_NUMBER, _NUMBER),
        measure_missing=float(any(not _has_measure(match[1], evidence) for match in _MEASURE.finditer(text))),
        names_missing=missing(_ASKS_NAMES, _LISTED),
        where_missing=missing(_ASKS_WHERE, None),
        reason_missing=missing(_ASKS_WHY, _REASON),
        person_missing=missing(_PERSON, _PERSON),
        contact=missing(_CONTACT, _CONTACT),
        detail_missing=float(any(match[0] not in near for match in _DETAIL.finditer(text))),
    )


def asks_for_term(question: Question, hit: Hit) -> bool:
    """Whether a question asks what a term means and the hit is the footnote that explains it."""
    term = hit.passage.place.glossary
    return term is not None and "definition" in question.wants and core(term) in fold(question.standalone)


def outside_kind(question: Question, examples: Sequence[Example], likeness: float) -> OutsideKind | None:
    """The kind of the nearest outside example, if it is clearly nearer than any question that the plan answers.

    Short texts count as small talk; a long one that looks like it hides something else and is another matter.
    """
    nearest = next((example for example in examples if example.kind != "not_in_plan"), None)
    if nearest is None or nearest.similarity - likeness < OUTSIDE_BY[nearest.kind]:
        return None
    return "out_of_scope" if nearest.kind == "smalltalk" and len(question.text) > _TALK_CHARS else nearest.kind


_LISTED = re.compile(r"[^，。]{2,}、[^，。]{2,}|“[^”]+”|《")


def _coverage(text: str, near: str, segmenter: Segmenter) -> float:
    words = [word for word in dict.fromkeys(segmenter.words(text)) if len(word) > 1]
    return sum(word in near for word in words) / len(words) if words else 0.0


def _longest_run(text: str, evidence: str) -> int:
    """The length of the longest run of characters that both texts share."""
    match = SequenceMatcher(None, text, evidence, autojunk=False).find_longest_match()
    return match.size


def _nearest(examples: Sequence[Example], kinds: Collection[str]) -> float:
    """The cosine to the nearest example of some kinds; that of the last one looked at where there is none."""
    floor = examples[-1].similarity if examples else 0.0
    return max((example.similarity for example in examples if example.kind in kinds), default=floor)


def _has_measure(measure: str, evidence: str) -> bool:
    """Whether the evidence holds a figure of a measure (多少栋 → 356栋)."""
    if measure == "成":
        return "%" in evidence or "成" in evidence
    unit = re.escape(measure.removeprefix("个").removesuffix("床").removesuffix("钱"))
    return bool(re.search(rf"[\d一二三四五六七八九十两百]\s*(余|多|万|亿)?{unit}|{unit}\s*[\d≤≥]", evidence))


def _stands_for(year: int, hit: Hit, plan: Plan) -> bool:
    """Whether evidence may speak for a year: its paragraph names it, or it opens or closes a row's five years."""
    first, last = plan.source.period
    if str(year) in hit.passage.text:
        return True
    if hit.passage.kind == "row":
        return year in (first - 1, last)
    return year == last


def _other_period(question: Question, hit: Hit, plan: Plan) -> bool:
    """Whether a row of the other five years was found and the asked ones have no indicator like it."""
    row = next((row for row in plan.indicators if row.passage_id == hit.passage.id), None)
    if row is None or question.period in (None, row.period):
        return False
    return twin(plan, row, question.period or "") is None
