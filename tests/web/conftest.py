from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.load import load
from corpus.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def serve(load_assistant, folder: Path, host: str = "127.0.0.1") -> Iterator[str]:
    """The whole page on a free port, answered by a fake assistant, until the generator is closed."""
    import uvicorn

    from web.server import create_app

    with socket.socket() as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    app = create_app(load(), load_assistant, Settings(), feedback_dir=folder)
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://{host}:{port}"
    server.should_exit = True
    thread.join(10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop in the main thread, where no other can run then."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="module", autouse=True)
def no_loop_left_open() -> Iterator[None]:
    """Gradio makes event loops that it never closes; warnings are errors here, also in a later module."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for loop in [found for found in gc.get_objects() if isinstance(found, asyncio.BaseEventLoop)]:
            if not loop.is_closed() and not loop.is_running():
                loop.close()
        gc.collect()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("没有 Chromium：apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    from tests.web.fake import FakeAssistant

    yield from serve(lambda: FakeAssistant(pause_s=0.15), tmp_path_factory.mktemp("feedback"))
