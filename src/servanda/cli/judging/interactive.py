"""Reviewing one by one on a terminal: a key a judgement, each kept before the next is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from servanda.cli.cells import short_id, tame
from servanda.cli.judging.authorship import Who, kept, ready
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import Look
    from servanda.model import Decision
    from servanda.review.queue import ReviewItem

__all__ = ["go_through", "has_terminal"]


ASKED = ("claim", "match", "tie")
_KEYS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}
_NO_TERMINAL = (
    "there is no terminal to ask on",
    "decide by id: servanda review accept ID, reject ID",
)
_QUESTION = {
    "claim": "Does the report say so?",
    "match": "Do these reports tell of one entity?",
    "tie": "Does this tie hold?",
}


def go_through(
    look: Look, items: Sequence[ReviewItem], *, author: str, reason: str, blind: bool
) -> None:
    """Ask of each claim, match and tie in turn; what is answered is kept at once.

    Ctrl-C and the end of the input end it like q: nothing that was answered is lost. Raises
    UsageError, before anything is asked, where there is no terminal to ask on.
    """
    asked = [one for one in items if one.kind in ASKED]
    if not asked:
        click.echo("nothing to ask", err=True)
        return
    if not has_terminal():
        raise UsageError("--ask", *_NO_TERMINAL)
    done = 0
    try:
        for number, item in enumerate(asked, 1):
            _show(item, number, len(asked), blind=blind)
            key = _key()
            if key == "q":
                break
            if key == "s":
                continue
            who = Who(author, datetime.now(tz=UTC), reason)
            word = _decide(look, item, who, accept=key == "a", blind=blind)
            if word is not None:
                done += 1
                click.echo(f"   {_KEYS[key]}ed as {short_id(word.id)}")
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo()
    if done:
        ready(look.record)
    said = "1 decision was" if done == 1 else f"{done} decisions were"
    click.echo(f"{said} kept; take one back with: servanda review undo ID", err=True)


def has_terminal() -> bool:
    """Whether there is a terminal to ask on: the input, or else the one the program runs on."""
    if sys.stdin.isatty() or os.name == "nt":
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def _show(item: ReviewItem, number: int, total: int, *, blind: bool) -> None:
    score = "" if blind else f"  {item.score:.2f}"
    head = click.style(f"{number}/{total}", bold=True)
    click.echo(f"\n{head}  {item.kind} · {item.about}{score}  {', '.join(item.reports)}")
    click.echo(f"   {tame(item.what)}")
    why = item.why[1:] if blind else item.why  # how sure a rule was would tell a coder what to say
    for line in why:
        click.echo(click.style(f"   {tame(line)}", dim=True))
    click.echo(f"   {_QUESTION[item.kind]} [a]ccept [r]eject [s]kip [q]uit ", nl=False)


def _key() -> str:
    """Wait for one of the keys; others are passed over.

    Raises UsageError where there is no terminal to ask on.
    """
    while True:
        try:
            key = click.getchar().casefold()
        except OSError as error:  # click asks the terminal itself where the input is none
            raise UsageError("--ask", *_NO_TERMINAL) from error
        if key in _KEYS:
            click.echo(key)
            return key
        if key in ("\x03", "\x04", ""):
            raise KeyboardInterrupt


def _decide(
    look: Look, item: ReviewItem, who: Who, *, accept: bool, blind: bool
) -> Decision | None:
    """Keep what was answered; None where the answer says too little to be kept."""
    from servanda.model import Action, Concern, Decision

    def said(
        action: Action,
        concern: Concern,
        targets: Iterable[str],
        others: Iterable[str] = (),
        field: str | None = None,
    ) -> Decision:
        word = Decision.make(
            action,
            concern,
            targets,
            author=who.author,
            at=who.at,
            reason=who.reason,
            others=others,
            field=field,
            blind=blind,
        )
        return kept(look, word)

    action = Action.ACCEPT if accept else Action.REJECT
    if item.kind == "claim":
        return said(action, Concern.CLAIM, item.claims)
    if item.kind == "tie":
        ends = [look.world.entity(one) for one in item.ids]
        left, right = (one.claims if one else () for one in ends)
        return said(action, Concern.MATCH, left, right, item.about)
    if accept:
        return said(Action.MERGE, Concern.MATCH, item.claims)
    if len(item.claims) == 2:
        return said(Action.SPLIT, Concern.MATCH, item.claims[:1], item.claims[1:])
    some = " ".join(short_id(one) for one in item.claims)
    click.echo(f"   which of them? servanda review split {short_id(item.ids[0])} CLAIM...: {some}")
    return None
