"""`servanda compliance`: scores of how far commitments were kept, and their percentages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedGroup
from servanda.cli.judging.word_output import keep_and_print
from servanda.cli.option_values import day, party
from servanda.cli.options import Authorship, Settings, authored, blind, settings
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Entity

__all__ = ["command"]


VALUES = {"+1": 1, "1": 1, "0": 0, "-1": -1, "none": None}

_WINDOW = (
    click.option(
        "--from", "start", type=day, metavar="DAY", help="First day of the period that is scored."
    ),
    click.option(
        "--to", "end", type=day, metavar="DAY", help="Last day of the period that is scored."
    ),
)


def _window(function: Any) -> Any:
    for option in reversed(_WINDOW):
        function = option(function)
    return function


@click.group(cls=GroupedGroup)
@settings
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings) -> None:
    """Score how far each obligor kept a commitment, and sum up the scores.

    The scale and the percentage are those of the G7 and G20 Research Groups: +1 full compliance, 0
    in progress or partial, -1 none; a mean of -1 to +1 is reported as (mean + 1) / 2. A score is a
    person's judgement and independent of the statuses, which only say what the reports say.
    """
    ctx.obj = chosen


@command.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("identity", metavar="ID")
@click.argument("obligor", metavar="OBLIGOR")
@click.argument("score", type=click.Choice(tuple(VALUES)), metavar="SCORE")
@click.option(
    "--guideline",
    metavar="TEXT",
    help="What the score is based on.  [default: the commitment's guideline]",
)
@_window
@blind
@authored
@settings
def set_(
    chosen: Settings,
    identity: str,
    obligor: str,
    score: str,
    guideline: str | None,
    start: date | None,
    end: date | None,
    *,
    blind: bool,
    by: Authorship,
) -> None:
    """Score one obligor of a commitment: +1, 0, -1, or none where it cannot be said.

    Another score by the same coder replaces the first. Where coders differ, the score is disputed
    and is not counted until they agree.
    """
    from servanda.analysis.commitment_board import history
    from servanda.cli.record_access import open_access
    from servanda.model import Score
    from servanda.review.compliance_scores import guideline_of
    from servanda.world.party_names import party_code

    with open_access(chosen) as access:
        entity = _commitment(access, identity)
        known = guideline_of(access.resolution, entity)
        bound = history(access.resolution, entity, today=access.day).obligors
        whom = obligor if obligor in bound or not obligor.strip() else party_code(obligor)
        if whom not in bound:
            said = ", ".join(bound) or "nobody by name"
            click.echo(f"note: the reports bind {said}, not {whom}", err=True)
        word = Score.make(
            whom,
            entity.claims,
            VALUES[score],
            coder=by.author,
            at=by.at,
            guideline=guideline if guideline is not None else known.text if known else "",
            start=start or (known.start if known else None),
            end=end or (known.end if known else None),
            reason=by.reason,
            blind=blind,
        )
        keep_and_print(access, word, chosen)


@command.command("guideline", short_help="Write down what counts as compliance, and by when.")
@click.argument("identity", metavar="ID")
@click.argument("text", required=False, metavar="[TEXT]")
@_window
@authored
@settings
def guideline(
    chosen: Settings,
    identity: str,
    text: str | None,
    start: date | None,
    end: date | None,
    *,
    by: Authorship,
) -> None:
    """Write down what counts as full, partial and no compliance with a commitment, and by when.

    Later scores use this text and this period unless they name their own.
    """
    from servanda.cli.record_access import open_access
    from servanda.model import Action, Concern, Decision

    if not text:
        raise UsageError("guideline", "there is no text", "compliance guideline ID TEXT")
    if start is not None and end is not None and end < start:
        raise UsageError(f"{start}..{end}", "the window ends before it begins")
    value = {"text": text}
    value |= {name: one.isoformat() for name, one in (("start", start), ("end", end)) if one}
    with open_access(chosen) as access:
        word = Decision.make(
            Action.AMEND,
            Concern.ENTITY,
            _commitment(access, identity).claims,
            author=by.author,
            at=by.at,
            reason=by.reason,
            field="guideline",
            value=value,
        )
        keep_and_print(access, word, chosen)


@command.command("show")
@click.argument("identity", required=False, metavar="[ID]")
@click.option("--sum", "summed", is_flag=True, help="Sum up by obligor, by commitment and overall.")
@click.option("--coder", metavar="NAME", help="Only this coder's scores, blind ones included.")
@click.option("--obligor", type=party, metavar="PARTY", help="Only the scores of this obligor.")
@settings
def show(
    chosen: Settings, identity: str | None, coder: str | None, obligor: str | None, *, summed: bool
) -> None:
    """List the scores, or with `--sum` the percentages that result.

    Each score counts once. `--format csv` writes all columns: coders, guideline, window, reason.
    """
    from servanda.cli.judging.review_columns import PERCENTAGES, SCORES
    from servanda.cli.record_access import open_access, plain_row
    from servanda.cli.render import Sheet, write
    from servanda.review.compliance_scores import percentages, scores

    with open_access(chosen) as access:
        found = scores(access.resolution, access.view.scores(), coder=coder)
        if identity is not None:
            mine = _commitment(access, identity).id
            found = tuple(one for one in found if one.id == mine)
        if obligor is not None:
            found = tuple(one for one in found if one.obligor == obligor)
    if summed:
        rows = [plain_row(one) for one in percentages(found)]
        sheet = Sheet("Compliance", PERCENTAGES, rows, "there are no scores")
    else:
        rows = [plain_row(one) for one in found]
        sheet = Sheet("Scores", SCORES, rows, "there are no scores")
    write(sheet, chosen.written)


def _commitment(access: RecordAccess, identity: str) -> Entity:
    from servanda.cli.naming import entity_of

    entity = entity_of(access, identity)
    if entity.kind != "commitment":
        raise UsageError(identity, f"this is a {entity.kind}", "only commitments are scored")
    return entity
