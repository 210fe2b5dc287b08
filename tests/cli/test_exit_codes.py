"""Every error of servanda ends with the exit status of the contract, and says what to do."""

from __future__ import annotations

import pytest

from servanda import errors
from servanda.cli.exit_codes import exit_code, print_error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFoundError, 1),
        (errors.UsageError, 2),
        (errors.TimeError, 2),
        (errors.InputError, 3),
        (errors.UnreadableError, 3),
        (errors.UndecodableError, 3),
        (errors.ParserError, 3),
        (errors.RecordError, 4),
        (errors.RecordFormatError, 4),
        (errors.RecordBusyError, 4),
        (errors.EvidenceError, 4),
    ],
)
def test_each_error_has_its_status(error: type[errors.ServandaError], status: int) -> None:
    assert exit_code(error("subject", "reason")) == status


def test_an_error_is_printed_on_standard_error_with_its_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_error(errors.UsageError("a\x1b[2Jb", "it is wrong", "write c"))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["error: a[2Jb: it is wrong", "       write c"]


def test_an_empty_subject_is_shown_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    print_error(errors.UsageError("  ", "nothing is named"))
    assert capsys.readouterr().err == "error: '': nothing is named\n"
