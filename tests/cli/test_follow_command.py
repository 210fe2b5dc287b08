"""`servanda follow`: what it prints and how it ends."""

from __future__ import annotations

import pytest

from newsstand import feed_of, newsstand

from .conftest import Run, rows

TALKS = (
    "Ferries",
    (
        "OSLO, July 28 - Norway will hand over ten ferries to Finland by June 2025, Defence Minister "
        "Kari Strand said on Sunday after talks with her Finnish counterpart."
    ),
)


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without workers, which have tests of their own."""
    from servanda import following

    reading = following.follow_round
    monkeypatch.setattr(
        following, "follow_round", lambda *a, **k: reading(*a, **{**k, "budget": None})
    )


@pytest.mark.costly
def test_from_adding_to_removing(run: Run) -> None:
    with newsstand(feed=feed_of(TALKS), gone=410) as stand:
        feed, gone = stand.at("/feed"), stand.at("/gone")
        done = run("follow", "add", feed, gone)
        assert done.exit_code == 0
        assert f"{feed} is followed" in done.stderr
        assert "was followed already" in run("follow", "add", feed).stderr
        assert [row["asked"] for row in rows(run("follow", "list", "--format", "jsonl"))] == [
            None
        ] * 2
        done = run("follow", "run", "--allow-private", "--pause", "0")
        assert done.exit_code == 3
        assert f"{gone}: the server answered 410" in done.stderr
        assert "addresses: 2 asked, 1 failed" in done.stderr
        assert "reports read" in done.stdout
        found = {row["address"]: row for row in rows(run("follow", "list", "--format", "jsonl"))}
        assert (found[feed]["outcome"], found[feed]["entries"]) == ("read", 1)
        assert found[gone]["reason"] == "the server answered 410 Gone"
        early = run("follow", "run", "--allow-private")
        assert early.exit_code == 0
        assert "0 asked, 2 not due yet" in early.stderr
        again = run("follow", "run", feed, "--allow-private")
        assert "1 asked, 1 unchanged" in again.stderr
        assert run("follow", "remove", gone).exit_code == 0
        table = run("follow", "list").stdout
        assert "read" in table or "unchanged" in table
        assert gone not in table
    assert run("check").exit_code == 0


@pytest.mark.parametrize("words", [("remove",), ("run",)])
def test_what_is_not_followed_is_named(run: Run, made_record: str, words: tuple[str, ...]) -> None:
    done = run("follow", *words, "https://example.org/none", "--record", made_record)
    assert done.exit_code == 1
    assert "https://example.org/none: it is not followed" in done.stderr


def test_what_cannot_be_followed_is_refused_before_anything_is_kept(run: Run) -> None:
    done = run("follow", "add", "https://example.org/", "feed.xml")
    assert done.exit_code == 2
    assert run("follow", "list").exit_code == 4, "there is no record yet"


def test_nothing_to_follow(run: Run, made_record: str) -> None:
    assert "nothing is followed" in run("follow", "list", "--record", made_record).stderr
    done = run("follow", "run", "--record", made_record)
    assert done.exit_code == 0
    assert "0 asked" in done.stderr
