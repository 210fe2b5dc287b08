"""The picture: the system as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from servanda.analysis.conditions import FOLLOWS, SOON_AFTER, Act, fits, may_be_met
from servanda.analysis.incident_board import days_between
from servanda.analysis.listed import list_commitments, with_plan_statuses
from servanda.analysis.office_holders import post_id
from servanda.analysis.standing import ComputedStanding, Standing
from servanda.analysis.unit_board import by_party
from servanda.model import ClaimId, CommitmentStatus, ResolvedClaim, Tenure, When
from servanda.reference_cycles import unhurried
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.office_spans import former_by
from servanda.resolution.result import backlinks
from servanda.store.index.asked import Asked

__all__ = ["completed", "draw_picture", "known", "list_holders", "picture"]


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


def picture(resolution: Resolution, *, as_of: date, known_by: date | None = None) -> Row:
    """Put together offices, units, commitments and incidents as they stood on `as_of`.

    In plain values: `holders`, `units`, the commitments by their status (`promised`, `due`,
    `overdue`, `done`, `other`), `incidents`, `conditions`, `last_consultation` and
    `next_consultation`. `known_by` leaves out reports published later; what the view already left
    out stays out. Without it, later reports may say what was so on that day.
    """
    seen = known(resolution, known_by) if known_by is not None else resolution
    return draw_picture(ComputedStanding(seen), as_of, known_by=known_by)


def draw_picture(
    standing: Standing, day: date, *, known_by: date | None = None, whole: bool = True
) -> Row:
    """Put the picture of a day together; see `picture`.

    Without `whole` what is long is left out of commitments and offices, as in
    `servanda.analysis.listed.list_commitments`.
    """
    with unhurried():
        return _picture(standing, day, known_by, whole=whole)


def _picture(standing: Standing, day: date, known_by: date | None, *, whole: bool) -> Row:
    rows = list_commitments(standing, day, whole=whole)
    boards: dict[str, list[Row]] = {name: [] for name in _BOARDS}
    home = {status.value: boards[name] for name, group in _BOARDS.items() for status in group}
    for row in rows:
        del row["confidence"]
        home[row["status"]].append(row)
    open_ = [row for row in rows if may_be_met(row["condition"], row["obligors"], row["status"])]
    incidents = standing.on("incident", day, Asked(whole=bool(open_)))
    happened = [cells for _, cells, _ in incidents]
    last, ahead = standing.around("consultation", day)
    met = _conditions(
        standing, open_, [{**cells, **long} for _, cells, long in incidents if long], day
    )
    return {
        "as_of": day.isoformat(),
        "known_by": known_by and known_by.isoformat(),
        "holders": list_holders(standing, day, whole=whole),
        "units": _units(standing, day),
        **boards,
        "incidents": _incidents(happened, day),
        "conditions": met,
        "last_consultation": last and _entry(last),
        "next_consultation": ahead and _entry(ahead),
    }


def completed(standing: Standing, day: date, part: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """Give some rows of a picture that was drawn without `whole` what is long, list by list.

    `part` has the rows under the names of their lists; no others are loaded.
    """
    promised = [row["id"] for name in (*_BOARDS, "conditions") for row in part.get(name, ())]
    whole: dict[str, Row] = {}
    if promised:
        whole = {row["id"]: row for row in list_commitments(standing, day, owners=set(promised))}
        for row in whole.values():
            del row["confidence"]
    found = dict(part)
    for name in _BOARDS:
        if name in part:
            found[name] = [whole[row["id"]] for row in part[name]]
    if "conditions" in part:
        found["conditions"] = [
            {**row, "reports": _each((*whole[row["id"]]["reports"], *row["reports"]))}
            for row in part["conditions"]
        ]
    if "holders" in part:
        found["holders"] = _with_posts(standing, part["holders"])
    return found


def list_holders(standing: Standing, day: date, *, whole: bool = True) -> list[Row]:
    """List who held which office on a day, by party and office, the surest answer for each.

    Without `whole` reports and claims are left out; `told` is the number of reports.
    """
    groups = sorted(standing.on("office", day), key=lambda group: group[0])
    rows = [row for _, cells, _ in groups for row in cells]
    return _with_posts(standing, rows) if whole else rows


def _with_posts(standing: Standing, rows: Sequence[Row]) -> list[Row]:
    posts = standing.posts({row["person"] for row in rows})
    found = []
    for row in rows:
        reports, claims = posts[post_id(row["party"], row["office"], row["person"])]
        long = {"reports": list(reports), "claims": list(claims)}
        found.append({**{key: row[key] for key in row if key != "told"}, **long})
    return found


def _units(standing: Standing, day: date) -> list[Row]:
    found = ({"kind": "structure", **cells} for _, cells, _ in standing.on("structure", day))
    rows = with_plan_statuses(standing, found, day)
    for row in rows:
        del row["kind"]
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
    standing: Standing, rows: Sequence[Row], happened: Sequence[Mapping[str, Any]], day: date
) -> list[Row]:
    """List the promises in `rows`, whose conditions may be met, with the incidents that fit them."""
    found: list[Row] = []
    acts = [(one, _act(one, day)) for one in happened]
    for row in rows:
        made = _date((row["first_heard"] or {}).get("earliest"))
        for incident, act in acts:
            why = fits(row["condition"], row["obligors"], made, act, day) if act else ""
            if why:
                found.append(_condition(standing, row, incident, why, day))
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


def _condition(
    standing: Standing, row: Row, incident: Mapping[str, Any], why: str, day: date
) -> Row:
    return {
        "id": row["id"],
        "obligors": row["obligors"],
        "what": row["what"],
        "condition": row["condition"],
        "incident": incident["id"],
        "act": incident["act"],
        "when": incident["began"],
        "why": why,
        "followed": _followed(standing, row, incident, day),
        "reports": _each((*row.get("reports", ()), *incident["reports"])),
    }


def _each(names: Iterable[str]) -> list[str]:
    """List names once, in their order."""
    return list(dict.fromkeys(names))


def _followed(standing: Standing, row: Row, incident: Mapping[str, Any], day: date) -> list[Row]:
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
    for cells in standing.between("consultation", first, last):
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


# -- what was known by a day ------------------------------------------------------------------


def known(resolution: Resolution, day: date) -> Resolution:
    """Leave out what only reports say that may have been published after `day`."""
    claims = {key: one for key, one in resolution.claims.items() if _out_by(one, day)}
    entities = []
    for entity in resolution.entities:
        mentions = tuple(one for one in entity.claims if one in claims)
        if mentions:
            names = tuple(dict.fromkeys(claims[one].source for one in mentions))
            entities.append(replace(entity, claims=mentions, reports=names))
    left = {entity.id for entity in entities}
    entities = [replace(t, links=tuple(x for x in t.links if x.to in left)) for t in entities]
    known_spans = (_known_span(span, claims) for span in resolution.offices)
    return replace(
        resolution,
        claims=claims,
        entities=tuple(entities),
        offices=tuple(span for span in known_spans if span is not None),
        backlinks=backlinks(entities),
    )


def _known_span(span: OfficeSpan, claims: Mapping[ClaimId, ResolvedClaim]) -> OfficeSpan | None:
    """Return what some claims alone say of somebody in an office; None where they say nothing."""
    mentions = tuple(one for one in span.claims if one in claims)
    if not mentions:
        return None
    dates = [w for one in mentions if (w := claims[one].published) is not None]
    order = sorted(dates, key=lambda w: (w.earliest or date.max, w.edtf))
    first, last = (order[0], order[-1]) if order else (None, None)
    return replace(
        span,
        claims=mentions,
        reports=tuple(dict.fromkeys(claims[one].source for one in mentions)),
        first_seen=first,
        last_seen=last,
        former_by=former_by((_former(claims[one]), claims[one].published) for one in mentions),
    )


def _former(claim: ResolvedClaim) -> bool:
    return isinstance(claim.claim.body, Tenure) and claim.claim.body.former


def _out_by(claim: ResolvedClaim, day: date) -> bool:
    last = claim.published.latest if claim.published else None
    return last is not None and last <= day
