"""Make the `eval` folder of the repository importable, and the shared reports findable."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # eval/ is part of the repository, not of the installed package
    sys.path.insert(0, str(ROOT))


@pytest.fixture
def root() -> Path:
    """Give the root of the repository."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """Give the folder of shared reports and keys; skip the test where there is none."""
    folder = ROOT / os.environ.get("SERVANDA_SHARED", "../shared")
    if not (folder / "keys" / "gold.jsonl").is_file():
        pytest.skip(f"no shared reports in {folder} (set SERVANDA_SHARED)")
    return folder
