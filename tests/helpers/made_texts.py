"""Reports made of a text, as a source would make them."""

from __future__ import annotations

from servanda.cleaning.assembly import make_report
from servanda.model import RawItem, Report

__all__ = ["made_report"]


def made_report(text: str, name: str = "made.txt") -> Report:
    """Make a report of a text."""
    item = RawItem(name, text.encode(), "text/plain", name, {"encoding": "utf-8"})
    return make_report(item)
