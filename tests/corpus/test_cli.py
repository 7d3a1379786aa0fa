"""`python -m corpus`: what it prints, and how it fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.address import find
from corpus.load import load

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    ["outline"],
    ["show", "12.1"],
    ["show", "b7"],
    ["show", "附件"],
    ["table", "1"],
    ["table", "2"],
    ["projects"],
    ["glossary"],
    ["glossary", "虚拟养老院"],
    ["check"],
)


@pytest.fixture
def run(capsys, monkeypatch):
    for name in ("PLANQA_PLAN", "PLANQA_INDEX_DIR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments):
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_prints_for_people_and_for_programs(run, command):
    code, out, err = run(*command)
    assert (code, err) == (0, "") and out.strip()
    code, out, err = run(*command, "--json")
    assert (code, err) == (0, "") and json.loads(out)


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (
            ["outline"],
            ["第十五章 完善规划实施机制，保障规划有效落实", "12.1", "专栏12 人力资源和社会保障事业发展重点工程"],
        ),
        (["show", "12.1"], ["每千人口医疗机构床位数达7.0张", "12.1.3", "第十二章第一节"]),
        (["show", "a1.43"], ["国投广州养老院项目（广州中成外经大厦改建）", "附件1第43项"]),
        (["show", "b7"], ["北片、南链、中星布", "岭南花园"]),
        (["table", "1"], ["每百万人口发明专利授权量﹡", "2500", "585", "因统计口径变化"]),
        (["table", "2"], ["与经济增长同步", "约束性"]),
        (["projects", "--category", "重大科技创新工程"], ["越秀区孵化器"]),
        (["glossary", "虚拟养老院"], ["近30项便民服务", "第十三章第三节（13.3.2）"]),
        (["check"], ["非空白字符不漏不重", "无误"]),
    ],
)
def test_what_stands_in_the_output(run, command, wanted):
    _, out, _ = run(*command)
    assert [text for text in wanted if text not in out] == []


def test_only_the_projects_of_a_category(run):
    _, out, _ = run("projects", "--category", "重大民生工程", "--json")
    assert [row["number"] for row in json.loads(out)] == list(range(44, 71))


def test_a_passage_as_json_stands_where_it_says(run):
    _, out, _ = run("show", "12.1.1", "--json")
    (passage,) = json.loads(out)["passages"]
    assert load().source.text[passage["start"] : passage["end"]] == passage["raw"]
    assert (passage["chapter"], passage["section"], passage["box"]) == (12, 1, None)


@pytest.mark.parametrize(
    ("command", "near"),
    [
        (["show", "12.9"], "12.4"),
        (["show", "第十六章"], "第十五章"),
        (["show", "b13"], "b12"),
        (["show", "a1.71"], "a1.70"),
        (["show", "附件3"], "附件2"),
        (["table", "3"], "专栏2"),
        (["projects", "--category", "民生"], "重大民生工程"),
        (["glossary", "虚拟养老"], None),
        (["glossary", "云养老院"], "虚拟养老院"),
        (["outline", "--plan", "yuexiu-14fyp"], "yuexiu-13fyp"),
        (["shwo"], "show"),
        (["table", "二"], "整数"),
        (["show"], "地址"),
        ([], "命令"),
        (["outline", "--jsn"], "--jsn"),
        (["check", "nowhere.txt"], "nowhere.txt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_bad_input_is_one_line_that_names_what_is_near(run, command, near):
    code, out, err = run(*command)
    if near is None:  # a piece of a term is enough
        assert code == 0
        return
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and near in err


def test_a_bad_setting_is_one_line(run, monkeypatch):
    monkeypatch.setenv("PLANQA_PLNA", "x")
    code, _, err = run("outline")
    assert code == 2 and "PLANQA_PLAN" in err and err.count("\n") == 1


def test_check_of_a_file_that_is_no_plan(run, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("第一章 甲\n\n第三章 乙\n", encoding="utf-8")
    code, out, _ = run("check", str(path))
    assert code == 1 and "第三章 乙" in out
    path.write_bytes("规划".encode("gbk"))
    code, _, err = run("check", str(path))
    assert code == 1 and "UTF-8" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("12.1", ["12.1.1", "12.1.2", "12.1.3"]),
        ("第十二章第一节", ["12.1.1", "12.1.2", "12.1.3"]),
        ("第12章第1节", ["12.1.1", "12.1.2", "12.1.3"]),
        ("12.0", ["12.0.1"]),
        ("12.1.3", ["12.1.3"]),
        ("前言", ["0.0.1"]),
        ("b9", ["b9.1"]),
        ("专栏9", ["b9.1"]),
        ("专栏九", ["b9.1"]),
        ("第二章第三节专栏2第4项", ["b2.4"]),
        ("附件1第43项", ["a1.43"]),
        ("A1.43", ["a1.43"]),
        ("end.1", ["end.1"]),
    ],
)
def test_addresses(address, ids):
    assert [passage.id for passage in find(load(), address).passages] == ids


def test_every_passage_is_found_by_its_id():
    assert all(find(load(), passage.id).passages == (passage,) for passage in load().passages)


def test_help_is_chinese(run):
    code, out, _ = run("--help")
    assert code == 0 and out.startswith("用法：") and "查看规划" in out and "show this help" not in out


def test_a_reader_that_stops_early_causes_no_error():
    command = f'"{sys.executable}" -m corpus show 附件1 --json | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "{\n" and done.stderr == ""
