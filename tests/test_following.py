"""Followed addresses: asked politely, for what changed, and only what is new is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsstand import feed_of, newsstand
from servanda import following
from servanda.errors import UsageError
from servanda.following import Manners, Round, Time, checked_address, follow_round
from servanda.store import Outcome, Record, open_record

START = datetime(2031, 5, 1, 8, tzinfo=UTC)
FIRST = (
    "Ferries",
    (
        "OSLO, July 28 - Norway will hand over ten ferries to Finland by June 2025, Defence Minister "
        "Kari Strand said on Sunday after talks with her Finnish counterpart."
    ),
)
SECOND = (
    "Bridge",
    (
        "OSLO, July 29 - Finland agreed on Monday to build a bridge for Norway by May 2026, Foreign "
        "Minister Eero Lahti said after talks in Oslo."
    ),
)


@dataclass
class Clock:
    """A clock that goes on only where somebody waits, and remembers how long."""

    now: datetime = START
    passed: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds

    @property
    def time(self) -> Time:
        return Time(lambda: self.now, lambda: self.passed, self.wait)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "followed.db") as opened:
        yield opened


def follow(record: Record, *addresses: str) -> None:
    for address in addresses:
        record.followed.add(address, at=START)


def ask(record: Record, clock: Clock, *only: str) -> Round:
    """Ask for all that is due, two hours after the last time."""
    clock.now += timedelta(hours=2)
    return follow_round(record, time=clock.time, private=True, only=only)


def names(record: Record) -> list[str]:
    return sorted(report.name for report in record.view().reports())


@pytest.mark.costly
def test_only_what_is_new_is_read_and_a_server_need_not_send_it_again(
    record: Record, clock: Clock
) -> None:
    with newsstand(feed=feed_of(FIRST)) as stand:
        follow(record, stand.at("/feed"))
        first = ask(record, clock)
        assert (first.count(Outcome.READ), first.summary.read) == (1, 1)
        same = ask(record, clock)
        assert (same.count(Outcome.UNCHANGED), same.summary.read) == (1, 0)
        stand.offers["/feed"] = feed_of(SECOND, FIRST)
        more = ask(record, clock)
        assert (more.summary.read, more.summary.skipped) == (1, 1)
        asked = [headers for _, headers in stand.asked]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"].startswith('"')
    assert asked[1]["if-modified-since"] == "Sun, 28 Jul 2024 10:00:00 GMT"
    assert asked[2]["if-none-match"] == asked[1]["if-none-match"]
    assert names(record) == ["urn:Bridge", "urn:Ferries"]
    assert record.check() == []


def test_what_was_forgotten_does_not_come_back(record: Record, clock: Clock) -> None:
    with newsstand(feed=feed_of(FIRST, SECOND)) as stand:
        stand.tags = False
        follow(record, stand.at("/feed"))
        ask(record, clock)
        record.retract("urn:Ferries", at=clock.now)
        again = ask(record, clock)
    assert (again.summary.read, again.summary.skipped) == (0, 2)
    assert names(record) == ["urn:Bridge"]


def test_what_fails_is_named_and_the_rest_is_read(record: Record, clock: Clock) -> None:
    with newsstand(feed=feed_of(FIRST), gone=410, broken=("text/xml", b"<rss><oops")) as stand:
        follow(record, *map(stand.at, ("/gone", "/broken", "/feed")))
        done = ask(record, clock)
        assert done.summary.read == 1
        told = {str(error) for error in done.summary.refused}
        assert any("the server answered 410" in one for one in told)
        assert any("/broken" in one for one in told)
        last = {one.address: one.last for one in record.followed.all()}
        gone = last[stand.at("/gone")]
        assert gone is not None
        assert (gone.outcome, gone.reason) == (Outcome.FAILED, "the server answered 410 Gone")


def test_a_failure_keeps_what_the_next_question_is_asked_with(record: Record, clock: Clock) -> None:
    with newsstand(feed=feed_of(FIRST)) as stand:
        follow(record, stand.at("/feed"))
        ask(record, clock)
        offer, stand.offers["/feed"] = stand.offers["/feed"], 503
        ask(record, clock)
        stand.offers["/feed"] = offer
        assert ask(record, clock).count(Outcome.UNCHANGED) == 1


def test_a_host_is_asked_for_one_thing_at_a_time_with_a_pause(record: Record, clock: Clock) -> None:
    with newsstand(a=feed_of(FIRST), b=feed_of(SECOND)) as stand, newsstand(c=404) as other:
        elsewhere = other.at("/c").replace("127.0.0.1", "localhost")
        follow(record, stand.at("/a"), stand.at("/b"), elsewhere)
        clock.now += timedelta(hours=2)
        follow_round(record, time=clock.time, manners=Manners(pause=7), private=True)
        assert [path for path, _ in stand.asked] == ["/a", "/b"]
    assert clock.waits == [7], "the other host did not have to wait"


def test_an_address_is_not_asked_before_its_time_unless_it_is_named(
    record: Record, clock: Clock
) -> None:
    with newsstand(feed=feed_of(FIRST)) as stand:
        address = stand.at("/feed")
        follow(record, address)
        ask(record, clock)
        clock.now += timedelta(minutes=59)
        early = follow_round(record, time=clock.time, private=True)
        assert (early.early, early.visits) == (1, [])
        named = follow_round(record, time=clock.time, private=True, only=[address])
        assert len(named.visits) == 1


def test_after_an_interruption_the_same_call_asks_again_for_what_is_missing(
    record: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(items: Iterator[object], *_: object, **__: object) -> None:
        list(items)
        raise KeyboardInterrupt

    with newsstand(feed=feed_of(FIRST), gone=410) as stand:
        follow(record, stand.at("/feed"), stand.at("/gone"))
        with monkeypatch.context() as patched:
            patched.setattr(following, "put_items", interrupted)
            with pytest.raises(KeyboardInterrupt):
                ask(record, clock)
        asked = {one.address: one.asked for one in record.followed.all()}
        assert asked[stand.at("/feed")] is None
        assert asked[stand.at("/gone")] is not None
        assert follow_round(record, time=clock.time, private=True).summary.read == 1


def test_a_host_that_is_not_public_is_refused(record: Record, clock: Clock) -> None:
    with newsstand(feed=feed_of(FIRST)) as stand:
        follow(record, stand.at("/feed"))
        done = follow_round(record, time=clock.time)
        assert stand.asked == []
    (error,) = done.summary.refused
    assert "not a host of the public internet" in error.reason


@pytest.mark.costly
def test_a_document_can_be_followed(record: Record, clock: Clock) -> None:
    from printed import pdf_of

    page = [FIRST[1][:80], FIRST[1][80:]]
    with newsstand(release=("application/pdf", pdf_of(page))) as stand:
        follow(record, stand.at("/release"))
        assert ask(record, clock).summary.read == 1
    assert record.view().claims("commitment")


def test_an_answer_that_says_unchanged_unasked_is_a_failure(record: Record, clock: Clock) -> None:
    with newsstand(feed=304) as stand:
        follow(record, stand.at("/feed"))
        assert ask(record, clock).count(Outcome.FAILED) == 1


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("feed.xml", "not an address"),
        ("ftp://example.org/feed", "not an address"),
        ("https://", "not an address"),
        ("https://ana:geheim@example.org/", "no record keeps"),
        ("https://example.org/feed?token=geheim", "no record keeps"),
    ],
)
def test_what_cannot_be_followed(address: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        checked_address(address)
    assert "geheim" not in str(caught.value)


def test_an_address_is_taken_without_blanks() -> None:
    assert checked_address(" https://example.org/feed ") == "https://example.org/feed"
