"""Who may do what: every route asks for a right, and every role is let in exactly there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from desk_accounts import desk_with_accounts, log_in
from desks import Browser
from servanda.server.access.desk_roles import NOBODY, RIGHTS, Right, Role

Desk = tuple[Browser, dict[Role, str]]

OPEN = {
    ("GET", "/login"),
    ("POST", "/login"),
    ("GET", "/static/{name}"),
    ("GET", "/searches/{identity}/feed.atom"),
    ("GET", "/searches/{identity}/calendar.ics"),
}
"""What anybody may ask for: to log in, what the page for that loads, and by the key of its address a
saved search (tests/server/test_saved_page.py)."""


_OWN = ("/seen", "/logout", "/account/", "/searches", "/api/v1/searches", "/api/v1/times")
"""What whoever may look changes of their own; times of a text are found, and nothing is kept."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with desk_with_accounts(tmp_path, monkeypatch) as found:
        yield found


def every_route(router: Any, prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """Give method, path and dependencies of all routes, of routers within routers too."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            for method in sorted(route.methods):
                yield method, prefix + route.path, route.dependant
        else:
            within = getattr(route, "original_router", None) or getattr(route, "app", None)
            inner = getattr(getattr(route, "include_context", None), "prefix", "")
            if within is not None and hasattr(within, "routes"):
                yield from every_route(within, prefix + inner)


def rights_of(dependant: Any) -> set[Right | None]:
    """Return the rights that a route asks for; None where it is declared open."""
    found = {dependant.call.right} if hasattr(dependant.call, "right") else set()
    for part in dependant.dependencies:
        found |= rights_of(part)
    return found


def test_every_route_declares_what_it_asks_for(desk: Desk) -> None:
    routes = list(every_route(desk[0].app))
    assert len(routes) > 60
    for method, path, dependant in routes:
        if (method, path) in OPEN:
            assert rights_of(dependant) <= {None}
        else:
            asked = rights_of(dependant)
            assert len(asked) == 1, (method, path)
            assert asked != {None}, (method, path)
            if method != "GET" and not path.startswith(_OWN):
                assert asked != {Right.LOOK}, (method, path)


def filled(path: str) -> str:
    return (
        path.replace("{what}", "claims")
        .replace("{identity}", "x")
        .replace("{", "")
        .replace("}", "")
    )


@pytest.mark.costly
def test_nobody_is_let_in_anywhere_and_each_role_where_it_may(desk: Desk) -> None:
    browser, tokens = desk
    for method, path, dependant in every_route(browser.app):
        if (method, path) in OPEN:
            continue
        asked = next(iter(rights_of(dependant)))
        assert asked is not None
        address = filled(path)
        if "events" in path:
            continue  # it does not end by itself; who may ask is the same dependency
        assert browser.request(method, address).status_code == 401, (method, path)
        wrong = {"Authorization": "Bearer servanda.x.y"}
        assert browser.request(method, address, headers=wrong).status_code == 401
        for role, token in tokens.items():
            answer = browser.request(method, address, headers={"Authorization": f"Bearer {token}"})
            browser.cookies.clear()
            refused = answer.status_code == 403 and f"right to {asked.value}" in answer.text
            assert refused is (asked not in RIGHTS[role]), (method, path, role, answer.text[:200])


def test_rights_grow_with_the_role() -> None:
    sizes = [len(RIGHTS[role]) for role in Role]
    assert sizes == sorted(set(sizes))
    assert RIGHTS[Role.ADMIN] == frozenset(Right)
    assert not NOBODY.rights


def test_a_change_by_a_cookie_takes_the_form_token(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Ada")
    token = browser.get("/api/v1/me").json()["form_token"]
    body = {"name": "New", "role": "reader", "password": "some good words"}
    assert browser.post("/api/v1/accounts", json=body).status_code == 403
    wrong = {"X-Form-Token": "0" * 64}
    assert browser.post("/api/v1/accounts", json=body, headers=wrong).status_code == 403
    right = {"X-Form-Token": token}
    assert browser.post("/api/v1/accounts", json=body, headers=right).status_code == 201


def test_whoever_asks_for_too_much_has_to_wait(desk: Desk) -> None:
    browser, tokens = desk
    bearer = {"Authorization": f"Bearer {tokens[Role.ADMIN]}"}
    for _ in range(20):
        assert browser.get("/api/v1/accounts", headers=bearer).status_code == 200
    held = browser.get("/api/v1/accounts", headers=bearer)
    assert (held.status_code, held.headers["retry-after"]) == (429, "1")
    assert browser.get("/api/v1/me", headers=bearer).status_code == 200


def test_an_admin_looks_after_accounts(desk: Desk) -> None:
    browser, tokens = desk
    bearer = {"Authorization": f"Bearer {tokens[Role.ADMIN]}"}

    def ask(method: str, path: str, **given: Any) -> int:
        return browser.request(method, f"/api/v1{path}", headers=bearer, **given).status_code

    assert len(browser.get("/api/v1/accounts", headers=bearer).json()) == 4
    assert ask("PUT", "/accounts/Cy/role", json={"role": "editor"}) == 200
    coder = {"Authorization": f"Bearer {tokens[Role.CODER]}"}
    assert browser.get("/api/v1/me", headers=coder).json()["role"] == "editor"
    assert ask("PUT", "/accounts/Ada/role", json={"role": "reader"}) == 422
    assert ask("DELETE", "/accounts/cy") == 204
    assert browser.get("/api/v1/me", headers=coder).status_code == 401
    assert ask("DELETE", "/accounts/cy") == 404


def test_no_form_of_a_page_is_taken_without_its_token(desk: Desk) -> None:
    browser, _ = desk
    log_in(browser, "Ada")
    for method, path, _dependant in every_route(browser.app):
        if method == "GET" or path.startswith("/api/"):
            continue
        verdict = path.replace("{verdict}", "accept")
        answer = browser.request(method, filled(verdict), data={"form_token": "0" * 64})
        assert answer.status_code == 403, (method, path, answer.status_code)
