"""What a question takes for granted is held against the plan before it is answered."""

import pytest

from qa import premise
from qa.evidence import Draft, whole

ROWS = [
    ("到2020年每万人拥有公共文化设施面积要达到946.9平方米，没错吧？", premise.OTHERWISE, "1300平方米"),
    ("绿化覆盖率2020年目标是35.33%，对吧？", premise.ALIKE, "35.33%"),
    ("黄花岗科技园2015年营收做到420亿，我没记错吧？", premise.OTHERWISE, "543亿元"),
    ("“十二五”末文化产业占GDP已达8%。这数对吗？", premise.OTHERWISE, "7.08%"),
    ("十三五末经认定的高新技术企业目标是142家，对吧？", premise.OTHERWISE, "285家"),
    ("绿化覆盖率是约束性指标，对吗？", premise.OTHERWISE, "预期性"),
    ("孵化器总面积2020年要达到25万平方米，是吧？", premise.ALIKE, "25万平方米"),
]


@pytest.mark.parametrize(("text", "lead", "said"), ROWS)
def test_a_figure_or_attribute_that_is_taken_for_granted(assistant, text, lead, said):
    answer = assistant.ask(text)
    assert answer.answer.startswith(lead) and said in answer.answer and not answer.refused


@pytest.mark.parametrize(
    "text",
    [
        "每千人口注册护士数的目标是3.5人，我理解得对吗？",
        "2015年营收过百亿的楼是45栋，对吧？",
        "五仙观也是越秀那5处海上丝绸之路史迹之一，是这样吧？",
        "工商前置许可要审批的项目，减完之后还剩127项对吧？",
    ],
)
def test_a_figure_that_stands_beside_another_matter_bears_nothing_out(assistant, text):
    assert not assistant.ask(text).answer.startswith(premise.ALIKE)


def test_a_question_that_takes_nothing_for_granted_gets_no_lead(assistant):
    for text in ("绿化覆盖率的目标是多少？", "重大民生工程有多少个项目？"):
        assert not assistant.ask(text).answer.startswith((premise.OTHERWISE, premise.ALIKE, premise.SPOKEN_OF))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("老楼没电梯，政府管不管？", True),
        ("有没有说要给老楼装电梯", True),
        ("是不是只有新楼能装电梯？", False),
        ("装电梯有没有补贴，补多少", False),
        ("老楼装电梯怎么安排", False),
        ("十三五的要求有没有比十二五加码？", False),
        ("老楼电梯不是要装500部吗？", False),
    ],
)
def test_whether_the_plan_speaks_of_it(asked, plan, text, told):
    drafts = [Draft("加快老旧住宅物业电梯加装。", (whole(plan.passage("7.1.1")),))]
    assert premise.affirmed(asked(text), drafts)[0].text.startswith(premise.SPOKEN_OF) == told


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("第17项是946.9平方米", {"946.9"}),
        ("2016—2020年，十三五专栏2里", set()),
        ("附件1共有1,300个", {"1300"}),
        ("地铁11号线", set()),
    ],
)
def test_figures_of_years_and_places_are_no_claims(text, figures):
    assert premise.claimed_figures(text) == figures
