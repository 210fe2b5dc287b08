"""What can be exported and in which formats: the one list of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from servanda.export.atom import feed
from servanda.export.bibliography import bibtex, csl_json
from servanda.export.claim_lines import claims_jsonl, decisions_jsonl, texts_jsonl
from servanda.export.followthemoney import entities_jsonl, entity_statements
from servanda.export.graphml import graphml
from servanda.export.icalendar import calendar
from servanda.export.json_lines import json_array, json_line
from servanda.export.markdown_notes import notes
from servanda.export.plover_records import events_jsonl, events_table
from servanda.export.scope import Scope
from servanda.export.table_files import csv_file, parquet, table_lines, workbook
from servanda.export.tables import Table, commitments_table, statements_table
from servanda.export.texts.annotations import annotations_jsonl, annotations_page

__all__ = ["EXPORTS", "Export", "Format"]


Write = Callable[[Scope], Iterable[str | bytes]]
Files = Callable[[Scope], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffix of its files, its media type, and what writes it.

    `write` gives the pieces of one file, texts to be encoded in UTF-8; a format of many files has
    `files` instead, which gives each one's name and text. `binary` ones belong in a file, never on
    a terminal.
    """

    name: str
    suffix: str
    media: str
    write: Write | None = None
    files: Files | None = None
    binary: bool = False

    def pieces(self, scope: Scope) -> Iterator[bytes]:
        """Give the bytes of the one file, piece by piece; nothing for a format of many files."""
        for piece in self.write(scope) if self.write else ():
            yield piece.encode() if isinstance(piece, str) else piece


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of export: its name, what it is in a few words, and its formats, the default first."""

    name: str
    about: str
    formats: tuple[Format, ...]

    def format(self, name: str) -> Format | None:
        """Find a format by its name."""
        return next((one for one in self.formats if one.name == name), None)

    def suffixed(self, name: str) -> Format | None:
        """Find the format whose files end as `name` does."""
        low = name.casefold()
        return next((one for one in self.formats if low.endswith(one.suffix)), None)


_JSONL = "application/jsonl"


def lined(lines: Callable[[Scope], Iterable[str]]) -> tuple[Format, ...]:
    """Make the two formats of a series of JSON objects."""

    def jsonl(scope: Scope) -> Iterator[str]:
        return (f"{each}\n" for each in lines(scope))

    return (
        Format("jsonl", ".jsonl", _JSONL, jsonl),
        Format("json", ".json", "application/json", lambda o: json_array(lines(o))),
    )


def tabled(table: Callable[[Scope], Table]) -> tuple[Format, ...]:
    """Make the formats of a table."""

    def book(scope: Scope) -> Iterator[bytes]:
        return workbook(table(scope), made=scope.renewed)

    office = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return (
        Format("jsonl", ".jsonl", _JSONL, lambda o: table_lines(table(o))),
        Format("json", ".json", "application/json", lambda o: json_array(table_lines(table(o)))),
        Format("csv", ".csv", "text/csv", lambda o: csv_file(table(o))),
        Format("xlsx", ".xlsx", office, book, binary=True),
        Format(
            "parquet",
            ".parquet",
            "application/vnd.apache.parquet",
            lambda o: parquet(table(o)),
            binary=True,
        ),
    )


def _claims(scope: Scope) -> Iterator[str]:
    """Write each report with its claims, then the claims of reports that are left out."""
    copies, rest = scope.copies(), []
    for report, claims in scope.by_report():
        wanted = [one for one in claims if scope.keeps(scope.claim_row(one))]
        if scope.keeps(scope.report_row(report, claims)):
            yield from claims_jsonl([report], wanted, copies=copies)
        else:
            rest += wanted
    yield from claims_jsonl((), rest)


def _record(scope: Scope) -> Iterator[str]:
    return (json_line(plain) for _, plain in scope.entities())


def _texts(scope: Scope) -> Iterator[str]:
    for report, claims in scope.by_report():
        if scope.keeps(scope.report_row(report, claims)):
            yield from texts_jsonl([report])


def _decisions(scope: Scope) -> Iterator[str]:
    return decisions_jsonl(scope.words())


EXPORTS: Mapping[str, Export] = {
    one.name: one
    for one in (
        Export("claims", "what each report says, with its evidence", lined(_claims)),
        Export("record", "the resolved entities, with status, history and ties", lined(_record)),
        Export("texts", "the reports as stored, which offsets count in", lined(_texts)),
        Export("commitments", "one row a commitment", tabled(commitments_table)),
        Export("decisions", "what persons decided, to be imported", lined(_decisions)),
        Export("statements", "one row a cell of the record", tabled(statements_table)),
        Export(
            "events",
            "PLOVER event data: who did what to whom",
            (*lined(events_jsonl), *tabled(events_table)[2:]),
        ),
        Export(
            "entities",
            "FollowTheMoney entities; as csv, its statements",
            (*lined(entities_jsonl), tabled(entity_statements)[2]),
        ),
        Export(
            "calendar",
            "deadlines and announced consultations",
            (Format("ics", ".ics", "text/calendar", calendar),),
        ),
        Export(
            "feed",
            "new commitments, changes of status, incidents",
            (Format("atom", ".atom", "application/atom+xml", feed),),
        ),
        Export(
            "annotations",
            "evidence as W3C Web Annotations",
            (
                Format("jsonld", ".jsonld", "application/ld+json", annotations_page),
                lined(annotations_jsonl)[0],
            ),
        ),
        Export(
            "references",
            "the reports for citation managers",
            (
                Format("csl", ".json", "application/vnd.citationstyles.csl+json", csl_json),
                Format("bibtex", ".bib", "application/x-bibtex", bibtex),
            ),
        ),
        Export(
            "notes",
            "a folder of linked Markdown notes, one a commitment",
            (Format("md", ".md", "text/markdown", files=notes),),
        ),
        Export(
            "graph",
            "who consulted whom",
            (Format("graphml", ".graphml", "application/graphml+xml", graphml),),
        ),
    )
}
"""Every kind of export by its name, in the order the help lists them."""
