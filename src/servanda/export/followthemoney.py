"""FollowTheMoney entities (people, states, offices, events, promises, sources) and their statement table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha1

from servanda.analysis.answers import BoardRow
from servanda.analysis.descriptions import best_time, entity_line, parties
from servanda.export.csv_writer import safe_cell
from servanda.export.date_words import partial
from servanda.export.json_lines import json_line
from servanda.export.safe_text import clean, instant
from servanda.export.scope import Scope
from servanda.export.tables import Cell, Column, Table
from servanda.model import Entity, EntityId, Report, When, digest
from servanda.resolution import OfficeSpan
from servanda.world.country_codes import is_state, party_name

__all__ = ["DATASET", "FtmEntity", "entities", "entities_jsonl", "entity_statements", "party_id"]


@dataclass(slots=True)
class FtmEntity:
    """One entity: its schema, the values of its properties, and the reports it rests on."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)

    def put(self, name: str, *values: str | None) -> None:
        """Add values to a property, with single blanks; empty and repeated ones are left out."""
        for value in values:
            plain = " ".join((value or "").split())
            if plain and plain not in self.properties.get(name, ()):
                self.properties.setdefault(name, []).append(plain)


def party_id(party: str) -> str:
    """Name the entity of a party, the same in every record."""
    return digest("pa", party)


def entities(scope: Scope) -> Iterator[FtmEntity]:
    """Make the entities of everything wanted, by id; what nothing refers to is left out."""
    return _Maker(scope).all()


class _Maker:
    """Makes the entities of one scope; lookups that repeat are prepared once."""

    def __init__(self, scope: Scope) -> None:
        self._outlook = scope
        self._resolution = scope.resolution
        self._reports = {report.name: report.id for report in scope.reports}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for (_, name), who in self._resolution.people.items():
            self._names[who].add(name)
        self._held: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
        for span in self._resolution.offices:
            self._held[span.person].append(span)

    def all(self) -> Iterator[FtmEntity]:
        """Make them all; an entity that several others name is made once."""
        found: dict[str, FtmEntity] = {}
        for one in self._each():
            known = found.setdefault(one.id, one)
            known.reports |= one.reports
            for name, values in one.properties.items():
                known.put(name, *values)
        return (found[key] for key in sorted(found))

    def _each(self) -> Iterator[FtmEntity]:
        for report in self._outlook.reports:
            yield _article(report)
        for entity, _ in self._outlook.entities("consultation", "incident"):
            yield from self._event(entity)
        for row in self._outlook.rows:
            yield from self._project(row)
        wanted = {one.claim.id for one in self._outlook.claims}
        for span in self._resolution.offices:
            if span.id is not None and not wanted.isdisjoint(span.claims):
                yield from self._occupancy(span)

    def _event(self, entity: Entity) -> Iterator[FtmEntity]:
        claims = self._resolution.claims_of(entity)
        event = FtmEntity(entity.id, "Event", reports=set(entity.reports))
        event.put("name", entity_line(self._resolution, entity))
        event.put("keywords", entity.kind)
        _dates(event, best_time(claims))
        for one in claims:
            body = one.claim.body
            event.put("keywords", getattr(body, "form", None), getattr(body, "status", None))
            event.put("location", getattr(body, "place", None))
            event.put("country", _country(getattr(body, "country", None)))
            event.put("summary", one.claim.evidence[0].exact)
            for person in getattr(body, "participants", ()):
                who = self._resolution.people.get((one.claim.id, person.name))
                if who is not None:
                    yield self._person(who, entity.reports)
                    event.put("involved", who)
        for party in parties(claims):
            yield _party(party, entity.reports)
            event.put("involved", party_id(party))
        yield self._proved(event)

    def _project(self, row: BoardRow) -> Iterator[FtmEntity]:
        project = FtmEntity(row.id, "Project", reports=set(row.reports))
        project.put("name", f"{', '.join(row.obligors) or '?'}: {row.what}")
        project.put("goal", row.what)
        project.put("status", row.status.value)
        project.put("description", row.why)
        project.put("phase", row.modality)
        project.put("startDate", partial(row.first_heard))
        if row.due is not None and row.due.latest is not None:
            due = row.due if row.due.earliest else When.on(row.due.latest)
            project.put("endDate", partial(due))
        project.put("summary", *(step.words for step in row.history))
        yield self._proved(project)
        sides = {"obligor": row.obligors, "beneficiary": list(row.beneficiaries)}
        for role, bound in sides.items():
            for party in bound:
                yield _party(party, row.reports)
                made = FtmEntity(digest("pp", row.id, party, role), "ProjectParticipant")
                made.reports |= set(row.reports)
                made.put("project", row.id)
                made.put("participant", party_id(party))
                made.put("role", role)
                yield made

    def _occupancy(self, span: OfficeSpan) -> Iterator[FtmEntity]:
        yield self._person(span.person, span.reports)
        post = FtmEntity(str(span.id), "Position", reports=set(span.reports))
        post.put("name", " ".join(filter(None, (span.party, span.title))))
        if span.party:
            yield _party(span.party, span.reports)
            post.put("organization", party_id(span.party))
            post.put("country", _country(span.party))
        yield post
        edtf = tuple(when.edtf if when else None for when in (span.since, span.until))
        held = FtmEntity(digest("oc", span.id, span.person, *edtf), "Occupancy")
        held.reports |= set(span.reports)
        held.put("holder", span.person)
        held.put("post", span.id)
        held.put("startDate", partial(span.since))
        held.put("endDate", partial(span.until))
        held.put("status", "former" if span.former else "", "incoming" if span.incoming else "")
        yield self._proved(held)

    def _person(self, who: str, reports: Iterable[str]) -> FtmEntity:
        made = FtmEntity(who, "Person", reports=set(reports))
        written = sorted(self._names[who])
        fullest = self._resolution.names.get(EntityId(who)) or (written or [who])[0]
        made.put("name", fullest)
        made.put("alias", *(name for name in written if name != fullest))
        for span in self._held[who]:
            made.put("position", span.title)
            made.put("country", _country(span.party))
        return made

    def _proved(self, made: FtmEntity) -> FtmEntity:
        names = (name for name in sorted(made.reports) if name in self._reports)
        made.put("proof", *(self._reports[name] for name in names))
        return made


def _article(report: Report) -> FtmEntity:
    made = FtmEntity(report.id, "Article", reports={report.name})
    made.put("title", report.title)
    made.put("fileName", report.name)
    made.put("publisher", report.publisher)
    made.put("publishedAt", partial(report.dating.when))
    made.put("language", {"en": "eng"}.get(report.language or ""))
    if report.url and report.url.startswith(("http://", "https://")):
        made.put("sourceUrl", report.url)
    if report.wire != report.publisher:
        made.put("author", report.wire)
    return made


def _party(party: str, reports: Iterable[str]) -> FtmEntity:
    state = is_state(party)
    made = FtmEntity(
        party_id(party), "PublicBody" if state else "Organization", reports=set(reports)
    )
    made.put("name", party_name(party))
    made.put("country", _country(party) or ("eu" if party == "EU" else None))
    return made


def _dates(made: FtmEntity, when: When | None) -> None:
    whole = partial(when)
    if whole is not None:
        made.put("date", whole)
    elif when is not None:
        made.put("startDate", when.earliest.isoformat() if when.earliest else None)
        made.put("endDate", when.latest.isoformat() if when.latest else None)


def _country(party: str | None) -> str | None:
    return party.lower() if party is not None and is_state(party) else None


# -- FollowTheMoney entities as files: one JSON object an entity, or one CSV row a statement


DATASET = "servanda"
"""The data set that every statement names."""

_COLUMNS = tuple(
    Column(name)
    for name in (
        "canonical_id",
        "entity_id",
        "prop",
        "prop_type",
        "schema",
        "value",
        "dataset",
        "origin",
        "lang",
        "original_value",
        "external",
        "first_seen",
        "last_seen",
        "id",
    )
)
_TYPES = {
    "address": ("location",),
    "country": ("country",),
    "date": ("date", "endDate", "publishedAt", "startDate"),
    "entity": ("holder", "involved", "organization", "participant", "post", "project", "proof"),
    "language": ("language",),
    "name": ("alias", "name"),
    "text": ("description", "summary"),
    "url": ("sourceUrl",),
}
_TYPE_OF = {prop: kind for kind, props in _TYPES.items() for prop in props}


def entities_jsonl(scope: Scope) -> Iterator[str]:
    """Write one entity a line, by id, as `ftm` reads them, without line breaks."""
    for one in entities(scope):
        yield json_line(
            {
                "id": one.id,
                "schema": one.schema,
                "properties": {key: list(map(clean, one.properties[key])) for key in _keys(one)},
                "datasets": [DATASET],
                "first_seen": instant(scope.first_learnt(one.reports)),
                "last_seen": instant(scope.learnt(one.reports)),
            }
        )


def entity_statements(scope: Scope) -> Table:
    """Make FollowTheMoney's statement table: one value of an entity a row.

    `id` is the hash that FollowTheMoney makes of data set, entity, property and value, the value as
    the table has it: one that a spreadsheet would run starts with an apostrophe.
    """
    return Table("statements", _COLUMNS, lambda: _statements(scope))


def _statements(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    for one in entities(scope):
        seen = (instant(scope.first_learnt(one.reports)), instant(scope.learnt(one.reports)))
        values = [
            (prop, safe_cell(clean(value))) for prop in _keys(one) for value in one.properties[prop]
        ]
        whole = sha1(one.schema.encode(), usedforsecurity=False)
        for each in sorted(_key(one.id, prop, value) for prop, value in values):
            whole.update(each.encode())
        values.append(("id", whole.hexdigest()))  # the row that stands for the entity itself
        for prop, value in values:
            kind = "id" if prop == "id" else _TYPE_OF.get(prop, "string")
            key = _key(one.id, prop, value)
            named = (one.id, one.id, prop, kind, one.schema, value, DATASET)
            yield (*named, None, None, None, "f", *seen, key)


def _keys(one: FtmEntity) -> list[str]:
    return sorted(one.properties)


def _key(entity: str, prop: str, value: str) -> str:
    return sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
