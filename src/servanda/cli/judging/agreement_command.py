"""`servanda agreement`: how far coders agree who judged the same claims, matches or commitments."""

from __future__ import annotations

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Settings, settings
from servanda.errors import UsageError

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.option(
    "--coder",
    "--author",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Only these coders; give it twice or more.",
)
@click.option("--list", "listed", is_flag=True, help="List their disagreements instead.")
@settings
def command(chosen: Settings, coders: tuple[str, ...], *, listed: bool) -> None:
    """Measure how far coders agree: raw agreement, Cohen's kappa, Krippendorff's alpha, by kind.

    The units are claims that were accepted or rejected, pairs of claims judged the same or not
    (match), and obligors scored for a commitment (compliance). Blind and open judgements count
    alike; of each coder, the last one. Kappa compares two coders on the units that both judged. Alpha
    compares any number of coders and allows for missing judgements; it is nominal, and ordinal for
    compliance. A measure that is not defined, for example because no judgement ever varied, stays
    empty.

    Kappa: Cohen 1960. Alpha: Krippendorff, Content Analysis.
    """
    from servanda.cli.judging.review_columns import AGREEMENT, DISAGREEMENTS
    from servanda.cli.record_access import open_access, plain_row
    from servanda.cli.render import Sheet, write
    from servanda.review.coder_agreement import agreement, disagreements
    from servanda.store import Judged

    if len(coders) == 1:
        raise UsageError(coders[0], "agreement needs two coders", "name two, or none for all")
    with open_access(chosen) as access:
        words = access.record.words.standing()
        if listed:
            known = {one.claim.id: one for one in access.record.view(judged=Judged.ALL).claims()}
            rows = [plain_row(one) for one in disagreements(words, known, coders)]
            sheet = Sheet("Disagreements", DISAGREEMENTS, rows, "there are no disagreements")
        else:
            rows = [plain_row(one) for one in agreement(words, coders)]
            nothing = "no two coders have judged the same: servanda review --blind --coder NAME"
            sheet = Sheet("Agreement", AGREEMENT, rows, nothing)
    write(sheet, chosen.written)
