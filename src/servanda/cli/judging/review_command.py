"""`servanda review`: the judgements behind the record, and a person's word on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from servanda.cli.judging.authorship import blind
from servanda.cli.judging.verdict_commands import PARTS
from servanda.cli.options import Settings, settings

if TYPE_CHECKING:
    from servanda.cli.record_access import Look
    from servanda.review.queue import ReviewItem

__all__ = ["command", "items"]


KINDS = ("claim", "match", "tie", "contradiction", "decision")
LIMIT = 20


@click.group(invoke_without_command=True)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only judgements of this kind; may be given more than once.",
)
@click.option("--report", metavar="NAME", help="Only what rests on this report.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=LIMIT,
    show_default=True,
    help="List so many at most; 0 lists all.",
)
@click.option(
    "--ask",
    is_flag=True,
    help="Go through them one by one: a accepts, r rejects, s skips, q ends. Each is kept at once.",
)
@click.option(
    "--author",
    "--coder",
    "author",
    metavar="NAME",
    help="Whose word it is, with --ask or --blind.  [default: $SERVANDA_AUTHOR]",
)
@click.option("--reason", metavar="TEXT", default="", help="Why, for all that is decided.")
@blind
@settings
@click.pass_context
def command(
    ctx: click.Context,
    /,
    chosen: Settings,
    kinds: tuple[str, ...],
    report: str | None,
    limit: int,
    author: str | None,
    reason: str,
    *,
    ask: bool,
    blind: bool,
) -> None:
    """List the judgements that the record rests on, worst-founded first, or decide on one.

    Claims read with little confidence, claims of several reports held to be about one entity, ties
    between entities (revisions, fulfilments, contradictions), reports that cannot both be right, and
    decisions of persons that contradict each other or lost what they were about. The score says
    how well each is founded, from 0 to 1. What a person has accepted is no longer listed, unless
    with `--judged all`.

    With --blind, the claims are listed in the order of the reports, as they were read and without
    what anybody said of them: those that this coder has not judged yet.
    """
    ctx.obj = chosen
    if ctx.invoked_subcommand is not None:
        return
    import dataclasses

    from servanda.cli.record_access import looking

    if blind:
        chosen = dataclasses.replace(chosen, judged="none")
    with looking(chosen) as look:
        look.must_have(report)
        found = _blind(look, _name(author)) if blind else items(look)
        found = [one for one in found if not kinds or one.kind in kinds]
        if report is not None:
            name = look.view.report(report).name
            found = [one for one in found if name in one.reports]
        if ask:
            from servanda.cli.judging.interactive import go_through

            go_through(look, found, author=_name(author), reason=reason, blind=blind)
            return
    _list(found, limit, chosen, blind=blind)


def items(look: Look) -> list[ReviewItem]:
    """List what there is to review in a view, worst-founded first."""
    from servanda.review.decision_conflicts import review_words
    from servanda.review.queue import review

    words = look.record.words
    found = [
        *review_words(look.world, words.standing(), words.carried(), today=look.day),
        *review(look.world, judged=look.settings.judged == "all"),
    ]
    return sorted(found, key=lambda one: one.score)


def _blind(look: Look, author: str) -> list[ReviewItem]:
    """List the claims that a coder has not judged, by report and place, as they were read."""
    from servanda.model import Concern, Decision
    from servanda.review.queue import as_items

    done = {
        claim
        for word in look.record.words.standing()
        if isinstance(word, Decision) and word.concern is Concern.CLAIM and word.author == author
        for claim in word.targets
    }
    return as_items(one for one in look.claims if one.claim.id not in done)


def _name(author: str | None) -> str:
    from servanda.cli.judging.authorship import author_name

    return author_name(author)


def _list(found: list[ReviewItem], limit: int, chosen: Settings, *, blind: bool) -> None:
    from servanda.cli.judging.review_columns import REVIEW
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write

    rows: list[dict[str, Any]] = [plain_row(one) for one in found]
    shown = rows[:limit] if limit else rows
    title = "To be judged" if blind else "To review"
    nothing = "nothing is left to judge" if blind else "nothing to review: all is well founded"
    write(Sheet(title, REVIEW, shown, nothing, total=len(rows)), chosen.written)


for part in PARTS:
    command.add_command(part)
