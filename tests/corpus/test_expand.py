"""Questions written by a language model: only usable ones are kept, nothing is lost, errors are one line."""

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from corpus import expand, expansion
from corpus.errors import BadSettingError, ModelError
from corpus.load import load
from corpus.settings import Settings
from corpus.source import DATA

PLAN = load()


class Model(BaseHTTPRequestHandler):
    """Answers with one question of its own words and one copied, for every sentence of a request but the last."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((asked, self.headers.get("Authorization")))
        lines = asked["messages"][0]["content"].splitlines()
        numbered = [line.split(". ", 1) for line in lines if line[:1].isdigit()]
        reply = ["好的："]
        for number, sentence in numbered[:-1]:
            own = f"街坊问第{len(self.server.asked)}-{number}件事怎么办"
            copied = sentence.split("〕", 1)[1][:30]
            reply.append(json.dumps({"n": int(number), "questions": [own, copied, own]}, ensure_ascii=False))
        reply.append('{"n": "x"} {"n": 99, "questions": ["不存在的句子"]}')
        body = json.dumps({"choices": [{"message": {"content": "\n".join(reply)}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def model():
    server = HTTPServer(("127.0.0.1", 0), Model)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def data(tmp_path):
    """The plan's folder without any expansion."""
    (tmp_path / PLAN.source.id).mkdir()
    for name in ("source.txt", "plan.toml"):
        shutil.copy(DATA / PLAN.source.id / name, tmp_path / PLAN.source.id / name)
    return tmp_path


def settings(model, **more):
    return Settings(llm_url=f"http://127.0.0.1:{model.server_port}/v1", llm_model="m", **more)


def test_usable_questions_are_kept_and_can_be_read(model, data):
    written = expand.expand(PLAN, settings(model, llm_key="secret"), limit=expand.BATCH, data=data)
    kept = expansion.load(PLAN, data=data)
    assert written.sentences == len(kept) == expand.BATCH - 1 and written.left == 1
    assert written.questions == expand.BATCH - 1 and written.dropped == 2 * (expand.BATCH - 1)
    assert all(one.questions[0].startswith("街坊问") for one in kept)
    assert model.asked[0][1] == "Bearer secret"


def test_the_next_run_goes_on_behind_the_last(model, data):
    expand.expand(PLAN, settings(model), limit=expand.BATCH, data=data)
    before = expansion.load(PLAN, data=data)
    expand.expand(PLAN, settings(model), limit=expand.BATCH, data=data)
    now = expansion.load(PLAN, data=data)
    assert now[: len(before)] == before and len(now) > len(before)
    assert len({(one.start, one.end) for one in now}) == len(now)


def test_a_plan_whose_sentences_all_have_questions_needs_none():
    rest = expand.sentences_without(PLAN, expansion.load(PLAN))
    assert len(rest) < 0.1 * sum(len(passage.sentences) for passage in PLAN.passages)


def test_no_model_is_one_clear_line(data):
    with pytest.raises(BadSettingError, match="PLANQA_LLM_URL"):
        expand.expand(PLAN, Settings(), data=data)
    with pytest.raises(ModelError, match="没有可用的回答"):
        expand.expand(PLAN, Settings(llm_url="http://127.0.0.1:1/v1", llm_model="m"), limit=1, data=data)
