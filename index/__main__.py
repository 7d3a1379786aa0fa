"""`python -m index`: build the index of a plan and look into a search."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from corpus import cli, settings
from corpus.errors import BadInputError

if TYPE_CHECKING:
    from rich.console import Console

    from index.search import Hit, Searcher

_EXAMPLES = """\
例：
  python -m index build                       建立索引；已有的向量不再重算
  python -m index build --ship                同时更新随仓库提供的向量
  python -m index search "每千人有几张病床"       看命中的句子和各路检索的原始得分
  python -m index search "地铁" --limit 5 --json
  python -m index words "广州民间金融街在哪里"     看切分成哪些词
"""
_CHANNELS = {
    "dense_sentences": "向量·句子",
    "dense_points": "向量·要点",
    "dense_questions": "向量·问法",
    "dense_kin_questions": "向量·几条问法",
    "bm25_sentences": "词语·句子",
    "bm25_questions": "词语·问法",
    "bm25_cover_sentences": "词语·覆盖",
    "bm25_unit_grams": "字对·要点",
}
_OWN_HITS = 5  # of each channel alone


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0, 1 for a failure, 2 for bad input."""
    arguments = _parser().parse_args(argv)
    return cli.run(lambda: int(arguments.command(arguments)))


def _parser() -> cli.Parser:
    parser = cli.Parser(
        prog="python -m index", description="建立规划的检索索引，查看一次检索的细节。", epilog=_EXAMPLES
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def add(name: str, command: Any, text: str) -> cli.Parser:
        added: cli.Parser = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    build = add("build", _build, "建立索引")
    build.add_argument("--ship", action="store_true", help="同时更新 index/data 里随仓库提供的向量")
    add("adapt", _adapt, "用规划的扩展问句学习向量映射，随后重建索引")
    weigh = add("weigh", _weigh, "用扩展问句学习各路检索的权重，只显示，不改动")
    weigh.add_argument("--sample", metavar="条数", type=int, default=5000, help="用多少条问句，默认 5000（约两分钟半）")
    search = add("search", _search, "检索一个问题，列出各路检索的得分")
    search.add_argument("question", metavar="问题", help="一句话或几个词")
    search.add_argument("--limit", metavar="条数", type=int, default=10, help="列出多少条，默认 10")
    words = add("words", _words, "显示一段文字的分词")
    words.add_argument("text", metavar="文字", help="文档和提问用同一种切分")
    for added in (search, words):
        added.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    return parser


def _build(arguments: Namespace) -> int:
    from index import build, embed

    chosen = settings.from_environment()
    with _Bar("建立索引") as bar:
        built = build.build(chosen, encoder=_once(lambda: embed.load(chosen)), progress=bar.show, ship=arguments.ship)
    made = built.manifest
    print(f"索引已建好：{made.units} 个检索单元，{made.dimension} 维，新算向量 {built.encoded} 条，存于 {built.folder}")
    return 0


def _weigh(arguments: Namespace) -> int:
    from index import build, weigh

    if arguments.sample < 1:
        raise BadInputError("--sample 应为 1 以上的整数")
    with _Bar("学习权重") as bar:
        searcher = build.open_searcher(settings.from_environment())
        if not searcher.records.questions:
            raise BadInputError("这份规划没有扩展问句，无从学习")
        found = weigh.learn(searcher, sample=arguments.sample, progress=bar.show)
    for name, weight in found.weights.items():
        print(f"{name:22} {weight:.2f}")
    print(f"{found.questions} 条问句，首位对：现有权重 {found.first_before:.3f}，学到的 {found.first_now:.3f}")
    return 0


def _adapt(arguments: Namespace) -> int:
    from index import build, embed

    chosen = settings.from_environment()
    with _Bar("学习映射") as bar:
        path = build.train_adapter(chosen, encoder=_once(lambda: embed.load(chosen)), progress=bar.show)
    print(f"映射已学好，存于 {path.name}；请运行 python -m index build")
    return 0


def _once(load: Any) -> Any:
    from functools import lru_cache

    return lru_cache(maxsize=1)(load)


class _Bar(AbstractContextManager["_Bar"]):
    """A progress bar on standard error; every channel that has new texts gets a line of its own."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))
        self._task = self._progress.add_task(title, total=None)
        self._last = sys.maxsize

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, done: int, total: int) -> None:
        """`done` of `total` texts of a channel are encoded."""
        if done <= self._last:
            self._task = self._progress.add_task("计算向量", total=total)
        self._last = done
        self._progress.update(self._task, completed=done, total=total)


def _searcher() -> Searcher:
    from index.build import open_searcher

    with _Bar("打开索引") as bar:
        return open_searcher(settings.from_environment(), progress=bar.show)


def _search(arguments: Namespace) -> int:
    if arguments.limit < 1:
        raise BadInputError(f"--limit 应为 1 以上的整数，现在是 {arguments.limit}")
    searcher, question = _searcher(), arguments.question
    hits = searcher.search(question, limit=arguments.limit)
    own = {name: _own(searcher, question, name) for name in _CHANNELS}
    if not arguments.json:
        _show(searcher, question, hits, own)
        return 0
    found = {
        "question": question,
        "words": searcher.segmenter.words(question),
        "hits": [_form(searcher, question, hit) for hit in hits],
        "channels": {name: [_short(hit, name) for hit in of_one] for name, of_one in own.items()},
    }
    _print_json(found)
    return 0


def _own(searcher: Searcher, question: str, channel: str) -> list[Hit]:
    """The best hits of one channel alone; none where BM25 knows no word of the question."""
    found = searcher.search(question, limit=_OWN_HITS, weights={channel: 1.0}) if channel in searcher.channels else ()
    return [hit for hit in found if channel.startswith("dense") or hit.channels[channel] > 0]


def _form(searcher: Searcher, question: str, hit: Hit) -> dict[str, Any]:
    matched = searcher.matched(question, hit.unit)
    return {
        "rank": hit.rank,
        "passage": hit.passage.id,
        "label": hit.passage.label,
        "sentence": hit.sentence.text,
        "start": hit.sentence.start,
        "end": hit.sentence.end,
        "fused": hit.fused,
        "similarity": hit.similarity,
        "channels": dict(hit.channels),
        "matched": {name: record.text for name, record in matched.items()},
    }


def _short(hit: Hit, channel: str) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "label": hit.passage.label,
        "score": hit.channels[channel],
        "sentence": hit.sentence.text,
    }


def _words(arguments: Namespace) -> int:
    from corpus.load import load
    from index.segment import Segmenter
    from index.terms import plan_terms

    segmenter = Segmenter(plan_terms(load(settings.from_environment().plan)))
    cut, words = segmenter.cut(arguments.text), segmenter.words(arguments.text)
    if arguments.json:
        _print_json({"text": arguments.text, "cut": cut, "words": words})
    else:
        print(f"分词：{' / '.join(cut)}\n检索词：{' / '.join(words) or '（无）'}")
    return 0


def _show(searcher: Searcher, question: str, hits: Sequence[Hit], own: Mapping[str, Sequence[Hit]]) -> None:
    from rich.text import Text

    from corpus.render import console

    out = console()
    out.print(Text(f"检索词：{' / '.join(searcher.segmenter.words(question)) or '（无）'}\n", "dim"))
    for hit in hits:
        out.print(Text(f"{hit.rank}  {hit.passage.label}", "bold") + Text(f"  综合 {hit.fused:.3f}", "cyan"))
        out.print(Text(f"   {hit.sentence.text}"))
        matched = searcher.matched(question, hit.unit)
        for name, score in hit.channels.items():
            record = f"  ← {matched[name].text}" if name in matched else ""
            out.print(Text(f"   {_CHANNELS[name]} {score:7.3f}{record}", "dim"))
    for name, of_one in own.items():
        _show_own(out, name, of_one)


def _show_own(out: Console, name: str, hits: Sequence[Hit]) -> None:
    from rich.text import Text

    out.print(Text(f"\n只用{_CHANNELS[name]}（{name}）", "bold"))
    for hit in hits:
        out.print(Text(f"{hit.rank}  {hit.channels[name]:7.3f}  {hit.passage.label}  {hit.sentence.text}"))
    if not hits:
        out.print("没有命中")


def _print_json(value: object) -> None:
    """JSON on standard output; what UTF-8 cannot hold is shown as a question mark."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    print(text.encode("utf-8", "replace").decode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
