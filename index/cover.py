"""How many of a question's words a unit says, and how many no text of the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.units import Record


@dataclass(frozen=True, slots=True)
class Cover:
    """Shares of a question's words, each by its rarity, 0 to 1."""

    by_text: float  # that a unit's text or headings have
    by_kin: float  # that these or the everyday questions of the unit have
    unknown: float  # that no text and no everyday question of the plan has


@dataclass(frozen=True, slots=True)
class Holding:
    """A `bm25s.BM25` and the records that it ranks."""

    ranker: Any
    records: Sequence[Record]

    def units(self, word: str, without: str | None) -> set[int]:
        """The units of which a record holds a word; records whose text is `without` count as not there."""
        if word not in self.ranker.vocab_dict:
            return set()
        rows = np.flatnonzero(np.asarray(self.ranker.get_scores([word])) > 0)
        held = (self.records[int(row)] for row in rows)
        return {record.unit for record in held if record.text != without}


def cover(
    words: Sequence[str], unit: int, channels: Sequence[Holding], n_units: int, *, without: str | None = None
) -> Cover:
    """How much of a question's words a unit has. The first channel holds the plan's text, the others what leads to it.

    A word weighs ln(1 + c N / (0.5 + n)), n of the c N sets of records of a unit having it.
    """
    by_text = by_kin = unknown = total = 0.0
    for word in dict.fromkeys(words):
        holders = [channel.units(word, without) for channel in channels]
        rarity = float(np.log1p(len(holders) * n_units / (0.5 + sum(map(len, holders)))))
        total += rarity
        by_text += rarity * (unit in holders[0])
        by_kin += rarity * any(unit in found for found in holders)
        unknown += rarity * (not any(map(len, holders)))
    return Cover(by_text / total, by_kin / total, unknown / total) if total else Cover(0.0, 0.0, 0.0)
