"""What surrounds Gradio's page: our language, styles and script, no outside address, security headers."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from web import text
from web.escape import esc

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STATIC = Path(__file__).resolve().parent / "static"
_OUTSIDE_META = re.compile(r"<meta\s[^>]*?(?:og:|twitter:)[^>]*?>", re.S)
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


class Shell:
    """Rewrites the one HTML page of the application and leaves every other response alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; only GET / is buffered and rewritten."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = rewrite(body.decode()).encode() if start["status"] == 200 else body
            kept = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"link")]
            length = (b"content-length", str(len(page)).encode())
            await send({**start, "headers": [*kept, length, *_HEADERS]})
            await send({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": plain}, receive, collect)


def rewrite(page: str) -> str:
    """Gradio's page in Chinese, without outside addresses, with our head and a first screen."""
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    page = _OUTSIDE_META.sub("", page)
    page = page.replace('<link rel="manifest" href="/manifest.json" />', "", 1)
    page = page.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />{_first_script()}', 1)
    page = page.replace("</head>", f"{_head()}</head>", 1)
    return page.replace("<gradio-app", f"{_first_screen()}<gradio-app", 1)


def _first_script() -> str:
    """Before anything is drawn: Gradio's own words in Chinese, and the reader's display choices."""
    strings = json.dumps(text.script_strings(), ensure_ascii=False).replace("<", "\\u003c")
    return f"<script>window.PLANQA={strings};{(_STATIC / 'first.js').read_text(encoding='utf-8')}</script>"


def _head() -> str:
    styles = "".join(
        f'<link rel="stylesheet" href="planqa/{name}?v={_version(name)}">'
        for name in ("page.css", "reader.css", "desk.css")
    )
    return f'{styles}<script type="module" src="planqa/page.js?v={_version("page.js")}"></script>'


@lru_cache
def _version(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:10]


def _first_screen() -> str:
    return (
        f'<div id="pq-opening" role="status"><strong>{esc(text.PRODUCT)}</strong><span>{esc(text.OPENING)}</span>'
        f'<noscript>{esc(text.NO_SCRIPT)}<a href="plan">{esc(text.FULL_TEXT)}</a></noscript></div>'
    )
