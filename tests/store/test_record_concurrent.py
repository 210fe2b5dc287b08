"""Several processes read real reports into one record: the same as one after another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from servanda.store import View, open_record

SAMPLE = Path(__file__).parents[2] / "src" / "servanda" / "sample" / "reports"


def read(url: str, *paths: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "servanda", "read", "--record", url, *map(str, paths)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def content(view: View) -> object:
    """Give all a view shows but when it was recorded."""
    cells = [(s.id, s.value, s.valid, s.reported, s.claims) for s in view.statements()]
    return view.reports(), view.claims(), cells


@pytest.mark.slow
@pytest.mark.postgres
def test_what_several_read_at_once_is_what_one_reads(postgres_url: str, url: str) -> None:
    """Three at once, each with some that another has too; every date is settled in the end."""
    paths = sorted(SAMPLE.iterdir())
    shares = (paths[:12], paths[8:], paths[::2])
    many = [read(postgres_url, *share) for share in shares]
    assert [one.wait() for one in many] == [0, 0, 0]
    assert read(url, *paths).wait() == 0
    with open_record(postgres_url) as together, open_record(url) as alone:
        assert content(together.view()) == content(alone.view())
        assert together.check() == []
        assert not together.index.stale()
