"""The search for reference cycles: it rests while much is made, and is put back."""

from __future__ import annotations

import gc

import pytest

from servanda import reference_cycles
from servanda.reference_cycles import keep_for_good, unhurried


def test_the_collector_rests_and_is_put_back() -> None:
    assert gc.isenabled()
    with unhurried():
        assert not gc.isenabled()
        with unhurried():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_put_back_after_an_error() -> None:
    with pytest.raises(LookupError), unhurried():
        raise LookupError
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with unhurried():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_kept_for_good_stays_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_cycles, "_kept", False)
    keep_for_good()
    try:
        kept = gc.get_freeze_count()
        with unhurried():
            pass
        assert gc.get_freeze_count() == kept > 0
    finally:
        gc.unfreeze()
