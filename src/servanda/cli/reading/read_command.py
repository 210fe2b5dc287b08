"""`servanda read PATH...`: read reports into the record, with a progress bar and a summary."""

from __future__ import annotations

import functools
import time
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from servanda.cli.exit_codes import EXIT_INTERRUPTED, EXIT_REFUSED, print_error
from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_LOOK, Settings, settings
from servanda.cli.reading.doors import budgeted, open_doors
from servanda.cli.reading.reading_summary import count_changes, print_summary
from servanda.cli.reading.second_reader_options import SecondReader, second_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servanda.cli.reading.model_reading import ModelReading
    from servanda.pipeline import Summary
    from servanda.stopwatch import Stopwatch
    from servanda.store import Record
    from servanda.workers import Budget
    from servanda.workers.cluster import Cluster

__all__ = ["command", "read_into"]


def _cluster(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Let only what names a cluster pass."""
    from servanda.workers.cluster import is_cluster

    if value is not None and not is_cluster(value):
        message = f"{value!r} is no cluster: write tcp://HOST:PORT, tls://HOST:PORT or local:N"
        raise click.BadParameter(message, ctx, parameter)
    return value


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes read; the record is written by one.",
)
@click.option(
    "--cluster",
    metavar="PLACE",
    callback=_cluster,
    help="Read on a Dask cluster: tcp://HOST:PORT of its scheduler, or local:N for N workers here.",
)
@click.option(
    "--profile",
    is_flag=True,
    help="Say how long each stage took. Reading is then done in this one process, without workers.",
)
@budgeted
@open_doors
@second_reader
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    chosen: Settings,
    paths: tuple[str, ...],
    processes: int,
    cluster: str | None,
    profile: bool,
    max_seconds: float,
    max_memory: int,
    *,
    private: bool,
    follow: bool,
    second: SecondReader,
) -> None:
    """Read reports into the record.

    PATH is a file (plain text, Markdown, HTML, PDF, DOCX, JSON lines, WARC, packed or not), a folder, an
    address, or `-` for standard input. Every report is kept as soon as it is read: you can stop at any time, and the
    same command continues from there. What this version has already read is skipped. Input that
    cannot be read is named with the reason, and the rest is read. Reading is done in workers, so that
    no report can take the machine: one that needs too much time or memory is refused like any other.
    With --cluster the workers are those of a Dask cluster, on this machine or on others that have the
    same servanda; the record is written from here, and a worker that is lost loses nothing.

    With --reader llm or both, a language model is asked about the same reports (about all of the record
    where no PATH is given), or with --batch-out the questions are written to a file whose answers
    --batch-in takes in. A model's proposal becomes a claim only if it quotes the report letter by letter
    and every cell of it is found in what it quotes; `servanda explain` shows what was refused, and why.

    Exit status: 0 if everything was read, 3 if some input was refused, 4 if the record cannot be used.
    """
    from servanda.stopwatch import Stopwatch
    from servanda.store import open_record

    _must_fit(paths, second, processes, cluster, profile=profile)
    watch = Stopwatch() if profile else None
    with open_record(chosen.url) as record:
        started, since = time.monotonic(), datetime.now(tz=UTC)
        before = record.counts().reports
        try:
            summary = read_into(
                record,
                paths,
                processes,
                budget=(max_seconds, max_memory),
                private=private,
                follow=follow,
                cluster=cluster,
                watch=watch,
            )
            asked = _second_reading(
                record, second, summary, processes, (max_seconds, max_memory), all_=not paths
            )
        except (KeyboardInterrupt, click.Abort):
            kept = record.counts().reports - before
            count = "1 new report was" if kept == 1 else f"{kept} new reports were"
            click.echo(
                f"stopped: {count} kept in {record.url}; the same command continues from there",
                err=True,
            )
            ctx.exit(EXIT_INTERRUPTED)
        seconds = time.monotonic() - started
        changes = count_changes(record, since) if before and summary.read else {}
    refused = [*summary.refused, *(asked.refused if asked else ())]
    for error in refused:
        print_error(error)
    print_summary(summary, chosen, seconds, record.url, changes, asked, watch)
    if refused:
        ctx.exit(EXIT_REFUSED)


def _must_fit(
    paths: Sequence[str],
    second: SecondReader,
    processes: int,
    cluster: str | None,
    *,
    profile: bool,
) -> None:
    """Raise click.UsageError where arguments exclude each other."""
    if profile and (cluster is not None or processes > 1 or second.is_used):
        raise click.UsageError("--profile is of this process alone: leave out who else reads.")
    if cluster is not None and processes > 1:
        raise click.UsageError("--cluster and --processes say twice who reads: give one of them.")
    if not paths and not second.is_used:
        raise click.UsageError("Missing argument 'PATH...'.")


def _second_reading(
    record: Record,
    second: SecondReader,
    summary: Summary,
    processes: int,
    budget: tuple[float, int],
    *,
    all_: bool,
) -> ModelReading | None:
    """Let a second reader read what was named, or `all_` of the record; None where there is none."""
    if not second.is_used:
        return None
    from servanda.cli.reading.model_reading import ModelReading
    from servanda.workers import Budget

    asked = ModelReading(record, second, None if all_ else summary.reports)
    asked.run(processes, Budget(*budget))
    return asked


def read_into(
    record: Record,
    paths: Sequence[str],
    processes: int = 1,
    *,
    budget: tuple[float, int] | None = None,
    private: bool = False,
    follow: bool = False,
    cluster: str | None = None,
    watch: Stopwatch | None = None,
) -> Summary:
    """Read `paths` into `record`, with a progress bar; `private`, `follow`: see `open_path`.

    `budget` is what a report may take: seconds and megabytes; `cluster` is where it is read.
    With a `watch` it is read in this process, and measured.
    """
    from servanda.cli.terminal import ReadingBar, estimate
    from servanda.pipeline import read_paths
    from servanda.workers import Budget

    allowed = Budget() if budget is None else Budget(*budget)
    with (
        ReadingBar(estimate(paths)) as bar,
        nullcontext() if cluster is None else _cluster_of(cluster, allowed) as there,
        nullcontext() if watch is None else _measured(watch),
    ):
        return read_paths(
            list(paths),
            record,
            at=lambda: datetime.now(tz=UTC),
            processes=processes,
            on_progress=bar.advance,
            budget=allowed if watch is None else None,
            cluster=there,
            private=private,
            follow=follow,
        )


def _cluster_of(place: str, budget: Budget) -> AbstractContextManager[Cluster]:
    from servanda.pipeline import cluster_of

    return cluster_of(place, budget)


@contextmanager
def _measured(watch: Stopwatch) -> Iterator[None]:
    """Let a stopwatch run; what is loaded before the first report is a stage of its own."""
    from servanda.pipeline import warm_up
    from servanda.stopwatch import stage

    with watch.running():
        with stage("load the model"):
            warm_up()
        yield
