"""A source that some reports write in capitals is one source, in the table and among what a search found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desks import Browser, desk_at
from indexed import READINGS
from random_reports import AT, told
from servanda.indexing.update import update_index
from servanda.store import open_record

NAMES = {"n1": "HARBOUR POST", "n2": "Harbour Post", "n3": "Amber Wire"}


def asked(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.costly
def test_capitals_make_no_other_source() -> None:
    with open_record("sqlite://") as record:
        for name, on, said in READINGS:
            report, claims = told(name, on, said)
            record.put(replace(report, publisher=NAMES[name]), claims, at=AT, reader="1")
        update_index(record)
        with desk_at(record) as browser:
            table = asked(browser, "/sources")
            assert "HARBOUR POST" not in table
            assert table.index("Harbour Post") < table.index("Amber Wire")
            found = asked(browser, "/search?q=heron*")
            assert "source=HARBOUR" not in found
            kept = asked(browser, "/search?q=heron*&source=Harbour+Post")
            assert "HARBOUR POST" in kept
