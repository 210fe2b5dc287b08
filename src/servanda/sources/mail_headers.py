"""A mail saved as text: what its header states, and where the header ends."""

from __future__ import annotations

import re

__all__ = ["header_end", "mail_headers"]


_HEAD = 32_768  # characters in which a header must end
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40})[ \t]*:[ \t]*(.*)")
_BREAK = re.compile(r"\r\n|\n|\r")
_SENDER = frozenset({"from", "sender"})
_ABOUT = frozenset({"subject", "to", "reply-to", "cc", "message-id"})
_DAY = ("date", "sent")  # "Sent" is what Outlook writes
_KEYS = {"subject": "title", "date": "published", "sent": "published"}


def mail_headers(text: str) -> dict[str, str]:
    """Return the `title` and the `published` that the header at the top of a saved mail states.

    A header is fields at the very top, one a line or folded, among them a sender, a day, and a subject
    or a receiver; where there is none, nothing is returned. Values are as they are written.
    """
    fields, _ = _header(text)
    found: dict[str, str] = {}
    for name, value in fields.items():
        key = _KEYS.get(name)
        if key is not None and value:
            found.setdefault(key, _decoded(value))
    return found


def header_end(text: str) -> int:
    """Return where the header of a saved mail ends; 0 where a text begins with none."""
    return _header(text)[1]


def _header(text: str) -> tuple[dict[str, str], int]:
    head = text[:_HEAD]
    at = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    fields: dict[str, str] = {}
    last = ""
    end = at
    while at < len(head):
        found = _BREAK.search(head, at)
        stop = found.start() if found else len(head)
        line = head[at:stop]
        field = _FIELD.fullmatch(line)
        if field is not None:
            last = field[1].lower()
            fields.setdefault(last, field[2].strip())
        elif last and line[:1] in {" ", "\t"} and line.strip():
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        else:
            break
        at = end = found.end() if found else stop
    named = fields.keys()
    whole = named & _SENDER and named & _ABOUT and named & set(_DAY)
    return (fields, end) if whole else ({}, 0)


def _decoded(value: str) -> str:
    """Read words that a header holds in another encoding: "=?utf-8?b?…?="."""
    if "=?" not in value:
        return " ".join(value.split())
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return " ".join(value.split())
