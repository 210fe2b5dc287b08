"""Who is who, in a person's word: persons are named by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.data import Look
    from servanda.cli.deciding import Who
    from servanda.model import Decision, Thing

__all__ = ["merged_people", "parted_person", "persons"]


def persons(look: Look, ids: Sequence[str]) -> list[Thing]:
    """Return the persons that ids name; none where they name other things.

    Raises UsageError where some are persons and some are not.
    """
    from servanda.cli.naming import whole

    known = {thing.id: thing for thing in look.world.of("person")}
    full = [str(whole(look, one)) for one in ids]
    found = [thing for one in full for thing in known.values() if thing.id == one]
    if found and len(found) < len(full):
        odd = next(one for one in full if all(thing.id != one for thing in found))
        raise UsageError(odd, "this is no person", "a person is merged with persons only")
    return found


def merged_people(look: Look, people: Sequence[Thing], who: Who) -> Decision:
    """Make the decision that several persons are one. Raises UsageError where they are one."""
    from servanda.model import Action, Concern, Decision

    ids = sorted({one.id for one in people})
    if len(ids) < 2:
        raise UsageError(ids[0], "one person alone is one already", "name two")
    return Decision.make(
        Action.MERGE,
        Concern.THING,
        {one.claims[0] for one in people},
        author=who.author,
        at=who.at,
        reason=who.reason,
        field="person",
        value={"persons": ids, "names": [look.world.names[one.id] for one in people]},
    )


def parted_person(look: Look, identity: str, claims: Sequence[str], who: Who) -> Decision:
    """Make the decision that some claims mean somebody else. Raises UsageError."""
    from servanda.cli.naming import claims_of
    from servanda.model import Action, Concern, Decision

    (person,) = persons(look, (identity,))
    theirs = {claim for one in claims for claim in claims_of(look, one)} & set(person.claims)
    if not theirs or theirs == set(person.claims):
        some = ", ".join(person.claims[:5])
        raise UsageError(
            identity, "which of the claims mean somebody else?", f"name some of {some}"
        )
    return Decision.make(
        Action.SPLIT,
        Concern.THING,
        theirs,
        author=who.author,
        at=who.at,
        reason=who.reason,
        field="person",
        value={"persons": [person.id], "names": [look.world.names[person.id]]},
    )
