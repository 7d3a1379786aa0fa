"""Make docs/images/*.png from the running page: `python docs/screenshots.py [--url http://127.0.0.1:7860]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "images"
QUESTION = "每千人床位目标是多少，出处在哪一段"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def ask(page: Any, question: str) -> None:
    """Type a question, send it and wait for the finished turn."""
    turns = page.locator("#pq-log .pq-turn").count()
    page.fill("#pq-box textarea", question)
    page.click("#pq-send")
    page.wait_for_function("n => document.querySelectorAll('#pq-log .pq-turn').length > n", arg=turns, timeout=120_000)
    page.wait_for_timeout(400)


def welcome(page: Any) -> None:
    """The first screen."""


def answer(page: Any) -> None:
    """An answer with its source open beside it."""
    ask(page, QUESTION)
    page.click("#pq-log .pq-mark >> nth=0")
    page.wait_for_selector("#pq-panel mark, #pq-panel .pq-hit")


def table(page: Any) -> None:
    """An answer from the indicator tables."""
    ask(page, "区科工信局负责哪些指标？")


def refusal(page: Any) -> None:
    """A question that the plan does not answer."""
    ask(page, "越秀区停车场一小时收多少钱？")


def reader(page: Any) -> None:
    """The plan's text at a cited sentence."""
    answer(page)
    page.click("#pq-panel [data-do=read]")
    page.wait_for_selector(".pq-document .pq-marked")


def find(page: Any) -> None:
    """Exact search."""
    page.click("#pq-tab-find-button")
    page.locator("#pq-tab-find textarea, #pq-tab-find input[type=text]").first.fill("养老")
    page.keyboard.press("Enter")
    page.wait_for_timeout(2500)


def desk(page: Any) -> None:
    """Indicators and projects."""
    page.click("#pq-tab-desk-button")
    page.wait_for_timeout(1500)


def charts(page: Any) -> None:
    """The charts of indicators and projects."""
    desk(page)
    page.get_by_role("tab", name="图表").click()
    page.wait_for_timeout(2500)


STATES: tuple[Callable[[Any], None], ...] = (welcome, answer, table, refusal, reader, find, desk, charts)


def main() -> None:
    """Every state on both sizes in the light scheme, the answer in the dark one as well."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="从运行中的网页生成 docs/images 里的截图。")
    parser.add_argument("--url", default="http://127.0.0.1:7860")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=given.chromium, args=FLAGS)
        for device, size in SIZES.items():
            for scheme in ("light", "dark"):
                for state in STATES if scheme == "light" else (answer,):
                    context = chromium.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")
                    page = context.new_page()
                    page.goto(given.url)
                    page.wait_for_selector("#pq-box textarea")
                    page.wait_for_timeout(500)
                    state(page)
                    page.wait_for_timeout(500)
                    suffix = "" if scheme == "light" else "-dark"
                    page.screenshot(path=FOLDER / f"{device}-{state.__name__}{suffix}.png")
                    context.close()
        chromium.close()


if __name__ == "__main__":
    main()
