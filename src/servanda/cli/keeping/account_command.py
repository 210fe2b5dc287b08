"""`servanda account`: those who may log in to a desk, their roles, passwords and tokens."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedGroup
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.server.access.account_file import AccountFile

__all__ = ["command"]


_ROLES = ("reader", "coder", "editor", "admin")
_RIGHTS = ("look", "judge", "add", "admin")


def _in_file(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--accounts`; `function` gets the file of accounts as its first argument."""

    @click.option(
        "--accounts",
        type=click.Path(path_type=Path),
        metavar="FILE",
        default=Path("servanda-accounts.json"),
        show_default=True,
        envvar="SERVANDA_ACCOUNTS",
        help="The file of accounts.",
    )
    @functools.wraps(function)
    def wrapper(accounts: Path, **given: Any) -> Any:
        try:
            from servanda.server.access.account_file import AccountFile
        except ImportError as error:
            remedy = "pip install 'servanda[server]'"
            raise UsageError(
                "account", f"it takes more than is installed: {error.name}", remedy
            ) from error
        return function(AccountFile(accounts), **given)

    return wrapper


@click.group("account", cls=GroupedGroup)
def command() -> None:
    """Look after those who may log in to a desk (`servanda serve --accounts FILE`).

    A reader looks, a coder judges besides, an editor adds reports besides, an admin looks after
    accounts besides. The file holds hashes of passwords and tokens, and belongs beside the record, not
    in it; a server that runs sees every change of it.
    """


@command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reader", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_in_file
def add(accounts: AccountFile, name: str, role: str, *, password_stdin: bool) -> None:
    """Make an account; the password is asked for, and not shown."""
    from servanda.server.access.accounts import Account, account_name
    from servanda.server.access.desk_roles import Role
    from servanda.server.access.passwords import check_password, hashed

    name = account_name(name)
    if accounts.path.exists() and accounts.get(name) is not None:
        remedy = "take another name, or remove that one"
        raise UsageError(name, "there is such an account already", remedy)
    password = _password(piped=password_stdin)
    check_password(password, name)
    accounts.add(Account(name, Role(role), hashed(password), datetime.now(tz=UTC)))
    click.echo(f"{name} may log in as {role}", err=True)


@command.command("list")
@click.option("--format", "form", type=click.Choice(("table", "json", "jsonl", "csv")))
@_in_file
def list_accounts(accounts: AccountFile, form: str | None) -> None:
    """List accounts and their tokens."""
    from servanda.cli.render import Column, Sheet, write

    rows = [
        {
            "name": one.name,
            "role": one.role.value,
            "made": one.made.date().isoformat(),
            "tokens": [
                {
                    "id": token.id,
                    "label": token.label,
                    "rights": sorted(token.rights),
                    "expires": token.expires.date().isoformat() if token.expires else None,
                }
                for token in one.tokens
            ],
        }
        for one in accounts.all()
    ]
    columns = (
        Column("name", lambda row: str(row["name"])),
        Column("role", lambda row: str(row["role"])),
        Column("made", lambda row: str(row["made"])),
        Column("tokens", lambda row: "; ".join(map(_told, row["tokens"])), wide=True),
    )
    write(Sheet("Accounts", columns, rows, "there is no account"), form or "table")


def _told(token: dict[str, Any]) -> str:
    until = f" until {token['expires']}" if token["expires"] else ""
    return f"{token['id']} {token['label']}: {', '.join(token['rights'])}{until}"


@command.command("remove")
@click.argument("name")
@click.option("--token", metavar="ID", help="Only this token of it.")
@_in_file
def remove(accounts: AccountFile, name: str, token: str | None) -> None:
    """Take an account away, or a token of it; what it decided stays under its name."""
    if token is None:
        accounts.remove(name)
        click.echo(f"{name} may not log in any more", err=True)
    else:
        accounts.change(name, lambda one: one.without_token(token))
        click.echo(f"the token {token} holds no more", err=True)


@command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@_in_file
def change_role(accounts: AccountFile, name: str, role: str) -> None:
    """Give an account another role; its tokens may no more than that from now on."""
    from dataclasses import replace

    from servanda.server.access.desk_roles import Role

    accounts.change(name, lambda one: replace(one, role=Role(role)))
    click.echo(f"{name} is {role} now", err=True)


@command.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_in_file
def password(accounts: AccountFile, name: str, *, password_stdin: bool) -> None:
    """Give an account another password, which ends its sessions."""
    from dataclasses import replace

    from servanda.server.access.passwords import check_password, hashed

    given = _password(piped=password_stdin)
    check_password(given, name)
    made = hashed(given)
    accounts.change(name, lambda one: replace(one, password=made))
    click.echo(f"{name} has another password", err=True)


@command.command("token")
@click.argument("name")
@click.option("--label", default="", help="What it is for.")
@click.option(
    "--right",
    "rights",
    type=click.Choice(_RIGHTS),
    multiple=True,
    default=("look",),
    show_default=True,
    help="What it may do; again for more. Never more than the role of its account.",
)
@click.option(
    "--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="How long it holds."
)
@_in_file
def token(accounts: AccountFile, name: str, label: str, rights: tuple[str, ...], days: int) -> None:
    """Make a token for programs, and print it this once: `Authorization: Bearer TOKEN`."""
    from servanda.server.access.accounts import made_token
    from servanda.server.access.desk_roles import Right

    now = datetime.now(tz=UTC)
    made, shown = made_token(
        label, frozenset(map(Right, rights)), made=now, expires=now + timedelta(days=days)
    )
    accounts.change(name, lambda one: one.with_token(made))
    click.echo(shown)
    click.echo("it is not shown again", err=True)


def _password(*, piped: bool) -> str:
    """Ask for a password twice without showing it, or read a line of standard input."""
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        remedy = "give it on standard input with --password-stdin"
        raise UsageError("the password", "there is no terminal to ask for it", remedy)
    found: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return found
