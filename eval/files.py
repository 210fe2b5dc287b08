"""Read keys, claims and stored texts from files."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = ["read_lines", "read_texts"]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSON lines file; blank lines are passed over."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read_texts(path: Path) -> dict[str, str]:
    """Read stored texts by report id, from a folder of `<id>.txt` or from an export."""
    if path.is_dir():
        return {one.stem: one.read_text(encoding="utf-8") for one in sorted(path.glob("*.txt"))}
    rows = read_lines(path)
    return {
        PurePosixPath(str(row.get("report") or row.get("id"))).stem: row["text"] for row in rows
    }
