"""What the decision looks at: each sign is set by what it names and by nothing else."""

import pytest

from qa import features

SIGNS = [
    pytest.param("2015年天河区的地区生产总值有多少亿？", "other_place", 1, id="another district"),
    pytest.param("辖区里头算得上海上丝绸之路古迹的有几处？", "other_place", 0, id="算得上+海上"),
    pytest.param("越秀要当广州的哪四种角色？", "other_place", 0, id="the city that the plan names"),
    pytest.param("绿化覆盖率2018年是多少？", "year_missing", 1, id="a year between"),
    pytest.param("绿化覆盖率2016—2020年的目标是多少？", "year_missing", 0, id="the plan's own years"),
    pytest.param("到2020年税收亿元楼宇要有几栋？", "measure_held", 1, id="几栋 → 50栋"),
    pytest.param("停车诱导系统由哪个部门负责？", "agency_missing", 1, id="a project has no unit"),
    pytest.param("绿化覆盖率由哪个部门负责？", "agency_missing", 0, id="an indicator has"),
    pytest.param("我家几个小孩要上学，区里的学区制度以后要怎么改革？", "number_missing", 0, id="in the story"),
]


@pytest.mark.parametrize(("text", "name", "value"), SIGNS)
def test_a_sign(assistant, text, name, value):
    found = assistant.ask(text)
    seen = found.trace["features"] or assistant.examine(text).features.as_dict()
    assert seen[name] == value


def test_a_known_example_is_looked_at_as_if_it_were_new(assistant):
    near_misses = [record.text for record in assistant.searcher.records.outside[-40:]]
    text = next(text for text in near_misses if assistant.examine(text))  # one that no rule or query catches
    plainly = assistant.ask(text).trace["features"]
    as_new = assistant.examine(text).features.as_dict()
    assert plainly["near_miss_gap"] < as_new["near_miss_gap"]


def test_every_feature_is_a_number_within_reach(assistant):
    seen = assistant.examine("老楼加装电梯有什么安排？").features.as_dict()
    assert set(seen) == set(features.Features.__slots__)
    assert all(-8 <= value <= 8 for value in seen.values())


def test_what_a_rule_or_a_table_answers_is_not_examined(assistant):
    assert assistant.examine("你好") is None
    assert assistant.examine("重大民生工程有多少个项目？") is None
