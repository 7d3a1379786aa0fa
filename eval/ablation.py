"""The pipeline with its ingredients switched off, one row for each: from options, never from copies of code."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import BadInputError

# The ingredients in the order in which the rows add them.
SWITCHES = ("dense", "bm25", "headings", "expansion", "lexicon", "tables", "refusal")


@dataclass(frozen=True)
class Variant:
    """A named set of switches; what `on` does not name is off."""

    name: str
    title: str
    on: tuple[str, ...]

    def switches(self) -> Mapping[str, bool]:
        """Every switch with its position."""
        return {name: name in self.on for name in SWITCHES}

    def options(self) -> Any:
        """The `qa.options.Options` of these switches. Raises BadInputError if the pipeline does not know one."""
        try:
            return importlib.import_module("qa.options").Options(**self.switches())
        except TypeError as error:
            raise BadInputError(f"流程没有消融“{self.title}”要用的开关：{error}") from error


VARIANTS = (
    Variant("bm25", "只用 BM25", ("bm25",)),
    Variant("dense", "只用句向量", ("dense",)),
    Variant("fused", "两者融合", SWITCHES[:2]),
    Variant("headings", "＋标题", SWITCHES[:3]),
    Variant("expansion", "＋口语扩写", SWITCHES[:4]),
    Variant("lexicon", "＋词典", SWITCHES[:5]),
    Variant("tables", "＋表格引擎", SWITCHES[:6]),
    Variant("refusal", "＋校准拒答（完整）", SWITCHES),
)
