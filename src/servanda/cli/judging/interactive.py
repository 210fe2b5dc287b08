"""Review one by one on a terminal: one key for each judgement, kept before the next is shown."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from servanda.cli.cells import short_id, tame
from servanda.cli.index_update import update_index
from servanda.cli.judging.word_output import keep
from servanda.cli.options import Authorship
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
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
    "match": "Are these claims about one entity?",
    "tie": "Does this tie hold?",
}


def go_through(
    access: RecordAccess, items: Sequence[ReviewItem], *, author: str, reason: str, blind: bool
) -> None:
    """Ask about each claim, match and tie in turn; each answer is kept at once.

    Ctrl-C and the end of the input end it as q does: no answer is lost. Raises UsageError, before
    the first question, where there is no terminal to ask on.
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
            by = Authorship(author, datetime.now(tz=UTC), reason)
            word = _decide(access, item, by, accept=key == "a", blind=blind)
            if word is not None:
                done += 1
                click.echo(f"   {_KEYS[key]}ed as {short_id(word.id)}")
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo()
    if done:
        update_index(access.record)
    count = "1 decision was" if done == 1 else f"{done} decisions were"
    click.echo(f"{count} kept; to take one back: servanda review undo ID", err=True)


def has_terminal() -> bool:
    """Whether there is a terminal to ask on: standard input, or else the controlling terminal."""
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
    why = item.why[1:] if blind else item.why  # the confidence of a rule would sway a coder
    for line in why:
        click.echo(click.style(f"   {tame(line)}", dim=True))
    click.echo(f"   {_QUESTION[item.kind]} [a]ccept [r]eject [s]kip [q]uit ", nl=False)


def _key() -> str:
    """Wait for one of the keys and return it; other keys are ignored.

    Raises UsageError where there is no terminal to ask on.
    """
    while True:
        try:
            key = click.getchar().casefold()
        except OSError as error:  # click opens the terminal itself
            raise UsageError("--ask", *_NO_TERMINAL) from error
        if key in _KEYS:
            click.echo(key)
            return key
        if key in ("\x03", "\x04", ""):
            raise KeyboardInterrupt


def _decide(
    access: RecordAccess, item: ReviewItem, by: Authorship, *, accept: bool, blind: bool
) -> Decision | None:
    """Keep the answer and return it; None where it says too little to be kept."""
    from servanda.review.item_verdict import ItemVerdict, decision_on

    found = [access.resolution.entity(one) for one in item.ids] if item.kind == "tie" else []
    ends = {one.id: one.claims for one in found if one is not None}
    verdict = ItemVerdict(accept, **dataclasses.asdict(by), blind=blind)
    word = decision_on(item, verdict, ends)
    if word is not None:
        return keep(access, word)
    some = " ".join(short_id(one) for one in item.claims)
    click.echo(f"   which of them? servanda review split {short_id(item.ids[0])} CLAIM...: {some}")
    return None
