"""The HTTP application: the JSON API first, then the Gradio page at "/"."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Plan
from corpus.settings import Settings
from web.backend import Assistant, Backend

if TYPE_CHECKING:
    from fastapi import FastAPI

VERSION = "0.1.0"
STATIC = Path(__file__).resolve().parent / "static"
ROOT = Path(__file__).resolve().parent.parent


def loader(settings: Settings) -> Callable[[], Assistant]:
    """How the pipeline is loaded; what is heavy is imported inside."""

    def load() -> Assistant:
        from qa.assistant import Assistant as Pipeline

        found: Assistant = Pipeline.load(settings)
        return found

    return load


def create_app(
    plan: Plan, load: Callable[[], Assistant], settings: Settings, *, feedback_dir: Path | None = None
) -> FastAPI:
    """The whole application; the pipeline begins to load when the server starts."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    from web.api import add_routes
    from web.page import build, theme
    from web.shell import Shell

    backend = Backend(plan, load)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        backend.start()
        yield

    app = FastAPI(title="planqa", version=VERSION, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.backend = backend
    add_routes(app, backend, settings, feedback_dir or ROOT / "var" / "feedback", VERSION)
    app.mount("/planqa", StaticFiles(directory=STATIC), name="planqa")
    page = build(backend, max_question_chars=settings.max_question_chars, version=VERSION)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        run_history=False,
        mcp_server=False,
    )
    app.add_middleware(Shell)
    return app
