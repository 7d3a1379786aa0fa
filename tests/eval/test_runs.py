"""Asking, keeping, resuming, and the gate, with an assistant that knows its answers by heart."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from corpus.errors import BadInputError, ModelError
from eval import asking, baseline, remote, run, sets, store
from eval.pipeline import Inside
from eval.table import failures, markdown
from tests.eval.fakes import PLAN, FakeAssistant, beds, question, refusal, unanswerable

QUESTIONS = [
    question("q-1", question="床位要多少？"),
    question("q-2", question="床位呢？", history=("医院有几家？",), kind="followup"),
    unanswerable("q-3", question="天河区的床位？"),
    question("m-1", question="每千人几张床？", set="measure"),
]
KNOWN = {"床位要多少？": beds(), "床位呢？": beds(), "天河区的床位？": refusal(), "每千人几张床？": refusal()}


def order(folder, **changes):
    return run.Order(**{"questions": QUESTIONS, "folder": folder, **changes})


def test_answers_come_in_the_order_of_the_questions_with_their_ids(tmp_path):
    assistant = FakeAssistant(KNOWN)
    asked = asking.write_answers(Inside(assistant), QUESTIONS, tmp_path / "deep" / "answers.jsonl")
    lines = sets.lines(tmp_path / "deep" / "answers.jsonl")
    assert [line["id"] for line in lines] == ["q-1", "q-2", "q-3", "m-1"]
    assert assistant.asked[1] == ("床位呢？", ("医院有几家？",))
    assert not asked.failures


def test_one_broken_question_costs_only_its_own_answer(tmp_path):
    known = {name: answer for name, answer in KNOWN.items() if name != "床位呢？"}
    asked = asking.write_answers(Inside(FakeAssistant(known)), QUESTIONS, tmp_path / "answers.jsonl")
    assert list(asked.failures) == ["q-2"]
    assert [line["id"] for line in sets.lines(tmp_path / "answers.jsonl")] == ["q-1", "q-3", "m-1"]


def test_lone_surrogates_can_be_written(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text(sets.as_line({"id": "x", "question": "\ud800"}), encoding="utf-8")
    assert sets.lines(path) == [{"id": "x", "question": "\ud800"}]


def test_a_run_can_be_read_again_with_the_same_scores(tmp_path):
    finished = run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path / "r"))
    again = store.load(tmp_path / "r")
    assert [outcome.scores for outcome in again.outcomes] == [outcome.scores for outcome in finished.run.outcomes]
    result = json.loads((tmp_path / "r" / "run.json").read_text(encoding="utf-8"))
    assert result["summary"]["tune"]["scores"]["both"]["value"] == 1.0
    assert result["summary"]["measure"]["scores"]["both"]["value"] == 0.0
    assert result["summary"]["all"]["scores"]["proof@3"]["value"] == 1.0
    assert result["record"]["plan_sha256"] == PLAN.source.sha256
    assert {"version", "commit", "questions_hash", "seed", "machine"} <= set(result["record"])


def test_a_run_goes_on_where_it_was_cut_off(tmp_path):
    run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path))
    path = tmp_path / store.ANSWERS
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")  # killed in the middle of a line
    assistant = FakeAssistant(KNOWN)
    finished = run.run(Inside(assistant), PLAN, order(tmp_path, resume=True))
    assert 0 < len(assistant.asked) < len(QUESTIONS)
    assert all(outcome.reply for outcome in finished.run.outcomes)
    assert len(sets.lines(path)) == len(QUESTIONS)


def test_another_run_is_not_continued(tmp_path):
    run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path))
    with pytest.raises(BadInputError, match="questions_hash"):
        run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path, resume=True, questions=QUESTIONS[:2]))
    with pytest.raises(BadInputError, match="subject"):
        run.run(Inside(FakeAssistant(KNOWN), {"mode": "bm25"}), PLAN, order(tmp_path, resume=True))


def test_measure_questions_are_shown_only_on_demand(tmp_path):
    finished = run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path))
    page = (tmp_path / store.READABLE).read_text(encoding="utf-8")
    assert "每千人几张床" not in page and "m-1" not in page
    assert not failures(finished.run.outcomes, show_measure=False)
    assert "m-1" in markdown(finished.run, finished.summaries, show_measure=True)


def test_a_copy_of_the_measure_set_is_not_shown_either():
    copied = [replace(found, set="copy") for found in sets.load(sets.path_of(sets.MEASURE))]
    assert sets.showable(copied, show_measure=False) == []
    assert sets.showable(copied, show_measure=True) == copied


@pytest.fixture
def server():
    """A page and a chat endpoint on one port: `replies` maps a path to what it returns for a request."""
    replies, requests = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append((self.path, asked, self.headers.get("Authorization")))
            code, value = replies[self.path](asked)
            body = json.dumps(value).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    http.replies, http.requests = replies, requests
    yield http
    http.shutdown()
    http.server_close()


def address(server):
    return f"http://127.0.0.1:{server.server_port}"


def test_a_page_scores_as_the_same_pipeline_inside(server, tmp_path):
    server.replies["/api/ask"] = lambda asked: (200, KNOWN[asked["question"]].as_json())
    outside = run.run(remote.Page(address(server)), PLAN, order(tmp_path / "page"))
    inside = run.run(Inside(FakeAssistant(KNOWN)), PLAN, order(tmp_path / "inside"))
    assert baseline.scores(outside.summaries).items() <= baseline.scores(inside.summaries).items()
    assert server.requests[1][1] == {"question": "床位呢？", "history": ["医院有几家？"]}


CHAT = {
    "床位要多少？": "7.0张〔第十二章第一节〕",
    "床位呢？": "到2020年达7.0张〔第3章第1节〕",
    "天河区的床位？": "规划没有提到天河区。",
}


def test_a_chat_endpoint_is_read_by_its_labels(server, tmp_path, monkeypatch):
    def chat(asked):
        text = CHAT[asked["messages"][-1]["content"]]
        return 200, {
            "choices": [{"message": {"content": text}}],
            "usage": {"prompt_tokens": 90, "completion_tokens": 10},
        }

    server.replies["/v1/chat/completions"] = chat
    monkeypatch.setenv("PEER_KEY", "letmein")
    subject = remote.Chat(f"{address(server)}/v1", "peer", key=remote.key_of("PEER_KEY"), seed=7)
    finished = run.run(subject, PLAN, order(tmp_path, questions=QUESTIONS[:3], prices=run.Prices(1.0, 2.0)))
    found = {name: estimate.value for name, estimate in finished.summaries["tune"].whole.estimates.items()}
    assert (found["answer"], found["citation"], found["refusal_recall"]) == (1.0, 0.5, 1.0)
    assert found["tokens"] == 100 and found["cost"] == pytest.approx((90 * 1 + 10 * 2) / 1e6)
    assert found["quotes"] == 0, "labels without quotes prove nothing"
    assert server.requests[0][2] == "Bearer letmein"
    assert server.requests[0][1]["seed"] == 7
    assert "letmein" not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())


def test_an_endpoint_that_is_gone_stops_the_run(server, tmp_path):
    server.replies["/api/ask"] = lambda asked: (503, {})
    many = [question(f"q-{number}") for number in range(20)]
    with pytest.raises(ModelError, match="503"):
        run.run(remote.Page(address(server)), PLAN, order(tmp_path, questions=many))
    assert len(server.requests) == asking.PATIENCE


@pytest.mark.parametrize("url", ["localhost:7860", "ftp://x", "http://"])
def test_addresses_are_checked_before_anything_is_asked(url):
    with pytest.raises(BadInputError, match="地址"):
        remote.Page(url)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("第十二章第一节", {"chapter": 12, "section": 1}, id="section"),
        pytest.param("第2章第3节专栏2第14项", {"chapter": 2, "section": 3, "box": 2}, id="box"),
        pytest.param("附件1第43项", {"appendix": 1}, id="annex"),
        pytest.param("名词解释“虚拟养老院”", {"glossary": "虚拟养老院"}, id="term"),
        pytest.param("前言", {}, id="preface"),
    ],
)
def test_labels_are_places(label, expected):
    found = remote.place(label)
    assert {key: value for key, value in found.items() if value and key != "label"} == expected


def test_other_brackets_are_no_places():
    assert remote.place("2016") is None
    assert remote.read(question(), "国发〔2016〕5号，7.0张")["citations"] == []


def test_drops_are_named():
    before = {"tune · both": 0.80, "tune · answer": 0.90, "tune · quotes": 1.0}
    now = {"tune · both": 0.79, "tune · answer": 0.85}
    assert baseline.drops(before, now, tolerance=0.01) == [
        "tune · answer: 0.900 -> 0.850",
        "tune · quotes: 1.000 -> nan",
    ]


def test_kinds_have_their_own_tolerance():
    accepted = {"tolerance": 0.01, "kind_tolerance": 0.1, "scores": {"tune · both": 0.8, "tune · table · both": 0.8}}
    assert baseline.check(accepted, {"tune · both": 0.8, "tune · table · both": 0.7}) == []
    assert baseline.check(accepted, {"tune · both": 0.8, "tune · table · both": 0.69}) == [
        "tune · table · both: 0.800 -> 0.690"
    ]


def test_breaking_the_pipeline_turns_the_gate_red_with_the_right_names(tmp_path):
    good = run.score_once(Inside(FakeAssistant(KNOWN)), PLAN, QUESTIONS)
    path = tmp_path / "baseline.json"
    assert baseline.accept({"version": "1"}, baseline.scores(good), path=path) == []
    everything_answered = {**KNOWN, "天河区的床位？": beds()}
    broken = run.score_once(Inside(FakeAssistant(everything_answered)), PLAN, QUESTIONS)
    drops = baseline.check(baseline.read(path), baseline.scores(broken))
    assert [line.partition(":")[0] for line in drops] == [
        "tune · refusal_recall", "tune · unanswerable · refusal_recall",
    ]  # fmt: skip


def test_over_refusal_is_guarded_the_right_way_round():
    good = run.score_once(Inside(FakeAssistant(KNOWN)), PLAN, QUESTIONS[:3])
    refusing = dict.fromkeys(KNOWN, refusal())
    bad = run.score_once(Inside(FakeAssistant(refusing)), PLAN, QUESTIONS[:3])
    names = [
        line.partition(":")[0] for line in baseline.drops(baseline.scores(good), baseline.scores(bad), tolerance=0)
    ]
    assert "tune · 1 - over_refusal" in names and "tune · both" in names
