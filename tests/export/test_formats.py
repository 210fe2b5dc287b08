"""What leaves the record, byte for byte: a change of format is seen before others see it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from syrupy.assertion import SnapshotAssertion

from scopes import CLAIMS, TODAY, scope
from servanda.export.formats import EXPORTS

OWN = ("claims", "record", "texts", "decisions")  # in our own shape, tested key by key
TEXTUAL = [
    (export.name, form.name)
    for export in EXPORTS.values()
    for form in export.formats
    if form.write is not None and not form.binary and export.name not in OWN
]


@pytest.mark.parametrize(("what", "form"), TEXTUAL)
def test_bytes(what: str, form: str, snapshot: SnapshotAssertion) -> None:
    found = EXPORTS[what].format(form)
    assert found is not None
    assert found.write is not None
    given = scope()
    given.past = True  # of a calendar, too, everything
    assert b"".join(found.pieces(given)).decode() == snapshot


def test_notes(snapshot: SnapshotAssertion) -> None:
    files = EXPORTS["notes"].formats[0].files
    assert files is not None
    assert dict(files(scope())) == snapshot


@pytest.mark.parametrize("what", EXPORTS)
def test_every_export_is_the_same_twice_and_in_any_order(what: str) -> None:
    for form in EXPORTS[what].formats:
        if form.write is not None:
            first = list(form.write(scope()))
            assert list(form.write(scope(CLAIMS[::-1]))) == first, form.name
            list(form.write(scope((), ())))
        if form.files is not None:
            notes = list(form.files(scope()))
            assert list(form.files(scope(CLAIMS[::-1]))) == notes
            assert list(form.files(scope((), (), TODAY)))


LIBRARIES = ("feedgen", "frontmatter", "icalendar", "jinja2", "networkx", "pycountry", "yaml")


@pytest.mark.costly
def test_what_writes_a_format_is_imported_when_it_is_written() -> None:
    """A list of the formats costs none of the libraries that write them."""
    code = "import sys, servanda.export.formats; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "servanda.export.formats" in done.stdout.split()
    assert not set(LIBRARIES) & set(done.stdout.split())
