"""The gate: scores that were accepted once, and what fell since. Accepting is a separate act."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan
from pathlib import Path
from typing import Any

from eval.score import TITLES
from eval.store import read_json, write_json
from eval.summary import ALL, Summary

PATH = Path(__file__).parent / "baseline.json"
TOLERANCE, KIND_TOLERANCE = 0.01, 0.10  # kinds have as few as six questions: one of them is 0.17
GUARDED = (
    "both", "answer", "citation", "citation_precision", "refusal_recall", "over_refusal", "quotes", "followup",
    "number_match", "sentence_recall", "proof@1", "proof@5", "place@5", "proof_mrr",
)  # fmt: skip
GUARDED_KINDS = ("both", "refusal_recall")


def scores(summaries: Mapping[str, Summary]) -> dict[str, float]:
    """The guarded scores of a run by name (测量集 is "measure", by kind "measure · table · both").

    Every score is turned so that higher is better: over_refusal becomes "1 - over_refusal".
    """
    found: dict[str, float] = {}
    for set_name, summary in summaries.items():
        if set_name == ALL:
            continue
        for name in GUARDED:
            if name in summary.whole.estimates:
                found[_name(set_name, name)] = _upward(name, summary.whole.estimates[name].value)
        for kind, group in summary.kinds.items():
            for name in GUARDED_KINDS:
                if name in group.estimates:
                    found[_name(set_name, kind, name)] = _upward(name, group.estimates[name].value)
    return found


def _name(*parts: str) -> str:
    *groups, metric = parts
    turned = f"1 - {metric}" if TITLES[metric].better == "lower" else metric
    return " · ".join((*groups, turned))


def _upward(name: str, value: float) -> float:
    return 1 - value if TITLES[name].better == "lower" else value


def drops(before: Mapping[str, float], now: Mapping[str, float], *, tolerance: float) -> list[str]:
    """One line per score that fell by more than `tolerance`, or that is missing."""
    return [
        f"{name}: {score:.3f} -> {now.get(name, nan):.3f}"
        for name, score in before.items()
        if not now.get(name, nan) >= score - tolerance - 1e-9  # a fall by just the tolerance is none
    ]


def check(accepted: Mapping[str, Any], now: Mapping[str, float]) -> list[str]:
    """The drops against an accepted baseline, each kind of score with its tolerance from the file."""
    before: Mapping[str, float] = accepted["scores"]
    kinds = {name: score for name, score in before.items() if name.count(" · ") > 1}
    whole = {name: score for name, score in before.items() if name not in kinds}
    return [
        *drops(whole, now, tolerance=accepted["tolerance"]),
        *drops(kinds, now, tolerance=accepted["kind_tolerance"]),
    ]


def read(path: Path = PATH) -> dict[str, Any]:
    """The accepted baseline. Raises BadInputError if there is none."""
    return read_json(path)


def accept(record: Mapping[str, Any], now: Mapping[str, float], *, path: Path = PATH) -> list[str]:
    """Make a run's scores the baseline, keeping the tolerances; the drops that were thereby accepted."""
    before = read(path) if path.exists() else None
    kept = before or {"tolerance": TOLERANCE, "kind_tolerance": KIND_TOLERANCE}
    write_json(
        path,
        {
            "tolerance": kept["tolerance"],
            "kind_tolerance": kept["kind_tolerance"],
            "record": {
                name: record.get(name)
                for name in ("version", "commit", "date", "plan_sha256", "questions_hash", "machine")
            },
            "scores": {name: round(value, 4) for name, value in now.items()},
        },
    )
    return check(before, now) if before else []
