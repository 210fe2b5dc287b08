"""The parts of `servanda review` that decide: accept, reject, merge, split, amend."""

from __future__ import annotations

import dataclasses
from datetime import date

import click

from servanda.cli.deciding import Who, blind, by_whom, kept, ready, told
from servanda.cli.judging_people import merged_people, parted_person, persons
from servanda.cli.options import Settings, day, settings
from servanda.cli.review_history import adopt, changes, history, undo
from servanda.cli.verdicts import verdict
from servanda.errors import UsageError

__all__ = ["PARTS"]

TIES = ("fulfils", "revises", "repeats", "contradicts", "responds_to", "part_of")

_tie = click.option(
    "--tie", type=click.Choice(TIES), help="With two ids: the tie meant, where there are several."
)


@click.command("accept")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Accept the tie of ID to this thing instead.")
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

    ID is a claim, or a thing, which stands for all claims that tell of it. With `--tie-to`, say that
    the tie between two things holds; with `--tie` of a type that was not found, it is put in.
    """
    verdict(chosen, "accept", ids, tie_to, tie, blind=blind, who=who)


@click.command("reject")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tie-to", metavar="ID", help="Reject the tie of ID to this thing instead.")
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

    ID is a claim, or a thing, which stands for all claims that tell of it. The evidence stays, and
    `--judged all` still shows them. With `--tie-to`, say that two things are not so tied.
    """
    verdict(chosen, "reject", ids, tie_to, tie, blind=blind, who=who)


@click.command("merge")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@blind
@by_whom
@settings
def merge(chosen: Settings, ids: tuple[str, ...], *, blind: bool, who: Who) -> None:
    """Say that claims tell of one thing.

    ID is a thing or a claim; one thing alone confirms that its claims belong together. Persons are
    merged by their ids: whatever names them means one.
    """
    from servanda.cli.data import looking
    from servanda.cli.naming import claims_of
    from servanda.model import Action, Concern, Decision

    with looking(chosen) as look:
        people = persons(look, ids)
        if people:
            told(kept(look, merged_people(look, people, who)), chosen)
            ready(look.record)
            return
        targets = {claim for one in ids for claim in claims_of(look, one)}
        if len(targets) < 2:
            raise UsageError(ids[0], "one claim alone is one thing already", "name two ids")
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
    """Say that claims do not tell of the same thing.

    `split THING CLAIM...` takes those claims out of a thing; `split ID OTHER...` keeps two claims
    or things apart; `split CLAIM` takes a claim away from all that it was held to belong with.
    `split PERSON CLAIM...` says that these claims mean somebody else of that name.
    """
    from servanda.cli.data import looking
    from servanda.cli.naming import claims_of, thing_of
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
            theirs = set(thing_of(look, identity).claims)
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
    from servanda.cli.amendments import amendments
    from servanda.cli.data import looking

    with looking(chosen) as look:
        words = amendments(look, identity, fields, on, who)
        for word in words:
            told(kept(look, word), chosen)
        ready(look.record)


PARTS = (accept, reject, merge, split, amend, undo, adopt, history, changes)
