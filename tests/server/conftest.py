"""A browser at a desk with a small record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import Browser, served


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with served(tmp_path) as found:
        yield found
