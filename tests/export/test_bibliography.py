"""References as citation managers and BibTeX read them; a date is no more exact than it is."""

from __future__ import annotations

import json
import warnings
from typing import Any

import bibtexparser
import pytest

from made import report, span
from scopes import REPORTS, scope
from servanda.export.bibliography import bibtex, cite_keys, csl_json
from servanda.model import Basis, Dating, Report, When


def items(*reports: Report) -> dict[str, dict[str, Any]]:
    found = json.loads("".join(csl_json(scope((), reports or REPORTS))))
    return {one["id"]: one for one in found}


def entries(*reports: Report) -> dict[str, dict[str, str]]:
    text = "".join(bibtex(scope((), reports or REPORTS)))
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {e.key: {f.key: str(f.value) for f in e.fields} for e in library.entries}


def test_a_wire_story() -> None:
    assert items()["n1"] == {
        "id": "n1",
        "type": "article-newspaper",
        "title": "Ferries & = for “all”",
        "author": [{"literal": "NPA"}],
        "container-title": "Valden {Post}",
        "issued": {"date-parts": [[2031, 1, 10]]},
        "URL": "https://example.org/a?b=1&c={2}",
        "language": "en",
        "note": "n1.txt; date stated",
    }


@pytest.mark.parametrize(
    ("when", "issued", "bib"),
    [
        (When.month(2031, 5), {"date-parts": [[2031, 5]]}, {"date": "2031-05", "month": "may"}),
        (When.year(2031), {"date-parts": [[2031]]}, {"date": "2031", "year": "2031"}),
        (
            span("2031-06-20", "2031-07-02"),
            {"date-parts": [[2031, 6, 20], [2031, 7, 2]], "circa": True},
            {"date": "2031-06-20/2031-07-02", "year": "2031"},
        ),
        (
            span("2030-06-20", "2031-07-02"),
            {"date-parts": [[2030, 6, 20], [2031, 7, 2]], "circa": True},
            {"date": "2030-06-20/2031-07-02"},
        ),
        (span(None, "2031-07-02"), None, {}),
        (None, None, {}),
    ],
)
def test_dates_are_as_exact_as_they_are(
    when: When | None, issued: dict[str, Any] | None, bib: dict[str, str]
) -> None:
    one = report("x.txt", dating=Dating(when, Basis.DERIVED) if when else Dating())
    assert items(one)["x"].get("issued") == issued
    entry = entries(one)["x"]
    assert {key: entry[key] for key in ("date", "month", "year") if key in entry} | bib == {
        key: entry[key] for key in ("date", "month", "year") if key in entry
    }
    assert ("date" in entry) is (issued is not None)


def test_a_citation_processor_reads_them() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that its own model has no place for
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON(list(items().values()))
    first = source["n1"]
    assert str(first["title"]) == "Ferries & = for “all”"
    issued = first["issued"]
    assert (issued.year, issued.month, issued.day) == (2031, 1, 10)
    assert first["author"][0]["literal"] == "NPA"


def test_bibtex_is_escaped_and_keeps_its_braces_even() -> None:
    found = entries()
    assert set(found) == {"n1", "n2", "n3", "n4"}
    assert found["n1"]["title"] == r"{Ferries \& = for “all”}"
    assert found["n1"]["howpublished"] == r"Valden \{Post\}"
    assert found["n1"]["url"] == "https://example.org/a?b=1&c=%7B2%7D"
    assert found["n4"]["title"] == "{=cmd|' /C calc'!A0}"
    odd = entries(report("o.txt", title=r"50% of {a_b} \ #1 ~ ^ $"))["o"]["title"]
    assert odd.count("{") == odd.count("}")


def test_keys_are_safe_and_unique() -> None:
    reports = [report(name) for name in ("a b.txt", "a_b.md", "ä/ü.html", "日本", "A-B")]
    keys = cite_keys(reports)
    assert len({key.casefold() for key in keys.values()}) == 5
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in keys.values())
