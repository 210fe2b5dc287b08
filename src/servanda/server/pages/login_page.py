"""Logging in and out, and one's own account: its password and its tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.errors import NotFoundError, ServandaError, UsageError
from servanda.server.access.accounts import Account, made_token
from servanda.server.access.desk_roles import RIGHTS, Means, Right
from servanda.server.access.logging_in import Gate
from servanda.server.access.passwords import check_password, proved
from servanda.server.failures import NotAllowedError, problem_of
from servanda.server.page_templates import page, redirect
from servanda.server.visit import Anybody, Looking, Visit

__all__ = ["router"]


router = APIRouter()
_Field = Annotated[str, Form(max_length=2000)]


@router.get("/login")
def show_login(visit: Anybody, back: str = "/") -> HTMLResponse:
    """Draw the form."""
    _gate(visit)
    return page(visit, "login_page.html.j2", fault=None, name="", back=back)


@router.post("/login")
def log_in(
    visit: Anybody,
    name: _Field = "",
    password: _Field = "",
    form_token: _Field = "",
    back: _Field = "/",
) -> Response:
    """Log in, and lead to where somebody wanted to go."""
    gate = _gate(visit)
    visit.prove_form(form_token)
    client = visit.request.client
    try:
        shown = gate.log_in(name, password, client.host if client else "")
    except ServandaError as fault:
        problem = problem_of(fault)
        answer = page(
            visit, "login_page.html.j2", status=problem.status, fault=fault, name=name, back=back
        )
        if problem.status == 429:
            answer.headers["Retry-After"] = str(problem.wait)
        return answer
    led = redirect(back if not back.startswith(("//", "/\\")) else "/")
    led.set_cookie(
        visit.desk.session_cookie,
        shown,
        httponly=True,
        samesite="lax",
        secure=visit.desk.settings.secure,
    )
    return led


@router.post("/logout")
def log_out(visit: Looking, form_token: _Field = "") -> Response:
    """End the session."""
    gate = _gate(visit)
    visit.prove_form(form_token)
    gate.log_out(visit.desk.shown_by(visit.request))
    led = redirect("/login")
    led.delete_cookie(
        visit.desk.session_cookie,
        httponly=True,
        samesite="lax",
        secure=visit.desk.settings.secure,
    )
    return led


@router.get("/account")
def show_account(visit: Looking) -> HTMLResponse:
    """Draw one's own account."""
    return _account_page(visit)


@router.post("/account/password")
def change_password(
    visit: Looking, old: _Field = "", new: _Field = "", form_token: _Field = ""
) -> Response:
    """Take another password, which ends all sessions of the account."""
    gate = _gate(visit)
    visit.prove_form(form_token)
    account = _own(visit)
    try:
        if not proved(old, account.password):
            raise NotAllowedError("the old password", "it is another one", "try again")
        check_password(new, account.name)
    except ServandaError as fault:
        return _account_page(visit, fault=fault)
    gate.set_password(account.name, new)
    return redirect("/login")


@router.post("/account/tokens")
def add_token(
    visit: Looking,
    label: _Field = "",
    rights: Annotated[list[Right] | None, Form()] = None,
    days: Annotated[int, Form(ge=1, le=730)] = 90,
    form_token: _Field = "",
) -> Response:
    """Make a token, and show it this once."""
    gate = _gate(visit)
    visit.prove_form(form_token)
    account = _own(visit)
    try:
        mine = frozenset(rights or ()) & RIGHTS[account.role]
        expires = visit.now + timedelta(days=days)
        token, shown = made_token(label, mine, made=visit.now, expires=expires)
    except UsageError as fault:
        return _account_page(visit, fault=fault)
    gate.accounts.change(account.name, lambda one: one.with_token(token))
    return _account_page(visit, shown=shown)


@router.post("/account/tokens/{identity}/remove")
def remove_token(visit: Looking, identity: str, form_token: _Field = "") -> Response:
    """Take a token away."""
    gate = _gate(visit)
    visit.prove_form(form_token)
    gate.accounts.change(_own(visit).name, lambda one: one.without_token(identity))
    return redirect("/account")


def _account_page(
    visit: Visit, *, fault: ServandaError | None = None, shown: str = ""
) -> HTMLResponse:
    account = _own(visit)
    status = problem_of(fault).status if fault else 200
    return page(
        visit, "account_page.html.j2", status=status, account=account, fault=fault, shown=shown
    )


def _own(visit: Visit) -> Account:
    """Return the account of who has logged in. Raises NotAllowedError for a token."""
    if visit.person.means is not Means.SESSION:
        raise NotAllowedError("this page", "a token cannot change its account", "log in")
    found = _gate(visit).accounts.get(visit.person.name)
    assert found is not None, "whose session holds has an account"
    return found


def _gate(visit: Visit) -> Gate:
    if visit.desk.gate is None:
        reason = "nobody has to log in on this machine"
        raise NotFoundError("accounts", reason, "start with --accounts FILE to have some")
    return visit.desk.gate
