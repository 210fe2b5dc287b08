"""A desk with a large record that nobody wrote: as many reports as asked for, by the bench's own maker."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

from desks import Browser, desk_at
from servanda.indexing.update import update_index
from servanda.store import open_record

__all__ = ["large_desk"]


def _synthetic() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "bench" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("servanda_synthetic", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def large_desk(url: str, reports: int) -> Iterator[Browser]:
    """Serve a record of so many synthetic reports, indexed, as of the days that they tell of."""
    made = _synthetic()
    made.fill(url, made.reports(reports))
    with open_record(url) as record:
        update_index(record)
        with desk_at(record, today=date(2001, 1, 10)) as browser:
            yield browser
