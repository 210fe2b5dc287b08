"""What a person says of a claim, by forms: accept, reject, amend, undo; and why it is believed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.errors import NotFoundError, UsageError
from servanda.model import Action, CommitmentStatus, ResolvedClaim
from servanda.model.amendment import amendable, time_field
from servanda.model.claim_cells import claim_cells
from servanda.server import deciding
from servanda.server.page_templates import page, redirect
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
    deciding.undo(visit, identity, reason)
    return _afterwards(visit, claim, back)


@router.get("/claims/{identity}")
def show_claim(visit: Looking, identity: str) -> HTMLResponse:
    """Draw one claim with a form to amend it, and why it is believed."""
    one = deciding.claim_in_view(visit, identity)
    rows = rows_of(visit, one.claim.report)
    row = next(each for each in rows if each.id == identity)
    steps = visit.questions.why(identity)
    return page(visit, "claim_page.html.j2", row=row, fields=_fields(one), steps=steps, fault=None)


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
    before = {field.name: field.value for field in _fields(one)}
    changed = {
        name: given[f"field.{name}"].strip()
        for name, value in before.items()
        if f"field.{name}" in given and given[f"field.{name}"].strip() != value
    }
    try:
        deciding.amend(visit, one, changed, given.get("reason", ""))
    except UsageError as fault:
        row = next(each for each in rows_of(visit, one.claim.report) if each.id == identity)
        fields = [field.with_value(changed.get(field.name, field.value)) for field in _fields(one)]
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


# -- the fields of a claim -------------------------------------------------------------------


class Field:
    """A field of a claim in a form: its name, its value as a person writes it, whether it is a time."""

    def __init__(
        self, name: str, value: str, *, timed: bool = False, choices: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.value = value
        self.timed = timed
        self.choices = choices

    @property
    def label(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    def with_value(self, value: str) -> Field:
        """Return the field with what somebody wrote in it."""
        return Field(self.name, value, timed=self.timed, choices=self.choices)


def _fields(one: ResolvedClaim) -> list[Field]:
    claim = one.claim
    cells = claim_cells(one)
    found = [
        Field(name, _written(cells.get(name)), timed=time_field(claim.kind, name))
        for name in amendable(claim.kind)
        if name in cells and _writable(cells[name])
    ]
    if claim.kind == "commitment":
        found.append(Field("status", "", choices=("", *(one.value for one in CommitmentStatus))))
    return found


def _writable(value: object) -> bool:
    """Whether a field can be written in one line; participants and targets cannot."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return not isinstance(value, dict) or "edtf" in value


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value["edtf"])
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
