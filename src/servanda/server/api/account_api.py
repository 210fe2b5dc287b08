"""Who asks, and for administrators: the accounts of a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Body, Path
from fastapi.responses import Response

from servanda.errors import NotFoundError, UsageError
from servanda.server.access.accounts import Account, account_name
from servanda.server.access.desk_roles import Role
from servanda.server.access.logging_in import Gate
from servanda.server.access.passwords import check_password, hashed
from servanda.server.api.api_area import api_area
from servanda.server.api.api_replies import one_answer
from servanda.server.api.api_rows import AccountRow, WhoAnswer
from servanda.server.visit import Administering, Looking, Visit

__all__ = ["router"]


router = api_area("people")
_Name = Annotated[str, Path(max_length=200)]
_NewRole = Annotated[Role, Body(embed=True)]


@router.get("/me", response_model=None, responses={200: {"model": WhoAnswer}})
def show_me(visit: Looking) -> Response:
    """Say who asks, and what they may do."""
    person = visit.person
    return one_answer(
        {
            "name": person.name,
            "role": person.role.value if person.role else None,
            "rights": sorted(person.rights),
            "form_token": visit.form_token,
        }
    )


@router.get("/accounts", response_model=None, responses={200: {"model": list[AccountRow]}})
def list_accounts(visit: Administering) -> Response:
    """List who may log in."""
    return one_answer([_row(one) for one in _gate(visit).accounts.all()])


@router.post(
    "/accounts", status_code=201, response_model=None, responses={201: {"model": AccountRow}}
)
def add_account(
    visit: Administering,
    name: Annotated[str, Body(max_length=80)],
    role: Annotated[Role, Body()],
    password: Annotated[str, Body(max_length=1000)],
) -> Response:
    """Make an account."""
    gate = _gate(visit)
    name = account_name(name)
    check_password(password, name)
    made = Account(name, role, hashed(password), visit.now)
    gate.accounts.add(made)
    return one_answer(_row(made), 201)


@router.put("/accounts/{name}/role", response_model=None, responses={200: {"model": AccountRow}})
def change_role(visit: Administering, name: _Name, role: _NewRole) -> Response:
    """Give an account another role."""
    _not_oneself(visit, name)
    _known(visit, name)
    changed = _gate(visit).accounts.change(name, lambda one: replace(one, role=role))
    return one_answer(_row(changed))


@router.delete("/accounts/{name}", status_code=204, response_model=None)
def remove_account(visit: Administering, name: _Name) -> Response:
    """Take an account away, with its tokens and sessions; what it decided stays under its name."""
    _not_oneself(visit, name)
    _known(visit, name)
    _gate(visit).accounts.remove(name)
    return Response(status_code=204)


def _row(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role.value,
        "made": account.made.isoformat(),
        "tokens": len(account.tokens),
    }


def _not_oneself(visit: Visit, name: str) -> None:
    if name.casefold() == visit.person.name.casefold():
        reason = "nobody takes their own rights away: the desk could be left without any admin"
        raise UsageError(name, reason, "ask another admin")


def _known(visit: Visit, name: str) -> None:
    if _gate(visit).accounts.get(name) is None:
        raise NotFoundError(name[:80], "there is no such account")


def _gate(visit: Visit) -> Gate:
    if visit.desk.gate is None:
        reason = "nobody has to log in on this machine"
        raise NotFoundError("accounts", reason, "start with --accounts FILE to have some")
    return visit.desk.gate
