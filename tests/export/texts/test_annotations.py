"""Web Annotations: valid in shape, read as linked data, every selector resolved against the text."""

from __future__ import annotations

import json
from typing import Any

import pyld.jsonld
import pytest

from scopes import CLAIMS, REPORTS, TEXTS, scope, told
from servanda.export.narrowing import Wanted
from servanda.export.texts.annotations import CONTEXT, annotations_jsonl, annotations_page, text_urn
from servanda.model import Quote

OA = "http://www.w3.org/ns/oa#"
# The terms of the model's context that we use, as the vocabulary defines them.
TERMS: dict[str, Any] = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "Text": "dctypes:Text",
    "Software": "as:Application",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "identifying": "oa:identifying",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "via": {"@id": "oa:via", "@type": "@id"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "name": "foaf:name",
}
ALLOWED = {
    "Annotation": {
        "@context",
        "id",
        "type",
        "motivation",
        "created",
        "generator",
        "body",
        "target",
    },
    "TextualBody": {"type", "purpose", "format", "value"},
    "SpecificResource": {"type", "source", "selector"},
}


def read(**more: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in annotations_jsonl(scope(**more))]


def test_the_shape_is_the_models() -> None:
    found = read()
    assert len({one["id"] for one in found}) == len(found) == len(CLAIMS)
    for one in found:
        assert one["@context"] == CONTEXT
        assert set(one) == ALLOWED["Annotation"]
        for body in one["body"]:
            assert body["type"] == "TextualBody"
            assert set(body) <= ALLOWED["TextualBody"]
            assert isinstance(body["value"], str)
        for target in one["target"]:
            assert set(target) == ALLOWED["SpecificResource"]
            assert [each["type"] for each in target["selector"]] == [
                "TextQuoteSelector",
                "TextPositionSelector",
            ]


def test_every_selector_finds_its_words() -> None:
    texts = {text_urn(report): report.text.content for report in REPORTS}
    for one in read():
        for target in one["target"]:
            text = texts[target["source"]["id"]]
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.count(whole) == 1
            assert text.index(whole) + len(quote["prefix"]) == start


def test_a_character_outside_the_basic_plane_counts_once() -> None:
    after = told("n1.txt", Quote("Ada Brandt", "=1+1"), "“=1+1”")
    (one,) = read(claims=(after,))
    position = one["target"][0]["selector"][1]
    assert "😀" in TEXTS["n1.txt"][: position["start"]]
    assert TEXTS["n1.txt"][position["start"] : position["end"]] == "“=1+1”"


def test_it_is_linked_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def context(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    (one, *_) = read()
    (graph,) = pyld.jsonld.expand(one, {"documentLoader": context})
    assert graph["@type"] == [f"{OA}Annotation"]
    (target,) = graph[f"{OA}hasTarget"]
    selectors = {each["@type"][0]: each for each in target[f"{OA}hasSelector"]}
    position = selectors[f"{OA}TextPositionSelector"]
    assert position[f"{OA}start"][0]["@type"].endswith("nonNegativeInteger")
    assert target[f"{OA}hasSource"][0][f"{OA}via"] == [{"@id": REPORTS[0].url}]
    nothing = {key for key in graph if not key.startswith(("http", "@"))}
    assert not nothing


def test_a_page_holds_them_all() -> None:
    page = json.loads("".join(annotations_page(scope())))
    assert page["type"] == "AnnotationPage"
    assert [one["id"] for one in page["items"]] == [one["id"] for one in read()]
    assert json.loads("".join(annotations_page(scope((), ()))))["items"] == []


def test_filters_apply() -> None:
    found = read(wanted=Wanted(report="n3"))
    assert {t["source"]["name"] for one in found for t in one["target"]} == {"n3.txt"}
