"""What sets and kinds of questions are called in Chinese."""

from __future__ import annotations

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
