"""`python -m qa`: what it prints, and how it fails."""

import json

import pytest

from qa.__main__ import main
from qa.model import Answer


class Fake:
    """An assistant that repeats what it was asked."""

    @classmethod
    def load(cls, settings, *, progress):
        progress(1, 1)
        return cls()

    def ask(self, question, history):
        return Answer(question, question, f"答：{question}", "smalltalk", trace={"history": list(history)})


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setattr("qa.assistant.Assistant", Fake)

    def call(*arguments):
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_an_answer_alone_on_standard_output(run):
    code, out, err = run("床位是多少")
    assert (code, out) == (0, "答：床位是多少\n")
    assert "索引" in err


@pytest.mark.parametrize(("option", "traced"), [("--json", False), ("--trace", True)])
def test_the_answer_object(run, option, traced):
    code, out, _ = run("责任单位呢", option, "--history", "床位", "再问")
    found = json.loads(out)
    assert code == 0 and found["question"] == "责任单位呢"
    assert ("trace" in found) == traced
    assert not traced or found["trace"] == {"history": ["床位", "再问"]}


def test_all_settings_are_listed_with_secrets_masked(run, monkeypatch):
    monkeypatch.setenv("PLANQA_PORT", "7999")
    code, out, err = run("--settings")
    assert (code, err) == (0, "")
    lines = dict(line.split("=", 1) for line in out.splitlines())
    assert lines["PLANQA_PORT"] == "7999" and all(name.startswith("PLANQA_") for name in lines)
    assert json.loads(run("--settings", "--json")[1]) == lines


@pytest.mark.parametrize(
    "arguments", [(), ("--wrong", "x"), ("a", "b"), ("--history", "x")], ids=lambda a: " ".join(a) or "none"
)
def test_wrong_arguments_are_one_line_and_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("PLANQA_PROT", "1", "最接近的是 PLANQA_PORT"), ("PLANQA_PORT", "八千", "应为整数")],
)
@pytest.mark.parametrize("arguments", [("床位",), ("--settings",)], ids=" ".join)
def test_a_bad_setting_is_one_line_and_2(run, monkeypatch, name, value, says, arguments):
    monkeypatch.setenv(name, value)
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_a_failure_is_one_line_and_1(run, monkeypatch):
    from corpus.errors import ModelError

    def fails(*_, **__):
        raise ModelError("句向量模型无法加载")

    monkeypatch.setattr(Fake, "load", fails)
    assert run("床位") == (1, "", "句向量模型无法加载\n")
