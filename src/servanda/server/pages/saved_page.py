"""Saved searches: a page to keep them, and of each an Atom feed and a calendar that programs subscribe to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.errors import NotFoundError, ServandaError, UsageError
from servanda.server.access.desk_roles import Means, Right
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.failures import NotAllowedError, problem_of
from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page, redirect
from servanda.server.searches.saved_searches import Owner, SavedSearch, made_search
from servanda.server.searches.search_feeds import search_calendar, search_feed
from servanda.server.searches.search_file import SearchFile
from servanda.server.searches.word_search import WordSearch
from servanda.server.visit import Anybody, Looking, Visit, denied

__all__ = ["Kept", "kept", "keyed", "router"]


router = APIRouter()
_Field = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Kept:
    """The file of searches, and whose of them are looked at."""

    file: SearchFile
    owner: Owner


def kept(visit: Visit) -> Kept:
    """Return where somebody's searches are. Raises NotFoundError, NotAllowedError."""
    file = visit.desk.searches
    if file is None:
        reason = "this server was given no file to keep them in"
        raise NotFoundError("saved searches", reason, "start it with --searches FILE")
    owner = visit.desk.owner(visit.person)
    if owner is None:
        raise denied(visit.person, Right.LOOK)
    return Kept(file, owner)


# -- the page --------------------------------------------------------------------------------


@router.get("/searches")
def show_searches(visit: Looking) -> HTMLResponse:
    """Draw one's own searches."""
    return _page(visit)


@router.post("/searches")
def save_search(
    visit: Looking,
    name: _Field = "",
    q: _Field = "",
    kind: _Field = "",
    party: _Field = "",
    source: _Field = "",
    form_token: _Field = "",
) -> Response:
    """Keep a search."""
    visit.prove_form(form_token)
    mine = kept(visit)
    try:
        asked = WordSearch.of(q, kind, party, source)
        mine.file.add(made_search(mine.owner, name, asked, visit.now))
    except UsageError as fault:
        return _page(visit, fault=fault)
    return redirect("/searches")


@router.post("/searches/{identity}/name")
def rename_search(
    visit: Looking, identity: str, name: _Field = "", form_token: _Field = ""
) -> Response:
    """Give a search another name."""
    visit.prove_form(form_token)
    mine = kept(visit)
    try:
        mine.file.change(identity, mine.owner, lambda one: one.named(name))
    except UsageError as fault:
        return _page(visit, fault=fault)
    return redirect("/searches")


@router.post("/searches/{identity}/address")
def make_address(visit: Looking, identity: str, form_token: _Field = "") -> Response:
    """Make a new address of a search, which ends the old one, and show it this once."""
    visit.prove_form(form_token)
    saved, key = keyed(visit, identity)
    return _page(visit, fresh=saved, key=key)


def keyed(visit: Visit, identity: str) -> tuple[SavedSearch, str]:
    """Give the address of one's own search a new key; return both.

    Raises NotAllowedError for a token: it has a last day, which an address has not.
    """
    if visit.person.means is Means.TOKEN:
        raise NotAllowedError("an address", "a token cannot make one", "log in")
    mine = kept(visit)
    made: list[str] = []

    def changed(one: SavedSearch) -> SavedSearch:
        found, key = one.with_key()
        made.append(key)
        return found

    return mine.file.change(identity, mine.owner, changed), made[0]


@router.post("/searches/{identity}/withdraw")
def withdraw_address(visit: Looking, identity: str, form_token: _Field = "") -> Response:
    """End the address of a search."""
    visit.prove_form(form_token)
    mine = kept(visit)
    mine.file.change(identity, mine.owner, lambda one: one.without_key())
    return redirect("/searches")


@router.post("/searches/{identity}/delete")
def delete_search(visit: Looking, identity: str, form_token: _Field = "") -> Response:
    """Delete a search, and its address with it."""
    visit.prove_form(form_token)
    mine = kept(visit)
    mine.file.remove(identity, mine.owner)
    return redirect("/searches")


def _page(
    visit: Visit,
    *,
    fault: ServandaError | None = None,
    fresh: SavedSearch | None = None,
    key: str = "",
) -> HTMLResponse:
    mine = kept(visit)
    answer = page(
        visit,
        "saved_page.html.j2",
        status=problem_of(fault).status if fault else 200,
        searches=mine.file.of(mine.owner),
        kinds=KIND_WORDS,
        fault=fault,
        fresh=fresh,
        key=key,
        base=str(visit.request.base_url),
    )
    if key:
        answer.headers["Cache-Control"] = "no-store"
    return answer


# -- for programs ----------------------------------------------------------------------------


@router.get("/searches/{identity}/feed.atom")
def give_feed(visit: Anybody, identity: str, key: str = "") -> Response:
    """Give what a search finds as an Atom feed, to its owner or to whoever has its address."""
    saved = _opened(visit, identity, key)
    same = unchanged(visit, repr(saved))
    if same is not None:
        return same
    headers = {"ETag": tag_of(visit, repr(saved))}
    body = search_feed(visit.questions, saved, str(visit.request.base_url))
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers=headers)


@router.get("/searches/{identity}/calendar.ics")
def give_calendar(visit: Anybody, identity: str, key: str = "") -> Response:
    """Give the deadlines and consultations that a search finds as a calendar, likewise."""
    saved = _opened(visit, identity, key)
    same = unchanged(visit, repr(saved))
    if same is not None:
        return same
    headers = {"ETag": tag_of(visit, repr(saved))}
    body = search_calendar(visit.questions, saved)
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def _opened(visit: Visit, identity: str, key: str) -> SavedSearch:
    """Return a search whose feed somebody may have, by its key or as its owner.

    A key opens for as long as its owner may look. Raises NotFoundError, which never says whether there
    is such a search, and TooMuchError.
    """
    desk = visit.desk
    if not key:
        if not visit.person.may(Right.LOOK):
            raise denied(visit.person, Right.LOOK)
        mine = kept(visit)
        saved = mine.file.get(identity)
        owner = visit.person if saved is not None and saved.owner == mine.owner else None
    else:
        saved = desk.searches.get(identity) if desk.searches else None
        fits = saved is not None and saved.opens_with(key)
        owner = desk.person_owning(saved.owner) if saved is not None and fits else None
    if saved is None or owner is None or not owner.may(Right.LOOK):
        reason = "there is nothing at it, or it was withdrawn"
        raise NotFoundError("this address", reason, "make a new one on the page Saved searches")
    if owner.means is not Means.MACHINE:
        desk.limits.ask(owner.name, Right.LOOK, visit.now)
    return saved
