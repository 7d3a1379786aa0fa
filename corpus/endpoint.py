"""One POST to a program elsewhere that speaks JSON: a page of this project, or a chat endpoint of OpenAI's form."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import BadInputError, ModelError


def checked(url: str) -> str:
    """An address without its last slash. Raises BadInputError if it is none of http."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInputError(f"地址应以 http:// 或 https:// 开头，现在是“{url}”")
    return url.rstrip("/")


def post(url: str, value: Mapping[str, Any], *, timeout_s: float, key: str | None = None) -> dict[str, Any]:
    """POST an object as JSON and read one back. Raises ModelError in one line."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(url, json.dumps(value).encode(), headers, method="POST")
    local = urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if local else []))
    try:
        with opener.open(request, timeout=timeout_s) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise ModelError(f"{url} 回答了错误 {error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{url} 没有可用的回答：{error}") from error
    if not isinstance(found, dict):
        raise ModelError(f"{url} 的回答不是一个 JSON 对象")
    return found


def chat(
    url: str,
    model: str,
    messages: Sequence[Mapping[str, str]],
    *,
    seed: int,
    timeout_s: float,
    key: str | None = None,
    temperature: float = 0.0,
) -> tuple[str, Any]:
    """The text of a chat model's reply and the usage that it states. Raises ModelError."""
    asked = {"model": model, "temperature": temperature, "seed": seed, "messages": list(messages)}
    found = post(f"{url}/chat/completions", asked, timeout_s=timeout_s, key=key)
    try:
        return str(found["choices"][0]["message"]["content"] or ""), found.get("usage")
    except (KeyError, IndexError, TypeError) as error:
        raise ModelError(f"{url} 的回答里没有 choices[0].message.content") from error
