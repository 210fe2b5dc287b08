"""Add: paste a text, choose files, give an address; each is read in the background."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from servanda.errors import UsageError
from servanda.server.page_templates import page, redirect
from servanda.server.reading_jobs import pasted
from servanda.server.visit import Adding, Looking, Visit

__all__ = ["router"]


router = APIRouter()
_FILES = 100
_TEXT = 5_000_000  # characters of a pasted text


@router.get("/add")
def show_add(visit: Looking) -> HTMLResponse:
    """Draw the forms, and what is being read."""
    return page(visit, "add_page.html.j2", jobs=visit.desk.jobs.all(), given={}, fault=None)


@router.post("/add")
async def add_reports(visit: Adding) -> Response:
    """Take what was sent, and lead to how far reading it has come."""
    limits = {"max_files": _FILES, "max_fields": 20, "max_part_size": _TEXT}
    async with visit.request.form(**limits) as form:
        given = {key: str(one) for key, one in form.items() if not isinstance(one, UploadFile)}
        sent = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        files = [(one.filename, await one.read()) for one in sent if one.filename]
    return await run_in_threadpool(_added, visit, given, files)


def _added(visit: Visit, given: dict[str, str], files: list[tuple[str, bytes]]) -> Response:
    visit.prove_form(given.get("form_token"))
    jobs, author = visit.desk.jobs, visit.person.name
    try:
        if files:
            job = jobs.add_files(files, author)
        elif given.get("address", "").strip():
            job = jobs.add_address(given["address"], author)
        else:
            names = ("text", "name", "published", "title", "url")
            item = pasted(*(given.get(name, "") for name in names))
            job = jobs.add_items([item], item.name, author)
    except UsageError as fault:
        return page(
            visit, "add_page.html.j2", status=422, jobs=jobs.all(), given=given, fault=fault
        )
    return redirect(f"/add/{job.id}")


@router.get("/add/{identity}")
def show_job(visit: Looking, identity: str, fragment: bool = False) -> HTMLResponse:
    """Draw how far a reading has come, and what came of it."""
    job = visit.desk.jobs.get(identity)
    index = visit.desk.record.entities
    known = {name: sorted(index.reports_called(name)) for name, _ in job.reports[:60]}
    template = "job_part.html.j2" if fragment else "job_page.html.j2"
    return page(visit, template, job=job, known=known)


@router.post("/add/{identity}/cancel")
def cancel_job(visit: Adding, identity: str, form_token: Annotated[str, Form()] = "") -> Response:
    """Stop a reading after the report in hand."""
    visit.prove_form(form_token)
    visit.desk.jobs.cancel(visit.desk.jobs.get(identity))
    return redirect(f"/add/{identity}")
