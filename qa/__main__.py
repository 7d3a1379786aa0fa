"""`python -m qa "问题"`: one answer on the command line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence

from corpus.cli import Parser, run
from corpus.errors import BadInputError
from corpus.settings import from_environment, shown


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question. Exit code 0 for an answer and a refusal, 1 for a failure, 2 for wrong arguments."""
    parser = Parser(prog="python -m qa", description="向规划提一个问题，回答附章节出处。")
    parser.add_argument("question", nargs="?", metavar="问题", help="想问的话")
    parser.add_argument("--history", nargs="*", default=[], metavar="上一问", help="先前问过的话，从早到晚")
    parser.add_argument("--json", action="store_true", help="输出完整的答案对象")
    parser.add_argument("--trace", action="store_true", help="同 --json，另附每一步的依据（用于查错）")
    parser.add_argument("--settings", action="store_true", help="列出全部设置及当前值，不回答问题")
    arguments = parser.parse_args(argv)
    return run(lambda: _settings(arguments) if arguments.settings else _answer(arguments))


def _settings(arguments: argparse.Namespace) -> int:
    found = shown(from_environment())
    print(json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else _lines(found))
    return 0


def _lines(found: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in found.items())


def _answer(arguments: argparse.Namespace) -> int:
    if arguments.question is None:
        raise BadInputError('请在命令后写上问题，例如：python -m qa "老楼加装电梯有什么安排"')
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")  # its start-up notices are not for this command's reader
    from qa.assistant import Assistant

    settings = from_environment()
    answer = Assistant.load(settings, progress=_progress).ask(arguments.question, arguments.history)
    if arguments.json or arguments.trace:
        print(json.dumps(answer.as_json(trace=arguments.trace), ensure_ascii=False, indent=1))
    else:
        print(answer.answer)
    return 0


def _progress(done: int, total: int) -> None:
    print(f"\r正在建立索引 {done}/{total}", end="\n" if done == total else "", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
