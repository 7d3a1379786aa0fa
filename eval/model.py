"""The values of measuring. Types only; each reads itself from the stable JSON forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from corpus.errors import BadInputError
from corpus.numerals import from_chinese

_DIGITS = re.compile(r"\d+")
_NUMERAL = re.compile(r"[一二三四五六七八九十百]+")


class Share(NamedTuple):
    """What one question adds to a score: the score of many is sum(part) / sum(whole).

    A plain average has whole 1 everywhere; a share of citations has whole = citations shown.
    """

    part: float
    whole: float = 1.0


def yes(value: bool) -> Share:
    """1 of 1 or 0 of 1."""
    return Share(float(value))


class Located(Protocol):
    """Anything that says where in the plan it stands, e.g. `corpus.model.Place`."""

    @property
    def chapter(self) -> int | None:
        """Number of the chapter."""

    @property
    def section(self) -> int | None:
        """Number of the section."""

    @property
    def appendix(self) -> int | None:
        """Number of the annex."""

    @property
    def glossary(self) -> str | None:
        """The term of a footnote entry."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place at which the proof of an answer stands; `section` None means anywhere in the chapter."""

    chapter: int | None = None
    section: int | None = None
    box: int | None = None
    appendix: int | None = None
    glossary: str | None = None
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A scored question in the contract's form; `set` is the name of the file that it came from."""

    id: str
    question: str
    kind: str = "fact"
    answerable: bool = True
    history: tuple[str, ...] = ()
    gold: tuple[tuple[str, ...], ...] = ()
    quote: str = ""
    cite: tuple[GoldPlace, ...] = ()
    set: str = ""

    @classmethod
    def from_json(cls, found: Mapping[str, Any], *, set: str = "") -> Question:
        """A question from one line of a file. Raises BadInputError naming what is wrong."""
        try:
            return cls(
                id=str(found["id"]),
                question=_text(found["question"]),
                kind=str(found.get("kind") or "fact"),
                answerable=bool(found.get("answerable", True)),
                history=tuple(_text(item) for item in found.get("history") or ()),
                gold=tuple(tuple(str(text) for text in texts) for texts in found.get("gold") or ()),
                quote=str(found.get("quote") or ""),
                cite=tuple(GoldPlace(**place) for place in found.get("cite") or ()),
                set=set,
            )
        except KeyError as error:
            raise BadInputError(f"题目缺少字段 {error}") from error
        except (TypeError, AttributeError) as error:
            raise BadInputError(f"题目的写法有误：{error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"应为文字，现在是 {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of an answer, as far as it is scored."""

    label: str
    quote: str
    chapter: int | None = None
    section: int | None = None
    appendix: int | None = None
    glossary: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer cost, as the endpoint told it: tokens read and written."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer object of the contract, as far as it is scored."""

    id: str
    answer: str
    standalone: str = ""
    refused: bool = False
    reason: str | None = None
    citations: tuple[Cited, ...] = ()
    mode: str = "extractive"
    latency_ms: float | None = None
    confidence: float | None = None
    usage: Usage | None = None

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Reply:
        """An answer from one line of a file; numbers of places may be written 12, "12" or "第十二章"."""
        usage = found.get("usage")
        return cls(
            id=str(found.get("id")),
            answer=str(found.get("answer") or ""),
            standalone=str(found.get("standalone") or ""),
            refused=bool(found.get("refused")),
            reason=found.get("reason"),
            citations=tuple(_cited(citation) for citation in found.get("citations") or ()),
            mode=str(found.get("mode") or ""),
            latency_ms=None if found.get("latency_ms") is None else float(found["latency_ms"]),
            confidence=None if found.get("confidence") is None else float(found["confidence"]),
            usage=Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
            if isinstance(usage, Mapping)
            else None,
        )


def _cited(found: Mapping[str, Any]) -> Cited:
    return Cited(
        label=str(found.get("label") or ""),
        quote=str(found.get("quote") or ""),
        chapter=number(found.get("chapter")),
        section=number(found.get("section")),
        appendix=number(found.get("appendix")),
        glossary=str(found["glossary"]) if found.get("glossary") else None,
        start=found.get("start"),
        end=found.get("end"),
    )


def number(value: object) -> int | None:
    """A number of a place: 12, "12" and "第十二章" are 12; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return value
    if match := _DIGITS.search(str(value)):
        return int(match[0])
    if match := _NUMERAL.search(str(value)):
        return from_chinese(match[0])
    return None
