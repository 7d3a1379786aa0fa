"""Whole enumerations where a question asks for them."""

import pytest

from qa import listing
from qa.verify import verify


def items(plan, passage_id):
    """The sentences of a passage that count 一是…二是…, read independently."""
    return [s.text for s in plan.passage(passage_id).sentences if s.text.split("：")[-1][1:2] == "是"]


@pytest.mark.parametrize(
    ("passage_id", "count"),
    [("1.2.1", None), ("1.2.2", None), pytest.param("1.2.3", 5, id="a long sentence before the first item")],
)
def test_counted_items_are_given_whole(asked, hit, plan, passage_id, count):
    wanted = items(plan, passage_id)
    assert len(wanted) == (count or len(wanted)) > 1
    for text in ("有哪些方面", f"这{len(wanted)}方面"):
        draft = listing.ordinals(hit(passage_id, wanted[-1]), asked(text))
        assert draft is not None and all(item in draft.text for item in wanted)
        assert not verify([draft], plan).dropped


def test_another_number_of_items_asks_for_something_else(asked, hit, plan):
    wanted = items(plan, "1.2.1")
    assert listing.ordinals(hit("1.2.1", wanted[0]), asked(f"说一说这{len(wanted) + 3}点")) is None


@pytest.mark.parametrize(
    ("passage_id", "words", "text"),
    [
        pytest.param("1.2.1", "一是", "越秀区的机遇", id="asks for no list"),
        pytest.param("12.1.1", "床位", "有哪些床位", id="counts nothing"),
    ],
)
def test_other_hits_are_no_list(asked, hit, passage_id, words, text):
    assert listing.ordinals(hit(passage_id, words), asked(text)) is None


def near(plan, hit, passage_id):
    """Hits of all passages with a lead phrase under the headings of one, the one first."""
    first = plan.passage(passage_id)
    group = [p for p in plan.passages if p.lead and p.heading == first.heading and p.kind == first.kind]
    return [hit(p.id, rank=i) for i, p in enumerate(sorted(group, key=lambda p: p.id != passage_id), 1)], group


@pytest.mark.parametrize(
    ("words", "text"),
    [("基本原则", "基本原则有哪五条"), ("基本理念", "五个基本理念是什么"), ("四大特色经济", "创新发展哪4大特色经济")],
)
def test_the_points_of_a_section_are_named_in_its_order(asked, hit, plan, segmenter, words, text):
    start = next(p for p in plan.passages if p.lead and p.kind == "paragraph" and words in p.heading[-1])
    hits, group = near(plan, hit, start.id)
    draft = listing.named_points(asked(text), hits, plan, segmenter)
    assert draft is not None
    places = [draft.text.find(passage.lead) for passage in group]
    assert -1 not in places and places == sorted(places)
    assert not verify([draft], plan).dropped


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param("基本原则有哪些要求", True, id="asked for as a whole"),
        pytest.param("基本原则有哪六条", True, id="another number: the answer says how many there are"),
        pytest.param("哪五条", True, id="by their number, where most of what was found stands there"),
        pytest.param("哪七条", False, id="neither title nor number"),
        pytest.param("五个重点项目叫什么", False, id="another title"),
        pytest.param("坚持民生为本是不是基本原则之一？", False, id="about one of them"),
    ],
)
def test_points_are_listed_where_they_are_asked_for_as_a_whole(asked, hit, plan, segmenter, text, listed):
    start = next(p for p in plan.passages if p.lead and "基本原则" in p.heading[-1])
    draft = listing.named_points(asked(text), near(plan, hit, start.id)[0], plan, segmenter)
    assert (draft is not None) == listed
    assert draft is None or draft.text.startswith("基本原则，共5项：坚持发展为要；")


def test_one_hit_alone_does_not_tell_which_section_is_meant(asked, hit, plan, segmenter):
    start = next(p for p in plan.passages if p.lead and "基本原则" in p.heading[-1])
    assert listing.named_points(asked("基本原则有哪五条"), [hit(start.id)], plan, segmenter) is None


def test_no_hits_no_list(asked, plan, segmenter):
    assert listing.named_points(asked("基本原则有哪五条"), [], plan, segmenter) is None


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        pytest.param("列了多少种监督", "加强人大监督、民主监督、行政监督、司法监督制度建设。", ("种", 4), id="counted"),
        pytest.param(
            "有几条路", "完成东华南路（东湖路、沿江路）、万福路、海珠路等道路大修。", ("条", 3), id="brackets"
        ),
        pytest.param("有几个类别", "包括甲类、乙类和丙类。", None, id="two marks are no list"),
        pytest.param("有几大产业", "发展金融、商贸、文化、健康四大产业。", None, id="the plan counts itself"),
        pytest.param("有哪些监督", "加强人大监督、民主监督、行政监督、司法监督制度建设。", None, id="no number asked"),
        pytest.param("有几种", "没有列举。", None, id="nothing listed"),
    ],
)
def test_what_a_stretch_lists_is_counted(asked, text, said, found):
    assert listing.counted(said, asked(text)) == found


def test_a_phrase_is_no_list(asked, plan, segmenter, hit):
    hits = [hit("2.2.1"), hit("2.2.2", rank=2), hit("2.2.3", rank=3), hit("2.2.4", rank=4)]
    assert listing.named_points(asked("基本原则里哪八个字最要紧"), hits, plan, segmenter) is None
