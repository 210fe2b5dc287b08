"""Verdicts: claims accepted or rejected, and the ties between things."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from servanda.cli.deciding import Who, kept, ready, told
from servanda.cli.options import Settings
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.data import Look
    from servanda.model import Action, ClaimId, Decision

__all__ = ["verdict"]


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
    """Keep a verdict on the tie between two things. Raises UsageError where they have none."""
    from servanda.cli.naming import claims_of, thing_of
    from servanda.model import Action, Concern, Decision

    a, b = (thing_of(look, one) for one in sides)
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
    """Keep a verdict on claims, or on the tie of one thing to another, and say so.

    Raises UsageError where the options do not go together, or there is no such tie.
    """
    from servanda.cli.data import looking
    from servanda.cli.naming import claims_of
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
