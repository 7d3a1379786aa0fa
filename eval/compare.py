"""Two runs on the same questions: what was gained, what was lost, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadInputError
from eval.metrics.interval import Estimate
from eval.metrics.paired import bootstrap, mcnemar
from eval.model import Question
from eval.names import KIND_NAMES, in_order, set_name
from eval.score import TITLES, Outcome, why
from eval.sets import showable
from eval.store import Run
from eval.summary import ALL, value

COMPARED = (
    "both", "answer", "citation", "citation_precision", "refusal_recall", "over_refusal", "facts", "number_match",
    "sentence_recall", "followup", "proof@1", "proof@5", "proof_mrr",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """How one score differs between two runs on the questions to which it applies in both.

    `gained` and `lost` count the questions on which it rose and fell. `p` is McNemar's exact p where the score is
    right or wrong on every question, else that of the paired bootstrap.
    """

    name: str
    before: float
    now: float
    change: Estimate
    gained: int
    lost: int
    p: float


@dataclass(frozen=True)
class Change:
    """A question that one run treated rightly and the other wrongly."""

    question: Question
    gained: bool
    reason: str  # why the run that is wrong is wrong


@dataclass(frozen=True)
class Comparison:
    """Differences by set (and all together), of being right by kind, and question by question."""

    sets: Mapping[str, Sequence[Difference]]
    kinds: Mapping[str, Difference]
    changes: Sequence[Change]


def compare(before: Run, now: Run) -> Comparison:
    """Compare two runs. Raises BadInputError if they share no question as it was asked and expected."""
    earlier = {outcome.question: outcome for outcome in before.outcomes}
    pairs = [(earlier[outcome.question], outcome) for outcome in now.outcomes if outcome.question in earlier]
    if not pairs:
        raise BadInputError(f"{before.name} 与 {now.name} 没有相同的题，不能比较")
    names = list(dict.fromkeys(later.question.set for _, later in pairs))
    groups = {name: [pair for pair in pairs if pair[1].question.set == name] for name in names}
    if len(groups) > 1:
        groups[ALL] = pairs
    kinds = in_order(later.question.kind for _, later in pairs)
    return Comparison(
        {name: differences(group) for name, group in groups.items()},
        {kind: _rightness([pair for pair in pairs if pair[1].question.kind == kind]) for kind in kinds},
        [_change(*pair) for pair in pairs if pair[0].right != pair[1].right],
    )


Pair = tuple[Outcome, Outcome]


def differences(pairs: Sequence[Pair]) -> list[Difference]:
    """The differences of all compared scores that apply to some question in both runs."""
    found = []
    for name in COMPARED:
        values = [
            (earlier, later)
            for left, right in pairs
            if (earlier := value(left.scores.get(name))) is not None
            and (later := value(right.scores.get(name))) is not None
        ]
        if values:
            found.append(_difference(name, values))
    return found


def _rightness(pairs: Sequence[Pair]) -> Difference:
    return _difference("both", [(float(left.right), float(right.right)) for left, right in pairs])


def _difference(name: str, values: Sequence[tuple[float, float]]) -> Difference:
    before, now = [earlier for earlier, _ in values], [later for _, later in values]
    gained = sum(later > earlier for earlier, later in values)
    lost = sum(later < earlier for earlier, later in values)
    change, p = bootstrap(before, now)
    if set(before) | set(now) <= {0.0, 1.0}:
        p = mcnemar(gained, lost)
    return Difference(name, sum(before) / len(values), sum(now) / len(values), change, gained, lost, p)


def _change(left: Outcome, right: Outcome) -> Change:
    return Change(right.question, right.right, why(left if right.right else right))


Table = tuple[list[str], list[list[str]]]


def table(found: Sequence[Difference]) -> Table:
    """Header and rows of the differences of one set."""
    header = ["指标", "之前", "现在", "变化（95 % 区间）", "得", "失", "p"]
    return header, [[TITLES[item.name].text, *_cells(item)] for item in found]


def kind_table(found: Mapping[str, Difference]) -> Table:
    """Header and rows of being right, by kind."""
    header = ["题型（题目做对）", "之前", "现在", "变化（95 % 区间）", "得", "失", "p"]
    return header, [[KIND_NAMES.get(kind, kind), *_cells(item)] for kind, item in found.items()]


def _cells(item: Difference) -> list[str]:
    change = item.change
    interval = f"{100 * change.value:+.1f} [{100 * change.low:+.1f}, {100 * change.high:+.1f}]"
    mark = " *" if item.p < 0.05 else ""
    numbers = [f"{100 * item.before:.1f} %", f"{100 * item.now:.1f} %", interval, str(item.gained), str(item.lost)]
    return [*numbers, f"{item.p:.3f}{mark}"]


def lines(changes: Sequence[Change], *, show_measure: bool) -> list[str]:
    """A line for each gained and lost question; those of the measure set only on demand, else their number."""
    shown = {question.id for question in showable([c.question for c in changes], show_measure=show_measure)}
    text = [
        f"{'得' if change.gained else '失'} {change.question.id}（{KIND_NAMES.get(change.question.kind, '')}）"
        f"{' '.join(change.question.question.split())[:60]}：{'原先' if change.gained else ''}{change.reason}"
        for change in sorted(changes, key=lambda change: change.gained)
        if change.question.id in shown
    ]
    hidden = len(changes) - len(text)
    return [*text, f"另有 {hidden} 题在{set_name('measure')}，不逐题列出"] if hidden else text
