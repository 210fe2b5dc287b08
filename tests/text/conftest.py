"""Lets the tests here import `webpages`, the invented pages they share."""

from __future__ import annotations

import sys
from pathlib import Path

_HELPERS = str(Path(__file__).parent)
if _HELPERS not in sys.path:
    sys.path.insert(0, _HELPERS)
