"""Text: bytes to a report with its blocks marked; parties and people found in it; its parse.

Nothing heavy is imported here: trafilatura, py3langid and spaCy are loaded where they are used.
"""

from __future__ import annotations

from servanda.cleaning.assembly import make_report, prepare

__all__ = ["make_report", "prepare"]
