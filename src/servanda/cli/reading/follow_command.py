"""`servanda follow add|list|run|remove`: saved feeds and addresses, politely read again."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.exit_codes import (
    EXIT_INTERRUPTED,
    EXIT_NOT_FOUND,
    EXIT_REFUSED,
    print_error,
)
from servanda.cli.help_groups import GroupedGroup
from servanda.cli.options import NO_LOOK, Settings, settings
from servanda.cli.reading.doors import allow_private, budgeted

if TYPE_CHECKING:
    from servanda.following import Round
    from servanda.store import FollowedAddress

__all__ = ["command"]


@click.group(cls=GroupedGroup)
def command() -> None:
    """Follow feeds and addresses: keep them in the record, and read what is new of them.

    One thing at a time is asked of a host, with a pause in between, and only for what changed
    (ETag, Last-Modified). Nothing is fetched but the addresses that you name; robots.txt, which is
    about programs that follow links, is not read.
    """


@command.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@functools.partial(settings, without=NO_LOOK)
def add(chosen: Settings, addresses: tuple[str, ...]) -> None:
    """Follow addresses of feeds or pages; nothing is fetched yet.

    An address with a password or a key in it is refused: a record keeps none.
    """
    from servanda.following import checked_address
    from servanda.store import open_record

    checked = [checked_address(address) for address in addresses]
    with open_record(chosen.url) as record:
        for address in checked:
            new = record.followed.add(address, at=datetime.now(tz=UTC))
            click.echo(f"{address} {'is followed' if new else 'was followed already'}", err=True)


@command.command("list")
@functools.partial(settings, without=NO_LOOK)
def list_(chosen: Settings) -> None:
    """List the addresses that are followed, and what came of asking for them last."""
    from servanda.cli.cells import plain
    from servanda.cli.render import Column, Sheet, write
    from servanda.store import open_record

    columns = (
        Column("address", plain("address"), wide=True),
        Column("asked", lambda row: (row["asked"] or "never")[:16].replace("T", " ")),
        Column("outcome", plain("outcome")),
        Column("entries", plain("entries"), right=True, number=True),
        Column("reason", plain("reason"), wide=True),
        Column("since", plain("since"), shown=False),
    )
    with open_record(chosen.url, create=False) as record:
        rows = list(_rows(record.followed.all()))
    write(Sheet("Followed", columns, rows, "nothing is followed"), chosen.written)


@command.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def remove(ctx: click.Context, /, chosen: Settings, addresses: tuple[str, ...]) -> None:
    """Follow addresses no more; what was read from them stays.

    Exit status: 0 if all were followed, 1 if one was not.
    """
    from servanda.errors import NotFoundError
    from servanda.store import open_record

    missing = False
    with open_record(chosen.url, create=False) as record:
        for address in addresses:
            try:
                record.followed.remove(address.strip(), at=datetime.now(tz=UTC))
            except NotFoundError as error:
                missing = True
                print_error(error)
            else:
                click.echo(f"{address.strip()} is followed no more", err=True)
    if missing:
        ctx.exit(EXIT_NOT_FOUND)


@command.command()
@click.argument("addresses", nargs=-1, metavar="[ADDRESS...]")
@click.option(
    "--every",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="MINUTES",
    help="Ask only for addresses that were not asked for in so many minutes.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait before the same host is asked again.",
)
@budgeted
@allow_private
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def run(
    ctx: click.Context,
    /,
    chosen: Settings,
    addresses: tuple[str, ...],
    *,
    every: float,
    pause: float,
    max_seconds: float,
    max_memory: int,
    private: bool,
) -> None:
    """Ask for what is followed, and read what is new.

    ADDRESS is one that is followed, to be asked for now whatever --every says; without any, all that
    are due are asked. Entries that the record ever had are passed over, those that you had it
    forget included. After an interruption, the same command continues.

    Exit status: 0 if all went well, 1 if an address is not followed, 3 if one could not be fetched or
    something in it was refused.
    """
    from servanda.errors import NotFoundError
    from servanda.following import Manners, Time, follow_round
    from servanda.store import open_record
    from servanda.workers import Budget

    with open_record(chosen.url, create=False) as record:
        known = {one.address for one in record.followed.all()}
        for address in addresses:
            if address not in known:
                raise NotFoundError(address, "it is not followed", "see: servanda follow list")
        began = time.monotonic()
        try:
            done = follow_round(
                record,
                time=Time(lambda: datetime.now(tz=UTC), time.monotonic, time.sleep),
                manners=Manners(pause, timedelta(minutes=every)),
                only=addresses,
                private=private,
                budget=Budget(max_seconds, max_memory),
            )
        except (KeyboardInterrupt, click.Abort):
            click.echo("stopped: what was read is kept; the same command continues", err=True)
            ctx.exit(EXIT_INTERRUPTED)
        where = record.url
    for error in done.summary.refused:
        print_error(error)
    _print_round(done, chosen, time.monotonic() - began, where)
    if done.summary.refused:
        ctx.exit(EXIT_REFUSED)


def _print_round(done: Round, chosen: Settings, seconds: float, where: str) -> None:
    """Say what came of asking, then what was read, as `servanda read` does."""
    from servanda.cli.reading.reading_summary import print_summary
    from servanda.store import Outcome

    parts = [(len(done.visits), "asked"), (done.count(Outcome.UNCHANGED), "unchanged")]
    parts += [(done.count(Outcome.FAILED), "failed"), (done.early, "not due yet")]
    told = ", ".join(f"{count} {word}" for count, word in parts if count or word == "asked")
    click.echo(f"addresses: {told}", err=True)
    if done.visits:
        print_summary(done.summary, chosen, seconds, where)


def _rows(followed: tuple[FollowedAddress, ...]) -> Iterator[dict[str, Any]]:
    for one in followed:
        last = one.last
        yield {
            "address": one.address,
            "since": one.since.isoformat(),
            "asked": one.asked.isoformat() if one.asked else None,
            "outcome": last.outcome.value if last else None,
            "entries": last.entries if last else None,
            "reason": last.reason if last else None,
        }
