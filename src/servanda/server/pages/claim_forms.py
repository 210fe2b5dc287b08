"""What a person says of a claim, by forms: accept, reject, amend, undo; and why it is believed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.errors import NotFoundError, UsageError
from servanda.model import Action, Decision
from servanda.server import deciding
from servanda.server.page_templates import page, redirect
from servanda.server.pages.claim_fields import fields_of_claim
from servanda.server.pages.report_page import rows_of
from servanda.server.visit import Judging, Looking, Visit

__all__ = ["router"]


router = APIRouter()
_Token = Annotated[str, Form(alias="form_token")]
_Text = Annotated[str, Form(max_length=2000)]
_VERDICTS = {"accept": Action.ACCEPT, "reject": Action.REJECT}


@router.post("/claims/{identity}/{verdict}")
def judge_claim(
    visit: Judging,
    identity: str,
    verdict: str,
    form_token: _Token = "",
    reason: _Text = "",
    back: _Text = "",
) -> Response:
    """Accept or reject a claim, or all claims of an entity."""
    visit.prove_form(form_token)
    if verdict not in _VERDICTS:
        raise UsageError(verdict, "this is not a verdict", "accept or reject")
    deciding.judge(visit, identity, _VERDICTS[verdict], reason)
    return _afterwards(visit, identity, back)


@router.post("/decisions/{identity}/undo")
def undo_decision(
    visit: Judging,
    identity: str,
    form_token: _Token = "",
    claim: _Text = "",
    reason: _Text = "",
    back: _Text = "",
) -> Response:
    """Take a decision back."""
    visit.prove_form(form_token)
    word = deciding.undo(visit, identity, reason)
    if isinstance(word, Decision) and word.action is Action.ADD:
        return _without(visit, word)
    return _afterwards(visit, claim, back)


@router.get("/claims/{identity}")
def show_claim(visit: Looking, identity: str) -> HTMLResponse:
    """Draw one claim with a form to amend it, and why it is believed."""
    one = deciding.claim_in_view(visit, identity)
    rows = rows_of(visit, one.claim.report)
    row = next(each for each in rows if each.id == identity)
    steps = visit.questions.why(identity)
    return page(
        visit, "claim_page.html.j2", row=row, fields=fields_of_claim(one), steps=steps, fault=None
    )


@router.post("/claims/{identity}")
async def amend_claim(visit: Judging, identity: str) -> Response:
    """Put other values in fields of a claim."""
    from starlette.concurrency import run_in_threadpool

    form = await visit.request.form()
    given = {key: str(value)[:2000] for key, value in form.items()}
    return await run_in_threadpool(_amend, visit, identity, given)


def _amend(visit: Visit, identity: str, given: dict[str, str]) -> Response:
    visit.prove_form(given.get("form_token"))
    one = deciding.claim_in_view(visit, identity)
    before = {field.name: field.value for field in fields_of_claim(one)}
    changed = {
        name: given[f"field.{name}"].strip()
        for name, value in before.items()
        if f"field.{name}" in given and given[f"field.{name}"].strip() != value
    }
    try:
        deciding.amend(visit, one, changed, given.get("reason", ""))
    except UsageError as fault:
        row = next(each for each in rows_of(visit, one.claim.report) if each.id == identity)
        fields = [
            field.with_value(changed.get(field.name, field.value)) for field in fields_of_claim(one)
        ]
        return page(
            visit,
            "claim_page.html.j2",
            status=422,
            row=row,
            fields=fields,
            steps=visit.questions.why(identity),
            fault=fault,
        )
    return redirect(f"/reports/{one.claim.report}#c-{identity}")


@router.get("/why/{identity}")
def show_why(visit: Looking, identity: str, fragment: bool = False) -> HTMLResponse:
    """Draw what an entry rests on, step by step."""
    steps = visit.questions.why(identity)
    if not steps:
        raise NotFoundError(identity, "nothing in the record has that id", "search for its words")
    template = "why_steps.html.j2" if fragment else "why_page.html.j2"
    return page(visit, template, steps=steps, identity=identity)


def _without(visit: Visit, word: Decision) -> Response:
    """Answer whoever took back the adding of a claim: with the page of its report, where it is no more."""
    home = f"/reports/{word.anchors[0].report}"
    if visit.request.headers.get("hx-request") == "true":
        return Response(headers={"HX-Redirect": home})
    return redirect(home)


def _afterwards(visit: Visit, identity: str, back: str) -> Response:
    """Answer a script with the claim as it is now, a browser with the page it came from."""
    if visit.request.headers.get("hx-request") != "true":
        if back.startswith("/") and not back.startswith("//"):
            return redirect(back)
        home = visit.desk.record.entities.reports_of([identity])  # type: ignore[list-item]
        return redirect(f"/reports/{next(iter(home))}#c-{identity}" if home else "/")
    one = deciding.claim_in_view(visit, identity)
    row = next(each for each in rows_of(visit, one.claim.report) if each.id == identity)
    return page(visit, "claim_item_alone.html.j2", row=row)
