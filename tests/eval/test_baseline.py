"""The gate: a fresh run of the committed sets must not fall below the accepted scores.

Renew the baseline on purpose with: python -m eval run, then python -m eval accept <folder>.
"""

import pytest

from corpus.settings import Settings
from eval import baseline, pipeline, run, sets

pytestmark = pytest.mark.skipif(not baseline.PATH.exists(), reason="eval/baseline.json has not been accepted yet")


def test_no_score_fell_below_the_baseline():
    subject = pipeline.load(Settings())
    questions = sets.load(*sets.shipped())
    now = baseline.scores(run.score_once(subject, subject.assistant.plan, questions))
    drops = baseline.check(baseline.read(), now)
    assert not drops, "\n".join(["降低的分数（确属应该时：python -m eval run，再 python -m eval accept）：", *drops])
