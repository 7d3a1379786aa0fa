"""The interface in Traditional characters, by OpenCC. The plan's own wording is never converted."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from web import text

_FIRST, _LAST = 0x4E00, 0x9FFF  # CJK Unified Ideographs


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for item in (*value.values(), *value) for found in _strings(item)]
    if isinstance(value, (list, tuple)):
        return [found for item in value for found in _strings(item)]
    return []


@lru_cache
def table() -> dict[str, Any]:
    """`phrases`: every interface string that differs; `signs`: single characters for what is put together."""
    from opencc import OpenCC

    convert = OpenCC("s2hk").convert
    known = [found for name, value in vars(text).items() if name.isupper() for found in _strings(value)]
    signs = [chr(code) for code in range(_FIRST, _LAST + 1)]
    return {
        "phrases": {string: convert(string) for string in known if convert(string) != string},
        "signs": {sign: convert(sign) for sign in signs if convert(sign) != sign},
    }
