"""The record: tables, the one writer, views by day. SQLAlchemy is loaded at first use only."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.record.about import About
    from servanda.record.check import Problem
    from servanda.record.copying import Copied
    from servanda.record.decisions import Kept, Taken, Words
    from servanda.record.decisions_view import Grades, Judged
    from servanda.record.proving import differences
    from servanda.record.record import Counts, PastDating, Record, open_record
    from servanda.record.resolve import Resolver
    from servanda.record.search import Hit
    from servanda.record.statements import person_id
    from servanda.record.things import KeptPost, KeptState, KeptThing, Posts, PostTelling, Things
    from servanda.record.view import View

__all__ = [
    "About",
    "Copied",
    "Counts",
    "Grades",
    "Hit",
    "Judged",
    "Kept",
    "KeptPost",
    "KeptState",
    "KeptThing",
    "PastDating",
    "PostTelling",
    "Posts",
    "Problem",
    "Record",
    "Resolver",
    "Taken",
    "Things",
    "View",
    "Words",
    "differences",
    "open_record",
    "person_id",
]

_HOMES = {
    "About": "about",
    "Copied": "copying",
    "Counts": "record",
    "Grades": "decisions_view",
    "Hit": "search",
    "Judged": "decisions_view",
    "Kept": "decisions",
    "KeptPost": "things",
    "KeptState": "things",
    "KeptThing": "things",
    "PastDating": "record",
    "PostTelling": "things",
    "Posts": "things",
    "Problem": "check",
    "Record": "record",
    "Resolver": "resolve",
    "Taken": "decisions",
    "Things": "things",
    "View": "view",
    "Words": "decisions",
    "differences": "proving",
    "open_record": "record",
    "person_id": "statements",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
