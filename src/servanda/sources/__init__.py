"""Sources: files, folders, rows, feeds, addresses and standard input as bytes with provenance.

`open_path` is the way in. What cannot be read comes out of it as an `InputError` among the
items, so that the rest is read; nothing is raised in the middle of a folder.
"""

from __future__ import annotations

from servanda.sources.files import LIMIT
from servanda.sources.opening import open_path

__all__ = ["LIMIT", "open_path"]
