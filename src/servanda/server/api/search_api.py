"""Saved searches of whoever asks: kept, named and deleted; each an Atom feed and a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Body, Depends, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.errors import NotFoundError
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_area import api_area
from servanda.server.api.api_parameters import three_times
from servanda.server.api.api_replies import one_answer
from servanda.server.pages.saved_page import kept, keyed
from servanda.server.searches.saved_searches import SavedSearch, made_search
from servanda.server.searches.search_feeds import search_calendar, search_feed
from servanda.server.searches.word_search import LONG, WordSearch
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = api_area("saved searches")
_PATH = "/api/v1/searches"
_Identity = Annotated[str, Path(max_length=100)]
_Facet = Annotated[str, Field(max_length=LONG)]
_Name = Annotated[str, Field(max_length=200)]


class NewSearch(BaseModel):
    """What to look for, as on the page Search, and how to call it: by its words where no name is given."""

    model_config = ConfigDict(extra="forbid")
    q: Annotated[str, Field(min_length=1, max_length=LONG)]
    name: _Name = ""
    kind: _Facet = ""
    party: _Facet = ""
    source: _Facet = ""


class SearchRow(BaseModel):
    """A saved search; its feed and calendar are for its owner, `has_address` says whether others have a key."""

    id: str
    name: str
    q: str
    kind: str
    party: str
    source: str
    made: datetime
    has_address: bool
    feed: str
    calendar: str


class SearchAddresses(BaseModel):
    """Addresses with a key, shown this once: whoever has one may read what it gives."""

    feed: str
    calendar: str


_ROW: dict[int | str, dict[str, Any]] = {200: {"model": SearchRow}}


@router.get("/searches", response_model=None, responses={200: {"model": list[SearchRow]}})
def list_searches(visit: Looking) -> Response:
    """List one's own saved searches by name."""
    mine = kept(visit)
    found = mine.file.of(mine.owner)
    same = unchanged(visit, repr(found))
    if same is not None:
        return same
    return one_answer([_row(one) for one in found], headers={"ETag": tag_of(visit, repr(found))})


@router.post(
    "/searches",
    status_code=201,
    response_model=None,
    responses={201: {"model": SearchRow, "description": "What was kept."}},
)
def add_search(visit: Looking, asked: Annotated[NewSearch, Body()]) -> Response:
    """Keep a search. Names are one's own, and each is given once."""
    mine = kept(visit)
    words = WordSearch.of(asked.q, asked.kind, asked.party, asked.source)
    made = made_search(mine.owner, asked.name, words, visit.now)
    mine.file.add(made)
    return one_answer(_row(made), 201, {"Location": f"{_PATH}/{made.id}"})


@router.get("/searches/{identity}", response_model=None, responses=_ROW)
def show_search(visit: Looking, identity: _Identity) -> Response:
    """Give one of one's own saved searches."""
    found = _own(visit, identity)
    same = unchanged(visit, repr(found))
    return same or one_answer(_row(found), headers={"ETag": tag_of(visit, repr(found))})


@router.put("/searches/{identity}/name", response_model=None, responses=_ROW)
def rename_search_of(
    visit: Looking, identity: _Identity, name: Annotated[_Name, Body(embed=True)]
) -> Response:
    """Give a search another name."""
    mine = kept(visit)
    return one_answer(_row(mine.file.change(identity, mine.owner, lambda one: one.named(name))))


@router.delete("/searches/{identity}", status_code=204, response_model=None)
def remove_search(visit: Looking, identity: _Identity) -> Response:
    """Delete a search, and its address with it."""
    mine = kept(visit)
    mine.file.remove(identity, mine.owner)
    return Response(status_code=204)


@router.post(
    "/searches/{identity}/address",
    status_code=201,
    response_model=None,
    responses={201: {"model": SearchAddresses, "description": "They are shown this once."}},
)
def add_address(visit: Looking, identity: _Identity) -> Response:
    """Make addresses for programs that cannot log in, and end those made before.

    A token cannot make one: a token has a last day, an address has none.
    """
    saved, key = keyed(visit, identity)
    base = f"{visit.request.base_url}searches/{saved.id}"
    found = {
        name: f"{base}/{file}?key={key}"
        for name, file in (("feed", "feed.atom"), ("calendar", "calendar.ics"))
    }
    return one_answer(found, 201, {"Cache-Control": "no-store"})


@router.delete("/searches/{identity}/address", status_code=204, response_model=None)
def remove_address(visit: Looking, identity: _Identity) -> Response:
    """End the addresses of a search."""
    mine = kept(visit)
    mine.file.change(identity, mine.owner, lambda one: one.without_key())
    return Response(status_code=204)


def _text(media: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {media: {"schema": {"type": "string"}}}}}


@router.get(
    "/searches/{identity}/feed",
    response_model=None,
    responses=_text("application/atom+xml"),
    dependencies=[Depends(three_times)],
)
def show_feed(visit: Looking, identity: _Identity) -> Response:
    """Give what a search finds as an Atom feed, what the record learnt last first."""
    saved = _own(visit, identity)
    same = unchanged(visit, repr(saved))
    if same is not None:
        return same
    headers = {"ETag": tag_of(visit, repr(saved))}
    body = search_feed(visit.questions, saved, str(visit.request.base_url))
    return Response(body, media_type="application/atom+xml", headers=headers)


@router.get(
    "/searches/{identity}/calendar",
    response_model=None,
    responses=_text("text/calendar"),
    dependencies=[Depends(three_times)],
)
def show_calendar(visit: Looking, identity: _Identity) -> Response:
    """Give the deadlines and announced consultations among what a search finds as a calendar."""
    saved = _own(visit, identity)
    same = unchanged(visit, repr(saved))
    if same is not None:
        return same
    headers = {"ETag": tag_of(visit, repr(saved))}
    body = search_calendar(visit.questions, saved)
    return Response(body, media_type="text/calendar", headers=headers)


def _own(visit: Visit, identity: str) -> SavedSearch:
    mine = kept(visit)
    found = mine.file.get(identity)
    if found is None or found.owner != mine.owner:
        raise NotFoundError("this search", "you have none of that id", f"see {_PATH}")
    return found


def _row(one: SavedSearch) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        **one.asked.plain(),
        "made": one.made.isoformat(),
        "has_address": one.secret is not None,
        "feed": f"{_PATH}/{one.id}/feed",
        "calendar": f"{_PATH}/{one.id}/calendar",
    }
