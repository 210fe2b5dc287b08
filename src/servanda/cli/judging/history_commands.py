"""The parts of `servanda review` that look back: history, undo, adopt, changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.judging.authorship import Who, by_whom, instant, kept, ready, told
from servanda.cli.options import Settings, settings
from servanda.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from servanda.cli.record_access import Look
    from servanda.store import Kept

__all__ = ["adopt", "changes", "history", "undo"]


@click.command("history")
@click.argument("identity", required=False, metavar="[ID]")
@click.option("--author", "--coder", "author", metavar="NAME", help="Only what this person said.")
@settings
def history(chosen: Settings, identity: str | None, author: str | None) -> None:
    """List all that persons decided, scored and graded, what was undone too, in order.

    With ID, only what is about that claim or entity, or the decision of that id.
    """
    from servanda.cli.judging.review_columns import HISTORY
    from servanda.cli.record_access import looking
    from servanda.cli.render import Sheet, write

    with looking(chosen) as look:
        found = look.record.words.all()
        if identity is not None:
            found = _about(look, found, identity)
        if author is not None:
            found = tuple(one for one in found if one.word.author == author)
        rows = [history_row(one) for one in found]
    write(Sheet("History", HISTORY, rows, "nobody has decided anything"), chosen.written)


def _about(look: Look, kept: tuple[Kept, ...], identity: str) -> tuple[Kept, ...]:
    from servanda.cli.naming import claims_of, completed
    from servanda.model import Grade

    words = {one.word.id for one in kept}
    if completed(identity, words) in words:
        return tuple(one for one in kept if one.word.id == completed(identity, words))
    claims = set(claims_of(look, identity))
    return tuple(
        one
        for one in kept
        if not isinstance(one.word, Grade) and not claims.isdisjoint(one.word.claims)
    )


def history_row(one: Kept) -> dict[str, Any]:
    """Turn a word into plain data, with what it says in a line and whether it stands."""
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


@click.command("undo")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--last", is_flag=True, help="The last entity that the author said and that stands.")
@by_whom
@settings
def undo(chosen: Settings, ids: tuple[str, ...], *, last: bool, who: Who) -> None:
    """Take back decisions, scores or grades: the record is as it was without them.

    ID is that of a decision, as `servanda review history` lists it. What was undone stays in the
    history.
    """
    from servanda.analysis.decision_words import told_word
    from servanda.cli.naming import completed
    from servanda.cli.record_access import looking
    from servanda.model import Undo

    if last is bool(ids):
        raise UsageError("undo", "what?", "write the id of a decision, or --last")
    back = Undo(who.author, who.at, who.reason)
    with looking(chosen) as look:
        ever = look.record.words.all()
        if last:
            ids = tuple(_last(ever, who.author))
        known = [one.word.id for one in ever]
        for one in [completed(identity, known) for identity in ids]:
            word = look.record.words.undo(one, back, at=who.at)
            told(word, chosen, f"undone: {told_word(word)}")
        ready(look.record)


def _last(kept: tuple[Kept, ...], author: str) -> Iterator[str]:
    """Give the id of the last word of a person that stands. Raises NotFoundError."""
    mine = [one for one in kept if one.word.author == author and one.undone is None]
    if not mine:
        raise NotFoundError(author, "nothing that this person said stands")
    yield max(mine, key=lambda one: one.recorded).word.id


@click.command("adopt")
@click.option(
    "--of",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Only what these coders said blind; give it twice or more.  [default: all coders]",
)
@by_whom
@settings
def adopt(chosen: Settings, coders: tuple[str, ...], *, who: Who) -> None:
    """Let the blind verdicts that all coders agree on take effect.

    A claim that two coders or more accepted, or rejected, blind, and none otherwise, is accepted or
    rejected in the name of --author. What was decided openly already is left alone.
    """
    from servanda.cli.record_access import looking
    from servanda.model import Action, Concern, Decision
    from servanda.review.coder_agreement import unanimous

    with looking(chosen) as look:
        found = unanimous(look.record.words.standing(), coders)
        for action, agreed in sorted(found.items()):
            by = ", ".join(sorted({name for names in agreed.values() for name in names}))
            reason = who.reason or f"agreed blind by {by}"
            word = Decision.make(
                Action(action), Concern.CLAIM, agreed, author=who.author, at=who.at, reason=reason
            )
            told(kept(look, word), chosen)
        ready(look.record)
    if not found:
        click.echo("no two coders agree on a claim that nobody decided yet", err=True)


@click.command("changes")
@click.option(
    "--since",
    type=instant,
    metavar="INSTANT",
    help="Since then: a day or an instant.  [default: the start of today]",
)
@settings
def changes(chosen: Settings, since: datetime | None) -> None:
    """List what reading reports anew has changed: claims gone, new, and told otherwise.

    Reports are read anew when servanda's readers were upgraded, or when a report was corrected.
    What persons decided of a claim that is gone holds for the one that took its place; where
    there is none, `servanda review` lists it.
    """
    from servanda.cli.judging.review_columns import CHANGES
    from servanda.cli.render import Sheet, write
    from servanda.store import open_record

    today = datetime.combine(datetime.now(tz=UTC).date(), time(), UTC)
    with open_record(chosen.url, create=False) as record:
        rows = [row for one in record.changes(since or today) for row in change_rows(one)]
    write(
        Sheet("Changes", CHANGES, rows, "no report tells anything else than it did"), chosen.written
    )


def change_rows(one: Any) -> list[dict[str, Any]]:
    """Turn what changed of one report into rows: gone, new, and changed claims."""
    from servanda.analysis.descriptions import body_line

    def row(sort: str, claim: Any, was: Any = None) -> dict[str, Any]:
        return {
            "change": sort,
            "report": one.source,
            "kind": claim.kind,
            "what": body_line(claim),
            "was": body_line(was) if was is not None else None,
            "words": claim.evidence[0].exact,
            "id": claim.id,
            "was_id": was.id if was is not None else None,
        }

    return [
        *(row("gone", claim) for claim in one.gone),
        *(row("new", claim) for claim in one.new),
        *(row("changed", new, old) for old, new in one.changed),
    ]
