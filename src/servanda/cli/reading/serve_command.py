"""`servanda serve`: pages to work at and a REST interface, on one record."""

from __future__ import annotations

import functools
import getpass
import os
from pathlib import Path

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import NO_LOOK, Settings, settings
from servanda.errors import UsageError

__all__ = ["command"]


_PORT = 8765


@click.command(cls=GroupedCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="The port."
)
@click.option(
    "--accounts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The accounts of those who may log in; see `servanda account`.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A host name that it is reached by; can be given more than once.",
)
@click.option(
    "--certificate", type=click.Path(path_type=Path), metavar="FILE", help="For TLS: PEM."
)
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="For TLS: PEM.")
@click.option("--proxy", metavar="ADDRESS", help="The proxy that TLS ends at.")
@click.option(
    "--searches",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where saved searches are kept.  [default: beside the accounts, else beside the record's file]",
)
@click.option(
    "--author",
    metavar="NAME",
    help="Whose word it is where nobody logs in.  [default: $SERVANDA_AUTHOR, else your login]",
)
@functools.partial(settings, without=NO_LOOK - {"today"} | {"format"})
def command(
    chosen: Settings,
    host: str,
    port: int,
    accounts: Path | None,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    proxy: str | None,
    searches: Path | None,
    author: str | None,
) -> None:
    """Serve the record: pages for people, a REST interface for programs, /mcp for assistants.

    On this machine alone, nobody has to log in. Any other address takes accounts, and TLS or the
    proxy that does it: `--host 0.0.0.0 --accounts FILE --name desk.example.org --certificate FILE
    --key FILE`. The pages work without JavaScript and load nothing from anywhere else.
    """
    try:
        from servanda.server.run_server import serve
    except ImportError as error:
        remedy = "pip install 'servanda[server]'"
        raise UsageError(
            "serve", f"it takes more than is installed: {error.name}", remedy
        ) from error
    from servanda.server.server_settings import ServerSettings

    made = ServerSettings(
        chosen.url,
        host,
        port,
        author or os.environ.get("SERVANDA_AUTHOR") or _login(),
        accounts,
        names,
        certificate,
        key,
        proxy,
        chosen.today,
        searches=searches,
    )
    serve(made, lambda address: click.echo(f"{address}  (Ctrl+C stops it)", err=True))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "desk"
