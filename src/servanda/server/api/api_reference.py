"""The reference of the REST interface as a document, made from its description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from servanda import __version__
from servanda.server.api.api_description import describe

__all__ = ["rest_reference"]


_BEGIN = """# REST

`servanda serve` answers programs under `/api/v1`; its description (OpenAPI) is at `/api/v1/openapi.json`. This page is made
from it. A small client in Python is `servanda.client`:

```python
from servanda.client import Client

with Client("http://127.0.0.1:8765") as desk:
    for row in desk.due(within="90d", party=["NO"]):
        print(row["what"], row["due"])
```

- **Rows** are those of `servanda … --format json` ([formats](formats.md)). A list is `items`, `next`, `total`, `notes`.
- **Pages**: give `next` as `cursor` for the page that follows, and change nothing else; the header `Link` has the whole
  address. A page goes on after its last row, whatever came before it meanwhile. Without `next`, that was the last one.
- **Three times**: `as_of` (true on that day), `known_by` (reported by then), `recorded_by` (in the record by then), and
  `today`, which "overdue" is measured against.
- **Tags**: every answer to a question has an `ETag`; `If-None-Match` gets 304 until the record, the day or the question
  is another.
- **Problems** are `application/problem+json` (RFC 9457), with `subject`, `reason` and `remedy` besides. A parameter that an
  address does not have is refused and the nearest named. 413: too large; 429: too much, see `Retry-After`; 503: another
  process is writing.
- **Who asks**: on this machine nobody has to say. Else `Authorization: Bearer TOKEN` (see
  [the desk](../guide/desk.md#accounts)); a page's session sends `X-Form-Token` with every change, from `/api/v1/me`.
"""
_TIMES = "today as_of known_by recorded_by judged reliability credibility min_confidence".split()
_FILTERS = "party from to since until status report".split()
_PAGES = ["limit", "cursor"]
_GROUPS = (("the three times", _TIMES), ("the filters", _FILTERS), ("pages", _PAGES))


def rest_reference() -> str:
    """Write the reference in Markdown."""
    found = describe(FastAPI(title="servanda", version=__version__))
    return "\n".join([_BEGIN, *_shared(found), *_addresses(found)]).rstrip() + "\n"


def _operations(found: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, ways in found["paths"].items():
        for method, operation in ways.items():
            yield method.upper(), path, operation


def _shared(found: dict[str, Any]) -> Iterator[str]:
    """Describe once the parameters that many addresses share."""
    known: dict[str, dict[str, Any]] = {}
    for _, _, operation in _operations(found):
        for one in operation.get("parameters", ()):
            known.setdefault(one["name"], one)
    yield "## Parameters that many addresses share\n"
    for title, names in _GROUPS:
        yield f"**{title[0].upper()}{title[1:]}**\n\n| parameter | |\n|---|---|"
        yield from (_parameter(known[name]) for name in names)
        yield ""


def _addresses(found: dict[str, Any]) -> Iterator[str]:
    tag = None
    for method, path, operation in sorted(_operations(found), key=lambda one: one[2]["tags"][0]):
        if operation["tags"][0] != tag:
            tag = operation["tags"][0]
            yield f"## {tag[0].upper()}{tag[1:]}\n"
        yield f"### {method} {path}\n\n{operation['description']}\n"
        names = [one["name"] for one in operation.get("parameters", ())]
        takes = [title for title, group in _GROUPS if set(group) <= set(names)]
        if takes:
            yield f"Takes {', '.join(takes)}.\n"
        shared = {name for _, group in _GROUPS if set(group) <= set(names) for name in group}
        own = [one for one in operation.get("parameters", ()) if one["name"] not in shared]
        own = [one for one in own if one["in"] == "query"]
        if own:
            yield "| parameter | |\n|---|---|"
            yield from map(_parameter, own)
            yield ""


def _parameter(one: dict[str, Any]) -> str:
    words = one.get("description", "")
    choices = _choices(one["schema"])
    if choices and len(choices) < 15:
        words = f"{words} One of {', '.join(choices)}.".strip()
    need = " (needed)" if one.get("required") else ""
    return f"| `{one['name']}`{need} | {words.replace('|', ' ')} |"


def _choices(schema: dict[str, Any]) -> list[str]:
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        for each in (part, part.get("items", {})):
            if "enum" in each:
                return [f"`{word}`" for word in each["enum"]]
    return []
