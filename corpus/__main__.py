"""`python -m corpus`: look at a plan and check it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import address, cli, forms, render, settings, source
from corpus.check import check
from corpus.errors import BadInputError, SourceError
from corpus.load import load
from corpus.model import Box, GlossaryEntry, Indicator, Plan, Project
from corpus.parse import parse

_EXAMPLES = """\
例：
  python -m corpus outline                        目录，附各章节的地址
  python -m corpus show 12.1                      第十二章第一节
  python -m corpus show 12.1.3 / b2 / a1.43       一段 / 专栏2 / 附件1第43项
  python -m corpus table 2                        专栏2的指标表
  python -m corpus projects --category 重大民生工程
  python -m corpus glossary 虚拟养老院
  python -m corpus check                          检查解析结果
  python -m corpus expand --limit 20              请语言模型写日常问法，供检索用
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0, 1 for a failure (a check that found something too), 2 for bad input."""
    arguments = _parser().parse_args(argv)
    return cli.run(lambda: int(arguments.command(arguments)))


def _parser() -> cli.Parser:
    parser = cli.Parser(
        prog="python -m corpus", description="查看规划的目录、正文、表格和名词解释，检查解析结果。", epilog=_EXAMPLES
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def add(name: str, command: Any, text: str) -> cli.Parser:
        added: cli.Parser = commands.add_parser(name, help=text, description=text)
        added.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
        added.add_argument("--plan", metavar="编号", help="规划编号，即 corpus/data 下的文件夹名")
        added.set_defaults(command=command)
        return added

    add("outline", _outline, "列出目录")
    add("show", _show, "显示一处正文：章、节、段、专栏、附件").add_argument(
        "address", metavar="地址", help="12、12.1、12.1.3、b2、a1.43、g29、附件、第十二章第一节"
    )
    add("table", _table, "显示一张指标表").add_argument("box", metavar="专栏号", type=int, help="1 或 2")
    add("projects", _projects, "列出重点项目").add_argument(
        "--category", metavar="类别", help="只列这一类，如 重大民生工程"
    )
    add("glossary", _glossary, "列出名词解释").add_argument("term", metavar="名词", nargs="?", help="只看这一条")
    expand = add("expand", _expand, "用语言模型为还没有问法的句子写日常问法（要设 PLANQA_LLM_URL）")
    expand.add_argument("--limit", metavar="句数", type=int, help="最多写多少句，默认全部")
    add("check", _check, "检查解析结果是否完整").add_argument(
        "target", metavar="规划", nargs="?", help="规划编号，或一个 .txt、.md 文件"
    )
    return parser


def _plan(arguments: Namespace) -> Plan:
    plan_id = arguments.plan or settings.from_environment().plan
    known = source.plan_ids()
    if plan_id not in known:
        raise BadInputError(f"没有规划“{plan_id}”，最接近的是 {cli.did_you_mean(plan_id, known)[0]}")
    return load(plan_id)


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _outline(arguments: Namespace) -> int:
    plan = _plan(arguments)
    _print_json(forms.outline(plan.headings)) if arguments.json else render.outline(plan)
    return 0


def _show(arguments: Namespace) -> int:
    found = address.find(_plan(arguments), arguments.address)
    _print_json(forms.place(found)) if arguments.json else render.place(found)
    return 0


def _table(arguments: Namespace) -> int:
    plan = _plan(arguments)
    box, rows = _indicators(plan, arguments.box)
    _print_json(forms.table(plan, box, rows)) if arguments.json else render.indicators(plan, box, rows)
    return 0


def _indicators(plan: Plan, number: int) -> tuple[Box, list[Indicator]]:
    rows = [row for row in plan.indicators if row.box == number]
    if not rows:
        known = sorted({row.box for row in plan.indicators}, key=lambda box: abs(box - number))
        tables = "、".join(f"专栏{box}" for box in known)
        raise BadInputError(f"专栏{number}不是指标表，" + (f"指标表有：{tables}" if tables else "本规划没有指标表"))
    return next(box for box in plan.boxes if box.number == number), rows


def _projects(arguments: Namespace) -> int:
    rows = _of_category(_plan(arguments).projects, arguments.category)
    _print_json(forms.projects(rows)) if arguments.json else render.projects(rows)
    return 0


def _of_category(rows: Sequence[Project], category: str | None) -> Sequence[Project]:
    known = list(dict.fromkeys(row.category for row in rows))
    if category is None:
        return rows
    if not known:
        raise BadInputError("本规划没有重点项目表")
    if category not in known:
        raise BadInputError(f"没有“{category}”这一类项目，最接近的是 {cli.did_you_mean(category, known)[0]}")
    return [row for row in rows if row.category == category]


def _glossary(arguments: Namespace) -> int:
    plan = _plan(arguments)
    entries = _entries(plan.glossary, arguments.term)
    _print_json(forms.glossary(entries)) if arguments.json else render.glossary(plan, entries)
    return 0


def _entries(entries: Sequence[GlossaryEntry], term: str | None) -> Sequence[GlossaryEntry]:
    """All entries, or those whose term is or else contains the wanted one, quotation marks aside."""
    if term is None:
        return entries
    if not entries:
        raise BadInputError("本规划没有名词解释")
    wanted = _bare(term)
    exact = [entry for entry in entries if _bare(entry.term) == wanted]
    found = exact or [entry for entry in entries if wanted and wanted in _bare(entry.term)]
    if not found:
        near = cli.did_you_mean(term, [entry.term for entry in entries], count=3)
        raise BadInputError(f"名词解释里没有“{term}”，最接近的是：{'、'.join(near)}")
    return found


def _bare(term: str) -> str:
    return term.translate(str.maketrans("", "", "“”\"' ")).casefold()


def _check(arguments: Namespace) -> int:
    target = arguments.target
    if target and Path(target).suffix in (".txt", ".md"):
        plan = _from_file(Path(target))
    else:
        arguments.plan = target or arguments.plan
        plan = _plan(arguments)
    found = check(plan)
    _print_json(forms.findings(found)) if arguments.json else render.findings(plan, found)
    return 0 if all(one.ok for one in found) else cli.FAILED


def _expand(arguments: Namespace) -> int:
    from corpus import expand

    if arguments.limit is not None and arguments.limit < 1:
        raise BadInputError("--limit 应为 1 以上的整数")
    written = expand.expand(_plan(arguments), settings.from_environment(), limit=arguments.limit, progress=_counted)
    if arguments.json:
        _print_json(asdict(written))
    else:
        print(
            f"写了 {written.sentences} 句、{written.questions} 条问法，去掉 {written.dropped} 条照抄或重复的，", end=""
        )
        print(f"{written.left} 句没有写成。请再运行 python -m index build")
    return 0


def _counted(done: int, total: int) -> None:
    print(f"\r已写 {done}/{total} 句", end="\n" if done == total else "", file=sys.stderr)


def _from_file(path: Path) -> Plan:
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise BadInputError(f"没有文件 {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"读不了 {path}，应为 UTF-8 文本：{error}") from error
    return parse(source.from_text(text, {"id": path.stem, "title": path.stem}))


if __name__ == "__main__":
    sys.exit(main())
