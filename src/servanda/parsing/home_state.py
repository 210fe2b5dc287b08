"""The state at home in a report: whose officers need no nationality there."""

from __future__ import annotations

from collections import Counter
from functools import cache

from servanda.model import BlockKind, Report
from servanda.parsing.known_holders import kinds_of
from servanda.parsing.office_titles import titles
from servanda.parsing.person import Holding, People, Person
from servanda.parsing.publishing_state import publishing_state
from servanda.parsing.spans import begins_within
from servanda.world.gazetteer import PartyMention, PartySort, gazetteer

__all__ = ["home_state"]


_COUNTED = (PartySort.NAME, PartySort.ADJECTIVE, PartySort.BODY)
_CODE = 2  # letters of a state's code; organisations have names


def home_state(
    parties: list[PartyMention], people: People, report: Report, known: Counter[str]
) -> str | None:
    """Return the state at home in a report, or None: the publisher's, else by officers, dateline and names.

    `known` counts, by state, the officers without a nationality whose state is known all the same.
    """
    publisher = publishing_state(report)
    if publisher is not None and len(publisher) == _CODE:
        return publisher
    named = Counter(
        m.party for m in parties if m.party and len(m.party) == _CODE and m.sort in _COUNTED
    )
    unclaimed = [p for p in people.people if p.party is None and p.holdings]
    foreign, others = _introduced(parties, people), _titled_otherwise(unclaimed)
    by_officers = _of_officers(known, named, foreign, others)
    if by_officers is not None:
        return by_officers
    if not unclaimed:
        return _most_named(named)
    filed = _filed_in(report)
    if filed not in foreign | others and _is_often_named(filed, named):
        return filed
    return _most_named_with_seats(parties, named, foreign | others)


def _introduced(parties: list[PartyMention], people: People) -> set[str | None]:
    """Return the states of foreigners: a nationality in front of an office introduces one, "from Norland" behind does not."""
    holdings = [h for p in people.people for h in p.holdings]
    foreign = {m.party for h in holdings for m in begins_within(parties, h.start, h.end)}
    return foreign | {h.party for h in holdings if h.head == "counterpart"}


def _of_officers(
    known: Counter[str], named: Counter[str], foreign: set[str | None], others: set[str]
) -> str | None:
    """Return the state of most officers that bear no nationality, one that introduces nobody before others."""
    ranked = sorted(
        (code for code in known if code not in others),
        key=lambda code: (code in foreign, -known[code], -named[code], code),
    )
    return ranked[0] if ranked and (ranked[0] not in foreign or len(foreign) > 1) else None


def _is_often_named(filed: str | None, named: Counter[str]) -> bool:
    """Whether the state where a report was written is spoken of nearly as often as any."""
    return filed is not None and named[filed] > 0 and 2 * named[filed] >= max(named.values())


def _most_named(named: Counter[str]) -> str | None:
    """Return the state named most; of two that are named once each neither is at home."""
    first = named.most_common(2)
    if not first or (len(first) > 1 and first[0][1] == first[1][1] == 1):
        return None
    return first[0][0]


def _most_named_with_seats(
    parties: list[PartyMention], named: Counter[str], excluded: set[str | None]
) -> str | None:
    """Return the state named most, or else whose seat is, but none of `excluded` where there is another."""
    seats = Counter(m.party for m in parties if m.party and m.sort is PartySort.SEAT)
    most = [code for code, _ in named.most_common()]
    free = [
        code for code in [*most, *(code for code, _ in seats.most_common())] if code not in excluded
    ]
    return next(iter(free or most), None)


def _filed_in(report: Report) -> str | None:
    """Return the state whose seat of government the dateline names, or None."""
    text = report.text
    for block in text.blocks:
        if block.kind is BlockKind.DATELINE:
            filed = text.content[block.start : block.end]
            places = gazetteer().find(filed) or gazetteer().find(filed.title())
            return next(
                (p.party for p in places if p.sort in (PartySort.SEAT, PartySort.NAME)), None
            )
    return None


def _titled_otherwise(unclaimed: list[Person]) -> set[str]:
    """Return the states that have a title of their own for what an unclaimed officer heads.

    Where "Defense Secretary" is one state's, a bare "Defense Minister" is another's.
    """
    found = set()
    for person in unclaimed:
        for holding in person.holdings:
            kinds = frozenset(kinds_of(holding))
            found |= {p for own, head, p in _own_kinds() if kinds == own and head != holding.head}
    return found


@cache
def _own_kinds() -> tuple[tuple[frozenset[str], str, str], ...]:
    """Return, of each title that is one state's own, what office it can be, its head and the state."""
    rows = []
    for title, party in titles().own.items():
        head = title.split(" of ")[0].split()[-1]
        rows.append((frozenset(kinds_of(Holding(0, 0, title, head, party))), head, party))
    return tuple(row for row in rows if row[0])
