"""The commands of `python -m eval`: each loads what it needs, when it is called, and returns an exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BadInputError
from corpus.model import Plan
from eval import sets
from eval.model import Question

if TYPE_CHECKING:
    from rich.console import Console

    from eval.asking import Asked
    from eval.pipeline import Subject
    from eval.summary import Group, Summary


def _plan() -> Plan:
    from corpus.load import load
    from corpus.settings import from_environment

    return load(from_environment().plan)


def _console() -> Console:
    from rich.console import Console

    return Console()


def _questions(paths: Sequence[str] | None) -> list[Question]:
    return sets.load(*([Path(path) for path in paths] if paths else sets.shipped()))


def _report_failures(asked: Asked) -> int:
    for name, text in asked.failures.items():
        print(f"题目 {name} 没有答成：{text}", file=sys.stderr)
    return 1 if asked.failures else 0


def answers(arguments: Namespace) -> int:
    """Answer a file of questions into a file of answers."""
    from corpus.settings import from_environment
    from eval import pipeline
    from eval.asking import write_answers

    questions = sets.to_answer(*map(Path, arguments.questions))
    subject = pipeline.load(from_environment(), mode=arguments.mode)
    asked = write_answers(subject, questions, Path(arguments.out))
    print(f"{len(questions) - len(asked.failures)} 题已写入 {arguments.out}", file=sys.stderr)
    return _report_failures(asked)


def run(arguments: Namespace) -> int:
    """Answer and score."""
    from eval import run as running
    from eval import table
    from eval.score import Prices

    name = "page" if arguments.url else "openai" if arguments.openai else arguments.mode
    folder = Path(arguments.out) if arguments.out else None
    if folder is None:
        folder = running.latest_folder(name) if arguments.resume else running.fresh_folder(name)
    order = running.Order(
        questions=_questions(arguments.questions),
        folder=folder,
        seed=arguments.seed,
        prices=Prices(arguments.price_in, arguments.price_out),
        resume=arguments.resume,
        show_measure=arguments.show_measure,
    )
    finished = running.run(_subject(arguments), _plan(), order)
    console = _console()
    table.show_run(
        console, finished.run, finished.summaries, wrong=arguments.wrong, show_measure=arguments.show_measure
    )
    console.print(f"结果在 {folder}", markup=False, highlight=False, soft_wrap=True)
    return _report_failures(finished.asked)


def _subject(arguments: Namespace) -> Subject:
    from corpus.settings import from_environment
    from eval import pipeline, remote

    if arguments.url:
        return remote.Page(arguments.url, timeout_s=arguments.timeout)
    if arguments.openai:
        if not arguments.model:
            raise BadInputError("用 --openai 时要用 --model 说明模型名")
        key = remote.key_of(arguments.key_env)
        return remote.Chat(arguments.openai, arguments.model, key=key, seed=arguments.seed, timeout_s=arguments.timeout)
    return pipeline.load(from_environment(), mode=arguments.mode)


def accept(arguments: Namespace) -> int:
    """Make a run the baseline."""
    from eval import baseline, store
    from eval.summary import summarise

    run_ = store.load(Path(arguments.run))
    missing = {sets.TUNE, sets.MEASURE} - {outcome.question.set for outcome in run_.outcomes}
    if missing:
        raise BadInputError(f"这次评测缺少 {'、'.join(sorted(missing))}，不能作为基线")
    unanswered = sum(outcome.reply is None for outcome in run_.outcomes)
    if unanswered:
        raise BadInputError(f"这次评测有 {unanswered} 题没有回答，不能作为基线")
    accepted = baseline.accept(run_.start["record"], baseline.scores(summarise(run_.outcomes, seed=run_.seed)))
    for line in accepted:
        print(f"降低了：{line}")
    print(f"基线已更新（{baseline.PATH.name}）")
    return 0


def lint(arguments: Namespace) -> int:
    """Check the question sets; exit code 1 where something is wrong."""
    from corpus import expansion
    from eval import lint as linting
    from eval import table

    paths = [Path(path) for path in arguments.questions] if arguments.questions else sets.shipped()
    loaded = {path.stem: sets.load(path) for path in paths}
    plan = _plan()
    written = [text for point in expansion.load(plan) for text in point.questions]
    linted = linting.lint(loaded, plan, written)
    console = _console()
    table.show(console, "相似程度", *linting.counts(linted))
    for finding in linted.findings:
        console.print(f"{finding.id}：{finding.text}", markup=False, highlight=False, soft_wrap=True)
    total = sum(map(len, loaded.values()))
    console.print(f"{total} 题，{len(linted.findings)} 处问题", markup=False, highlight=False)
    return 1 if linted.findings else 0


def stats(arguments: Namespace) -> int:
    """Show what the question sets hold."""
    from eval import stats as counting
    from eval import table
    from eval.names import KIND_NAMES

    paths = [Path(path) for path in arguments.questions] if arguments.questions else sets.shipped()
    loaded = {path.stem: sets.load(path) for path in paths}
    console = _console()
    table.show(console, "题集", *counting.totals(loaded))
    table.show(console, "题型", *counting.by_kind(loaded, KIND_NAMES))
    table.show(console, "出处", *counting.by_chapter(loaded))
    return 0


def compare(arguments: Namespace) -> int:
    """Two runs side by side."""
    from eval import compare as comparing
    from eval import store, table
    from eval.names import set_name

    found = comparing.compare(store.load(Path(arguments.before)), store.load(Path(arguments.now)))
    console = _console()
    for name, differences in found.sets.items():
        table.show(console, set_name(name), *comparing.table(differences))
    table.show(console, "按题型", *comparing.kind_table(found.kinds))
    console.print("* p < 0.05：对错用 McNemar 精确检验，比例用配对自助抽样", markup=False, highlight=False)
    for line in comparing.lines(found.changes, show_measure=arguments.show_measure):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return 0


def ablate(arguments: Namespace) -> int:
    """A row for each variant of the pipeline."""
    from corpus.settings import from_environment
    from eval import ablation, environment, pipeline, table
    from eval.names import set_name
    from eval.run import RUNS

    folder = Path(arguments.out) if arguments.out else environment.ROOT / RUNS / "ablation"
    names = arguments.only or list(ablation.TITLE_OF)
    settings = from_environment()
    finished = ablation.ablate(
        names, lambda name: pipeline.load(settings, mode=name), _plan(), _questions(arguments.questions), folder
    )
    groups = {name: _summary_of(run.summaries, arguments.set) for name, run in finished.items()}
    note = f"{set_name(arguments.set)}，{next(iter(groups.values())).n} 题，方括号里是 95 % 区间。"
    table.show(_console(), note, *ablation.table(groups, narrow=True))
    (folder / "ablation.md").write_text(table.markdown_table(*ablation.table(groups)) + "\n", encoding="utf-8")
    if arguments.write_readme:
        record = environment.record(_plan(), [], seed=0)
        where = (
            f"{record['date'][:10]}，版本 {record['version']}（{record['commit']}），{record['machine']['processor']}。"
        )
        ablation.write_readme(Path(__file__).parent / "README.md", groups, note + where)
    return 1 if any(run.asked.failures for run in finished.values()) else 0


def _summary_of(summaries: Mapping[str, Summary], name: str) -> Group:
    if name not in summaries:
        raise BadInputError(f"题集“{name}”不在这次评测里，有的是：{'、'.join(summaries)}")
    return summaries[name].whole


def report(arguments: Namespace) -> int:
    """The HTML report of a run; without one, of the newest, or of a fresh one."""
    from eval import environment, store
    from eval import run as running
    from eval.report import build

    folder = Path(arguments.run) if arguments.run else _newest() or _fresh()
    page = build(store.load(folder), show_measure=arguments.show_measure)
    out = Path(arguments.out) if arguments.out else environment.ROOT / running.RUNS / "report.html"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    print(out)
    return 0


def _newest() -> Path | None:
    """The newest finished run of the whole pipeline as it stands now, if there is one."""
    from eval import environment, store
    from eval import run as running

    commit = environment.record(_plan(), [], seed=0)["commit"]
    for result in sorted((environment.ROOT / running.RUNS).glob(f"full-*/{store.RESULT}"), reverse=True):
        record = store.read_json(result).get("record", {})
        if record.get("commit") == commit and not record.get("uncommitted"):
            return result.parent
    return None


def _fresh() -> Path:
    from corpus.settings import from_environment
    from eval import pipeline
    from eval import run as running

    print("没有现成的评测，先做一次", file=sys.stderr)
    order = running.Order(questions=_questions(None), folder=running.fresh_folder("full"))
    return running.run(pipeline.load(from_environment()), _plan(), order).run.folder


def add(arguments: Namespace) -> int:
    """Write a question with its proof."""
    from eval.add import author
    from eval.proof import Ruler

    try:
        author(Ruler(_plan()), Path(arguments.to), ask=input, say=print)
    except EOFError as error:
        raise BadInputError("没有写完，什么也没有写入") from error
    return 0


def import_squad(arguments: Namespace) -> int:
    """SQuAD-style questions on this plan as a question set."""
    from eval import squad

    kept, left = squad.as_questions(squad.read(Path(arguments.file)), _plan())
    Path(arguments.out).write_text("".join(map(sets.as_line, kept)), encoding="utf-8")
    print(f"{len(kept)} 题写入 {arguments.out}；{len(left)} 题的答案不在这份规划里，没有写入", file=sys.stderr)
    return 0


def export_squad(arguments: Namespace) -> int:
    """Question sets as SQuAD 2.0."""
    import json

    from eval import squad

    found = squad.export(_questions(arguments.questions), _plan())
    Path(arguments.out).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"已写入 {arguments.out}", file=sys.stderr)
    return 0


def calibrate(arguments: Namespace) -> int:
    """Fit the refusal decision anew and write it where the chain reads it."""
    import json
    from datetime import date

    from corpus.settings import from_environment
    from eval import calibrate as fitting
    from eval import probes
    from qa import probe
    from qa.assistant import Assistant
    from qa.decide import CALIBRATION

    questions = sets.load(*(sets.path_of(name) for name in ("tune", "calibrate")))
    assistant = Assistant.load(from_environment())
    found = fitting.rows(lambda asked: assistant.examine(asked.question, asked.history), questions)
    try:
        examples = probes.examples(assistant.searcher)
    except ValueError as error:
        raise BadInputError("这份规划没有日常问法或答不了的例句，无从校准") from error
    fitted, fitted_probes = fitting.fit(
        found,
        examples,
        threshold=arguments.threshold or fitting.THRESHOLD,
        day=date.today().isoformat(),
    )
    probe.save(probe.FILE, fitted_probes)
    curve = fitted.pop("curve")
    CALIBRATION.write_text(json.dumps(fitted, ensure_ascii=False, indent=None) + "\n", encoding="utf-8")
    for line in curve:
        print(f"{line['threshold']:.2f} {line['set']}：拒答正确 {line['right']:.3f}，误拒 {line['wrong']:.3f}")
    print(fitted["measured"])
    return 0


def squad(arguments: Namespace) -> int:
    """Measure retrieval and extraction on a SQuAD-style file whose passages become the corpus."""
    from corpus.settings import from_environment
    from eval import squad as reading
    from eval import yardstick
    from index import build, embed
    from qa.assistant import Assistant
    from qa.naive import NaiveAssistant
    from qa.options import Options

    file = Path(arguments.file)
    dataset = reading.read(file)
    plan = yardstick.plan_of(dataset, file.stem)
    settings = from_environment()
    encoder = embed.load(settings)
    print("正在为段落算向量……", file=sys.stderr)
    product = Assistant(build.searcher_in_memory(plan, encoder), settings, Options(refusal=False, tables=False))
    rows = {}
    for title, reader in (("本项目", product), ("参照：LangChain 500 字切分", NaiveAssistant(plan, encoder))):
        rows[title] = yardstick.summary(yardstick.measure(dataset, plan, reader, _dots(title)))
    questions = sum(bool(item.answers) for item in dataset.items)
    print(yardstick.table(rows, questions, len(dataset.contexts)))
    return 0


def _dots(title: str) -> Callable[[int, int], None]:
    """Progress on standard error, one line for a reader."""

    def show(done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            print(f"\r{title} {done}/{total}", end="\n" if done == total else "", file=sys.stderr)

    return show
