"""`servanda explain FILE...`: every candidate of a text, what proposed it and what became of it. Needs no record."""

from __future__ import annotations

import functools

import click

from servanda.cli.exit_codes import EXIT_REFUSED, print_error
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_RECORD, Settings, settings
from servanda.cli.reading.doors import budgeted, open_doors
from servanda.errors import InputError

__all__ = ["command"]


@click.command(cls=GroupedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Only candidates of this kind."
)
@click.option(
    "--batch-in",
    metavar="FILE",
    multiple=True,
    help="Weigh the answers of a language model in this batch file too; can be given more than once.",
)
@budgeted
@open_doors
@functools.partial(settings, without=NO_RECORD)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    chosen: Settings,
    files: tuple[str, ...],
    kinds: tuple[str, ...],
    batch_in: tuple[str, ...],
    max_seconds: float,
    max_memory: int,
    *,
    private: bool,
    follow: bool,
) -> None:
    """Show what was looked at in a text: each candidate, what proposed it and what became of it.

    A candidate is a sentence that a rule or a model of the detector took for a promise, a consultation,
    an incident, a structure, a capability or an omission, or nearly did; and each office, quotation and
    date. `score` is the model's beside its threshold, `counted` are the features that weighed most.
    FILE is whatever `servanda read` takes; nothing is kept. As there, it is read in a worker, and refused
    if it needs too much time or memory.

    What a language model proposed is listed behind them, with what became of it or why it was refused:
    from the answers in --batch-in, and from those that the record holds about this text.
    """
    from servanda.cli.asking.overview_columns import CANDIDATES
    from servanda.cli.reading.proposal_rows import Answers
    from servanda.cli.render import Sheet, write
    from servanda.explaining import candidate_rows
    from servanda.pipeline import explain_paths
    from servanda.workers import Budget

    answers = Answers(chosen)
    refused = 0
    for error in answers.read(batch_in):
        print_error(error)
        refused += 1
    budget = Budget(max_seconds, max_memory)
    for one in explain_paths(files, private=private, follow=follow, budget=budget):
        if isinstance(one, InputError):
            print_error(one)
            refused += 1
            continue
        aside = f" (set aside: {one.because})" if one.because else ""
        found = [*candidate_rows(one), *answers.rows(one.report)]
        rows = [row for row in found if not kinds or row["kind"] in kinds]
        name = one.report.name
        write(Sheet(f"{name}{aside}", CANDIDATES, rows, f"{name}: no candidate"), chosen.written)
    if refused:
        ctx.exit(EXIT_REFUSED)
