"""Frames: how a worker and its parent speak, each message with its length in front."""

from __future__ import annotations

import pickle
from typing import Any, BinaryIO

__all__ = ["read_frame", "write_frame"]

_HEAD = 8  # bytes of the length


def write_frame(stream: BinaryIO, message: Any) -> None:
    """Write a message. Raises OSError where the other side is gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_HEAD, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """Read a message. Raises EOFError where the stream ends before, or within it."""
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    # Both sides are this program, started by it, over pipes of their own.
    return pickle.loads(data)  # noqa: S301
