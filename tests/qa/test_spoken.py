"""From how people type to plain written Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import spoken

TYPED = st.text(
    st.sampled_from("请问唔该系边度有冇嘅谢哈 ，。？!\t\n\u3000\u200b\x00体床位ＡＢＣ①ﬁ１２．\ue000\ud83d")
    | st.characters()
)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        pytest.param("ＧＤＰ　２０２０", "GDP 2020", id="width"),
        pytest.param("床位\n目标\r\n是多少", "床位 目标 是多少", id="lines"),
        pytest.param("  床 \t  位 ", "床 位", id="space"),
        pytest.param("床\u200b位\x00\x1b\ufeff", "床 位", id="control and invisible characters"),
        pytest.param("\u202e床位", "床位", id="direction marks"),
        pytest.param("床位\ud83d", "床位", id="half of a pair"),
        pytest.param("\ufffd虚拟养老院", "虚拟养老院", id="replacement character"),
        pytest.param("①号线", "1号线", id="circled digits"),
        pytest.param("", "", id="empty"),
        pytest.param(" \n\t\u3000", "", id="blank"),
    ],
)
def test_tidy(typed, tidied):
    assert spoken.tidy(typed, max_chars=100) == tidied


def test_a_cut_leaves_no_space_behind():
    assert spoken.tidy("床 位", max_chars=2) == "床"


@given(TYPED, st.integers(1, 12))
def test_tidying_is_short_clean_and_done_once(typed, max_chars):
    tidied = spoken.tidy(typed, max_chars=max_chars)
    assert len(tidied) <= max_chars
    assert tidied == tidied.strip() and "\n" not in tidied and "\x00" not in tidied
    assert spoken.tidy(tidied, max_chars=max_chars) == tidied


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("屋企楼下好嘈，有冇人管㗎", "家里楼下很吵，有没有人管", id="sentence"),
        pytest.param("边个负责", "谁负责", id="longer word first"),
        pytest.param("边度有得揾工", "哪里有得找工作", id="longer word first, verb"),
        pytest.param("床位系几多", "床位是多少", id="copula"),
        pytest.param("公共服务体系喺边度", "公共服务体系在哪里", id="system is no copula"),
        pytest.param("关系到我哋嘅联系点喺边度", "关系到我们的联系点在哪里", id="relation is no copula"),
        pytest.param("睇医生", "看病", id="whole word"),
        pytest.param("点解冇得停车", "为什么没有停车", id="not"),
        pytest.param("体系建设有哪些安排", "体系建设有哪些安排", id="Mandarin stays"),
        pytest.param("后生仔的就业", "后生仔的就业", id="without a mark of Cantonese nothing changes"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cantonese(typed, written):
    assert spoken.to_written(typed) == written


def test_every_word_of_the_lexicon_is_led_to_words_that_are_not_cantonese():
    lexicon = spoken.lexicon()
    for _, written in lexicon.cantonese:
        assert not lexicon.marks.search(written)


@given(TYPED)
def test_writing_is_done_once(typed):
    written = spoken.to_written(spoken.tidy(typed, max_chars=40))
    assert spoken.to_written(written) == written


@pytest.mark.parametrize(
    ("typed", "core"),
    [
        pytest.param("请问一下，老楼加装电梯有什么安排？谢谢", "老楼加装电梯有什么安排？", id="both ends"),
        pytest.param("你好，那个，床位呢", "床位呢", id="several fillers"),
        pytest.param("亲，帮我查一下责任单位", "责任单位", id="look up for me"),
        pytest.param("我想知道绿化覆盖率，在线等，急用！！", "绿化覆盖率", id="urgent"),
        pytest.param("嗯嗯嗯 养老", "养老", id="hesitation"),
        pytest.param("谢谢", "谢谢", id="thanks alone stays"),
        pytest.param("请问", "请问", id="nothing left"),
        pytest.param("床位谢谢你的目标", "床位谢谢你的目标", id="the middle stays"),
    ],
)
def test_chatter(typed, core):
    assert spoken.without_chatter(typed) == core


@given(TYPED)
def test_chatter_is_taken_off_once_and_only_from_the_ends(typed):
    core = spoken.without_chatter(typed)
    assert core in typed
    assert spoken.without_chatter(core) == core


def test_tags_go_for_searching():
    assert spoken.without_tags("<b>床位</b> 目标<br/>") == "床位 目标"
    assert spoken.without_tags("人均 < 5 张") == "人均 < 5 张"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("花多少钱不问了，建成几级的？", "建成几级的？", id="set aside"),
        pytest.param("我不是问几点播，是问集哪几样于一体？", "集哪几样于一体？", id="not this but that"),
        pytest.param("这个问题问了好多人都不知道", "这个问题问了好多人都不知道", id="nothing set aside"),
    ],
)
def test_what_is_not_asked_is_set_aside(typed, asked):
    assert spoken.without_chatter(typed) == asked


def test_english_question_words_are_read():
    assert spoken.from_english("How many 市民公共文化空间, and where?") == "多少 市民公共文化空间, and 哪里?"
    assert spoken.from_english("whowever WHO2 somewhere") == "whowever WHO2 somewhere"
