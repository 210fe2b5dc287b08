"""`servanda drift WORDS`: who used a wording, when, and how it changed."""

from __future__ import annotations

import functools
from typing import Any

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, filters, settings

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@settings
@functools.partial(filters, without=("status", "givers", "receivers"))
def command(chosen: Settings, words: tuple[str, ...], *, filters: Filters) -> None:
    """Show who used a wording and when, its variants, and the report where it changed.

    The texts of all reports are searched for WORDS and for near variants: most of the content words,
    close together in one sentence. Variants are compared word by word: [-gone-] {+added+}. Copies of
    one story count as one source.

    Without WORDS, the assurances that several independent reports contain, each with the number of
    its wordings and the last change; `--party` keeps those that it gives.
    """
    from servanda.cli.record_access import open_access, titled, wanted
    from servanda.record_answers import assured_answer, drift_answer

    formula = " ".join(words)
    with open_access(chosen) as access:
        if not formula:
            _all(chosen, assured_answer(access, wanted(filters)))
            return
        found = drift_answer(access, formula, wanted(filters))
        if chosen.written == "table":
            found = titled(access, [found])[0]
    _one(chosen, found)


def _one(chosen: Settings, row: dict[str, Any]) -> None:
    from servanda.cli.asking.follow_up_columns import DRIFT, VARIANTS
    from servanda.cli.cells import briefly_of
    from servanda.cli.render import Sheet, heading, write, write_object

    nothing = f"no report uses {row['formula']!r}, nor anything close to it"
    if chosen.written in ("json", "jsonl"):
        write_object(row, chosen.written)
        return
    if chosen.written == "csv" or not row["uses"]:
        write(Sheet("drift", DRIFT, row["uses"], nothing), chosen.written)
        return
    first, last = briefly_of(row["first"]) or "no day known", briefly_of(row["last"])
    count = f"{row['stories']} independent sources" if row["stories"] > 1 else "one source"
    heading(f"“{row['formula']}”: {count}, first {first}, last {last or 'no day known'}")
    click.echo()
    write(Sheet("Wordings", VARIANTS, row["variants"]), "table")
    click.echo()
    write(Sheet("Uses", DRIFT, row["uses"]), "table")


def _all(chosen: Settings, rows: list[dict[str, Any]]) -> None:
    from servanda.cli.asking.follow_up_columns import DRIFTS
    from servanda.cli.render import Sheet, write

    note = "[-gone-] {+added+}, beside the wording before"
    nothing = "no assurance that two independent reports contain"
    write(Sheet("Assurances", DRIFTS, rows, nothing, note), chosen.written)
