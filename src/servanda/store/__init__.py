"""The record: tables, the one writer, views by day. SQLAlchemy is loaded at first use only."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.store.about import About
    from servanda.store.bulk import Arrival
    from servanda.store.claim_times import Resolver
    from servanda.store.copying import Copied
    from servanda.store.decisions.decision_log import ImportedWords, LoggedWord, Words
    from servanda.store.decisions.decisions_in_force import Grades, Judged
    from servanda.store.following.followed import Followed, FollowedAddress, Outcome, Visit
    from servanda.store.full_text import Hit
    from servanda.store.index.entities import (
        Entities,
        EntityRow,
        StateRow,
        TenureChange,
        TenureMention,
        TenureRow,
    )
    from servanda.store.index.proving import differences
    from servanda.store.older import OlderRecord, OlderReport, same_place
    from servanda.store.problem import Problem
    from servanda.store.record import Counts, PastDating, Record, open_record
    from servanda.store.report_headers import ReportHeader
    from servanda.store.statement_cells import person_id
    from servanda.store.view import View

__all__ = [
    "About",
    "Arrival",
    "Copied",
    "Counts",
    "Entities",
    "EntityRow",
    "Followed",
    "FollowedAddress",
    "Grades",
    "Hit",
    "ImportedWords",
    "Judged",
    "LoggedWord",
    "OlderRecord",
    "OlderReport",
    "Outcome",
    "PastDating",
    "Problem",
    "Record",
    "ReportHeader",
    "Resolver",
    "StateRow",
    "TenureChange",
    "TenureMention",
    "TenureRow",
    "View",
    "Visit",
    "Words",
    "differences",
    "open_record",
    "person_id",
    "same_place",
]

_HOMES = {
    "About": "about",
    "Arrival": "bulk",
    "Copied": "copying",
    "Counts": "record",
    "Followed": "following.followed",
    "FollowedAddress": "following.followed",
    "Outcome": "following.followed",
    "Visit": "following.followed",
    "Grades": "decisions.decisions_in_force",
    "Hit": "full_text",
    "Judged": "decisions.decisions_in_force",
    "LoggedWord": "decisions.decision_log",
    "TenureRow": "index.entities",
    "StateRow": "index.entities",
    "EntityRow": "index.entities",
    "OlderRecord": "older",
    "OlderReport": "older",
    "PastDating": "record",
    "TenureMention": "index.entities",
    "TenureChange": "index.entities",
    "Problem": "problem",
    "Record": "record",
    "ReportHeader": "report_headers",
    "Resolver": "claim_times",
    "ImportedWords": "decisions.decision_log",
    "Entities": "index.entities",
    "View": "view",
    "Words": "decisions.decision_log",
    "differences": "index.proving",
    "open_record": "record",
    "person_id": "statement_cells",
    "same_place": "older",
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
