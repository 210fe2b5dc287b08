"""`servanda report`: one printable page on a relation and a period."""

from __future__ import annotations

import functools
from datetime import date

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Filters, Settings, output_option, parties_option, period, settings

__all__ = ["command"]


_format = click.option(
    "--format", type=click.Choice(("html",)), help="The only format is html.  [default: html]"
)


@click.command(cls=GroupedCommand)
@output_option
@parties_option
@period
@click.option("--title", metavar="WORDS", help="What to call it.  [default: the parties' names]")
@click.option(
    "--texts",
    is_flag=True,
    help="Add every source's text, with what the rows rest on marked in it.",
)
@functools.partial(settings, form=_format)
def command(
    chosen: Settings,
    *,
    output: str | None,
    parties: tuple[str, ...],
    since: date | None,
    until: date | None,
    title: str | None,
    texts: bool,
) -> None:
    """Write one printable page on a relation: what was promised, what became of it, who met whom.

    The page is a single HTML file that needs neither network nor script: summary, timeline, board
    of commitments, offices, incidents and the responses to them, sources, method and limits. With
    --texts, each row leads to the words it rests on, in the text of its report, and they lead back.
    """
    from servanda.cli.keeping.file_suffixes import must_suit_page
    from servanda.cli.outputs import put_file
    from servanda.cli.record_access import open_access
    from servanda.export.dossier import Dossier, Relation
    from servanda.export.html_page import page

    if output is not None:
        must_suit_page(output)
    with open_access(chosen) as access:
        dossier = Dossier(access.scope(Filters()), Relation(frozenset(parties), since, until))
        if not dossier.sources:
            click.echo("the record holds nothing on that relation in that period", err=True)
        if output is None or output == "-":
            for piece in page(dossier, title=title, texts=texts):
                click.echo(piece, nl=False)
        else:
            put_file(output, (piece.encode() for piece in page(dossier, title=title, texts=texts)))
