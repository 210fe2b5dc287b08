"""Adding reports: read in the background, with progress as it comes, and cancel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import anyio
import orjson
from fastapi import Body, File, UploadFile
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from servanda.errors import UsageError
from servanda.server.api.api_area import api_area
from servanda.server.api.api_replies import one_answer
from servanda.server.api.api_rows import JobAnswer
from servanda.server.reading_jobs import Job, pasted
from servanda.server.visit import Adding, Looking, Visit

__all__ = ["router"]


router = api_area("adding")
_FILES = 100
_TEXT = 5_000_000  # characters
_PAUSE = 0.2  # seconds between two looks at a job
_QUIET = 75  # looks without a change, after which a line says that the server is there


class NewReport(BaseModel):
    """A text with what is known of it, or an address of a page or a feed; one of the two."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str | None, Field(max_length=_TEXT)] = None
    address: Annotated[str | None, Field(max_length=2000)] = None
    name: Annotated[str, Field(max_length=100, description="What to call it.")] = ""
    title: Annotated[str, Field(max_length=1000)] = ""
    published: Annotated[str, Field(max_length=40, description="As the source states it.")] = ""
    url: Annotated[str, Field(max_length=2000, description="Where the text is from.")] = ""


_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"model": JobAnswer, "description": "It is read in the background; see Location."}
}


@router.post("/reports", status_code=202, response_model=None, responses=_ACCEPTED)
def add_report(visit: Adding, report: Annotated[NewReport, Body()]) -> Response:
    """Read a text, or fetch and read a page or a feed of the public web."""
    jobs, author = visit.desk.jobs, visit.person.name
    if (report.text is None) is (report.address is None):
        raise UsageError("the report", "it takes text or address", "give one of the two")
    if report.address is not None:
        return _accepted(jobs.add_address(report.address, author))
    item = pasted(report.text or "", report.name, report.published, report.title, report.url)
    return _accepted(jobs.add_items([item], item.name, author))


@router.post("/reports/files", status_code=202, response_model=None, responses=_ACCEPTED)
def add_files(
    visit: Adding, files: Annotated[list[UploadFile], File(min_length=1, max_length=_FILES)]
) -> Response:
    """Read files: text, Markdown, saved pages, JSON lines, feeds, PDF, DOCX."""
    sent = [(one.filename or "report.txt", one.file.read()) for one in files]
    return _accepted(visit.desk.jobs.add_files(sent, visit.person.name))


@router.get("/jobs", response_model=None, responses={200: {"model": list[JobAnswer]}})
def list_jobs(visit: Looking) -> Response:
    """List the readings since the server was started, the newest first."""
    return one_answer([_plain(one) for one in visit.desk.jobs.all()])


@router.get("/jobs/{identity}", response_model=None, responses={200: {"model": JobAnswer}})
def show_job(visit: Looking, identity: str) -> Response:
    """Say how far a reading has come, and what came of it."""
    return one_answer(_plain(visit.desk.jobs.get(identity)))


@router.post("/jobs/{identity}/cancel", response_model=None, responses={200: {"model": JobAnswer}})
def cancel_job(visit: Adding, identity: str) -> Response:
    """Stop a reading after the report in hand; what was read stays."""
    job = visit.desk.jobs.get(identity)
    visit.desk.jobs.cancel(job)
    return one_answer(_plain(job))


@router.get(
    "/jobs/{identity}/events",
    response_model=None,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
def follow_job(visit: Looking, identity: str) -> Response:
    """Send how far a reading has come whenever that changes, as server-sent events, until it is over.

    Each event is named `progress`, the last one `end`; its data is what /jobs/ID answers.
    """
    job = visit.desk.jobs.get(identity)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(visit, job), media_type="text/event-stream", headers=headers)


async def _events(visit: Visit, job: Job) -> AsyncIterator[bytes]:
    sent, quiet = -1, 0
    while not await visit.request.is_disconnected():
        version, over = job.version, job.state.over
        if version != sent or over:
            name = "end" if over else "progress"
            data = orjson.dumps(_plain(job)).decode()
            yield f"id: {version}\nevent: {name}\ndata: {data}\n\n".encode()
            sent, quiet = version, 0
        elif quiet >= _QUIET:
            yield b": still there\n\n"
            quiet = 0
        if over:
            return
        quiet += 1
        await anyio.sleep(_PAUSE)


def _accepted(job: Job) -> Response:
    return one_answer(_plain(job), 202, {"Location": f"/api/v1/jobs/{job.id}"})


def _plain(job: Job) -> dict[str, Any]:
    refused = {one.subject for one in job.refused}
    return {
        "id": job.id,
        "state": job.state.value,
        "what": job.what,
        "author": job.author,
        "made": job.made.isoformat(),
        "done": job.done,
        "total": job.total,
        "now": job.now,
        "reports": [name for name, origin in job.reports if refused.isdisjoint((name, origin))],
        "refused": [
            {"subject": one.subject, "reason": one.reason, "remedy": one.remedy}
            for one in job.refused
        ],
    }
