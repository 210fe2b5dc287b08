"""The shapes of exports in vocabularies of others, as far as we use them.

PLOVER's codebook, FollowTheMoney, W3C Web Annotations and CSL-JSON say what their keys mean; a
schema here says which of them our lines have, and of what sort their values are.
"""

from __future__ import annotations

from servanda.export.schemas.typed_shapes import Schema, listed, object_of, optional

__all__ = ["annotation", "entities", "events", "references"]


_TEXT: Schema = {"type": "string"}
_TEXTS = listed(_TEXT)
_DAY: Schema = {"$ref": "#/$defs/day"}
_INSTANT: Schema = {"$ref": "#/$defs/instant"}


def events() -> Schema:
    """Return the schema of a line of `export events`: PLOVER."""
    party = object_of(
        {"code": _TEXT, "sector": _TEXT, "entity_text": _TEXT, "office": _TEXT},
        maybe=("sector", "entity_text", "office"),
    )
    place = object_of({"extracted_place": optional(_TEXT), "country_code": optional(_TEXT)})
    number: Schema = {"type": "integer", "minimum": 0}
    cite = {key: optional(_TEXT) for key in "title publication url language coder codebook".split()}
    shape: dict[str, Schema] = {
        "id": _TEXT,
        "date": _DAY,
        "enddate": _DAY,
        "date_edtf": {"$ref": "#/$defs/edtf"},
        "actor": listed(party, fewest=1),
        "recipient": listed(party),
        "event": listed(_TEXT, fewest=1),
        "mode": _TEXTS,
        "context": _TEXTS,
        "auxiliary": _TEXTS,
        "quad_code": {"type": "integer"},
        "quad_category": _TEXT,
        "event_scale": {"type": "number"},
        "event_loc": optional(place),
        "event_text": _TEXTS,
        "text_info": object_of({"report": _TEXT, "start": number, "end": number}),
        "cite_info": object_of(cite),
        "link": _TEXT,
        "reports": _TEXTS,
        "comment": optional(_TEXT),
    }
    return {"description": "an event in the terms of PLOVER", **object_of(shape)}


def entities() -> Schema:
    """Return the schema of a line of `export entities`: FollowTheMoney."""
    values: Schema = {"type": "object", "additionalProperties": listed(_TEXT, fewest=1)}
    shape = {
        "id": _TEXT,
        "schema": _TEXT,
        "properties": values,
        "datasets": _TEXTS,
        "first_seen": _INSTANT,
        "last_seen": _INSTANT,
    }
    return {"description": "an entity of FollowTheMoney", **object_of(shape)}


def annotation() -> Schema:
    """Return the schema of a line of `export annotations --format jsonl`: a W3C Web Annotation."""
    body = object_of(
        {"type": _TEXT, "purpose": _TEXT, "value": _TEXT, "format": _TEXT}, maybe=("format",)
    )
    quote = {"exact": _TEXT, "prefix": _TEXT, "suffix": _TEXT}
    place: dict[str, Schema] = {"start": {"type": "integer"}, "end": {"type": "integer"}}
    selector = object_of({"type": _TEXT, **quote, **place}, maybe=(*quote, *place))
    source = dict.fromkeys("id type format name language via".split(), _TEXT)
    target = {
        "type": _TEXT,
        "source": object_of(source, maybe=("language", "via")),
        "selector": listed(selector, fewest=1),
    }
    shape: dict[str, Schema] = {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": _TEXT,
        "type": {"const": "Annotation"},
        "motivation": _TEXT,
        "created": _INSTANT,
        "modified": _INSTANT,
        "generator": object_of({"type": _TEXT, "name": _TEXT}),
        "body": listed(body, fewest=1),
        "target": listed(object_of(target), fewest=1),
    }
    return {
        "description": "a claim's evidence as a W3C Web Annotation",
        **object_of(shape, maybe=("modified",)),
    }


def references() -> Schema:
    """Return the schema of an element of `export references`: CSL-JSON."""
    parts = listed({"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3})
    issued = object_of({"date-parts": parts, "circa": {"type": "boolean"}}, maybe=("circa",))
    shape: dict[str, Schema] = {
        "id": _TEXT,
        "type": {"enum": ["article-newspaper", "webpage", "document"]},
        "title": _TEXT,
        "author": listed(object_of({"literal": _TEXT})),
        "container-title": _TEXT,
        "issued": issued,
        "URL": _TEXT,
        "language": _TEXT,
        "note": _TEXT,
    }
    return {
        "description": "a report as a reference in CSL-JSON",
        **object_of(shape, maybe=("author", "container-title", "issued", "URL", "language")),
    }
