"""One question and its answer in, all its scores and the reason for a failure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import Span
from eval.metrics import answer, citation, cost, followup, number, quote, refusal, retrieval, span
from eval.model import Question, Reply, Share, yes
from eval.proof import Ruler, place_ranking, proof_ranking
from eval.text import norm, without_labels

Scores = dict[str, Share | None]
Better = Literal["higher", "lower"]
RECALL_AT = (1, 3, 5, 10, 20)
NDCG_AT = 10


@dataclass(frozen=True, slots=True)
class Title:
    """What a score is called on a page, in which unit it comes, and which direction is better."""

    text: str
    unit: str = "%"
    better: Better = "higher"
    short: str = ""  # for narrow columns

    @property
    def column(self) -> str:
        """The name for a narrow column."""
        return self.short or self.text

    @property
    def row(self) -> str:
        """The name for a row, with unit and direction where they are not the usual ones."""
        unit = f"，{self.unit}" if self.unit != "%" else ""
        lower = "，越低越好" if self.better == "lower" else ""
        notes = (unit + lower).lstrip("，")
        return f"{self.text}（{notes}）" if notes else self.text


TITLES: dict[str, Title] = {
    "both": Title("答案与引用同时正确", short="都对"),
    "answer": Title("答案正确", short="答案"),
    "citation": Title("引用正确（前三条）", short="引用"),
    "citation_precision": Title("引用精确率（按节）", short="引用精确"),
    "refusal_recall": Title("该拒答的拒答了", short="正确拒答"),
    "over_refusal": Title("该答的误拒了", better="lower", short="误拒"),
    "refusal_precision": Title("拒答精确率"),
    "facts": Title("要点召回"),
    "em": Title("逐字相同（EM）"),
    "f1": Title("字符 F1"),
    "chapter_recall": Title("引用召回（按章）"),
    "chapter_precision": Title("引用精确率（按章）"),
    "section_recall": Title("引用召回（按节）"),
    "sentence_recall": Title("引用召回（按句）"),
    "sentence_precision": Title("引用精确率（按句）"),
    "quotes": Title("引文逐字相符"),
    "number_match": Title("数字正确"),
    "number_support": Title("数字有出处"),
    "followup": Title("追问理解"),
    **{f"proof@{k}": Title(f"证据句排在前 {k}", short=f"证据前 {k}") for k in RECALL_AT},
    "proof_mrr": Title("证据句 MRR"),
    f"proof_ndcg@{NDCG_AT}": Title(f"证据句 nDCG@{NDCG_AT}"),
    **{f"place@{k}": Title(f"所在章节排在前 {k}") for k in RECALL_AT},
    "place_mrr": Title("所在章节 MRR"),
    "aurc": Title("风险–覆盖面积 AURC", better="lower"),
    "excess_aurc": Title("多余 AURC", better="lower"),
    "latency_p50": Title("用时 p50", unit="毫秒", better="lower", short="用时 p50"),
    "latency_p95": Title("用时 p95", unit="毫秒", better="lower"),
    "tokens": Title("词元", unit="个/题", better="lower"),
    "cost": Title("费用", unit="元/题", better="lower"),
}


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of an endpoint per million tokens, in yuan; 0 where nothing is paid."""

    per_million_in: float = 0.0
    per_million_out: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what was answered and how it scored. `reply` is None where no answer came."""

    question: Question
    reply: Reply | None
    scores: Scores
    ranking: tuple[Span, ...] | None = None

    @property
    def right(self) -> bool:
        """Whether the question was treated as it should be: answered with its place, or refused."""
        return self.correct == 1.0

    @property
    def correct(self) -> float:
        """1.0 or 0.0: `both` of an answerable question, `refusal_recall` of another."""
        share = self.scores["both" if self.question.answerable else "refusal_recall"]
        return share.part if share else 0.0


def score(
    question: Question,
    reply: Reply | None,
    ruler: Ruler,
    *,
    ranking: Sequence[Span] | None = None,
    prices: Prices | None = None,
) -> Outcome:
    """All scores of one answer; a missing answer counts as wrong. `ranking`: the spans that the search found."""
    scores: dict[str, Share | None] = dict.fromkeys(TITLES)
    if reply is None:
        missing = ("both", "answer", "citation", "facts") if question.answerable else ("refusal_recall",)
        scores |= {name: Share(0.0) for name in missing}
    else:
        scores |= _refusals(question, reply) | _words(reply, ruler, prices or Prices())
        if question.answerable:
            scores |= _answer(question, reply) | _citations(question, reply, ruler)
    if ranking is not None and question.answerable:
        scores |= _retrieval(question, ranking, ruler)
    return Outcome(question, reply, scores, None if ranking is None else tuple(ranking))


def _refusals(question: Question, reply: Reply) -> Scores:
    state = {"answerable": question.answerable, "refused": reply.refused}
    return {
        "refusal_recall": refusal.recall(kind=question.kind, citations=len(reply.citations), **state),
        "refusal_precision": refusal.precision(**state),
        "over_refusal": refusal.over_refusal(**state),
    }


def _words(reply: Reply, ruler: Ruler, prices: Prices) -> Scores:
    paid = prices.per_million_in or prices.per_million_out
    return {
        "quotes": quote.exactness([cited.quote for cited in reply.citations], ruler.text),
        "tokens": cost.tokens(reply.usage),
        "cost": cost.price(reply.usage, per_million_in=prices.per_million_in, per_million_out=prices.per_million_out)
        if paid
        else None,
    }


def _answer(question: Question, reply: Reply) -> Scores:
    right = answer.accuracy(reply.answer, question.gold, kind=question.kind, refused=reply.refused)
    cited = citation.accuracy(reply.citations, question.cite, refused=reply.refused)
    wording = "" if reply.refused else without_labels(reply.answer)
    references = [text for text in (question.quote, "".join(fact[0] for fact in question.gold)) if text]
    matched, overlap = span.exact_match(wording, references), span.f1(wording, references)
    return {
        "answer": right,
        "citation": cited,
        "both": yes(bool(right.part and cited.part)),
        "facts": answer.key_fact_recall(reply.answer, question.gold, refused=reply.refused),
        "em": None if matched is None else Share(matched),
        "f1": None if overlap is None else Share(overlap),
        "number_match": number.match(reply.answer, question.gold, refused=reply.refused),
        "followup": followup.resolution(question.history, reply.citations, question.cite, refused=reply.refused),
    }


def _citations(question: Question, reply: Reply, ruler: Ruler) -> Scores:
    if reply.refused:
        return {}
    gold, shown = question.cite, reply.citations
    proofs = [ruler.covered(proof) for proof in ruler.proofs(question.quote, gold)]
    covered = [sorted(ruler.cited(cited)) for cited in shown]
    asked = "".join((*question.history, question.question))
    return {
        "citation_precision": citation.shown_precision(shown, gold),
        "chapter_recall": citation.chapter_recall(shown, gold),
        "chapter_precision": citation.chapter_precision(shown, gold),
        "section_recall": citation.section_recall(shown, gold),
        "sentence_recall": citation.sentence_recall(covered, proofs),
        "sentence_precision": citation.sentence_precision(covered, proofs),
        "number_support": number.support(reply.answer, [cited.quote for cited in shown], asked),
    }


def _retrieval(question: Question, ranking: Sequence[Span], ruler: Ruler) -> Scores:
    relevant = frozenset({"proof"})
    sentences = proof_ranking(ranking, ruler.proofs(question.quote, question.cite))
    places = place_ranking(ruler, ranking, question.cite)
    found: dict[str, float | None] = {
        **{f"proof@{k}": retrieval.recall_at(k, sentences, relevant) for k in RECALL_AT},
        "proof_mrr": retrieval.reciprocal_rank(sentences, relevant),
        f"proof_ndcg@{NDCG_AT}": retrieval.ndcg_at(NDCG_AT, sentences, relevant),
        **{f"place@{k}": retrieval.recall_at(k, places, relevant) for k in RECALL_AT},
        "place_mrr": retrieval.reciprocal_rank(places, relevant),
    }
    return {name: None if value is None else Share(value) for name, value in found.items()}


def why(outcome: Outcome) -> str:
    """Why a question counts as wrong, in a few Chinese words; empty for a right one."""
    question, reply = outcome.question, outcome.reply
    if outcome.right:
        return ""
    if reply is None:
        return "没有得到回答"
    if not question.answerable:
        return "规划没有答案，却没有拒答"
    if reply.refused:
        return f"该答却拒答了（{reply.reason or '没有说明原因'}）"
    causes = [cause for applies, cause in _causes(outcome, question, reply) if applies]
    if not _part(outcome.scores["citation"]):
        found = _rank(outcome.scores.get("proof_mrr"))
        causes.append("引用的章节不对" + (f"（证据句检索排第 {found}）" if found else ""))
    return "；".join(causes)


def _causes(outcome: Outcome, question: Question, reply: Reply) -> list[tuple[bool, str]]:
    text = norm(reply.answer)
    limit = answer.length_limit(question.kind)
    missing = [fact[0] for fact in question.gold if not any(norm(wording) in text for wording in fact)]
    return [
        (bool(missing), f"答案里没有“{'”“'.join(missing)}”"),
        (len(text) > limit, f"答案太长（{len(text)} 字，限 {limit} 字）"),
    ]


def _part(share: Share | None) -> float:
    return share.part if share else 0.0


def _rank(reciprocal: Share | None) -> int | None:
    return round(1 / reciprocal.part) if reciprocal and reciprocal.part else None
