"""The one call that other packages need: a plan by its id."""

from __future__ import annotations

from functools import lru_cache

from corpus import source
from corpus.model import Plan
from corpus.parse import parse


@lru_cache(maxsize=8)
def load(plan_id: str = source.DEFAULT_PLAN) -> Plan:
    """The parsed plan of that id; parsing takes about 30 ms and is done once. Raises SourceError."""
    return parse(source.read(plan_id))
