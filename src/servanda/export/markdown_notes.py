"""Markdown notes with front matter: one a commitment, one a report, one a party, all linked.

File names are safe on every system and keep their names as the record grows; links are relative,
as Markdown has them, so that note-takers and plain viewers follow them alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from servanda.analysis.answers import BoardRow, Step
from servanda.export.bibliography import cite_keys
from servanda.export.safe_text import ascii_words, one_line
from servanda.export.scope import Scope
from servanda.model import EntityId, Report, When
from servanda.model.time_words import deadline, said
from servanda.world.country_codes import party_name

__all__ = ["note", "notes"]


_LONG = 60  # characters of a slug
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")
_NO_WRAP = 2**31 - 1  # characters a line: a property is one line


def notes(scope: Scope) -> Iterator[tuple[str, str]]:
    """Give the name and the text of every note, index first."""
    return _Notes(scope).all()


class _Notes:
    """Makes the notes of one scope; each note knows the names of the others."""

    def __init__(self, scope: Scope) -> None:
        self._outlook = scope
        self._rows = scope.rows
        keys = cite_keys(scope.reports)
        self._reports = {one.name: f"reports/{keys[one.id].lower()}.md" for one in scope.reports}
        self._commitments = {row.id: self._name(row) for row in self._rows}
        self._parties: defaultdict[str, list[BoardRow]] = defaultdict(list)
        for row in self._rows:
            for party in dict.fromkeys((*row.obligors, *row.beneficiaries)):
                self._parties[party].append(row)

    def all(self) -> Iterator[tuple[str, str]]:
        """Give every note."""
        yield "index.md", self._index()
        for row in self._rows:
            yield self._commitments[row.id], self._commitment(row)
        for party in sorted(self._parties):
            yield self._party_name(party), self._party(party)
        for report in self._outlook.reports:
            yield self._reports[report.name], self._report(report)

    def _name(self, row: BoardRow) -> str:
        """Name a commitment's note after the claim that the record learnt first, which never changes."""
        lasting = self._outlook.lasting(row.claims)
        first = next(self._outlook.resolution.claims[one] for one in row.claims if one == lasting)
        words = getattr(first.claim.body, "what", "") or row.what
        sides = "-".join(getattr(first.claim.body, "obligors", ()))
        return f"commitments/{_slug(f'{sides} {words}')}-{lasting[2:10]}.md"

    def _party_name(self, party: str) -> str:
        return f"parties/{_slug(party_name(party)) or 'party'}-{_slug(party)}.md"

    # -- the notes ---------------------------------------------------------------------------

    def _index(self) -> str:
        matter = {"title": "Commitments", "today": self._outlook.today}
        lines = [_row(row, self._commitments[row.id]) for row in self._rows]
        empty = [] if lines else ["No commitment in the record fits.", ""]
        parties = [f"- [{_md(_called(p))}]({self._party_name(p)})" for p in sorted(self._parties)]
        tail = ["", "## Parties", "", *parties, ""] if parties else []
        return note(matter, "\n".join(["# Commitments", "", *_TABLE, *lines, *empty, *tail]))

    def _commitment(self, row: BoardRow) -> str:
        due = row.due
        matter = {
            "title": row.what,
            "id": row.id,
            "kind": "commitment",
            "obligors": row.obligors,
            "beneficiaries": list(row.beneficiaries),
            "status": row.status.value,
            "modality": row.modality,
            "due": due.edtf if due else None,
            "due_latest": due.latest if due else None,
            "first_heard": row.first_heard.edtf if row.first_heard else None,
            "last_heard": row.last_heard.edtf if row.last_heard else None,
            "reports": row.reports,
            "tags": ("commitment", f"status/{row.status.value.replace('_', '-')}"),
        }
        sides = ", ".join(f"[{_md(_called(p))}](../{self._party_name(p)})" for p in row.obligors)
        lines = [
            f"# {_md(row.what)}",
            "",
            f"**{row.status.value.replace('_', ' ')}**: {_md(row.why)}",
            "",
            f"- Bound: {sides or 'not said'}",
            f"- Put as: {_md(row.modality)}",
            *([f"- Due: {_md(deadline(due))}"] if due else []),
            *([f"- On condition: {_md(row.condition)}"] if row.condition else []),
            "",
            "## What the reports say",
            "",
        ]
        for step in row.history:
            lines += self._step(step)
        linked = list(self._links(row))
        if linked:
            lines += ["## Tied to", "", *linked, ""]
        return note(matter, "\n".join(lines))

    def _step(self, step: Step) -> list[str]:
        when = said(step.on, "undated")
        head = f"{_md(when)}: {_md(step.why)}"
        if step.report in self._reports:
            head += f" ([{_md(step.report)}](../{self._reports[step.report]}))"
        return [f"- {head}", *([f"  > {_md(step.words)}"] if step.words else []), ""]

    def _links(self, row: BoardRow) -> Iterator[str]:
        for link in row.links:
            yield self._tie(link.type.value.replace("_", " "), link.to, link.why)
        for other in self._outlook.resolution.backlinks.get(EntityId(row.id), ()):
            for link in other.links:
                if link.to == row.id:
                    kind = f"{other.kind} that {link.type.value.replace('_', ' ')} it"
                    yield self._tie(kind, other.id, link.why)

    def _tie(self, kind: str, to: str, why: str) -> str:
        there = self._commitments.get(EntityId(to))
        name = f"[{to}](../{there})" if there else f"`{to}`"
        return f"- {_md(kind)} {name}{f': {_md(why)}' if why else ''}"

    def _party(self, party: str) -> str:
        name = _called(party)
        matter = {"title": name, "id": party, "kind": "party", "tags": ("party",)}
        rows = [_row(row, f"../{self._commitments[row.id]}") for row in self._parties[party]]
        return note(matter, "\n".join([f"# {_md(name)}", "", *_TABLE, *rows]))

    def _report(self, report: Report) -> str:
        when = report.dating.when
        matter = {
            "title": report.title or report.name,
            "id": report.id,
            "kind": "report",
            "report": report.name,
            "publisher": report.publisher,
            "wire": report.wire,
            "published": _day(when),
            "published_basis": report.dating.basis.value if when else "unknown",
            "url": report.url,
            "tags": ("report",),
        }
        rows = [
            _row(row, f"../{self._commitments[row.id]}")
            for row in self._rows
            if report.name in row.reports
        ]
        body = [*_TABLE, *rows] if rows else ["No commitment rests on it."]
        return note(matter, "\n".join([f"# {_md(report.title or report.name)}", "", *body]))


_TABLE = ("| Due | Status | Who | What |", "|---|---|---|---|")


def _row(row: BoardRow, link: str) -> str:
    due = deadline(row.due)
    status = row.status.value.replace("_", " ")
    who = ", ".join(row.obligors)
    return f"| {_md(due)} | {status} | {_md(who)} | [{_md(row.what)}]({link}) |"


def note(matter: Mapping[str, Any], body: str) -> str:
    """Write one note: YAML front matter between its fences, an empty line, the body.

    Of the matter, None and empty lists are left out; days stay days, lists lists, all else is text
    on one line.
    """
    import frontmatter
    import yaml

    values = {name: _plain(value) for name, value in {"generator": "servanda", **matter}.items()}
    post = frontmatter.Post(body)
    post.metadata = {name: value for name, value in values.items() if value not in (None, [])}
    # The dumper in Python, which is there on every machine: the one in C may not write the same bytes.
    text = frontmatter.dumps(post, sort_keys=False, width=_NO_WRAP, Dumper=yaml.SafeDumper)
    return f"{text}\n"


def _plain(value: Any) -> date | list[str] | str | None:
    if value is None or isinstance(value, date):
        return value
    return one_line(value) if isinstance(value, str) else [one_line(each) for each in value]


def _day(when: When | None) -> date | str | None:
    if when is None:
        return None
    return when.earliest if when.is_day else when.edtf


def _called(party: str) -> str:
    return party_name(party)


def _md(words: str) -> str:
    """Write a text on one line, with everything escaped that Markdown would read as markup."""
    return _SPECIAL.sub(r"\\\1", one_line(words))


def _slug(words: str) -> str:
    return ascii_words(words).lower()[:_LONG].strip("-")
