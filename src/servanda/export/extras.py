"""What only some exports need is imported when it is needed, and asked for by the extra's name."""

from __future__ import annotations

import importlib
from typing import Any

from servanda.errors import UsageError

__all__ = ["needs"]


def needs(module: str, extra: str, what: str) -> Any:
    """Import `module` of the extra `extra`; raise UsageError, naming the extra, where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            what, f"this export needs the extra '{extra}'", f"pip install 'servanda[{extra}]'"
        ) from error
