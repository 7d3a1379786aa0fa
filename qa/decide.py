"""Whether the plan answers a question: features of what was asked and what was found, and a calibrated decision.

Likeness alone cannot tell that 投资额 is missing where the project is there, so the features also ask what kind of
thing is wanted and whether the evidence holds such a thing, and which places and years are named.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.model import Plan
from index.search import Hit
from index.segment import Segmenter
from qa.question import Question

CALIBRATION = Path(__file__).parent / "data" / "calibration.json"

_OTHER_PLACES = re.compile(
    r"(天河|荔湾|海珠区|白云区|黄埔|番禺|花都|南沙|增城|从化|萝岗|深圳|佛山|东莞|北京(?!路|南)|上海|香港(?!澳)|澳门|珠海|中山市|惠州|江门|肇庆|成都|杭州|武汉|南京|重庆|全国|全省|全市|广东省|广州市)(的|市|区)?"
)
_FUTURE = re.compile(r"十四五|十五五|14五|十一五|十五期间|去年|今年|明年|现在|目前|最近|昨天|当前|近期|至今")
_MONEY = re.compile(r"元|资金|补贴|投入|补助")
_DATE = re.compile(r"\d{4}年|\d+月|年底|期间")
_WHO_PERSON = re.compile(
    r"(区长|书记|局长|主任|院长|校长|领导|负责人|承建|开发商|施工|中标|设计单位|老板|董事长|作者|起草人)"
)
_DETAIL = re.compile(
    r"申请(条件|材料|流程|方式)|怎么(申请|报名|办理|领取|预约|投诉|报销)|办理流程|需要(带|准备|提交)(什么|哪些)|材料|流程|手续费|截止(日期|时间)|名额|学位|多少平(方)?米|几(层|楼|栋|号线)|多少(层|个车位|个学位|户|人次)|施工|竣工|开工|动工|完工|投入使用|通车|开业|招标|中标|开发商|房价|租金|工资|月薪|罚款|罚多少|微克|PM2\.5|分数线|门票|票价|几点"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision looks at. All between about -1 and 3; names say what a high value means."""

    similarity: float  # highest cosine of any record
    question_similarity: float  # cosine to the nearest everyday question
    stands_out: float  # fused score of the first hit
    margin: float  # first fused score minus the mean of ranks 4 to 10
    coverage: float  # share of the question's content words that the first three hits or their questions hold
    other_place: float  # a place outside the district is named and the evidence does not name it
    other_time: float  # a year or period outside the plan is named and the evidence does not name it
    money_missing: float  # money is asked for and the evidence holds none
    date_missing: float  # a date is asked for and the evidence holds none
    person_missing: float  # a person or firm is asked for
    contact: float  # an address, a telephone number, opening hours are asked for
    detail_missing: float  # a detail is asked for that the evidence does not name
    number_missing: float  # a figure is asked for and the evidence holds none

    def vector(self) -> list[float]:
        """The features in the order of their names."""
        return [float(getattr(self, name)) for name in self.__slots__]


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


def features(question: Question, hits: Sequence[Hit], plan: Plan, segmenter: Segmenter) -> Features:
    """The features of a question and its hits (best first, at least one)."""
    first = hits[0]
    evidence = "".join(hit.sentence.text + "".join(hit.passage.heading) + (hit.passage.lead or "") for hit in hits[:3])
    near = evidence + "".join(hit.question or "" for hit in hits[:3])
    words = [word for word in dict.fromkeys(segmenter.words(question.standalone)) if len(word) > 1]
    following = [hit.fused for hit in hits[3:10]]
    text = question.standalone
    return Features(
        similarity=first.similarity,
        question_similarity=first.channels.get("dense_questions", first.similarity),
        stands_out=first.fused,
        margin=first.fused - (sum(following) / len(following) if following else 0.0),
        coverage=sum(word in near.lower() for word in words) / len(words) if words else 0.0,
        other_place=float(
            any(place[0] not in evidence for place in _OTHER_PLACES.finditer(text) if place[1] not in evidence)
        ),
        other_time=float(_names_other_time(question, plan, evidence)),
        money_missing=float("money" in question.wants and not _MONEY.search(first.sentence.text)),
        date_missing=float("when" in question.wants and not _DATE.search(first.sentence.text)),
        person_missing=float(bool(_WHO_PERSON.search(text)) and not _WHO_PERSON.search(first.sentence.text)),
        contact=float("contact" in question.wants),
        detail_missing=float(any(match[0] not in near for match in _DETAIL.finditer(text))),
        number_missing=float(
            "number" in question.wants and not re.search(r"[\d一二三四五六七八九十两百]", first.sentence.text)
        ),
    )


def _names_other_time(question: Question, plan: Plan, evidence: str) -> bool:
    """Whether a year outside the plan's reach, or a time that no plan can know, is asked about."""
    first, last = plan.source.period
    outside = [year for year in question.years if not first - 6 <= year <= last and str(year) not in evidence]
    return bool(outside) or any(match[0] not in evidence for match in _FUTURE.finditer(question.standalone))
