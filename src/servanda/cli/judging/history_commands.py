"""The parts of `servanda review` that look back: history, undo, adopt, changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.index_update import update_index
from servanda.cli.judging.word_output import keep_and_print, print_word
from servanda.cli.option_values import instant
from servanda.cli.options import Authorship, Settings, authored, settings
from servanda.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.store import LoggedWord

__all__ = ["adopt", "changes", "history", "undo"]


@click.command("history", cls=GroupedCommand)
@click.argument("identity", required=False, metavar="[ID]")
@click.option(
    "--author", "--coder", "author", metavar="NAME", help="Only what this person decided."
)
@settings
def history(chosen: Settings, identity: str | None, author: str | None) -> None:
    """List everything that persons decided, scored and graded, in order, undone decisions too.

    With ID, only what is about that claim or entity, or the decision of that id.
    """
    from servanda.cli.judging.review_columns import HISTORY
    from servanda.cli.record_access import open_access
    from servanda.cli.render import Sheet, write

    with open_access(chosen) as access:
        found = access.record.words.all()
        if identity is not None:
            found = _about(access, found, identity)
        if author is not None:
            found = tuple(one for one in found if one.word.author == author)
        rows = [history_row(one) for one in found]
    write(Sheet("History", HISTORY, rows, "nobody has decided anything"), chosen.written)


def _about(
    access: RecordAccess, words: tuple[LoggedWord, ...], identity: str
) -> tuple[LoggedWord, ...]:
    from servanda.cli.naming import claims_of, completed
    from servanda.model import Grade

    ids = {one.word.id for one in words}
    if completed(identity, ids) in ids:
        return tuple(one for one in words if one.word.id == completed(identity, ids))
    claims = set(claims_of(access, identity))
    return tuple(
        one
        for one in words
        if not isinstance(one.word, Grade) and not claims.isdisjoint(one.word.claims)
    )


def history_row(one: LoggedWord) -> dict[str, Any]:
    """Turn a word into plain data, with its description in a line and whether it is in force."""
    from servanda.analysis.decision_words import said_briefly
    from servanda.model.serialization import word_to_plain

    plain = word_to_plain(one.word, one.undone)
    state = "undone" if one.undone else "blind" if plain.get("blind") else "in force"
    said = said_briefly(one.word)
    if one.undone is not None:
        said += f"; undone by {one.undone.author} on {one.undone.at:%Y-%m-%d}"
        said += f": {one.undone.reason}" if one.undone.reason else ""
    about = plain.get("targets") or [plain.get("subject")]
    return {**plain, "author": one.word.author, "said": said, "state": state, "about": about}


@click.command("undo", cls=GroupedCommand)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--last", is_flag=True, help="The last decision of the author that is still in force."
)
@authored
@settings
def undo(chosen: Settings, ids: tuple[str, ...], *, last: bool, by: Authorship) -> None:
    """Take back decisions, scores or grades: the record is then as it was without them.

    ID is the id of a decision, as `servanda review history` lists it. What was undone stays in the
    history.
    """
    from servanda.analysis.decision_words import told_word
    from servanda.cli.naming import completed
    from servanda.cli.record_access import open_access
    from servanda.model import Undo

    if last is bool(ids):
        raise UsageError("undo", "undo what?", "write the id of a decision, or --last")
    back = Undo(by.author, by.at, by.reason)
    with open_access(chosen) as access:
        ever = access.record.words.all()
        if last:
            ids = tuple(_last(ever, by.author))
        known = [one.word.id for one in ever]
        for one in [completed(identity, known) for identity in ids]:
            word = access.record.words.undo(one, back, at=by.at)
            print_word(word, chosen, f"undone: {told_word(word)}")
        update_index(access.record)


def _last(words: tuple[LoggedWord, ...], author: str) -> Iterator[str]:
    """Give the id of the last word of a person that is in force. Raises NotFoundError."""
    mine = [one for one in words if one.word.author == author and one.undone is None]
    if not mine:
        raise NotFoundError(author, "no decision of this person is in force")
    yield max(mine, key=lambda one: one.recorded).word.id


@click.command("adopt", cls=GroupedCommand)
@click.option(
    "--of",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Only these coders; give it twice or more.  [default: all coders]",
)
@authored
@settings
def adopt(chosen: Settings, coders: tuple[str, ...], *, by: Authorship) -> None:
    """Apply the blind verdicts that all coders agree on.

    A claim that at least two coders accepted blind, and no coder rejected, is accepted in the name
    of --author; likewise for rejected. What was already decided openly is left alone.
    """
    from servanda.cli.record_access import open_access
    from servanda.model import Action, Concern, Decision
    from servanda.review.coder_agreement import unanimous

    with open_access(chosen) as access:
        found = unanimous(access.record.words.standing(), coders)
        for action, agreed in sorted(found.items()):
            coded = ", ".join(sorted({name for names in agreed.values() for name in names}))
            reason = by.reason or f"agreed blind by {coded}"
            word = Decision.make(
                Action(action), Concern.CLAIM, agreed, author=by.author, at=by.at, reason=reason
            )
            keep_and_print(access, word, chosen)
        update_index(access.record)
    if not found:
        click.echo("there is no undecided claim that two coders agree on", err=True)


@click.command("changes", cls=GroupedCommand)
@click.option(
    "--since",
    type=instant,
    metavar="INSTANT",
    help="Since then: a day or an instant.  [default: the start of today]",
)
@settings
def changes(chosen: Settings, since: datetime | None) -> None:
    """List what changed when reports were read again: claims gone, new, and changed.

    Reports are read again when a newer servanda reads better, or when a report was corrected.
    A decision on a claim that is gone holds for the claim that replaced it; where there is none,
    `servanda review` lists the decision.
    """
    from servanda.cli.judging.review_columns import CHANGES
    from servanda.cli.render import Sheet, write
    from servanda.review.reading_changes import change_rows
    from servanda.store import open_record

    today = datetime.combine(datetime.now(tz=UTC).date(), time(), UTC)
    with open_record(chosen.url, create=False) as record:
        rows = [row for one in record.changes(since or today) for row in change_rows(one)]
    write(
        Sheet("Changes", CHANGES, rows, "no report is read differently than before"), chosen.written
    )
