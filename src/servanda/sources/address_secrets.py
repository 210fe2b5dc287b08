"""Addresses without what opens something: names, passwords, keys, tokens."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from servanda.data_tables import word_set

__all__ = ["without_secrets"]


_SECRET = word_set("sources", "secret")
_USER = re.compile(r"(?<=://)[^/?#]*@")
_PARAMETER = re.compile(r"(?:^|(?<=[&;]))([^=&;]+)=([^&;]+)")
_HIDDEN = "..."


def without_secrets(address: str) -> str:
    """Return an address that can be printed, stored and handed on.

    What stands before the host's @ is left out, and so is the fragment where it holds parameters;
    the values of parameters whose names say that they are secret become "...". Other words, and
    addresses without secrets, come back as they are.
    """
    if "://" not in address:
        return address
    plain = _USER.sub("", address, count=1)
    try:
        parts = urlsplit(plain)
    except ValueError:  # no address, but whatever it is, it goes no further with a password
        return plain
    query = _PARAMETER.sub(_hidden, parts.query)
    fragment = "" if _PARAMETER.sub(_hidden, parts.fragment) != parts.fragment else parts.fragment
    if (query, fragment) == (parts.query, parts.fragment):
        return plain
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def _hidden(parameter: re.Match[str]) -> str:
    name = re.sub(r"[^a-z]", "", parameter[1].lower())
    return f"{parameter[1]}={_HIDDEN}" if name in _SECRET else parameter[0]
