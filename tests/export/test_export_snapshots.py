"""What leaves the record, byte for byte: a change of format is seen before others see it."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from outlooks import outlook
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
    pieces = [each for each in found.write(outlook()) if isinstance(each, str)]
    assert "".join(pieces) == snapshot


def test_notes(snapshot: SnapshotAssertion) -> None:
    files = EXPORTS["notes"].formats[0].files
    assert files is not None
    assert dict(files(outlook())) == snapshot
