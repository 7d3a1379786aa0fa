"""Measuring what runs elsewhere: a page of this project through its API, or any chat endpoint of OpenAI's form."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from typing import Any

from corpus import endpoint
from corpus.errors import BadSettingError
from corpus.model import Span
from corpus.numerals import CHINESE_NUMBER
from eval.model import Question, number

INSTRUCTION = (
    "你是《广州市越秀区国民经济和社会发展第十三个五年规划纲要》的问答助手。只根据规划纲要回答，先给答案，"
    "每个要点后面注明出处，写成〔第十二章第一节〕、〔第二章第三节专栏2〕、〔附件1第43项〕或〔名词解释“虚拟养老院”〕。"
    "规划没有写的，只回答“规划没有提到”。"
)
_LABEL = re.compile(r"〔([^〔〕]+)〕")
_CHAPTER, _SECTION = re.compile(rf"第({CHINESE_NUMBER}|\d+)章"), re.compile(rf"第({CHINESE_NUMBER}|\d+)节")
_BOX, _APPENDIX = re.compile(r"专栏\s*(\d+)"), re.compile(rf"附件\s*(\d+|{CHINESE_NUMBER})")
_TERM = re.compile(r"名词解释[：:]?\s*[“\"]?([^”\"]+)")
_REFUSAL = re.compile(
    r"(规划|纲要|原文|文中|资料|文档|上下文)[^。，；]{0,12}(没有|未|并未|不)(提到|提及|涉及|说明|写|包含|给出|回答|规定)"
    r"|(无法|不能|没法)(回答|确定|提供)|没有(相关|找到)|不在[^。，；]{0,10}范围|抱歉|对不起"
)


def key_of(variable: str | None) -> str | None:
    """The key that an environment variable holds; None where no variable is named. Raises BadSettingError."""
    if not variable:
        return None
    if not os.environ.get(variable):
        raise BadSettingError(f"环境变量 {variable} 没有值")
    return os.environ[variable]


class Page:
    """A running page of this project, asked through `POST /api/ask`."""

    def __init__(self, url: str, *, timeout_s: float = 120.0) -> None:
        self.url = endpoint.checked(url)
        self._timeout_s = timeout_s

    def answer(self, question: Question) -> dict[str, Any]:
        """The answer object that the page returns. Raises ModelError."""
        asked = {"question": question.question, "history": list(question.history)}
        return endpoint.post(f"{self.url}/api/ask", asked, timeout_s=self._timeout_s)

    def search(self, question: Question, answer: Mapping[str, Any]) -> list[Span] | None:
        """None: a page does not tell what its search ranked."""
        return None

    def describe(self) -> dict[str, Any]:
        """The address."""
        return {"kind": "page", "url": self.url}


class Chat:
    """A chat endpoint of OpenAI's form; its text is read for 〔…〕 labels and for words of refusal.

    It states no confidence, so AURC does not apply; `latency_ms` is the time of the whole request.
    """

    def __init__(
        self, url: str, model: str, *, key: str | None = None, seed: int = 0, timeout_s: float = 120.0
    ) -> None:
        self.url, self.model = endpoint.checked(url), model
        self._key, self._seed, self._timeout_s = key, seed, timeout_s

    def answer(self, question: Question) -> dict[str, Any]:
        """The reply in the contract's form. Raises ModelError."""
        messages = [
            {"role": "system", "content": INSTRUCTION},
            *({"role": "user", "content": earlier} for earlier in question.history),
            {"role": "user", "content": question.question},
        ]
        started = time.perf_counter()
        text, usage = endpoint.chat(
            self.url, self.model, messages, seed=self._seed, timeout_s=self._timeout_s, key=self._key
        )
        return read(question, text, usage=usage, latency_ms=(time.perf_counter() - started) * 1000)

    def search(self, question: Question, answer: Mapping[str, Any]) -> list[Span] | None:
        """None: an endpoint does not tell what it searched."""
        return None

    def describe(self) -> dict[str, Any]:
        """Address and model, never the key."""
        return {"kind": "openai", "url": self.url, "model": self.model, "instruction": INSTRUCTION}


def read(question: Question, text: str, *, usage: Any = None, latency_ms: float = 0.0) -> dict[str, Any]:
    """A free text as an answer object: labels become citations (without quotes), words of refusal a refusal.

    A text with a label is no refusal, whatever words it holds.
    """
    citations = [found for label in _LABEL.findall(text) if (found := place(label))]
    greeting = not citations and question.kind == "chitchat"
    refused = not citations and not greeting and bool(_REFUSAL.search(text))
    return {
        "id": question.id,
        "question": question.question,
        "standalone": question.question,
        "answer": text,
        "refused": refused,
        "reason": "not_in_plan" if refused else None,
        "citations": citations,
        "related": [],
        "mode": "generated",
        "latency_ms": round(latency_ms, 1),
        "usage": usage,
    }


def place(label: str) -> dict[str, Any] | None:
    """The citation that a label names, without a quote; None where it names no place.

    >>> found = place("第二章第三节专栏2")
    >>> found["chapter"], found["section"], found["box"]
    (2, 3, 2)
    """
    numbers = {
        name: number(match[1]) if (match := pattern.search(label)) else None
        for name, pattern in (("chapter", _CHAPTER), ("section", _SECTION), ("box", _BOX), ("appendix", _APPENDIX))
    }
    term = _TERM.search(label)
    if not term and not any(numbers.values()) and "前言" not in label:
        return None
    return {"label": label, "quote": "", **numbers, "glossary": term[1] if term else None}
