"""Patterns as data: what is shipped loads, and a slip in a file is named in one Chinese line."""

import re

import pytest

from corpus.errors import SourceError
from qa import followup, guard, patterns, question, spoken


@pytest.mark.parametrize("load", [guard.rules, spoken.lexicon, question.want_patterns, followup.resolve])
def test_the_shipped_files_load(load):
    assert load("那呢", ["床位"]) if load is followup.resolve else load()


@pytest.mark.parametrize(
    ("table", "matches", "leaves"),
    [
        pytest.param({"any": ["多少", "几成"]}, ["有多少", "几成"], ["几"], id="alternatives"),
        pytest.param(
            {"shape": "^{much}?{thanks}$", "words": {"much": ["非常"], "thanks": ["谢谢", "多谢"]}},
            ["非常多谢", "谢谢"],
            ["非常", "谢谢你"],
            id="shape",
        ),
        pytest.param(
            {"shape": "{a}.{0,2}{b}", "words": {"a": ["甲", "乙"], "b": ["丙"]}},
            ["甲丙", "乙一二丙"],
            ["乙一二三丙"],
            id="quantifiers are no parts",
        ),
    ],
)
def test_both_forms(table, matches, leaves):
    pattern = patterns.compiled(table, "试")
    assert all(pattern.search(text) for text in matches)
    assert not any(pattern.search(text) for text in leaves)


def test_before_and_after_hold_for_every_alternative():
    pattern = patterns.compiled({"shape": "{a}|{b}", "words": {"a": ["甲"], "b": ["乙"]}}, "试", before="^", after="$")
    assert pattern.search("甲") and pattern.search("乙")
    assert not pattern.search("甲丙") and not pattern.search("丙乙")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        pytest.param({"any": ["甲"], "alll": []}, "不认识“alll”", id="unknown key"),
        pytest.param({}, "应写 any", id="nothing"),
        pytest.param({"any": ["甲"], "shape": "乙", "words": {}}, "应写 any", id="both forms"),
        pytest.param({"shape": "甲"}, "应写 any", id="a shape without words"),
        pytest.param({"any": ["甲"], "words": {"b": ["乙"]}}, "应写 any", id="words without a shape"),
        pytest.param({"any": []}, "至少一条", id="no alternative"),
        pytest.param({"any": "甲"}, "至少一条", id="a text for a list"),
        pytest.param({"any": ["甲", ""]}, "非空", id="an empty alternative would match everything"),
        pytest.param({"any": ["甲", 3]}, "非空", id="a number"),
        pytest.param({"any": ["甲", "甲"]}, "两遍", id="twice"),
        pytest.param({"any": ["(甲"]}, "正则", id="bad expression"),
        pytest.param({"any": ["甲)(乙"]}, "正则", id="brackets that only close together"),
        pytest.param({"shape": "({a}", "words": {"a": ["甲"]}}, "正则", id="bad shape"),
        pytest.param({"shape": "{a}{b}", "words": {"a": ["甲"]}}, "不认识“b”", id="unknown part"),
        pytest.param({"shape": "{a}", "words": {}}, "不认识“a”", id="no parts"),
        pytest.param({"shape": "{a}", "words": {"a": ["甲"], "b": ["乙"]}}, "没有用到 b", id="unused part"),
        pytest.param({"shape": "", "words": {"a": ["甲"]}}, "应为一段文字", id="empty shape"),
        pytest.param({"shape": "{a}", "words": ["a"]}, "应为一张表", id="words are no table"),
        pytest.param("甲", "应为一张表", id="no table"),
    ],
)
def test_a_slip_is_named(table, says):
    with pytest.raises(SourceError, match=re.escape(says)) as found:
        patterns.compiled(table, "某文件 某处")
    assert str(found.value).startswith("某文件 某处") and "\n" not in str(found.value)


RULE = '[[rule]]\nid = "a"\nverdict = "refuse"\nreason = "unsafe"\nreply = "no"\nany = ["x"]\n'
REPLIES = '[replies]\nno = "不行"\n'


@pytest.mark.parametrize(
    ("load", "text", "says"),
    [
        pytest.param(guard.rules, "x = [", "TOML", id="no TOML"),
        pytest.param(guard.rules, REPLIES, "[[rule]]", id="no rules"),
        pytest.param(guard.rules, RULE, "[replies]", id="no replies"),
        pytest.param(guard.rules, "rules = 1\n" + REPLIES + RULE, "不认识“rules”，最接近的是 rule", id="unknown table"),
        pytest.param(guard.rules, REPLIES + RULE + RULE, "id 重复：a", id="one id twice"),
        pytest.param(guard.rules, REPLIES + RULE.replace("refuse", "deny"), "verdict 应为", id="verdict"),
        pytest.param(guard.rules, REPLIES + RULE.replace('reason = "unsafe"', ""), "reason", id="no reason"),
        pytest.param(guard.rules, REPLIES + RULE.replace("refuse", "smalltalk"), "寒暄不写", id="reason of small talk"),
        pytest.param(guard.rules, REPLIES + RULE.replace('"no"', '"yes"'), "最接近的是 no", id="unknown reply"),
        pytest.param(guard.rules, REPLIES + RULE.replace('"a"', '""'), "id 应为一段文字", id="no id"),
        pytest.param(guard.rules, REPLIES + RULE.replace("any", "anny"), "“anny”，最接近的是 any", id="unknown key"),
        pytest.param(guard.rules, REPLIES + RULE + 'whole = "yes"', "true 或 false", id="whole"),
        pytest.param(guard.rules, REPLIES.replace("不行", "{who}不行") + RULE, "只能用 {title}", id="unknown field"),
        pytest.param(guard.rules, REPLIES.replace("不行", "{不行") + RULE, "花括号", id="open brace"),
        pytest.param(question.want_patterns, '[list]\nany = ["哪些"]', "缺少 number", id="missing wants"),
        pytest.param(question.want_patterns, '[lists]\nany = ["哪些"]', "最接近的是 list", id="unknown want"),
        pytest.param(spoken.lexicon, '[cantonese.a]\n"系" = "是"', "缺少 marks", id="missing lists"),
    ],
)
def test_a_slip_in_a_file_is_named(tmp_path, load, text, says):
    path = tmp_path / "slip.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(says)) as found:
        load(path)
    assert "slip.toml" in str(found.value) and "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("cantonese", "says"),
    [
        ('cantonese = "系"', "分组"),
        ('[cantonese]\n"系" = "是"', "分组"),
        ('[cantonese.a]\n"系" = 1', "“系”的写法应为文字"),
        ('[cantonese.a]\n"系" = "是"\n[cantonese.b]\n"系" = "在"', "两遍"),
    ],
)
def test_a_slip_among_the_words_is_named(tmp_path, cantonese, says):
    path = tmp_path / "slip.toml"
    rest = "".join(f'[{name}]\nany = ["x"]\n' for name in ("marks", "not_copula", "fillers", "tail", "set_aside"))
    path.write_text(f"{cantonese}\n{rest}[english]\n", encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        spoken.lexicon(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"缺少文件 none\.toml"):
        patterns.read(tmp_path / "none.toml")
