"""Followed addresses read again, politely: one question at a time, and only for what is new.

A host is asked for one thing at a time, with a pause before the next. Each question says what is
known already (ETag, Last-Modified), so that a server need not send it again. An address is not
asked again before its time. Only addresses that a person named are asked for, no link of an answer
is followed, and so robots.txt, which is about programs that do follow links, is not read. Hosts
that are not public are refused as everywhere, and each report has the budget of `servanda read`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from servanda.errors import InputError, UsageError
from servanda.model import RawItem
from servanda.pipeline import Progress, Summary, put_items
from servanda.sources.address_secrets import without_secrets
from servanda.sources.files import LIMIT
from servanda.sources.opening import open_fetched
from servanda.sources.web import Validators, fetch, is_address
from servanda.store import Followed, FollowedAddress, Outcome, Record, Visit
from servanda.unpacking import Unpacking
from servanda.workers.budget import Budget

__all__ = ["Manners", "Round", "Time", "checked_address", "follow_round"]


_TIMEOUT = 60.0  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely addresses are asked: seconds between two questions to a host, and how often."""

    pause: float = 5.0
    every: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Time:
    """What tells the time: the instant, seconds that only go on, and what waits for some of them."""

    now: Callable[[], datetime]
    passed: Callable[[], float]
    wait: Callable[[float], None]


@dataclass(slots=True)
class Round:
    """What came of asking all addresses: the visits, those that were not due, and what was read."""

    visits: list[Visit] = field(default_factory=list)
    early: int = 0
    summary: Summary = field(default_factory=Summary)

    def count(self, outcome: Outcome) -> int:
        """Return how many visits ended so."""
        return sum(one.outcome is outcome for one in self.visits)


def checked_address(address: str) -> str:
    """Return an address that can be followed.

    Raises UsageError for what is no address on the web, and for one with a password or a key in
    it: a record keeps none.
    """
    bare = address.strip()
    parts = urlsplit(bare) if is_address(bare) else None
    if parts is None or not parts.hostname:
        remedy = "write it in full, such as https://example.org/feed.xml"
        raise UsageError(address, "this is not an address on the web", remedy)
    if without_secrets(bare) != bare:
        reason = "it has a password or a key in it, which no record keeps"
        remedy = "read it when you want to: servanda read ADDRESS"
        raise UsageError(without_secrets(bare), reason, remedy)
    return bare


def follow_round(
    record: Record,
    *,
    time: Time,
    manners: Manners | None = None,
    only: Sequence[str] = (),
    private: bool = False,
    budget: Budget | None = None,
    on_progress: Progress | None = None,
) -> Round:
    """Ask for the followed addresses whose time has come, and read what is new of them.

    `only` are some of them, which are asked whatever their time. An entry that the record ever had
    is not read again, one that was retracted included. What cannot be fetched or read is among the
    refused of the summary, and the others are read. A visit is kept when all that came of it was
    read: after an interruption, the same call asks again for what is missing.
    """
    manners = manners or Manners()
    known = record.followed
    due, early = _due(known.all(), time.now(), manners.every, only)
    round_ = Round(early=early)
    read: list[Visit] = []  # to be kept at the end, when their entries are
    with Unpacking(budget) as apart:

        def items() -> Iterator[RawItem | InputError]:
            for one in _in_turn(due, time, manners.pause):
                yield from _asked(one, round_, read, apart, private=private)

        try:
            round_.summary = put_items(
                items(),
                record,
                at=time.now,
                budget=budget,
                apart=apart,
                on_progress=on_progress,
                unseen=True,
            )
            round_.visits += read
        finally:
            _keep(known, round_.visits, time)
    return round_


def _keep(known: Followed, visits: Sequence[Visit], time: Time) -> None:
    if visits:
        known.keep(visits, at=time.now())


def _due(
    followed: Sequence[FollowedAddress], now: datetime, every: timedelta, only: Sequence[str]
) -> tuple[list[FollowedAddress], int]:
    """Return the addresses to be asked, those first that were not asked for longest."""
    if only:
        return [one for one in followed if one.address in set(only)], 0
    due = [one for one in followed if one.asked is None or one.asked + every <= now]
    due.sort(key=lambda one: (one.asked is not None, one.asked or now, one.address))
    return due, len(followed) - len(due)


def _in_turn(due: Sequence[FollowedAddress], time: Time, pause: float) -> Iterator[FollowedAddress]:
    """Yield the addresses, those of one host with a pause after the last; others do not wait for it."""
    waiting = list(due)
    free: dict[str, float] = {}  # when a host may be asked again
    while waiting:
        soonest = min(waiting, key=lambda one: free.get(_host(one), 0.0))
        left = free.get(_host(soonest), 0.0) - time.passed()
        if left > 0:
            time.wait(left)
        waiting.remove(soonest)
        yield soonest
        free[_host(soonest)] = time.passed() + pause


def _host(one: FollowedAddress) -> str:
    return urlsplit(one.address).hostname or ""


def _asked(
    one: FollowedAddress, round_: Round, read: list[Visit], apart: Unpacking, *, private: bool
) -> Iterator[RawItem | InputError]:
    """Ask for an address and yield what is in the answer; note what came of it."""
    before = Validators() if one.last is None else Validators(one.last.etag, one.last.modified)
    try:
        fetched = fetch(one.address, limit=LIMIT, timeout=_TIMEOUT, private=private, known=before)
    except InputError as error:
        failed = Visit(one.address, Outcome.FAILED, 0, error.reason, before.etag, before.modified)
        round_.visits.append(failed)
        yield error
        return
    said = fetched.validators
    if fetched.unchanged:
        kept = said if said.etag or said.modified else before
        same = Visit(one.address, Outcome.UNCHANGED, 0, None, kept.etag, kept.modified)
        round_.visits.append(same)
        return
    entries = 0
    for item in open_fetched(fetched, one.address, feed=apart.feed):
        entries += not isinstance(item, InputError)
        yield item
    read.append(Visit(one.address, Outcome.READ, entries, None, said.etag, said.modified))
