"""Start the page: `python app.py [--host HOST] [--port PORT]`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.settings import Settings


def main() -> int:
    """Serve until interrupted; a failure to start is one line and exit 1."""
    parser = argparse.ArgumentParser(
        prog="app.py",
        usage="python app.py [--host 地址] [--port 端口]",
        description="启动“规划问答”网页。",
        add_help=False,
    )
    options = parser.add_argument_group("选项")
    options.add_argument("-h", "--help", action="help", help="显示这份说明")
    options.add_argument("--host", help="监听的地址，默认取 PLANQA_HOST（127.0.0.1）")
    options.add_argument("--port", type=int, help="端口，默认取 PLANQA_PORT（7860）")
    given = parser.parse_args()

    from corpus.errors import PlanError
    from corpus.settings import from_environment

    try:
        settings = from_environment()
        settings = replace(settings, host=given.host or settings.host, port=given.port or settings.port)
        serve(settings)
    except PlanError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def serve(settings: Settings) -> None:
    """Build the application and run it."""
    import uvicorn

    from corpus.load import load
    from web.server import create_app, loader

    app = create_app(load(settings.plan), loader(settings), settings)
    print(f"规划问答：http://{settings.host}:{settings.port}", flush=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")


if __name__ == "__main__":
    raise SystemExit(main())
