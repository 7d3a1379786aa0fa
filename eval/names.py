"""What sets and kinds of questions are called in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

SET_NAMES = {"tune": "调试集", "measure": "测量集", "all": "全部"}
KIND_NAMES = {
    "fact": "事实",
    "number": "数字",
    "list": "列举",
    "wording": "原文表述",
    "definition": "名词",
    "paraphrase": "口语",
    "table": "指标表",
    "project": "项目",
    "aggregate": "统计",
    "compare": "比较",
    "multi": "多点",
    "followup": "追问",
    "noisy": "错字繁体方言",
    "false_premise": "前提有误",
    "unanswerable": "规划未答",
    "adversarial": "刁难",
    "chitchat": "寒暄",
}


def set_name(name: str) -> str:
    """What a set of questions is called."""
    return SET_NAMES.get(name, name)


def subject_name(subject: Mapping[str, Any]) -> str:
    """What was measured, in a few words."""
    kinds = {"inside": "本进程", "page": "网页", "openai": "接口"}
    modes = {"full": "完整流程", "naive": "参照流程"}
    mode = modes.get(str(subject.get("mode")), subject.get("mode"))
    parts = (kinds.get(str(subject.get("kind"))), mode, subject.get("url"), subject.get("model"))
    return " ".join(str(part) for part in parts if part)


def in_order(kinds: Iterable[str]) -> list[str]:
    """Kinds in the order of the contract, unknown ones last."""
    known = list(KIND_NAMES)
    return sorted(set(kinds), key=lambda kind: (known.index(kind) if kind in KIND_NAMES else len(known), kind))
