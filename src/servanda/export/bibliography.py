"""The reports as references: CSL-JSON for citation managers, BibTeX for papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from servanda.export.date_words import partial
from servanda.export.json_lines import json_array, json_line
from servanda.export.safe_text import ascii_words, clean
from servanda.export.scope import Scope
from servanda.model import Basis, Report, When

__all__ = ["bibtex", "cite_keys", "csl_json"]


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def cite_keys(reports: Sequence[Report]) -> dict[str, str]:
    """Give every report, by its id, a key of letters, digits and dashes: its name where that is unique."""
    plain = {report.id: _slug(PurePath(report.name).stem) or "report" for report in reports}
    often = Counter(key.casefold() for key in plain.values())
    return {
        identity: key if often[key.casefold()] == 1 else f"{key}-{identity[-6:]}"
        for identity, key in plain.items()
    }


def csl_json(scope: Scope) -> Iterator[str]:
    """Write the reports as one CSL-JSON array (CSL 1.0.2), by name; dates are as exact as they are known."""
    keys = cite_keys(scope.reports)
    return json_array(json_line(_item(report, keys[report.id])) for report in scope.reports)


def bibtex(scope: Scope) -> Iterator[str]:
    """Write the reports as BibTeX, by name; `date` is biblatex's, `year` and `month` BibTeX's own."""
    keys = cite_keys(scope.reports)
    for report in scope.reports:
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(report))
        yield f"@misc{{{keys[report.id]},\n{fields}}}\n\n"


def _item(report: Report, key: str) -> dict[str, Any]:
    when = report.dating.when
    sort = "article-newspaper" if report.wire else "webpage" if report.url else "document"
    item: dict[str, Any] = {"id": key, "type": sort, "title": clean(report.title or report.name)}
    if report.wire:
        item["author"] = [{"literal": clean(report.wire)}]
    if report.publisher:
        item["container-title"] = clean(report.publisher)
    issued = _issued(when)
    if issued:
        item["issued"] = issued
    if report.url:
        item["URL"] = clean(report.url)
    if report.language:
        item["language"] = report.language
    item["note"] = _note(report)
    return item


def _issued(when: When | None) -> dict[str, Any] | None:
    """Write a CSL date: a day, month or year, or else the first and the last possible day."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    whole = partial(when)
    sure = whole is not None and when.edtf.rstrip("~") == whole
    if sure and whole is not None:
        return {"date-parts": [[int(part) for part in whole.split("-")]]}
    return {"date-parts": [_parts(when.earliest), _parts(when.latest)], "circa": True}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _fields(report: Report) -> Iterator[tuple[str, str]]:
    when = report.dating.when
    yield "title", f"{{{{{_tex(report.title or report.name)}}}}}"
    if report.wire:
        yield "author", f"{{{{{_tex(report.wire)}}}}}"
    if report.publisher:
        yield "howpublished", f"{{{_tex(report.publisher)}}}"
    if when is not None and when.earliest is not None and when.latest is not None:
        whole = partial(when)
        sure = when.edtf.rstrip("~") == whole
        dates = whole if sure else f"{when.earliest}/{when.latest}"
        yield "date", f"{{{dates}}}"
        if whole is not None:
            yield "year", f"{{{whole[:4]}}}"
            if len(whole) > len("YYYY"):
                yield "month", _MONTHS[int(whole[5:7]) - 1]
    if report.url:
        yield "url", f"{{{_url(report.url)}}}"
    if report.language:
        yield "langid", f"{{{_tex(report.language)}}}"
    yield "note", f"{{{_tex(_note(report))}}}"


def _note(report: Report) -> str:
    when, basis = report.dating.when, report.dating.basis
    if when is None:
        dated = "undated"
    elif basis is Basis.STATED:
        dated = "date stated"
    else:
        dated = f"date {basis.value}: {when.edtf}"
    return f"{report.name}; {dated}"


def _tex(words: str) -> str:
    return "".join(_TEX.get(c, c) for c in " ".join(clean(words).split()))


def _url(url: str) -> str:
    """Keep an address as it is, except for what would end the field."""
    return re.sub(r"[{}\\\s]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), clean(url))


def _slug(name: str) -> str:
    return ascii_words(name).strip("-")[:60]
