"""Commitments: one promise repeated in many reports is one; another deadline is a revision of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.identity.blocking import meeting
from servanda.identity.kin import Kin
from servanda.identity.likeness import Match, apart, likeness
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.promise_keys import promise_keys
from servanda.identity.promises import Promise, met, promise
from servanda.identity.sets import Groups
from servanda.model import Link, LinkType, ResolvedClaim, Thing, ThingId

__all__ = ["find_commitments"]


def find_commitments(claims: Sequence[ResolvedClaim], kin: Kin | None = None) -> tuple[Thing, ...]:
    """Group the commitments in `claims`, and tie a moved deadline to the promise it revises.

    `kin` learns of every match, those that came to nothing too.
    """
    meetings = met(claims)
    told = [
        promise(c, meetings.get(c.claim.report, frozenset()))
        for c in sorted(claims, key=telling)
        if c.claim.kind == "commitment"
    ]
    groups = Groups(range(len(told)), lambda a, b: apart(told[a], told[b]))
    matches: dict[tuple[int, int], Match] = {}
    for a, b in meeting([promise_keys(one) for one in told]):
        match = likeness(told[a], told[b])
        if match is not None:
            matches[a, b] = match
            if kin is not None:
                kin.join(told[a].claim.claim.id, told[b].claim.claim.id)

    def same(a: int, b: int) -> bool:
        match = matches.get((min(a, b), max(a, b)))
        return match is not None and not match.moved

    for (a, b), match in sorted(matches.items(), key=lambda item: (-item[1].score, item[0])):
        if not match.moved and told[a].claim.source != told[b].claim.source:
            groups.join(a, b, match.why, same)
    things: list[Thing] = []
    home: dict[int, int] = {}
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        home.update(dict.fromkeys(members, len(things)))
        things.append(
            Thing(
                thing_id("commitment", group),
                "commitment",
                in_order(group),
                reports_of(group),
                reasons=tuple(reasons),
            )
        )
    return tuple(sorted(_tied(things, home, matches, told), key=lambda t: t.id))


def _tied(
    things: list[Thing],
    home: Mapping[int, int],
    matches: Mapping[tuple[int, int], Match],
    told: Sequence[Promise],
) -> list[Thing]:
    links: defaultdict[int, dict[ThingId, str]] = defaultdict(dict)
    for (a, b), match in sorted(matches.items()):
        if not match.moved or home[a] == home[b]:
            continue
        old, new = (a, b) if telling(told[a].claim) <= telling(told[b].claim) else (b, a)
        if things[home[old]].id in links[home[new]] or things[home[new]].id in links[home[old]]:
            continue
        if told[old].claim.source == told[new].claim.source and not (
            told[new].body.rescheduled or told[old].body.rescheduled
        ):
            continue
        links[home[new]][things[home[old]].id] = match.why
    return [
        replace(
            thing,
            links=tuple(Link(LinkType.REVISES, to, why) for to, why in sorted(links[at].items())),
        )
        for at, thing in enumerate(things)
    ]
