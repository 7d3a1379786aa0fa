"""From how people type to plain written Simplified Chinese: dialect, fillers, stray characters."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffd]")
_SPACE = re.compile(r"[ \t\u3000]+")
_TAG = re.compile(r"<[^<>]{0,200}>")

# Cantonese in Simplified characters, longest first so that 边个 wins over 边.
_CANTONESE = {
    "有冇": "有没有", "系咪": "是不是", "系边": "在哪里", "喺边度": "在哪里", "边度": "哪里", "边个": "谁", "边间": "哪间", "边啲": "哪些",
    "点解": "为什么", "点样": "怎样", "点算": "怎么办", "点搞": "怎么办", "几多": "多少", "几时": "什么时候", "做咩": "做什么", "咩嘢": "什么", "乜嘢": "什么",
    "屋企": "家里", "细路": "小孩", "细蚊仔": "小孩", "细佬": "弟弟", "阿婆": "老人", "阿伯": "老人", "老窦": "爸爸", "后生仔": "年轻人",
    "返工": "上班", "返学": "上学", "揾工": "找工作", "搵工": "找工作", "睇病": "看病", "睇医生": "看病", "行街": "逛街", "倾偈": "聊天", "饮茶": "喝茶",
    "依家": "现在", "而家": "现在", "嗰阵": "那时", "嗰个": "那个", "嗰啲": "那些", "呢度": "这里", "呢个": "这个", "呢啲": "这些", "嗰度": "那里",
    "净系": "只", "淨系": "只", "冇耐": "不久", "唔该": "", "帮手": "帮忙", "唔使": "不用", "唔系": "不是", "唔会": "不会", "唔": "不", "冇": "没有", "冇得": "没有",
    "嘅": "的", "咗": "了", "喺": "在", "啲": "些", "佢哋": "他们", "佢": "他", "我哋": "我们", "你哋": "你们", "哋": "们", "咩": "什么", "乜": "什么",
    "睇": "看", "揾": "找", "搵": "找", "嚟": "来", "俾": "给", "畀": "给", "嘢": "东西", "攞": "拿", "啱": "刚", "好嘈": "很吵", "嘈": "吵",
    "㗎": "", "喎": "", "噃": "", "嘞": "", "咁": "这样", "系": "是",
}  # fmt: skip
_NOT_COPULA = re.compile(r"(体系|关系|联系|系统|系列|系数|院系|水系|谱系|派系|维系|山系|语系|星系)")
_CANTONESE_MARKS = re.compile(
    r"[嘅咗喺啲佢哋咩乜睇揾搵嚟俾畀嘢攞㗎冇嗰]|边度|边个|几多|屋企|唔|依家|而家|系边|系咪|点解|点样"
)
_FILLERS = re.compile(
    r"^(请问|问一下|问下|想问|想问下|我想问|我想知道|想知道|麻烦|你好|您好|嗨|哈喽|那个|就是|嗯+|呃+|额+|哎+|唉+|诶+|喂+|老师|亲|急|在吗|帮我|帮忙|查一下|查下|查查|看看|帮查|求问|弱弱地问|一下|下|吓|哈|啊|呀|，|,|。|、|：|:|！|!|…|\.|~|～|\s)+"
)
_TAIL = re.compile(
    r"(谢谢|多谢|感谢|唔该|谢了|急用?|在线等|写稿用|写材料用|写材料要用|晒|啦|哈|哦|喔|来着|\s|[~～，,。！!…])+$"
)


def tidy(text: str, *, max_chars: int) -> str:
    """What a person typed on one line: control characters out, width folded, at most `max_chars` long."""
    kept = _CONTROL.sub(" ", text[: max_chars * 2])
    folded = unicodedata.normalize("NFKC", kept.replace("\n", " "))
    return _SPACE.sub(" ", folded).strip()[:max_chars]


def without_tags(text: str) -> str:
    """The text without HTML tags, for searching."""
    return _SPACE.sub(" ", _TAG.sub(" ", text)).strip()


def to_written(text: str) -> str:
    """Simplified Mandarin for a text that may be Cantonese; other texts come back as they are.

    >>> to_written("屋企楼下好嘈，有冇人管㗎")
    '家里楼下很吵，有没有人管'
    """
    if not _CANTONESE_MARKS.search(text):
        return text
    kept: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        token = chr(0xE000 + len(kept))
        kept[token] = match[0]
        return token

    written = _NOT_COPULA.sub(hide, text)
    for spoken in sorted(_CANTONESE, key=len, reverse=True):
        written = written.replace(spoken, _CANTONESE[spoken])
    for token, word in kept.items():
        written = written.replace(token, word)
    return written


def without_chatter(text: str) -> str:
    """The question without greetings before it and thanks behind it; the text itself if nothing else is left."""
    core = _TAIL.sub("", _FILLERS.sub("", text))
    return core if len(core) >= 2 else text
