"""The picture of a day, put together from what a record keeps ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from servanda.analysis.conditions import FOLLOWS, SOON_AFTER, Act, fits, may_be_met
from servanda.analysis.incident_board import days_between
from servanda.analysis.kept_board import kept_board, unhurried
from servanda.analysis.office_holders import post_id
from servanda.analysis.unit_board import by_party
from servanda.model import CommitmentStatus, When

if TYPE_CHECKING:
    from servanda.store import Record

__all__ = ["kept_picture"]


Row = dict[str, Any]
_STATUS = CommitmentStatus
_BOARDS = {
    "promised": (_STATUS.PLANNED,),
    "due": (_STATUS.DUE,),
    "overdue": (_STATUS.OVERDUE,),
    "done": (_STATUS.DONE, _STATUS.PARTLY_DONE),
    "other": (_STATUS.REVISED, _STATUS.DROPPED, _STATUS.UNKNOWN),
}
_LATER = "9999-12-31"


def kept_picture(record: Record, day: date, *, whole: bool = True) -> Row:
    """Put the picture of a settled record together as `servanda.analysis.snapshot` does, in plain values.

    Without `whole` what is long is left out of commitments and offices, as in
    `servanda.analysis.kept_board.kept_board`.
    """
    with unhurried():
        return _picture(record, day, whole=whole)


def _picture(record: Record, day: date, *, whole: bool) -> Row:
    rows = kept_board(record, day, whole=whole)
    boards: dict[str, list[Row]] = {name: [] for name in _BOARDS}
    home = {status.value: boards[name] for name, group in _BOARDS.items() for status in group}
    for row in rows:
        del row["confidence"]
        home[row["status"]].append(row)
    open_ = [row for row in rows if may_be_met(row["condition"], row["obligors"], row["status"])]
    incidents = record.entities.standing("incident", day, whole=bool(open_))
    happened = [cells for _, cells, _ in incidents]
    last, ahead = record.entities.around("consultation", day)
    met = _conditions(
        record, open_, [{**cells, **long} for _, cells, long in incidents if long], day
    )
    return {
        "as_of": day.isoformat(),
        "known_by": None,
        "holders": _holders(record, day, whole=whole),
        "units": _units(record, day),
        **boards,
        "incidents": _incidents(happened, day),
        "conditions": met,
        "last_consultation": last and _entry(last),
        "next_consultation": ahead and _entry(ahead),
    }


def _holders(record: Record, day: date, *, whole: bool) -> list[Row]:
    groups = sorted(record.entities.standing("office", day), key=lambda group: group[0])
    rows = [row for _, cells, _ in groups for row in cells]
    if not whole:
        return rows
    posts = {one.id: one.row for one in record.entities.posts(persons={r["person"] for r in rows})}
    found = []
    for row in rows:
        kept = posts[post_id(row["party"], row["office"], row["person"])]
        long = {"reports": list(kept["reports"]), "claims": list(kept["claims"])}
        found.append({**{key: row[key] for key in row if key != "told"}, **long})
    return found


def _units(record: Record, day: date) -> list[Row]:
    rows = [cells for _, cells, _ in record.entities.standing("structure", day)]
    return sorted(rows, key=lambda row: by_party(row["party"], row["unit"], row["id"]))


def _incidents(happened: Sequence[Row], day: date) -> list[Row]:
    """Make the rows of incidents of their cells, which are used up."""
    for one in happened:
        if one["responses"]:
            one["responses"] = _responses(one, day)
    return sorted(happened, key=_lately, reverse=True)


def _lately(row: Mapping[str, Any]) -> tuple[str, str]:
    return ((row["when"] or {}).get("earliest") or "", row["id"])


def _responses(incident: Mapping[str, Any], day: date) -> list[Row]:
    """Keep what answered an incident by `day`."""
    return [row for row in incident["responses"] if _first(row["when"], "") <= day.isoformat()]


def _conditions(
    record: Record, rows: Sequence[Row], happened: Sequence[Mapping[str, Any]], day: date
) -> list[Row]:
    """List the promises in `rows`, whose conditions may be met, with the incidents that fit them."""
    found: list[Row] = []
    acts = [(one, _act(one, day)) for one in happened]
    for row in rows:
        made = _date((row["first_heard"] or {}).get("earliest"))
        for incident, act in acts:
            why = fits(row["condition"], row["obligors"], made, act, day) if act else ""
            if why:
                found.append(_condition(record, row, incident, why, day))
    return sorted(
        found, key=lambda c: (c["what"], c["id"], _first(c["when"], _LATER), c["incident"])
    )


def _act(incident: Mapping[str, Any], day: date) -> Act | None:
    """Return what was known of an incident by `day`."""
    known = [one for one in incident["acts"] if one["from"] <= day.isoformat()]
    if not known:
        return None
    one = known[-1]
    actors, targets, sorts = (tuple(one[key]) for key in ("actors", "targets", "sorts"))
    return Act(actors, targets, sorts, date.fromisoformat(one["earliest"]), _date(one["latest"]))


def _condition(record: Record, row: Row, incident: Mapping[str, Any], why: str, day: date) -> Row:
    return {
        "id": row["id"],
        "obligors": row["obligors"],
        "what": row["what"],
        "condition": row["condition"],
        "incident": incident["id"],
        "act": incident["act"],
        "when": incident["began"],
        "why": why,
        "followed": _followed(record, row, incident, day),
        "reports": list(dict.fromkeys((*row.get("reports", ()), *incident["reports"]))),
    }


def _followed(record: Record, row: Row, incident: Mapping[str, Any], day: date) -> list[Row]:
    """List what those bound did, as `servanda.analysis.conditions` does."""
    bound = set(row["obligors"])
    named = [
        one
        for one in _responses(incident, day)
        if not one["parties"] or not bound.isdisjoint(one["parties"])
    ]
    first = _date((incident["began"] or {}).get("earliest"))
    if first is None:
        return named
    last = min(day, first + timedelta(days=FOLLOWS))
    began, known = _when(incident["began"]), {one["id"] for one in named}
    talks = []
    for cells in record.entities.between("consultation", first, last):
        sides = bound.intersection(cells["parties"])
        if cells["id"] not in known and len(sides) > 1 and sides == bound:
            talks.append(
                {
                    "id": cells["id"],
                    "sort": cells["sort"],
                    "what": cells["what"],
                    "parties": cells["parties"],
                    "when": cells["when"],
                    "days": days_between(began, _when(cells["when"])),
                    "why": SOON_AFTER,
                    "reports": cells["reports"],
                }
            )
    return [*named, *talks]


def _entry(cells: Mapping[str, Any]) -> Row:
    return {key: value for key, value in cells.items() if key != "sort"}


def _when(plain: Mapping[str, Any] | None) -> When | None:
    return None if plain is None else When.between(_date(plain["earliest"]), _date(plain["latest"]))


def _first(plain: Mapping[str, Any] | None, none: str) -> str:
    return (plain or {}).get("earliest") or none


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
