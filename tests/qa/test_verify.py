"""Nothing reaches a person whose quote or figure is not in the source."""

from dataclasses import replace

import pytest

from corpus.load import load
from qa.evidence import Draft, Proof, citation, is_verbatim, whole
from qa.verify import verify

PLAN = load()
BEDS = PLAN.passage("12.1.1")


@pytest.mark.parametrize("passage", [pytest.param(p, id=p.id) for p in PLAN.passages])
def test_every_quote_of_every_passage_verifies(passage):
    proofs = [whole(passage), *(Proof(passage, s.start, s.end) for s in passage.sentences)]
    for proof in proofs:
        cited = citation(PLAN, proof)
        assert is_verbatim(PLAN, cited)
        assert "".join(cited.quote.split()) in "".join(PLAN.source.text.split())
        checked = verify([Draft(cited.quote, (proof,))], PLAN)
        assert not checked.dropped and checked.citations == (cited,)


@pytest.mark.parametrize(
    ("text", "counted", "kept"),
    [
        pytest.param("每千人口医疗机构床位数达7.0张", (), True, id="figure of the passage"),
        pytest.param("每千人口医疗机构床位数达9.0张", (), False, id="invented figure"),
        pytest.param("到2021年达7.0张", (), False, id="invented year"),
        pytest.param("达7张", (), False, id="rounded figure"),
        pytest.param("共3处，达7.0张", (), False, id="a count that nobody counted"),
        pytest.param("共3处，达7.0张", ("3",), True, id="a count that was counted"),
        pytest.param("没有数字", (), True, id="no figure"),
    ],
)
def test_figures(text, counted, kept):
    checked = verify([Draft(text, (whole(BEDS),), counted)], PLAN)
    assert bool(checked.statements) == kept
    assert checked.dropped == (() if kept else (text,))
    assert bool(checked.citations) == kept


@pytest.mark.parametrize("change", [("7.0", "9.0"), ("达", "超"), ("床位", "床 位数")])
def test_an_altered_quote_is_not_verbatim(change):
    cited = citation(PLAN, whole(BEDS))
    assert not is_verbatim(PLAN, replace(cited, quote=cited.quote.replace(*change)))


@pytest.mark.parametrize("change", [("7.0", "9.0"), ("床位", "病床")])
def test_a_statement_whose_quote_was_altered_is_dropped(monkeypatch, change):
    def altered(plan, proof):
        cited = citation(plan, proof)
        return replace(cited, quote=cited.quote.replace(*change))

    monkeypatch.setattr("qa.verify.citation", altered)
    checked = verify([Draft("建设", (whole(BEDS),))], PLAN)
    assert (checked.statements, checked.citations, checked.dropped) == ((), (), ("建设",))


def test_a_quote_beside_its_offsets_is_not_verbatim():
    cited = citation(PLAN, whole(BEDS))
    assert not is_verbatim(PLAN, replace(cited, start=cited.start + 5))
    assert not is_verbatim(PLAN, replace(cited, quote=""))


def test_a_statement_without_proof_is_dropped():
    assert verify([Draft("越秀区很好", ())], PLAN).dropped == ("越秀区很好",)


def test_one_bad_statement_takes_no_other_with_it():
    good, bad = Draft("达7.0张", (whole(BEDS),)), Draft("达9.0张", (whole(BEDS),))
    checked = verify([bad, good], PLAN)
    assert [s.text for s in checked.statements] == ["达7.0张"]
    assert checked.dropped == ("达9.0张",)


def test_a_stretch_that_proves_two_statements_is_cited_once():
    checked = verify([Draft("达7.0张", (whole(BEDS),)), Draft("到2020年", (whole(BEDS),))], PLAN)
    assert len(checked.citations) == 1
    assert [s.citations for s in checked.statements] == [(0,), (0,)]


def test_a_citation_in_the_form_of_the_contract():
    found = citation(PLAN, whole(BEDS)).as_json()
    assert found["label"] == "第十二章第一节"
    assert (found["chapter"], found["section"], found["box"], found["glossary"]) == (12, 1, None, None)
    assert found["heading"][0].startswith("第十二章") and found["url"] == "/?plan=yuexiu-13fyp&at=12.1.1"
    assert PLAN.source.text[found["start"] : found["end"]] == BEDS.raw
