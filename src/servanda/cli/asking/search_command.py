"""`servanda search QUERY`: full text over reports and claims, with facets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.store import Hit

__all__ = ["command"]


_KINDS = (
    *("report", "consultation", "commitment", "assurance", "capability", "structure", "incident"),
    *("tenure", "omission", "quote", "date"),
)


@click.command()
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
    from servanda.cli.record_access import narrowed, open_access
    from servanda.cli.render import Sheet, write

    asked = " ".join(query)
    with open_access(chosen) as access:
        access.must_have(filters.report)
        found = access.view.search(asked, kind=None if kind == "report" else kind)
        hits = (hit for hit in found if kind != "report" or hit.claim is None)
        rows = narrowed(access.about(filters, [_row(hit) for hit in hits]), filters)
    sheet = Sheet(f"Found: {asked}", HITS, rows, f"nothing found for {asked!r}", _facets(rows))
    write(sheet, chosen.written)


def _row(hit: Hit) -> dict[str, Any]:
    """Turn a hit into a row: the report or the claim that holds the words, and where."""
    from servanda.cli.record_access import plain_row
    from servanda.model.claim_cells import claim_cells

    resolved = hit.claim
    cells = {} if resolved is None else {"id": resolved.claim.id, **claim_cells(resolved)}
    return {
        "report": hit.report,
        "kind": "report" if resolved is None else resolved.claim.kind,
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "published": plain_row(resolved.published) if resolved else None,
        **cells,
    }


def _facets(rows: list[dict[str, Any]]) -> str:
    kinds = Counter(str(row.get("kind")) for row in rows)
    return " · ".join(f"{kind} {count}" for kind, count in kinds.most_common())
