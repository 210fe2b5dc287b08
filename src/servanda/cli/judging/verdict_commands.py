"""The parts of `servanda review` that decide: accept, reject, merge, split, amend."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.index_update import update_index
from servanda.cli.judging.word_output import keep_and_print
from servanda.cli.option_values import day
from servanda.cli.options import Authorship, Settings, authored, blind, settings
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Action, Decision, Entity

__all__ = ["accept", "amend", "field_and_value", "merge", "reject", "split"]


# -- Verdicts: claims accepted or rejected, and ties between entities


TIES = ("fulfils", "revises", "repeats", "contradicts", "responds_to", "part_of")

_tie = click.option(
    "--tie", type=click.Choice(TIES), help="With --tie-to: which tie, where there are several."
)


@click.command("accept", cls=GroupedCommand)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Accept the tie of ID to this entity instead.")
@_tie
@blind
@authored
@settings
def accept(
    chosen: Settings,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    by: Authorship,
) -> None:
    """Say that a report does say so: that its claims were read correctly.

    ID is a claim, or an entity, which stands for all claims about it. With `--tie-to`, say that
    the tie between two entities holds; with `--tie` of a type that was not found, it is added.
    """
    _verdict(chosen, "accept", ids, tie_to, tie, blind=blind, by=by)


@click.command("reject", cls=GroupedCommand)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Reject the tie of ID to this entity instead.")
@_tie
@blind
@authored
@settings
def reject(
    chosen: Settings,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    by: Authorship,
) -> None:
    """Say that a report does not say so: its claims leave every view.

    ID is a claim, or an entity, which stands for all claims about it. The evidence stays, and
    `--judged all` still shows them. With `--tie-to`, say that two entities are not tied that way.
    """
    _verdict(chosen, "reject", ids, tie_to, tie, blind=blind, by=by)


def _verdict(
    chosen: Settings,
    verb: str,
    ids: tuple[str, ...],
    tie_to: str | None,
    tie: str | None,
    *,
    blind: bool,
    by: Authorship,
) -> None:
    """Keep a verdict on claims, or on the tie of one entity to another, and print it.

    Raises UsageError where the options do not go together, or there is no such tie.
    """
    from servanda.cli.naming import claims_of
    from servanda.cli.record_access import open_access
    from servanda.model import Action, Concern, Decision

    if tie is not None and tie_to is None:
        raise UsageError("--tie", "it needs --tie-to", "write --tie-to ID")
    if tie_to is not None and len(ids) > 1:
        raise UsageError(ids[1], "a tie has two ends", f"{verb} ID --tie-to OTHER")
    with open_access(chosen) as access:
        if tie_to is not None:
            word = _verdict_on_tie(access, (ids[0], tie_to), tie, Action(verb), by, blind=blind)
        else:
            claims = {claim for one in ids for claim in claims_of(access, one)}
            word = Decision.make(
                Action(verb), Concern.CLAIM, claims, blind=blind, **dataclasses.asdict(by)
            )
        keep_and_print(access, word, chosen)
        update_index(access.record)


def _verdict_on_tie(
    access: RecordAccess,
    ends: tuple[str, str],
    sort: str | None,
    action: Action,
    by: Authorship,
    *,
    blind: bool,
) -> Decision:
    """Make a verdict on the tie between two entities.

    Raises UsageError where there is no such tie to accept or reject; a tie whose type is named can
    be accepted in any case.
    """
    from servanda.cli.naming import claims_of, entity_of
    from servanda.model import Action, Concern, Decision

    a, b = (entity_of(access, one) for one in ends)
    types = {tie.type.value for x, y in ((a, b), (b, a)) for tie in x.links if tie.to == y.id}
    added = sort is not None and action is Action.ACCEPT
    known = bool(types) if sort is None else sort in types
    if not known and not added:
        reason = (
            f"nothing ties it to {b.id}" if sort is None else f"nothing says that it {sort} {b.id}"
        )
        raise UsageError(a.id, reason, "to add a tie: accept ID --tie-to OTHER --tie TYPE")
    return Decision.make(
        action,
        Concern.MATCH,
        claims_of(access, a.id),
        others=claims_of(access, b.id),
        field=sort,
        blind=blind,
        **dataclasses.asdict(by),
    )


# -- Matches: claims about one entity or several, mentions of one person or several


@click.command("merge", cls=GroupedCommand)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@blind
@authored
@settings
def merge(chosen: Settings, ids: tuple[str, ...], *, blind: bool, by: Authorship) -> None:
    """Say that claims are about one entity.

    ID is an entity or a claim; one entity alone confirms that its claims belong together. Persons
    are merged by their ids: every mention of one then means the same person.
    """
    from servanda.cli.naming import claims_of
    from servanda.cli.record_access import open_access
    from servanda.model import Action, Concern, Decision

    with open_access(chosen) as access:
        if people := _persons(access, ids):
            word = _merged_persons(access, people, by)
        else:
            targets = {claim for one in ids for claim in claims_of(access, one)}
            if len(targets) < 2:
                raise UsageError(ids[0], "one claim alone is one entity already", "name two ids")
            word = Decision.make(
                Action.MERGE, Concern.MATCH, targets, blind=blind, **dataclasses.asdict(by)
            )
        keep_and_print(access, word, chosen)
        update_index(access.record)


@click.command("split", cls=GroupedCommand)
@click.argument("identity", metavar="ID")
@click.argument("others", nargs=-1, metavar="[OTHER]...")
@blind
@authored
@settings
def split(
    chosen: Settings, identity: str, others: tuple[str, ...], *, blind: bool, by: Authorship
) -> None:
    """Say that claims are not about the same entity.

    `split ENTITY CLAIM...` takes those claims out of an entity; `split ID OTHER...` keeps two claims
    or entities apart; `split CLAIM` parts a claim from all others of its entity.
    `split PERSON CLAIM...` says that these claims mean another person of that name.
    """
    from servanda.cli.record_access import open_access
    from servanda.model import Action, Concern, Decision

    with open_access(chosen) as access:
        if people := _persons(access, (identity,)):
            word = _split_person(access, people[0], others, by)
        else:
            left, right = _parted(access, identity, others)
            word = Decision.make(
                Action.SPLIT,
                Concern.MATCH,
                left,
                others=right,
                blind=blind,
                **dataclasses.asdict(by),
            )
        keep_and_print(access, word, chosen)
        update_index(access.record)


def _parted(
    access: RecordAccess, identity: str, others: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Return the two sides of a split: claims that are to be kept apart. Raises UsageError."""
    from servanda.cli.naming import claims_of, entity_of

    mine: set[str] = set(claims_of(access, identity))
    theirs: set[str] = {claim for one in others for claim in claims_of(access, one)}
    if not theirs and len(mine) > 1:
        some = ", ".join(sorted(mine))
        raise UsageError(identity, "which of its claims?", f"name some of {some}")
    if not theirs:
        theirs = set(entity_of(access, identity).claims)
    left, right = (mine - theirs, theirs) if mine - theirs else (mine, theirs - mine)
    if not left or not right:
        raise UsageError(identity, "there is nothing to part it from")
    return left, right


def _persons(access: RecordAccess, ids: Sequence[str]) -> list[Entity]:
    """Return the persons that ids name; none where they name other entities.

    Raises UsageError where some are persons and some are not.
    """
    from servanda.cli.naming import whole

    known: dict[str, Entity] = {entity.id: entity for entity in access.resolution.of("person")}
    full = [str(whole(access, one)) for one in ids]
    found = [known[one] for one in full if one in known]
    if found and len(found) < len(full):
        odd = next(one for one in full if one not in known)
        raise UsageError(odd, "this is not a person", "a person is merged with persons only")
    return found


def _merged_persons(access: RecordAccess, people: Sequence[Entity], by: Authorship) -> Decision:
    """Make the decision that several persons are one. Raises UsageError where they are one."""
    from servanda.model import Action, Concern, Decision

    ids = sorted({one.id for one in people})
    if len(ids) < 2:
        raise UsageError(ids[0], "one person alone is one already", "name two")
    return Decision.make(
        Action.MERGE,
        Concern.ENTITY,
        {one.claims[0] for one in people},
        field="person",
        value={"persons": ids, "names": [access.resolution.names[one.id] for one in people]},
        **dataclasses.asdict(by),
    )


def _split_person(
    access: RecordAccess, person: Entity, claims: Sequence[str], by: Authorship
) -> Decision:
    """Make the decision that some claims mean another person. Raises UsageError."""
    from servanda.cli.naming import claims_of
    from servanda.model import Action, Concern, Decision

    theirs = {claim for one in claims for claim in claims_of(access, one)} & set(person.claims)
    if not theirs or theirs == set(person.claims):
        some = ", ".join(person.claims[:5])
        raise UsageError(
            person.id, "which of its claims mean another person?", f"name some of {some}"
        )
    return Decision.make(
        Action.SPLIT,
        Concern.ENTITY,
        theirs,
        field="person",
        value={"persons": [person.id], "names": [access.resolution.names[person.id]]},
        **dataclasses.asdict(by),
    )


# -- Amendments: FIELD=VALUE, read by what the field of that kind can hold


@click.command("amend", cls=GroupedCommand)
@click.argument("identity", metavar="ID")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option(
    "--on", type=day, metavar="DAY", help="The day from which a status holds.  [default: today]"
)
@authored
@settings
def amend(
    chosen: Settings, identity: str, fields: tuple[str, ...], on: date | None, *, by: Authorship
) -> None:
    """Put another value in a field of a claim, or say what became of a commitment.

    A time is written in EDTF (`due=2025-03-31`, `when=2025-03`, `due=../2025-06-30`), a list with
    commas (`obligors=JP,US`) or as JSON; nothing after the equals sign empties the field.

    `amend CLAIM evidence=START-END` lets it rest on other words of its report: offsets of characters as
    `servanda why` shows them, several with commas, or words that stand there once. Else the evidence
    stays as it is.

    `amend COMMITMENT status=dropped --on DAY` sets the status: planned, due, done, partly_done,
    overdue, revised, dropped, unknown.
    """
    from servanda.cli.record_access import open_access

    with open_access(chosen) as access:
        for word in _amendments(access, identity, fields, on, by):
            keep_and_print(access, word, chosen)
        update_index(access.record)


def _amendments(
    access: RecordAccess, identity: str, fields: Iterable[str], on: date | None, by: Authorship
) -> list[Decision]:
    """Make the decisions that `FIELD=VALUE` ask for, without keeping them yet.

    Raises UsageError where a field cannot hold its value, or where it is not clear which claim
    is meant.
    """
    from servanda.cli.naming import claims_of, kind_of, report_of, whole
    from servanda.model import Action, Concern, Decision, status_value
    from servanda.model.amendment import EVIDENCE, write_evidence
    from servanda.review.report_places import evidence_of
    from servanda.review.written_value import written_value

    claims = claims_of(access, identity)
    kind = kind_of(access, claims[0])
    words = []
    for field, text in [field_and_value(one) for one in fields]:
        parts: dict[str, Any] = {**dataclasses.asdict(by), "field": field}
        if field == "status" and kind == "commitment":
            # The status is the commitment's, whichever of its claims was named.
            entity = access.resolution.entity(whole(access, identity))
            targets = entity.claims if entity is not None else claims
            said = status_value(text, on)
            words.append(Decision.make(Action.AMEND, Concern.STATUS, targets, value=said, **parts))
            continue
        if on is not None:
            raise UsageError("--on", "only the status of a commitment has a first day")
        if len(claims) > 1:
            some = ", ".join(claims)
            raise UsageError(identity, f"{len(claims)} claims are about it", f"name one: {some}")
        value: Any = (
            write_evidence(evidence_of(report_of(access, claims[0]), text))
            if field == EVIDENCE
            else written_value(kind, field, text)
        )
        words.append(Decision.make(Action.AMEND, Concern.CLAIM, claims, value=value, **parts))
    return words


def field_and_value(text: str) -> tuple[str, str]:
    """Read `FIELD=VALUE`. Raises UsageError where it is something else."""
    field, sign, value = text.partition("=")
    if not sign or not field.strip():
        raise UsageError(
            text, "this is not FIELD=VALUE", "write FIELD=VALUE, such as due=2025-03-31"
        )
    return field.strip(), value.strip()
