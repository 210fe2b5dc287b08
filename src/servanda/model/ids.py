"""Ids are hashes of what makes an entity itself, so that reading twice changes nothing."""

from __future__ import annotations

from hashlib import blake2b
from typing import NewType

__all__ = ["ClaimId", "EntityId", "ReportId", "StatementId", "digest", "sha256_text"]


ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
StatementId = NewType("StatementId", str)
EntityId = NewType("EntityId", str)

_SIZE = 10  # 80 bits: a clash is not to be expected below 10^11 entities


def digest(prefix: str, *parts: object) -> str:
    """Hash `parts` into a short id that begins with `prefix` and a dash.

    None and the empty string differ, and parts never run together.
    """
    state = blake2b(digest_size=_SIZE)
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return f"{prefix}-{state.hexdigest()}"


def sha256_text(text: str) -> str:
    """Hash a text as stored: SHA-256 of its UTF-8 form, in hexadecimal."""
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
