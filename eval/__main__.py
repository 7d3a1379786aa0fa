"""python -m eval: answer, score, compare, report. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from corpus import cli
from eval import commands

SEED = 20261123  # the same as eval.metrics.interval.SEED, which would import numpy


def _answers(add: Callable[..., cli.Parser]) -> None:
    parser = add("answers", help="回答题目文件里的每一题，写成答案文件", run=commands.answers)
    parser.add_argument("--questions", nargs="+", required=True, metavar="题目.jsonl", help="题目文件")
    parser.add_argument("--out", required=True, metavar="答案.jsonl", help="答案写到哪里，一行一个")
    parser.add_argument("--mode", default="full", metavar="方式", help=_MODE)


_MODE = "full（默认，完整流程）、naive（参照流程）或消融中的一种"


def _run(add: Callable[..., cli.Parser]) -> None:
    parser = add("run", help="回答并打分，写成 JSON 与 Markdown", run=commands.run)
    parser.add_argument("--questions", nargs="+", metavar="题目.jsonl", help="题目文件（默认：随附的两个题集）")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--mode", default="full", metavar="方式", help=_MODE)
    where.add_argument("--url", metavar="http://…", help="不在本进程里，而是问一个正在运行的网页")
    where.add_argument("--openai", metavar="http://…/v1", help="问一个兼容 OpenAI 的接口，要同时给 --model")
    parser.add_argument("--model", metavar="模型", help="接口上的模型名")
    parser.add_argument("--key-env", metavar="变量", help="接口密钥所在的环境变量")
    parser.add_argument("--price-in", type=float, default=0.0, metavar="元", help="每百万词元读入价")
    parser.add_argument("--price-out", type=float, default=0.0, metavar="元", help="每百万词元写出价")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="秒", help="等接口一次回答多久（默认 120）")
    parser.add_argument("--out", metavar="文件夹", help="结果放在哪里（默认 var/eval/方式-时间）")
    parser.add_argument("--resume", action="store_true", help="接着上次没做完的评测做")
    parser.add_argument("--seed", type=int, default=SEED, metavar="整数", help="区间抽样与接口的随机种子")
    parser.add_argument("--wrong", type=int, default=20, metavar="题数", help="列出几道答错的题（默认 20）")
    _show_measure(parser)


def _show_measure(parser: cli.Parser) -> None:
    parser.add_argument("--show-measure", action="store_true", help="也逐题列出测量集（看过就不再是测量集）")


def _accept(add: Callable[..., cli.Parser]) -> None:
    parser = add("accept", help="把一次评测定为新的基线", run=commands.accept)
    parser.add_argument("run", metavar="评测文件夹", help="run 写出的文件夹")


def _lint(add: Callable[..., cli.Parser]) -> None:
    parser = add("lint", help="检查题集：答案与引文在原文里，出处对，不重复，不泄漏", run=commands.lint)
    parser.add_argument("--questions", nargs="+", metavar="题目.jsonl", help="题目文件（默认：随附的两个题集）")


def _stats(add: Callable[..., cli.Parser]) -> None:
    parser = add("stats", help="题集的构成", run=commands.stats)
    parser.add_argument("--questions", nargs="+", metavar="题目.jsonl", help="题目文件（默认：随附的两个题集）")


def parser() -> cli.Parser:
    """The whole command line."""
    whole = cli.Parser(prog="python -m eval", description="评测：回答题集、打分、比较、出报告。")
    subparsers = whole.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def add(name: str, *, help: str, run: Callable[[Namespace], int]) -> cli.Parser:
        found: cli.Parser = subparsers.add_parser(name, help=help, description=help)
        found.set_defaults(run_command=run)
        return found

    for define in (_answers, _run, _accept, _lint, _stats):
        define(add)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    found = parser().parse_args(arguments)
    return cli.run(lambda: int(found.run_command(found)))


if __name__ == "__main__":
    sys.exit(main())
