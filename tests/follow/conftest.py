"""Lets the tests here import `made`, the hand-made claims they share."""

from __future__ import annotations

import sys
from pathlib import Path

_HELPERS = str(Path(__file__).parents[1] / "identity")
if _HELPERS not in sys.path:
    sys.path.insert(0, _HELPERS)
