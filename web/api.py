"""The JSON API that the page and other programs use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from corpus.errors import PlanError
from corpus.model import Plan, Span
from corpus.settings import Settings
from web import export, feedback, hant, reader, text
from web.backend import Backend
from web.escape import esc
from web.wording import passage_html, term_spans

if TYPE_CHECKING:
    from fastapi import FastAPI


class Question(BaseModel):
    """A question with the earlier questions of the conversation, oldest first."""

    question: str = Field(max_length=200_000)
    history: list[str] = Field(default_factory=list, max_length=100)


class ExportedTurn(BaseModel):
    """What the page shows of one turn, handed back for a file."""

    question: str = Field(max_length=20_000)
    answer: str = Field(max_length=20_000)
    citations: list[dict[str, Any]] = Field(default_factory=list, max_length=100)


class Conversation(BaseModel):
    """The turns to export."""

    turns: list[ExportedTurn] = Field(max_length=200)


def add_routes(app: FastAPI, backend: Backend, settings: Settings, feedback_dir: Path, version: str) -> None:
    """Register all routes of the API on `app`."""
    _errors(app)
    _answering(app, backend, version)
    _reading(app, backend.plan)
    _keeping(app, backend.plan, feedback_dir)


def _errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, __: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": text.BAD_REQUEST}, status_code=422)

    @app.exception_handler(PlanError)
    async def plan_error(_: Request, error: PlanError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=503)


def _answering(app: FastAPI, backend: Backend, version: str) -> None:
    @app.post("/api/ask")
    def ask(asked: Question) -> dict[str, Any]:
        return backend.assistant().ask(asked.question, tuple(asked.history)).as_json()

    @app.get("/api/health")
    def health() -> dict[str, Any]:
        return {"ready": backend.ready, "error": backend.error, "plan": backend.plan.source.id, "version": version}


def _reading(app: FastAPI, plan: Plan) -> None:
    terms = term_spans(plan)
    places = reader.known_places(plan)
    document = reader.document(plan)
    order = [passage.id for passage in plan.passages]
    position = {passage_id: at for at, passage_id in enumerate(order)}

    @app.get("/api/passage")
    def passage(at: str, mark: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = "") -> dict[str, Any]:
        if whole_table := reader.table_of(plan, at):
            label, start, end = places[at]
            return {
                "id": at,
                "kind": "table",
                "label": label,
                "heading": [],
                "way": label,
                "text": plan.source.text[start:end],
                "html": whole_table,
                "start": start,
                "end": end,
                "previous": None,
                "next": None,
                "url": f"/?plan={plan.source.id}&at={at}",
            }
        if at not in plan:
            raise HTTPException(404, text.NO_PASSAGE)
        found = plan.passage(at)
        here = position[at]
        return {
            "id": found.id,
            "kind": found.kind,
            "label": found.label,
            "heading": list(found.heading),
            "way": reader.way_of(found),
            "text": found.text,
            "html": passage_html(plan, found, marks=_spans(mark), terms=terms),
            "start": found.start,
            "end": found.end,
            "previous": order[here - 1] if here else None,
            "next": order[here + 1] if here + 1 < len(order) else None,
            "url": f"/?plan={plan.source.id}&at={found.id}",
        }

    @app.get("/api/plan")
    def about() -> dict[str, Any]:
        source = plan.source
        return {
            "id": source.id,
            "title": source.title,
            "short_title": source.short_title,
            "period": list(source.period),
            "publisher": source.publisher,
            "issued": source.issued.isoformat(),
            "sha256": source.sha256,
            "places": [{"at": at, "label": label} for at, (label, _, _) in places.items() if at not in plan],
        }

    @app.get("/api/document")
    def whole(response: Response) -> HTMLResponse:
        return HTMLResponse(document, headers={"cache-control": "no-cache", "etag": f'"{plan.source.sha256[:16]}"'})

    @app.get("/plan")
    def standalone() -> HTMLResponse:
        return HTMLResponse(
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{esc(plan.source.title)}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="planqa/page.css"><link rel="stylesheet" href="planqa/reader.css"></head>'
            f'<body class="pq-standalone"><main id="pq-reader">{document}</main></body></html>'
        )

    @app.get("/api/strings/hant")
    def traditional() -> dict[str, Any]:
        return hant.table()


def _spans(mark: str) -> list[Span]:
    if not mark:
        return []
    start, end = map(int, mark.split("-"))
    return [Span(start, end)]


def _keeping(app: FastAPI, plan: Plan, feedback_dir: Path) -> None:
    @app.post("/api/feedback")
    def keep(said: feedback.Feedback) -> dict[str, str]:
        feedback.store(feedback_dir, said)
        return {"message": text.THANKS}

    @app.post("/api/export")
    def file(conversation: Conversation, form: Annotated[str, Query(pattern="^(md|docx)$")] = "md") -> Response:
        turns = [export.Exported(turn.question, turn.answer, tuple(turn.citations)) for turn in conversation.turns]
        if form == "md":
            return Response(export.markdown(plan, turns), media_type="text/markdown; charset=utf-8")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return Response(export.word(plan, turns), media_type=kind)
