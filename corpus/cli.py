"""What all commands share: help in Chinese, one line for an error, data on standard output."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from corpus.errors import BadInputError, BadSettingError, PlanError

FAILED, WRONG_ARGUMENTS = 1, 2

_TRANSLATED = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument .*?: invalid choice: '?(.*?)'? \(choose from (.*)\)", None),  # needs the nearest choice
    (r"argument (.*): invalid int value: '(.*)'", r"\1 应为整数，现在是“\2”"),
    (r"argument (.*): invalid float value: '(.*)'", r"\1 应为数字，现在是“\2”"),
    (r"argument (.*): expected (?:one argument|at least one argument|\d+ arguments?)", r"\1 后面缺少内容"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 不明确，可能是 \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; wrong arguments end the program with one line and exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **options, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Print one line and exit with code 2."""
        self.exit(WRONG_ARGUMENTS, f"{_chinese(message)}（{self.prog} --help 看用法）\n")


def _chinese(message: str) -> str:
    for pattern, translated in _TRANSLATED:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            if translated is not None:
                return match.expand(translated)
            choices = re.findall(r"[^\s',]+", match[2])
            return f"不认识“{match[1]}”，最接近的是 {did_you_mean(match[1], choices)[0]}"
    return f"参数有误：{message}"


def did_you_mean(name: str, known: Iterable[str], *, count: int = 1) -> list[str]:
    """The known names that look most like `name`, best first; `known` must not be empty."""
    return difflib.get_close_matches(name, list(known), n=count, cutoff=0.0)


def run(command: Callable[[], int]) -> int:
    """The exit code of a command: 2 for bad input, 1 for another failure, each with one line on standard error."""
    try:
        code = command()
        sys.stdout.flush()
        return code
    except PlanError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return WRONG_ARGUMENTS if isinstance(error, BadInputError | BadSettingError) else FAILED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130
