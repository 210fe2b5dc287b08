"""Kill -9 in the middle of reading: what was finished is there, whole, and reading goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import claims, report

from servanda.record import open_record

PROGRAM = Path(__file__).with_name("put_fifty.py")


def start(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(PROGRAM), url], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("last", [0, 23])
def test_a_kill_loses_at_most_the_report_in_hand(url: str, last: int) -> None:
    with start(url) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if int(line) == last:
                program.kill()
                break
        program.stdout.read()
    with open_record(url) as record:
        names = [r.name for r in record.view().reports()]
        assert names == [f"{number:02}.txt" for number in range(len(names))]
        assert len(names) > last
        assert record.check() == []
        each = len(claims(report("x.txt")))
        assert sum(record.counts().claims.values()) == each * len(names)


def test_reading_goes_on_where_it_stopped(url: str) -> None:
    with start(url) as program:
        assert program.stdout is not None
        program.stdout.readline()
        program.kill()
        program.stdout.read()
    with start(url) as program:
        assert program.stdout is not None
        assert program.stdout.read().split()[-1] == "49"
        assert program.wait() == 0
    with open_record(url) as record:
        assert record.counts().reports == 50
        assert record.check() == []


def test_two_that_read_at_once_make_one_record(url: str) -> None:
    with start(url) as one, start(url) as two:
        assert one.stdout is not None
        assert two.stdout is not None
        one.stdout.read()
        two.stdout.read()
        assert (one.wait(), two.wait()) == (0, 0)
    with open_record(url) as record:
        assert record.counts().reports == 50
        assert record.check() == []
