"""The parts of `servanda review` that decide: accept, reject, merge, split, amend."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from servanda.cli.judging.authorship import Who, blind, by_whom, kept, ready, told
from servanda.cli.judging.history_commands import adopt, changes, history, undo
from servanda.cli.options import Settings, day, settings
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.judging.authorship import Who
    from servanda.cli.record_access import Look
    from servanda.model import Action, ClaimId, Decision, Entity

__all__ = ["PARTS", "merged_people", "parted_person", "persons", "verdict"]


def persons(look: Look, ids: Sequence[str]) -> list[Entity]:
    """Return the persons that ids name; none where they name other entities.

    Raises UsageError where some are persons and some are not.
    """
    from servanda.cli.naming import whole

    known = {entity.id: entity for entity in look.world.of("person")}
    full = [str(whole(look, one)) for one in ids]
    found = [entity for one in full for entity in known.values() if entity.id == one]
    if found and len(found) < len(full):
        odd = next(one for one in full if all(entity.id != one for entity in found))
        raise UsageError(odd, "this is no person", "a person is merged with persons only")
    return found


def merged_people(look: Look, people: Sequence[Entity], who: Who) -> Decision:
    """Make the decision that several persons are one. Raises UsageError where they are one."""
    from servanda.model import Action, Concern, Decision

    ids = sorted({one.id for one in people})
    if len(ids) < 2:
        raise UsageError(ids[0], "one person alone is one already", "name two")
    return Decision.make(
        Action.MERGE,
        Concern.ENTITY,
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
        Concern.ENTITY,
        theirs,
        author=who.author,
        at=who.at,
        reason=who.reason,
        field="person",
        value={"persons": [person.id], "names": [look.world.names[person.id]]},
    )


# -- Verdicts: claims accepted or rejected, and the ties between entities


def _judged_claims(
    look: Look, claims: set[ClaimId], action: Action, who: Who, *, blind: bool
) -> Decision:
    """Keep a verdict on claims."""
    from servanda.model import Concern, Decision

    word = Decision.make(action, Concern.CLAIM, claims, blind=blind, **dataclasses.asdict(who))
    return kept(look, word)


def _judged_tie(
    look: Look, sides: tuple[str, str], sort: str | None, action: Action, who: Who, *, blind: bool
) -> Decision:
    """Keep a verdict on the tie between two entities. Raises UsageError where they have none."""
    from servanda.cli.naming import claims_of, entity_of
    from servanda.model import Action, Concern, Decision

    a, b = (entity_of(look, one) for one in sides)
    there = {k.type.value for x, y in ((a, b), (b, a)) for k in x.links if k.to == y.id}
    if (
        sort not in there
        and (sort is None or action is Action.REJECT)
        and not (sort is None and there)
    ):
        what = f"{sort} " if sort else ""
        reason = f"nothing says that it {what}{'' if sort else 'is tied to '}{b.id}"
        raise UsageError(a.id, reason, "to put a tie in: accept ID --tie-to OTHER --tie TYPE")
    word = Decision.make(
        action,
        Concern.MATCH,
        claims_of(look, a.id),
        others=claims_of(look, b.id),
        field=sort,
        blind=blind,
        **dataclasses.asdict(who),
    )
    return kept(look, word)


def verdict(
    chosen: Settings,
    verb: str,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    who: Who,
) -> None:
    """Keep a verdict on claims, or on the tie of one entity to another, and say so.

    Raises UsageError where the options do not go together, or there is no such tie.
    """
    from servanda.cli.naming import claims_of
    from servanda.cli.record_access import looking
    from servanda.model import Action

    if tie is not None and tie_to is None:
        raise UsageError("--tie", "it says nothing without --tie-to", "write --tie-to ID")
    if tie_to is not None and len(ids) > 1:
        raise UsageError(ids[1], "a tie has two ends", f"{verb} ID --tie-to OTHER")
    with looking(chosen) as look:
        if tie_to is not None:
            word = _judged_tie(look, (ids[0], tie_to), tie, Action(verb), who, blind=blind)
        else:
            claims = {claim for one in ids for claim in claims_of(look, one)}
            word = _judged_claims(look, claims, Action(verb), who, blind=blind)
        told(word, chosen)
        ready(look.record)


# -- The parts of `servanda review` that decide: accept, reject, merge, split, amend


TIES = ("fulfils", "revises", "repeats", "contradicts", "responds_to", "part_of")

_tie = click.option(
    "--tie", type=click.Choice(TIES), help="With two ids: the tie meant, where there are several."
)


@click.command("accept")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Accept the tie of ID to this entity instead.")
@_tie
@blind
@by_whom
@settings
def accept(
    chosen: Settings,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    who: Who,
) -> None:
    """Say that a report does say so: that claims were read right.

    ID is a claim, or an entity, which stands for all claims that tell of it. With `--tie-to`, say that
    the tie between two entities holds; with `--tie` of a type that was not found, it is put in.
    """
    verdict(chosen, "accept", ids, tie_to, tie, blind=blind, who=who)


@click.command("reject")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Reject the tie of ID to this entity instead.")
@_tie
@blind
@by_whom
@settings
def reject(
    chosen: Settings,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    who: Who,
) -> None:
    """Say that a report does not say so: the claims leave every view.

    ID is a claim, or an entity, which stands for all claims that tell of it. The evidence stays, and
    `--judged all` still shows them. With `--tie-to`, say that two entities are not so tied.
    """
    verdict(chosen, "reject", ids, tie_to, tie, blind=blind, who=who)


@click.command("merge")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@blind
@by_whom
@settings
def merge(chosen: Settings, ids: tuple[str, ...], *, blind: bool, who: Who) -> None:
    """Say that claims tell of one entity.

    ID is an entity or a claim; one entity alone confirms that its claims belong together. Persons are
    merged by their ids: whatever names them means one.
    """
    from servanda.cli.naming import claims_of
    from servanda.cli.record_access import looking
    from servanda.model import Action, Concern, Decision

    with looking(chosen) as look:
        people = persons(look, ids)
        if people:
            told(kept(look, merged_people(look, people, who)), chosen)
            ready(look.record)
            return
        targets = {claim for one in ids for claim in claims_of(look, one)}
        if len(targets) < 2:
            raise UsageError(ids[0], "one claim alone is one entity already", "name two ids")
        word = Decision.make(
            Action.MERGE, Concern.MATCH, targets, blind=blind, **dataclasses.asdict(who)
        )
        told(kept(look, word), chosen)
        ready(look.record)


@click.command("split")
@click.argument("identity", metavar="ID")
@click.argument("others", nargs=-1, metavar="[OTHER]...")
@blind
@by_whom
@settings
def split(
    chosen: Settings, identity: str, others: tuple[str, ...], *, blind: bool, who: Who
) -> None:
    """Say that claims do not tell of the same entity.

    `split ENTITY CLAIM...` takes those claims out of an entity; `split ID OTHER...` keeps two claims
    or entities apart; `split CLAIM` takes a claim away from all that it was held to belong with.
    `split PERSON CLAIM...` says that these claims mean somebody else of that name.
    """
    from servanda.cli.naming import claims_of, entity_of
    from servanda.cli.record_access import looking
    from servanda.model import Action, Concern, Decision

    with looking(chosen) as look:
        if persons(look, (identity,)):
            told(kept(look, parted_person(look, identity, others, who)), chosen)
            ready(look.record)
            return
        mine = set(claims_of(look, identity))
        theirs = {claim for one in others for claim in claims_of(look, one)}
        if not theirs and len(mine) > 1:
            raise UsageError(
                identity, "which of its claims?", f"name some of {', '.join(sorted(mine))}"
            )
        if not theirs:
            theirs = set(entity_of(look, identity).claims)
        left, right = (mine - theirs, theirs) if mine - theirs else (mine, theirs - mine)
        if not left or not right:
            raise UsageError(identity, "nothing is left to part it from")
        word = Decision.make(
            Action.SPLIT,
            Concern.MATCH,
            left,
            others=right,
            blind=blind,
            **dataclasses.asdict(who),
        )
        told(kept(look, word), chosen)
        ready(look.record)


@click.command("amend")
@click.argument("identity", metavar="ID")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option(
    "--on", type=day, metavar="DAY", help="The day from which a status holds.  [default: today]"
)
@by_whom
@settings
def amend(
    chosen: Settings, identity: str, fields: tuple[str, ...], on: date | None, *, who: Who
) -> None:
    """Put another value in a field of a claim, or say what became of a commitment.

    A time is written in EDTF (`due=2025-03-31`, `when=2025-03`, `due=../2025-06-30`), a list with
    commas (`obligors=JP,US`) or as JSON; nothing after the sign empties the field. The evidence
    stays as it is.

    `amend COMMITMENT status=dropped --on DAY` sets the status: planned, due, done, partly_done,
    overdue, revised, dropped, unknown.
    """
    from servanda.cli.judging.amendments import amendments
    from servanda.cli.record_access import looking

    with looking(chosen) as look:
        words = amendments(look, identity, fields, on, who)
        for word in words:
            told(kept(look, word), chosen)
        ready(look.record)


PARTS = (accept, reject, merge, split, amend, undo, adopt, history, changes)
