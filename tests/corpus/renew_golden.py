"""`python -m tests.corpus.renew_golden`: write the golden files anew. Read the difference before you commit it."""

from corpus import source
from corpus.load import load
from tests.corpus import golden_plan

if __name__ == "__main__":
    for plan_id in source.plan_ids():
        print(golden_plan.write(load(plan_id)).name)
