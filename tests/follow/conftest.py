"""Lets the tests here import `made`, the hand-made claims they share, and what tries laws."""

from __future__ import annotations

import sys
from pathlib import Path

for _shared in ("identity", "record"):
    _helpers = str(Path(__file__).parents[1] / _shared)
    if _helpers not in sys.path:
        sys.path.insert(0, _helpers)
_own = str(Path(__file__).parent)
if _own not in sys.path:
    sys.path.insert(0, _own)
