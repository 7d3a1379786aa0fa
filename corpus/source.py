"""Reading a plan's files: the only place of this package that touches the disk."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.model import Source

DATA = Path(__file__).parent / "data"
DEFAULT_PLAN = "yuexiu-13fyp"


def plan_ids() -> list[str]:
    """The ids of all plans that have a folder with a plan.toml, sorted."""
    return sorted(path.parent.name for path in DATA.glob("*/plan.toml"))


def read(plan_id: str = DEFAULT_PLAN, *, data: Path = DATA) -> Source:
    """The source of a shipped plan, its bytes checked against the recorded hash.

    Raises SourceError if a file is missing, not UTF-8, incomplete or not what was recorded.
    """
    folder = data / plan_id
    try:
        described = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
        raw = (folder / "source.txt").read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"找不到规划“{plan_id}”的文件 {error.filename}") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"规划“{plan_id}”的 plan.toml 写法有误：{error}") from error
    found = hashlib.sha256(raw).hexdigest()
    if found != described.get("sha256"):
        raise SourceError(f"规划“{plan_id}”的原文与登记的 sha256 不符，请恢复 source.txt；现为 {found}")
    try:
        return from_text(raw.decode("utf-8"), described, sha256=found)
    except UnicodeDecodeError as error:
        raise SourceError(f"规划“{plan_id}”的 source.txt 不是 UTF-8 文本，第 {error.start} 字节有误") from error


def from_text(text: str, described: dict[str, Any], *, sha256: str | None = None) -> Source:
    """A source from a text and the fields of a plan.toml; only `id` and `title` are needed."""
    try:
        first, last = described.get("period", (0, 0))
        return Source(
            id=described["id"],
            title=described["title"],
            short_title=described.get("short_title", described["title"]),
            district=described.get("district", ""),
            period=(int(first), int(last)),
            publisher=described.get("publisher", ""),
            issued=described.get("issued", date.min),
            sha256=sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest(),
            text=text,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"plan.toml 缺少或写错了字段：{error}") from error
