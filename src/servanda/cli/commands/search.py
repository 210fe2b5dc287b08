"""`servanda search QUERY`: full text over reports and claims, with facets."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from servanda.cli.options import Filters, Settings, filters, settings

__all__ = ["command"]


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--kind", metavar="KIND", help="Only claims of this kind: commitment, quote.")
@settings
@filters
def command(
    chosen: Settings, query: tuple[str, ...], kind: str | None, *, filters: Filters
) -> None:
    """Search for words in reports and in what was read from them.

    All words must occur; "words in quotation marks" stand together; a word ending in * matches
    every word that begins like it.
    """
    from servanda.cli.data import looking, narrowed, plain_row
    from servanda.cli.pages import HITS
    from servanda.cli.render import Sheet, write

    asked = " ".join(query)
    with looking(chosen) as look:
        look.must_have(filters.report)
        hits = look.view.search(asked, kind=kind)
        rows = narrowed([plain_row(hit) for hit in hits], filters)
    sheet = Sheet(f"Found: {asked}", HITS, rows, f"nothing found for {asked!r}", _facets(rows))
    write(sheet, chosen.written)


def _facets(rows: list[dict[str, Any]]) -> str:
    kinds = Counter(str(row.get("kind")) for row in rows)
    return " · ".join(f"{kind} {count}" for kind, count in kinds.most_common())
