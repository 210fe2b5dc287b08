"""Parties as filters: one meaning in every list, an error for what nothing is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    "command",
    [
        ("show", "commitments"),
        ("timeline",),
        ("due",),
        ("picture",),
        ("search", "port"),
        ("drift", "steady"),
        ("export", "claims"),
        ("report",),
        ("compliance", "show", "--obligor"),
    ],
)
def test_an_unknown_party_is_an_error_everywhere(
    run: Run, made_record: str, command: tuple[str, ...]
) -> None:
    flag = () if command[-1] == "--obligor" else ("--party",)
    done = run(*command, *flag, "Nauruu", "--record", made_record)
    assert done.exit_code == 2
    assert "did you mean Nauru (NR)?" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("show", "offices", "--to", "NR"), "offices have no direction"),
        (("show", "reports", "--status", "due"), "reports have no status"),
        (("timeline", "--from", "NR"), "No such option"),
        (("drift", "x", "--status", "due"), "No such option"),
    ],
)
def test_a_filter_that_says_nothing_is_refused(
    run: Run, made_record: str, args: tuple[str, ...], reason: str
) -> None:
    done = run(*args, "--record", made_record)
    assert done.exit_code == 2
    assert reason in done.stderr


def test_two_parties_are_what_lies_between_them(run: Run, made_record: str) -> None:
    asked = ("--record", made_record, "--format", "jsonl", "--today", "2024-05-10")
    everything = rows(run("show", "commitments", *asked).stdout)
    assert everything
    [giver] = {code for row in everything for code in row["obligors"]}
    mine = rows(run("show", "commitments", "--from", giver, *asked).stdout)
    assert mine == everything
    assert rows(run("show", "commitments", "--to", giver, *asked).stdout) == []
    assert rows(run("show", "commitments", "--party", giver, "--party", "TV", *asked).stdout) == []


def test_a_picture_is_narrowed_in_every_format(run: Run, made_record: str) -> None:
    asked = ("picture", "--record", made_record, "--today", "2024-05-10", "--party", "TV")
    drawn = json.loads(run(*asked, "--format", "json").stdout)
    assert not any(value for value in drawn.values() if isinstance(value, list))
    assert len(run(*asked, "--format", "csv").stdout.splitlines()) == 1
