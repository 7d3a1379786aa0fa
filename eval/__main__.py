"""python -m eval: answer, score, compare, report. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from corpus import cli
from eval import commands

SEED = 20261123  # the same as eval.metrics.interval.SEED, which would import numpy


_MODE = "full（默认，完整流程）、naive（参照流程）或消融中的一种"
_SETS = "题目文件（默认：随附的两个题集）"

Add = Callable[..., cli.Parser]


def _answers(add: Add) -> None:
    parser = add("answers", "回答题目文件里的每一题，写成答案文件", commands.answers)
    parser.add_argument("--questions", nargs="+", required=True, metavar="题目.jsonl", help="题目文件")
    parser.add_argument("--out", required=True, metavar="答案.jsonl", help="答案写到哪里，一行一个")
    parser.add_argument("--mode", default="full", metavar="方式", help=_MODE)


def _run(add: Add) -> None:
    parser = add("run", "回答并打分，写成 JSON 与 Markdown", commands.run)
    _sets(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--mode", default="full", metavar="方式", help=_MODE)
    where.add_argument("--url", metavar="http://…", help="不在本进程里，而是问一个正在运行的网页")
    where.add_argument("--openai", metavar="http://…/v1", help="问一个兼容 OpenAI 的接口，要同时给 --model")
    parser.add_argument("--model", metavar="模型", help="接口上的模型名")
    parser.add_argument("--key-env", metavar="变量", help="接口密钥所在的环境变量")
    parser.add_argument("--price-in", type=float, default=0.0, metavar="元", help="每百万词元读入价")
    parser.add_argument("--price-out", type=float, default=0.0, metavar="元", help="每百万词元写出价")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="秒", help="等一次回答多久（默认 120）")
    parser.add_argument("--out", metavar="文件夹", help="结果放在哪里（默认 var/eval/方式-时间）")
    parser.add_argument("--resume", action="store_true", help="接着上次没做完的评测做")
    parser.add_argument("--seed", type=int, default=SEED, metavar="整数", help="区间抽样与接口的随机种子")
    parser.add_argument("--wrong", type=int, default=20, metavar="题数", help="列出几道答错的题（默认 20）")
    _show_measure(parser)


def _sets(parser: cli.Parser) -> None:
    parser.add_argument("--questions", nargs="+", metavar="题目.jsonl", help=_SETS)


def _show_measure(parser: cli.Parser) -> None:
    parser.add_argument("--show-measure", action="store_true", help="也逐题列出测量集（看过就不再是测量集）")


def _calibrate(add: Add) -> None:
    parser = add("calibrate", "用调参题与校准题重新校准拒答，写入 qa/data/calibration.json", commands.calibrate)
    parser.add_argument("--threshold", type=float, metavar="概率", help="低于它就拒答（默认见 eval/calibrate.py）")


def _compare(add: Add) -> None:
    parser = add("compare", "比较两次评测：得失的题、按题型、是否显著", commands.compare)
    parser.add_argument("before", metavar="之前", help="run 写出的文件夹")
    parser.add_argument("now", metavar="现在", help="run 写出的文件夹")
    _show_measure(parser)


def _accept(add: Add) -> None:
    parser = add("accept", "把一次评测定为新的基线", commands.accept)
    parser.add_argument("run", metavar="评测", help="run 写出的文件夹")


def _ablate(add: Add) -> None:
    parser = add("ablate", "消融：流程逐项加上去，每种一行，带区间", commands.ablate)
    _sets(parser)
    parser.add_argument("--only", nargs="+", metavar="方式", help="只做其中几种")
    parser.add_argument("--set", default="measure", metavar="题集", help="表里列哪个题集（默认 measure）")
    parser.add_argument("--out", metavar="文件夹", help="各次评测放在哪里（默认 var/eval/ablation；已做的不重做）")
    parser.add_argument("--write-readme", action="store_true", help="把表写进 eval/README.md")


def _report(add: Add) -> None:
    parser = add("report", "一次评测的报告，一个 HTML 文件", commands.report)
    parser.add_argument(
        "run", nargs="?", metavar="评测", help="run 写出的文件夹（默认：当前版本最近一次，没有就做一次）"
    )
    parser.add_argument("--out", metavar="文件.html", help="写到哪里（默认 var/eval/report.html）")
    _show_measure(parser)


def _questions(add: Add) -> None:
    _sets(add("lint", "检查题集：答案与引文在原文里，出处对，不重复，不泄漏", commands.lint))
    _sets(add("stats", "题集的构成", commands.stats))
    parser = add("add", "写一道题：问题、原文证据、答案要点", commands.add)
    parser.add_argument("--to", default="eval/data/new.jsonl", metavar="题目.jsonl", help="加到哪个文件末尾")
    parser = add("import-squad", "把 SQuAD 格式的题（证据在本规划里）读成题集", commands.import_squad)
    parser.add_argument("file", metavar="文件.json", help="SQuAD 格式的文件")
    parser.add_argument("--out", required=True, metavar="题目.jsonl", help="写到哪里")
    parser = add("squad", "外部标尺：SQuAD 格式的阅读理解（如 CMRC 2018），段落作语料，量检索和摘取", commands.squad)
    parser.add_argument("file", metavar="题目.json", help="SQuAD 格式的文件")
    parser = add("export-squad", "把题集写成 SQuAD 2.0 格式", commands.export_squad)
    _sets(parser)
    parser.add_argument("--out", required=True, metavar="文件.json", help="写到哪里")


def parser() -> cli.Parser:
    """The whole command line."""
    whole = cli.Parser(prog="python -m eval", description="评测：回答题集、打分、比较、出报告。")
    subparsers = whole.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def add(name: str, what: str, command: Callable[[Namespace], int]) -> cli.Parser:
        found: cli.Parser = subparsers.add_parser(name, help=what, description=f"{what}。")
        found.set_defaults(run_command=command)
        return found

    for define in (_answers, _run, _calibrate, _compare, _accept, _ablate, _report, _questions):
        define(add)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    found = parser().parse_args(arguments)
    return cli.run(lambda: int(found.run_command(found)))


if __name__ == "__main__":
    sys.exit(main())
