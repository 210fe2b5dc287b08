"""Every error servanda raises on purpose, as one tree.

    ServandaError
    ├── InputError            an input cannot be read
    │   ├── UnreadableError     there are no bytes to be had (missing, not allowed, too large)
    │   ├── UndecodableError    the bytes are not text (binary, broken encoding, bad JSON)
    │   └── EndpointError       a language model cannot be asked (address, key, server)
    ├── EvidenceError         the words are not at the place that is given for them
    ├── TimeError             an expression or a date that is in no calendar
    ├── ParserError           the language model is missing or broken
    ├── RecordError           the record cannot be used
    │   ├── RecordFormatError   not a record, or one of another schema
    │   ├── RecordBusyError     another process is writing
    │   └── NotFoundError       nothing in the record has that id
    ├── ClusterError          workers on other machines cannot be used
    └── UsageError            a parameter that makes no sense

Each carries the three things a person needs: what it is about, why it failed, what to do next.
"""

from __future__ import annotations

__all__ = [
    "ClusterError",
    "EndpointError",
    "EvidenceError",
    "InputError",
    "NotFoundError",
    "ParserError",
    "RecordBusyError",
    "RecordError",
    "RecordFormatError",
    "ServandaError",
    "TimeError",
    "UndecodableError",
    "UnreadableError",
    "UsageError",
]


class ServandaError(Exception):
    """Root of the tree.

    `subject` names the input, option or entry, `reason` says what is wrong with it, and `remedy`
    says what to do about it and may be empty.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        tail = f" ({self.remedy})" if self.remedy else ""
        return f"{self.subject}: {self.reason}{tail}"


class InputError(ServandaError):
    """An input cannot be read."""


class UnreadableError(InputError):
    """There are no bytes to be had: the input is missing, not allowed, or too large."""


class UndecodableError(InputError):
    """The bytes are not text: binary, a broken encoding, bad JSON."""


class EndpointError(InputError):
    """A language model cannot be asked: its address, the key, or the server is not right."""


class EvidenceError(ServandaError):
    """The words are not at the place that is given for them."""


class TimeError(ServandaError):
    """An expression or a date that is in no calendar."""


class ParserError(ServandaError):
    """The language model is missing or broken."""


class RecordError(ServandaError):
    """The record cannot be used."""


class RecordFormatError(RecordError):
    """The database is not a record, or one of another schema, or damaged."""


class RecordBusyError(RecordError):
    """Another process is writing to the record."""


class NotFoundError(RecordError):
    """Nothing in the record has that id."""


class ClusterError(ServandaError):
    """Workers on other machines cannot be used: none is there, or one would read otherwise."""


class UsageError(ServandaError):
    """A parameter that makes no sense."""
