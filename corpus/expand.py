"""Writing the document expansion of a plan with a language model: everyday questions that its sentences answer.

The model only writes questions. They lead the search to sentences and are never shown as the plan's text, so what it
makes up cannot enter an answer; a question that fits nothing is merely of no use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import endpoint, expansion
from corpus.errors import BadSettingError, SourceError
from corpus.model import Passage, Plan, Sentence
from corpus.settings import Settings
from corpus.source import DATA

BATCH = 6  # sentences in one request
_LEAST_CHARS, _MOST_CHARS = 4, 60  # of a question
_COPIED = 0.7  # share of a question's pairs of characters that may stand in its sentence
_SEED, _TEMPERATURE = 0, 0.7
PROMPT = """\
下面是一份政府规划的若干句原文，每句前有编号。请为每一句写 8 条它能回答的问题，供检索用：
普通人带着处境的大白话、绕着弯问其中一个细节、工作人员查口径的书面问法、四到十字的关键词，各占一些；
用词尽量和原文不同，不写原文没有的事实和数字，能和别的句子区别开。
每句输出一行 JSON，不要别的文字：{"n": 编号, "questions": ["…", "…"]}
"""
_OBJECT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote."""

    sentences: int
    questions: int
    dropped: int  # questions that were copied from the plan, too short or long, or written twice
    left: int  # sentences for which nothing usable came back


def sentences_without(plan: Plan, known: Sequence[expansion.Expansion]) -> list[tuple[Passage, Sentence]]:
    """The sentences of a plan, rows included, that no expansion stands on, in the plan's order."""
    covered = [(one.start, one.end) for one in known]
    return [
        (passage, sentence)
        for passage in plan.passages
        for sentence in passage.sentences
        if not any(start < sentence.end and sentence.start < end for start, end in covered)
    ]


def expand(
    plan: Plan,
    settings: Settings,
    *,
    limit: int | None = None,
    data: Path = DATA,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Have questions written for the sentences that have none, and append them to the plan's file batch by batch.

    What was written before an interruption stays, and the next run goes on behind it. Raises BadSettingError where
    no model is set, ModelError if it does not answer.
    """
    if not settings.llm_url or not settings.llm_model:
        raise BadSettingError(
            "扩写要用语言模型：请设置 PLANQA_LLM_URL（如 http://127.0.0.1:8080/v1）和 PLANQA_LLM_MODEL"
        )
    url = endpoint.checked(settings.llm_url)
    known = expansion.load(plan, data=data)
    seen = {question for one in known for question in one.questions}
    todo = sentences_without(plan, known)[:limit]
    path = data / plan.source.id / expansion.FILE
    written = questions = dropped = 0
    for first in range(0, len(todo), BATCH):
        batch = todo[first : first + BATCH]
        text, _ = endpoint.chat(
            url,
            settings.llm_model,
            [{"role": "user", "content": PROMPT + _numbered(batch)}],
            seed=_SEED,
            timeout_s=settings.llm_timeout_s,
            key=settings.llm_key or None,
            temperature=_TEMPERATURE,
        )
        lines = []
        for number, proposed in _read(text):
            if not 1 <= number <= len(batch):
                continue
            passage, sentence = batch[number - 1]
            kept = [question for question in dict.fromkeys(proposed) if usable(question, sentence.text, seen)]
            dropped += len(proposed) - len(kept)
            if kept:
                seen.update(kept)
                span = plan.source.text[sentence.start : sentence.end]
                line = {"at": expansion.address(passage), "span": " ".join(span.split()), "questions": kept}
                lines.append(json.dumps(line, ensure_ascii=False) + "\n")
                written, questions = written + 1, questions + len(kept)
        _append(path, "".join(lines))
        progress(min(first + BATCH, len(todo)), len(todo))
    return Written(written, questions, dropped, len(todo) - written)


def usable(question: str, sentence: str, seen: set[str]) -> bool:
    """Whether a question is new, of a fair length and mostly in words of its own.

    >>> usable("楼下的烟味有人管吗", "加强餐饮业油烟管控。", set())
    True
    >>> usable("加强餐饮业油烟管控", "加强餐饮业油烟管控。", set())
    False
    """
    if question in seen or not _LEAST_CHARS <= len(question) <= _MOST_CHARS:
        return False
    pairs = [question[i : i + 2] for i in range(len(question) - 1)]
    return sum(pair in sentence for pair in pairs) <= _COPIED * len(pairs)


def _numbered(batch: Sequence[tuple[Passage, Sentence]]) -> str:
    """The sentences of a request, each behind its headings."""
    return "\n".join(
        f"{number}. 〔{' / '.join(passage.heading[-2:])}〕{sentence.text}"
        for number, (passage, sentence) in enumerate(batch, start=1)
    )


def _read(text: str) -> Iterator[tuple[int, list[str]]]:
    """The numbers and questions of a reply; what is not of the form is passed over."""
    for match in _OBJECT.finditer(text):
        try:
            found = json.loads(match[0])
            yield int(found["n"]), [str(question).strip() for question in found["questions"]]
        except (ValueError, KeyError, TypeError):
            continue


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise SourceError(f"写不了 {path.name}：{error.strerror}") from error
