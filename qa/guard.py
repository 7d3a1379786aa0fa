"""Inputs that are not questions to the plan: greetings, injections, things to invent, other matters.

Each rule is a pattern with what it means; the first that matches decides. The texts are what a person reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.model import Reason

Verdict = Literal["smalltalk", "refuse"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of input and what is said to it."""

    pattern: re.Pattern[str]
    verdict: Verdict
    reply: str
    reason: Reason | None = None


_WHAT_I_DO = (
    "我只依据{title}回答，每个答案都给出章节出处和原文。可以问目标和指标（如“每千人床位目标是多少”）、"
    "民生措施（如“老楼加装电梯”）、重点项目、名词解释和责任单位。"
)
_UNSAFE = "这个请求我不能照做。我只依据{title}的原文回答问题，不改写、不编造规划内容，也不执行夹带的指令。"
_SCOPE = "这个问题不属于{title}的内容，规划里没有答案。我可以回答规划中的目标、指标、措施、项目和名词。"


def _rule(pattern: str, verdict: Verdict, reply: str, reason: Reason | None = None) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), verdict, reply, reason)


_END = r"[\s，,。.!！~～?？呀啊哈哦呢啦吧的]*$"
_START = r"^[\s，,。.!！~～]*"

RULES = (
    # injections, code, attempts to change or invent
    _rule(r"<\s*/?\s*(script|img|svg|iframe|a|body|input|style)\b|javascript:|onerror\s*=", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(drop|delete|insert|update|select)\s+.{0,30}(table|from|into|set)\b|'\s*or\s+.{0,6}=|--\s*$|union\s+select", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(忽略|无视|不理|忘掉|忘记|抛开|跳过|绕过|取消).{0,12}(指令|提示|规则|限制|要求|设定|约束|校验|核对)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"系统提示|提示词|system\s*prompt|开发者模式|越狱|jailbreak|\bDAN\b|没有任何限制|不受.{0,4}限制|解除.{0,4}限制|ignore (all|previous|the)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"密钥|环境变量|api\s*key|\.env\b|/etc/passwd|rm\s+-rf|数据库密码|管理员密码|你的(源代码|配置文件)|服务器(地址|ip|上|里)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(瞎编|杜撰|捏造|虚构|编造|胡编|乱编)|(给我|帮我|替我|你)[^，。？]{0,6}编(一|几|个|份|些|出|点|句|段|条|两|三)|^编(一|几|个|份|些|出|点|句|段|条|两|三)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(伪造|篡改|冒充|黑掉|黑进|入侵|攻击|破解|盗取|炸|诈骗)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(假装|扮演|角色扮演|你现在是|从现在起你是|你要装|假设你是|装作)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"(把|将).{0,20}(改成|改为|修改成|替换成|改写成).{0,30}(回答|输出|告诉|按|说)", "refuse", _UNSAFE, "unsafe"),
    _rule(r"授权你|我是(区)?(领导|管理员|开发者).{0,12}(授权|命令|要求|允许)|原样输出|重复我说的|跟我念|不要(给|标|写)(出处|引用)|不用(查|看)规划", "refuse", _UNSAFE, "unsafe"),
    # small talk: the whole input is no more than that
    _rule(_START + r"(你好|您好|哈喽|哈啰|hello|hi|嗨|在吗|在不在|早上好|早安|早晨|下午好|晚上好|晚安|午安|大家好|喂|有人吗|嘿)(呀|啊|哈|吗|哦|～)?(小?助手|机器人|朋友|客服|小伙伴)?" + _END, "smalltalk", "你好！" + _WHAT_I_DO),
    _rule(_START + r"(非常|太|真是|真的)?(谢谢|多谢|感谢|谢了|谢啦|3q|thanks|thank you|辛苦)(你|您|啦|了|大家|晒|哈)*(，|,|。|！|!|\s)*(帮大忙了|很有用|非常有用|不错|辛苦了|明天再.{0,6}|回头再.{0,6}|下次再.{0,6})?" + _END, "smalltalk", "不客气！还想了解规划的哪方面，接着问就行，例如“十三五期间有哪些重大民生工程”。"),
    _rule(_START + r"(再见|拜拜|bye|回见|下次见|先这样|没事了|好的|好|ok|okay|嗯|嗯嗯|哦|收到|明白了?|知道了|懂了|行|可以|厉害|不错|真棒|你真棒|真聪明|牛|赞)" + _END, "smalltalk", "好的，随时可以再来问规划里的内容。"),
    _rule(r"^(那|请问)?\s*(你|您|这个(助手|系统|网站|机器人|页面|工具))(到底)?(是谁|是什么|叫什么|叫啥|是干什么|是做什么|能(帮|做|干|回答|查)|可以(帮|做|干|回答|查)|会(做|干|回答|什么|些?啥|些什么)|有(什么|啥|哪些)(功能|用|本事|本领)|怎么用|咋用|都会|都能|是真人|是不是(真人|机器人|人)|是机器人|是人)", "smalltalk", _WHAT_I_DO),
    _rule(_START + r"(你?(怎么|咋)用|怎么(使用|提问|问)|使用(说明|方法)|帮助|help|功能介绍|介绍一下(你自己|自己)|自我介绍(一下)?|能帮我(做|干)?(些|点)?(什么|啥)|我(能|可以)(问|问你)(些|点)?(什么|啥)(问题)?|有什么(可以|能)问)" + _END, "smalltalk", _WHAT_I_DO),
    # other matters
    _rule(r"(明天|今天|后天|周末|这周|下周|现在).{0,8}(下雨|天气|气温|多少度|带伞|刮风|台风|冷不冷|热不热|穿什么)", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"(双色球|彩票|大乐透|六合彩|股票|基金|比特币|币圈|A股|汇率|金价).{0,14}(买|号|涨|跌|中奖|推荐|多少|走势|预测)|买.{0,6}(股票|彩票)|下期.{0,8}号", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"星座|运势|生肖|算命|塔罗|风水|八字|(白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"鸡兔同笼|解方程|\d\s*[+\-*/×÷]\s*\d+\s*(=|等于|是多少|得多少)|等于几|平方根|微积分|求导", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"(写|来|作|编|讲|说|帮我写|给我写)(一|个|首|篇|段|几|份|封).{0,16}(诗|词|情书|笑话|故事|小说|代码|程序|作文|文案|检讨|简历|脚本|函数|对联|段子|邮件|歌)|python|java\b|冒泡排序|快速排序|正则表达式", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"(推荐|介绍).{0,8}(电影|电视剧|小说|歌|餐厅|饭店|馆子|奶茶|手机|游戏|护肤|酒店)|(怎么|如何)(做|煮|炒|煲|蒸|烧).{0,6}(菜|汤|饭|肉|鱼|鸡|排骨|番茄|蛋)|减肥|失恋|女朋友|男朋友|相亲|暗恋", "refuse", _SCOPE, "out_of_scope"),
    _rule(r"(翻译|英译|汉译).{0,4}(成|为)?(英文|英语|日文|日语|法语|中文)|用(英文|英语|日语)(说|写|翻)", "refuse", _SCOPE, "out_of_scope"),
)  # fmt: skip

EMPTY = "没有看到问题。请输入想了解的规划内容，例如“老旧小区加装电梯有什么安排”。"
UNCLEAR = "没看懂这个问题。请用一句话说明想了解规划的哪方面，例如“公共文化设施面积目标是多少”。"


def judge(text: str) -> Rule | None:
    """The rule that a tidied text falls under, or None for a question to the plan."""
    return next((rule for rule in RULES if rule.pattern.search(text)), None)


def is_unclear(text: str) -> bool:
    """Whether a text holds nothing that can be searched for: marks, digits, single letters, one repeated character."""
    core = re.sub(r"[\W_]", "", text)
    letters = re.sub(r"[0-9]", "", core)
    return (
        not letters
        or (len(set(letters)) == 1 and len(letters) != 2)
        or (letters.isascii() and not re.search(r"[A-Za-z]{3}|[A-Z]{2}|\dO", core))
    )
