"""Lets the tests here import `made`, the hand-made claims they share, and `outlooks`."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).parent
for _helpers in (str(_HERE.parent / "identity"), str(_HERE)):
    if _helpers not in sys.path:
        sys.path.insert(0, _helpers)
