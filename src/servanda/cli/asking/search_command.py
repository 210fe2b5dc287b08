"""`servanda search QUERY`: full text over reports and claims, with facets."""

from __future__ import annotations

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings

__all__ = ["command"]


_KINDS = (
    *("report", "consultation", "commitment", "assurance", "capability", "structure", "incident"),
    *("tenure", "omission", "quote", "date"),
)


@click.command(cls=GroupedCommand)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    metavar="KIND",
    help="Only reports, or claims of one kind: report, commitment, quote.",
)
@settings
@filters
def command(
    chosen: Settings, query: tuple[str, ...], kind: str | None, *, filters: Filters
) -> None:
    """Search for words in reports and in what was read from them.

    All words must occur, in any case; "words in quotation marks" must be next to each other; a word
    that ends in * matches every word that begins like it.
    """
    from servanda.cli.asking.overview_columns import HITS
    from servanda.cli.record_access import open_access, titled, wanted
    from servanda.cli.render import Sheet, write
    from servanda.record_answers import facets, search_answer

    asked = " ".join(query)
    with open_access(chosen) as access:
        rows = search_answer(access, asked, wanted(filters), kind=kind)
        if chosen.written == "table":
            rows = titled(access, rows)
    note = " · ".join(f"{one} {count}" for one, count in facets(rows).items())
    sheet = Sheet(f"Found: {asked}", HITS, rows, f"nothing found for {asked!r}", note)
    write(sheet, chosen.written)
