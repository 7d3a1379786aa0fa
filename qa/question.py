"""Understanding a question before anything is searched: what it says, what it asks for, what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text import fold
from qa import followup, spoken


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    raw: str  # as typed
    text: str  # tidied, Simplified, without chatter
    standalone: str  # with what an elliptical follow-up left out
    history: tuple[str, ...]
    wants: frozenset[
        str
    ]  # number, agency, list, definition, wording, yesno, count, attribute, met, when, who, money, …
    years: tuple[int, ...]
    period: str | None  # 十二五 or 十三五 where the question says just one of them, in words or by a year
    periods: int  # how many of the two it says
    figures: tuple[str, ...]  # figures that the question itself states


_WANTS = {
    "list": r"哪些|哪几|哪[二两三四五六七八九十]|有啥|有什么|都有|分别|包括|列出|列一下|罗列|名单|清单|几大|各是|各指|几种|几类|几条|几项|一条条|逐条|几块|几个方面|哪两",
    "number": r"多少|几(?!乎|何|大|个方面|号线)|比例|百分之|占比|率是|达到什么|目标值|数量|面积|多大|几成",
    "agency": r"责任单位|负责|牵头|哪个(部门|局|单位|委)|哪些(部门|局|单位)|归(谁|哪)|谁(来)?(管|抓|扛|干|做|主管)|哪家(单位|部门)|主管(部门|单位)|找哪个|单位是谁|什么部门",
    "attribute": r"约束性|预期性|什么属性|属性",
    "met": r"完成(了)?没|达标|达到.{0,6}(了)?(没|吗)|完成得|完成情况|实现了(没|吗)|是否(完成|达到|达标)|有没有(完成|达到|达标)|没(完成|达标|达到)|超额|差多少|落空",
    "count": r"多少(项|个|条|家|类|名|座|处|种)|几(项|个|条|类|大|种|家|座)|总共|一共|合计|数量|共有",
    "definition": r"什么意思|啥意思|是什么(?!时候|样)|是啥|指(的是)?(什么|啥|哪)|何谓|什么叫|啥叫|怎么(解释|理解|定义)|定义|含义|解释一下|名词解释|的意思|各指|怎么算|全称|说的是什么|是个啥|怎么回事",
    "wording": r"原文|原话|原句|怎么(写|表述|说|讲|提)的?|表述|措辞|照抄|抄(一下|给我|录)|引号|逐字|完整(地|的)?(引用|句)|那句|一字不",
    "yesno": r"吗[？?。]?$|吗(?=[，,？?])|有没有|是不是|会不会|能不能|管不管|是否|可不可以|对不对|对吧|没错吧|是吧|对吗|对不|有没|让不让|行不行|要不要|真的假的|难道",
    "check": r"对(不对|吧|吗|么|不)|是(这样|不是|吧|真的)|没错吧|理解得对|记错|听说|准确吗|属实|是……吗|不是说",
    "when": r"什么时候|何时|哪(一)?年|几月|几号|多久|时间表|年底|截止|到哪年|哪天|何年|日期|几时",
    "who": r"谁(?!来管)|什么人|哪位|姓名|叫什么名",
    "where": r"哪里|哪儿|什么地方|在哪|何处|地点|地址|哪(条|个)(街|路|地方)|啥地方",
    "why": r"为什么|为啥|为何|原因|怎么会",
    "money": r"多少钱|投资(额|多少|总额)|资金(额|多少)|预算(是)?多少|花(了)?(多少|几)|造价|费用|收费|补贴(标准|多少|几)|补助(标准|多少|几)|几(块|元)钱?|价格|租金|房价|工资|报价|补偿(标准|款|多少)|拨(了)?多少|发多少|奖励多少|月薪",
    "contact": r"电话|热线|邮箱|微信|公众号|网址|官网|传真|二维码|联系方式|地址是|办公地点|几点(上班|开门|下班|关门)|营业时间|开放时间",
    "compare": r"相比|对比|比.{0,8}(高|低|多|少|大|小)|变化|增加了多少|提高了多少|差别|区别|不一样|各由|各是|前后|分别",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern) for name, pattern in _WANTS.items()}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[^\d]|$)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PERIODS = (
    ("十二五", re.compile(r"十二五|12五|2011|2012|2013|2014|2015|过去五年|上一个五年|上个五年|前五年")),
    ("十三五", re.compile(r"十三五|13五|2016|2017|2018|2019|2020|未来五年|这五年|今后五年")),
)


def understand(raw: str, history: Sequence[str], *, max_chars: int, lexicon: bool = True) -> Question:
    """Everything that can be told from the words alone. Never fails; an empty text stays empty."""
    text = _plain(raw, max_chars, lexicon=lexicon)
    earlier = tuple(_plain(turn, max_chars, lexicon=lexicon) for turn in history if turn.strip())
    standalone = followup.resolve(text, earlier)
    periods = [name for name, pattern in _PERIODS if pattern.search(standalone)]
    return Question(
        raw=raw,
        text=text,
        standalone=standalone,
        history=earlier,
        wants=_wants(text) or _wants(standalone),
        years=tuple(int(year) for year in _YEAR.findall(text)),
        period=periods[0] if len(periods) == 1 else None,
        periods=len(periods),
        figures=tuple(_FIGURE.findall(_YEAR.sub("", text))),
    )


def _wants(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def _plain(raw: str, max_chars: int, *, lexicon: bool) -> str:
    text = spoken.tidy(raw, max_chars=max_chars)
    simplified = _simplified(text)
    return spoken.without_chatter(spoken.to_written(simplified)) if lexicon else simplified


def _simplified(text: str) -> str:
    """Traditional characters folded; the case of Latin letters is kept for abbreviations."""
    folded = fold(text)
    return (
        "".join(old if old.isascii() else new for old, new in zip(text, folded, strict=True))
        if len(folded) == len(text)
        else folded
    )
