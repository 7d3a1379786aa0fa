"""The pipeline with its ingredients switched off, one row for each: from options, never from copies of code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import BadInputError
from corpus.model import Plan
from eval import run, store
from eval.model import Question
from eval.pipeline import NAIVE, Subject
from eval.score import TITLES
from eval.summary import Group
from eval.table import markdown_table, shown
from qa.options import Options

# The ingredients in the order in which the rows add them; one that Options gains later comes before the last.
ORDER = ("dense", "bm25", "headings", "expansion", "grams", "lexicon", "tables", "several", "refusal")
COLUMNS = ("both", "answer", "citation", "citation_precision", "refusal_recall", "over_refusal", "proof@1", "proof@5")
REFERENCE = "参照：LangChain 500 字切分＋同一句向量＋取首段"
_MARKED = re.compile(r"(<!-- ablation:start -->\n).*?(<!-- ablation:end -->)", re.DOTALL)


@dataclass(frozen=True)
class Variant:
    """A named set of switches; what `on` does not name is off."""

    name: str
    title: str
    on: tuple[str, ...]

    def options(self) -> Options:
        """The pipeline's options with these switches."""
        return Options(**{field.name: field.name in self.on for field in fields(Options)})


VARIANTS = (
    Variant("bm25", "只用 BM25", ("bm25",)),
    Variant("dense", "只用句向量", ("dense",)),
    Variant("fused", "两者融合", ORDER[:2]),
    Variant("headings", "＋标题与段首", ORDER[:3]),
    Variant("expansion", "＋口语扩写", ORDER[:4]),
    Variant("grams", "＋字对检索", ORDER[:5]),
    Variant("lexicon", "＋词典", ORDER[:6]),
    Variant("tables", "＋表格引擎", ORDER[:7]),
    Variant("several", "＋多处证据", ORDER[:8]),
    Variant("refusal", "＋校准拒答（完整）", tuple(field.name for field in fields(Options))),
)
TITLE_OF = {NAIVE: REFERENCE, **{variant.name: variant.title for variant in VARIANTS}}


def ablate(
    names: Sequence[str], load: Callable[[str], Subject], plan: Plan, questions: Sequence[Question], folder: Path
) -> dict[str, run.Finished]:
    """Run some variants on the same questions, each into its own folder; what is there already is not asked again.

    `load` makes the subject of a name. Raises BadInputError for an unknown name.
    """
    if unknown := [name for name in names if name not in TITLE_OF]:
        raise BadInputError(f"不认识“{unknown[0]}”，可用的有：{'、'.join(TITLE_OF)}")
    finished = {}
    for name in names:
        target = folder / name
        order = run.Order(questions=questions, folder=target, resume=(target / store.START).exists())
        finished[name] = run.run(load(name), plan, order)
    return finished


def table(groups: Mapping[str, Group], *, narrow: bool = False) -> tuple[list[str], list[list[str]]]:
    """Header and rows: a row for each variant, every score with its 95 % interval (`narrow`: only the first one)."""
    header = ["流程", *(f"{TITLES[name].column} %" for name in COLUMNS), "用时 p50 毫秒"]
    rows = []
    for key, group in groups.items():
        cells = [
            shown(name, group.estimates.get(name), unit=False, interval=not narrow or name == COLUMNS[0])
            for name in COLUMNS
        ]
        time = shown("latency_p50", group.estimates.get("latency_p50"), interval=False, unit=False)
        rows.append([TITLE_OF[key], *cells, time])
    return header, rows


def write_readme(path: Path, groups: Mapping[str, Group], note: str) -> None:
    """Put the table between the marks of a page. Raises BadInputError if the marks are not there."""
    text = path.read_text(encoding="utf-8")
    if not _MARKED.search(text):
        raise BadInputError(f"{path.name} 里没有 <!-- ablation:start --> 与 <!-- ablation:end -->")
    body = f"{note}\n\n{markdown_table(*table(groups))}\n"
    path.write_text(_MARKED.sub(lambda match: match[1] + body + match[2], text), encoding="utf-8")
