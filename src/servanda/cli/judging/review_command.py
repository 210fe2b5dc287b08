"""`servanda review`: list the judgements that the record rests on, and decide on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedGroup
from servanda.cli.judging.adding_command import add
from servanda.cli.judging.history_commands import adopt, changes, history, undo
from servanda.cli.judging.verdict_commands import accept, amend, merge, reject, split
from servanda.cli.options import Settings, author_name, author_option, blind, settings

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.review.queue import ReviewItem

__all__ = ["command", "items"]


KINDS = ("claim", "match", "tie", "contradiction", "decision", "proposal")
LIMIT = 20


@click.group(cls=GroupedGroup, invoke_without_command=True)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only judgements of this kind; can be given more than once.",
)
@click.option("--report", metavar="NAME", help="Only what rests on this report.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=LIMIT,
    show_default=True,
    help="List at most this many; 0 lists all.",
)
@click.option(
    "--ask",
    is_flag=True,
    help="Ask one by one: a accepts, r rejects, s skips, q ends. Each answer is kept at once.",
)
@author_option
@click.option(
    "--reason", metavar="TEXT", default="", help="Why; kept with every decision of --ask."
)
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
    """List the judgements that the record rests on, the weakest first, or decide on one.

    Claims read with low confidence, claims of several reports taken to be about one entity, ties
    between entities (revisions, fulfilments, contradictions), reports that cannot both be right,
    decisions of persons that contradict each other or whose claim is gone, and proposals of a language
    model that say otherwise than the claim of the same words. The score, from 0 to 1,
    says how well each is founded. What a person has accepted is listed with `--judged all` only.

    With --blind, the claims that this coder has not judged yet are listed in the order of the
    reports, as they were read and without the decisions of others.
    """
    ctx.obj = chosen
    if ctx.invoked_subcommand is not None:
        return
    import dataclasses

    from servanda.cli.record_access import open_access

    if blind:
        chosen = dataclasses.replace(chosen, judged="none")
    with open_access(chosen) as access:
        access.must_have(report)
        found = _blind(access, author_name(author)) if blind else items(access)
        found = [one for one in found if not kinds or one.kind in kinds]
        if report is not None:
            name = access.view.report(report).name
            found = [one for one in found if name in one.reports]
        if ask:
            from servanda.cli.judging.interactive import go_through

            go_through(access, found, author=author_name(author), reason=reason, blind=blind)
            return
    _list(found, limit, chosen, blind=blind)


def items(access: RecordAccess) -> list[ReviewItem]:
    """List what there is to review in a view, the weakest first."""
    from servanda.review.decision_conflicts import review_words
    from servanda.review.proposal_conflicts import review_proposals
    from servanda.review.queue import review

    words, judged = access.record.words, access.settings.judged == "all"
    differing = access.record.proposals.differing()
    found = [
        *review_words(access.resolution, words.standing(), words.carried(), today=access.day),
        *review_proposals(access.resolution, differing, judged=judged),
        *review(access.resolution, judged=judged),
    ]
    return sorted(found, key=lambda one: one.score)


def _blind(access: RecordAccess, author: str) -> list[ReviewItem]:
    """List the claims that a coder has not judged, by report and place, as they were read."""
    from servanda.model import Concern, Decision
    from servanda.review.queue import as_items

    done = {
        claim
        for word in access.record.words.standing()
        if isinstance(word, Decision) and word.concern is Concern.CLAIM and word.author == author
        for claim in word.targets
    }
    return as_items(one for one in access.claims if one.claim.id not in done)


def _list(found: list[ReviewItem], limit: int, chosen: Settings, *, blind: bool) -> None:
    from servanda.cli.judging.review_columns import REVIEW
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write

    rows: list[dict[str, Any]] = [plain_row(one) for one in found]
    shown = rows[:limit] if limit else rows
    title = "To be judged" if blind else "To review"
    nothing = "nothing left to judge" if blind else "nothing to review: everything is well founded"
    write(Sheet(title, REVIEW, shown, nothing, total=len(rows)), chosen.written)


for part in (accept, reject, merge, split, amend, add, undo, adopt, history, changes):
    command.add_command(part)
