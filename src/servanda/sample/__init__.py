"""The bundled sample: reports written for servanda, with their answer key.

Nothing is opened on import. The folder is package data, so it may lie in a wheel.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["chains", "key", "reports"]


def reports() -> Traversable:
    """Give the folder of sample reports; `importlib.resources.as_file` makes a path of it."""
    return files(__name__) / "reports"


def key() -> Traversable:
    """Give the answer key, JSON lines, one report a line."""
    return files(__name__) / "key.jsonl"


def chains() -> Traversable:
    """Give what ties the sample reports together, JSON lines, one tie a line."""
    return files(__name__) / "chains.jsonl"
