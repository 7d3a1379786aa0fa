from __future__ import annotations

import json
import threading
import tomllib
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from corpus.load import load
from corpus.model import Span
from corpus.settings import Settings
from qa.model import Answer
from tests.web.fake import FakeAssistant, cite
from web import chat, export, hant, page, reader, table, text
from web.backend import Backend
from web.escape import data, esc
from web.server import ROOT, VERSION, create_app
from web.wording import passage_html, term_spans, visible

# Gradio leaves an event loop and its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),  # Gradio's queue with pandas 3
]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} `x`",
    "</textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "&lt;b&gt; \u202e\x00 �",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("feedback")


@pytest.fixture(scope="module")
def client(folder):
    app = create_app(load(), FakeAssistant, Settings(), feedback_dir=folder)
    with TestClient(app) as running:
        yield running


def test_an_answer_has_the_contracts_form(client):
    answer = client.post("/api/ask", json={"question": "每千人床位"}).json()
    assert {"question", "standalone", "answer", "refused", "reason", "citations", "related", "mode"} <= answer.keys()
    assert answer["citations"][0]["label"] == "第十二章第一节"
    assert answer["citations"][0]["url"] == "/?plan=yuexiu-13fyp&at=12.1.1"


@pytest.mark.parametrize("body", [{}, {"question": 3}, {"question": "x", "history": "y"}, []])
def test_a_malformed_request_gets_one_chinese_line(client, body):
    reply = client.post("/api/ask", json=body)
    assert (reply.status_code, reply.json()) == (422, {"error": text.BAD_REQUEST})


def test_an_error_of_the_pipeline_is_one_line(client):
    reply = client.post("/api/ask", json={"question": "坏"})
    assert (reply.status_code, reply.json()) == (503, {"error": "问题里有看不懂的内容，请换个说法。"})


def test_health_tells_whether_questions_are_answered(client):
    client.post("/api/ask", json={"question": "x"})
    assert client.get("/api/health").json()["ready"] is True


def test_every_passage_can_be_fetched_with_its_neighbours(client):
    plan = load()
    found = [client.get("/api/passage", params={"at": passage.id}).json() for passage in plan.passages[::17]]
    for passage in found:
        assert passage["text"] == plan.passage(passage["id"]).text
        assert all(near is None or near in plan for near in (passage["previous"], passage["next"]))


def test_the_quoted_stretch_is_marked(client):
    passage = load().passage("12.1.1")
    sentence = passage.sentences[1]
    html = client.get("/api/passage", params={"at": "12.1.1", "mark": f"{sentence.start}-{sentence.end}"}).json()[
        "html"
    ]
    assert f"<mark>{esc(sentence.text)}</mark>" in html


@pytest.mark.parametrize("params", [{"at": "99.9.9"}, {"at": "<script>"}, {"at": ""}])
def test_an_unknown_place_is_not_found(client, params):
    assert client.get("/api/passage", params=params).status_code == 404


@pytest.mark.parametrize("mark", ["1", "a-b", "1-2-3", "-1-2"])
def test_a_mark_of_another_form_is_refused(client, mark):
    assert client.get("/api/passage", params={"at": "12.1.1", "mark": mark}).status_code == 422


def test_the_page_is_chinese_and_names_no_outside_host(client):
    page = client.get("/").text
    assert 'lang="zh-CN"' in page
    config = page.replace("http://testserver", "")
    assert "http://" not in config.replace("http://www.w3.org", "")
    assert "https://" not in config


def test_the_page_forbids_outside_content(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy


def test_feedback_is_kept_as_json_lines_without_the_person(client, folder):
    said = {"question": "床位？", "verdict": "bad", "reason": "source", "words": "</script>\n第二行"}
    assert client.post("/api/feedback", json=said).json() == {"message": text.THANKS}
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    kept = json.loads(lines[-1])
    assert kept["words"] == said["words"]
    assert kept.keys() == {"at", "question", "answer", "places", "verdict", "reason", "words"}


@pytest.mark.parametrize("said", [{"question": "x"}, {"question": "x", "verdict": "so"}, {"verdict": "good"}])
def test_feedback_of_another_form_is_refused(client, said):
    assert client.post("/api/feedback", json=said).status_code == 422


def test_the_conversation_is_exported_with_formal_citations(client):
    answer = client.post("/api/ask", json={"question": "床位"}).json()
    turns = [{key: answer[key] for key in ("question", "answer", "citations")}]
    markdown = client.post("/api/export?form=md", json={"turns": turns}).text
    assert f"《{load().source.title}》第十二章第一节" in markdown
    word = client.post("/api/export?form=docx", json={"turns": turns})
    assert word.content[:2] == b"PK"


def test_hostile_words_do_not_break_a_word_file():
    turns = [export.Exported(word, word, ({"label": word, "quote": word},)) for word in [*HOSTILE, "\x00\x0b\ud800"]]
    assert export.word(load(), turns)[:2] == b"PK"


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_stay_text_in_an_answer(word):
    plan = load()
    turn = chat.Turn(word, FakeAssistant(plan).ask(word))
    shown = chat.conversation(plan, [turn])
    for sign in ("<script", "<img", "<svg", "<iframe", "${", "{{", "`", "' onmouseover"):
        assert sign not in shown
    assert esc(word) in shown


@pytest.mark.parametrize("word", HOSTILE)
def test_an_attribute_holds_any_value(word):
    assert not set('<>"`{}$') & set(data({"a": word}))


def test_visible_characters_are_those_of_the_passage():
    for passage in load().passages:
        assert "".join(sign for _, sign in visible(passage.raw, passage.start)) == passage.text


def test_every_footnote_hangs_on_a_term():
    plan = load()
    hung = {entry.number for entry in term_spans(plan).values()}
    assert hung == {entry.number for entry in plan.glossary if entry.anchor is not None}


def test_a_mark_over_a_footnote_keeps_both():
    plan = load()
    passage = plan.passage("1.1.1")
    html = passage_html(plan, passage, marks=[Span(passage.start, passage.end)], terms=term_spans(plan))
    assert 'data-term="四大主导产业"' in html
    assert "<mark>四大主导产业</mark>" in html


def test_every_passage_and_heading_has_its_address_in_the_document():
    plan = load()
    document = reader.document(plan)
    for address in reader.known_places(plan):
        assert f'id="p-{address}"' in document, address
    assert len(reader.heading_ids(plan)) == len(set(reader.heading_ids(plan).values()))


def test_traditional_strings_come_from_opencc():
    words = hant.table()
    assert words["phrases"]["发送"] == "發送"
    assert words["signs"]["问"] == "問"
    assert words["phrases"]["请至少选择一个范围"] == "請至少選擇一個範圍"  # of the staff workspaces as well


def test_a_question_before_the_models_are_ready_waits_and_is_then_answered():
    gate = threading.Event()

    def slowly():
        gate.wait(10)
        return FakeAssistant()

    backend = Backend(load(), slowly)
    backend.start()
    steps = chat.converse(backend, "床位", [])
    assert text.LOADING in str(next(steps))
    gate.set()
    *_, last = steps
    assert isinstance(last, chat.Turn)
    assert last.answer is not None


def test_a_failure_to_load_is_one_friendly_line(caplog):
    def broken():
        raise RuntimeError("secret detail")

    *_, last = chat.converse(Backend(load(), broken), "床位", [])
    assert last.line == text.NOT_READY
    assert "secret" not in chat.conversation(load(), [last])


def test_the_examples_come_without_a_repeat_and_fit_a_button():
    questions = [question for _, group in text.EXAMPLES for question in group]
    assert len(set(questions)) == len(questions)
    assert all(len(question) <= 30 for question in questions)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"rows": [{"indicator": "x", "target": "1"}]}, 1),
        ({"table": "projects", "operation": "list", "category": "重大科技创新工程"}, 1),
        ({"table": "indicators", "operation": "list", "period": "十三五", "attribute": "约束性"}, 5),
        ({"unknown": "form"}, 0),
    ],
    ids=["carried", "projects", "indicators", "another form"],
)
def test_a_table_answer_shows_the_rows_it_was_made_of(query, count):
    found = Answer("问", "问", "答", "table", table_query=query)
    assert len(table.rows_of(load(), found)) == count


@pytest.mark.parametrize(("at", "says"), [("b2", "四大主导产业增加值占第三产业增加值比重"), ("a1", "线上民间金融街")])
def test_a_whole_table_can_be_fetched_without_a_second_copy_of_its_addresses(client, at, says):
    found = client.get("/api/passage", params={"at": at}).json()
    assert says in found["html"]
    assert 'id="p-' not in found["html"]


def test_the_foot_of_the_page_names_edition_date_source_and_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    foot = page.footer(load(), VERSION)
    assert project["version"] == VERSION
    for words in (
        "《广州市越秀区国民经济和社会发展第十三个五年规划纲要》（2016—2020年）",
        "广州市越秀区人民政府办公室2016年9月29日印发",
        text.NOTICE,
        f"版本 {VERSION}",
    ):
        assert words in foot


def test_a_citation_of_a_whole_table_opens_the_table():
    plan = load()
    box = plan.boxes[1]
    row = plan.passage(box.passage_ids[0])
    cited = cite(plan, replace(row, label="第二章第三节专栏2"), box.start, box.start + 5)
    found = Answer("问", "问", "答", "table", citations=(cited,), table_query={"rows": []})
    shown = chat.finished(plan, chat.Turn("问", found), 1)
    assert 'data-at="b2"' in shown
    assert '<span class="pq-way"></span>' in shown  # the group of the first row says nothing about the whole
