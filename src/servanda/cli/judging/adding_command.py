"""`servanda review add`: a claim that no reader found, with the words of the report that say so."""

from __future__ import annotations

import dataclasses

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.judging.verdict_commands import field_and_value
from servanda.cli.judging.word_output import keep_and_print
from servanda.cli.options import Authorship, Settings, authored, settings

__all__ = ["add"]


KINDS = (
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "tenure",
    "omission",
    "quote",
)


@click.command("add", cls=GroupedCommand)
@click.argument("report", metavar="REPORT")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("cells", nargs=-1, required=True, metavar="CELL=VALUE...")
@click.option(
    "--words",
    "places",
    multiple=True,
    required=True,
    metavar="TEXT",
    help="The words of the report that say so, as they stand there once, or START-END; again for more.",
)
@authored
@settings
def add(
    chosen: Settings,
    report: str,
    kind: str,
    cells: tuple[str, ...],
    places: tuple[str, ...],
    *,
    by: Authorship,
) -> None:
    """Add a claim to a report: what it says, and no reader found.

    KIND is consultation, commitment, assurance, capability, structure, incident, tenure, omission or
    quote; its cells are those of `servanda export claims`. The words of a cell must stand in the words
    selected, as for a proposal of a language model, and persons somewhere in the report. A time is
    written as the report has it ("fiscal 2032") or in EDTF (`due=2032-03`), a list with commas
    (`obligors=JP,US`), who took part as `participants="Ona Tarn (minister, JP); Karl Brix"`, a target
    as `target="40 barges"`.

    The claim stands as others do, whenever the report is read again, until the decision is undone.
    """
    from servanda.cli.record_access import open_access
    from servanda.review.adding_claims import addition_of, word_of
    from servanda.review.report_places import evidence_of

    with open_access(chosen) as access:
        found = access.view.report(report)
        given = dict(field_and_value(one) for one in cells)
        evidence = [one for place in places for one in evidence_of(found, place)]
        added = addition_of(found, kind, given, evidence)
        claims = [one.claim for one in access.view.claims(report=found.id)]
        keep_and_print(access, word_of(added, claims, **dataclasses.asdict(by)), chosen)
