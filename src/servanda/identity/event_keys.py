"""The keys under which events are looked up: about when, and who met or which states.

They follow the conditions of `servanda.identity.gatherings` one by one; a change there is a change
here (`tests/identity/test_blocking.py` holds the two together).
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from servanda.identity.blocking import Keys, key
from servanda.identity.gatherings import HALF, Gathering
from servanda.identity.times import calendar_parts
from servanda.model import ConsultationForm, ConsultationStatus, When

__all__ = ["gathering_keys", "visit_keys"]

_AFTER = timedelta(days=3)  # how long after a visit the talks held on it may be dated


def gathering_keys(one: Gathering) -> Keys:
    """Return the keys by which another account of the same event is found.

    Two persons are enough; one, where the same two states meet or one account names no two; the
    states alone, where one account names nobody.
    """
    if one.when is None or (one.when.width or HALF + 1) > HALF:
        return Keys()
    people, sides = sorted(one.people), list(combinations(sorted(one.parties), 2))
    both: list[tuple[str, ...]] = [("two", *pair) for pair in combinations(people, 2)]
    both += [("one", person, *pair) for person in people for pair in sides]
    lone, anyhow = ([(word, person) for person in people] for word in ("lone", "any"))
    mute, said = ([(word, *pair) for pair in sides] for word in ("mute", "said"))
    alone = len(one.parties) < 2
    has = [*both, *(lone if alone else anyhow), *(said if people else mute)]
    seeks = [*both, *lone, *(anyhow if alone else ()), *mute, *(() if people else said)]
    parts = calendar_parts(one.when)
    return Keys(
        frozenset(key(part, *names) for part in parts for names in has),
        frozenset(key(part, *names) for part in parts for names in seeks),
    )


def visit_keys(one: Gathering) -> Keys:
    """Return the keys by which a visit that was planned finds the talks held on it, and they it."""
    when, form = one.when, one.body.form
    if when is None or when.latest is None:
        return Keys()
    planned = one.body.status is ConsultationStatus.PLANNED and form is ConsultationForm.VISIT
    held = one.body.status is ConsultationStatus.HELD and form is not ConsultationForm.CALL
    if not planned and not held:
        return Keys()
    parts = calendar_parts(When.between(when.earliest, when.latest + _AFTER) if planned else when)
    visit = frozenset(key("visit", part, who) for part in parts for who in one.people)
    talks = frozenset(key("talks", part, who) for part in parts for who in one.people)
    return Keys(visit, talks) if planned else Keys(talks, visit)
