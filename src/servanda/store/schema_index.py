"""The index: every table that is derived from claims and decisions, and can be made again from them.

Four groups: what claims come to (entities, their states by day, links, tenures, blocking keys),
what each report alone says that dates others (`office_mention`, `meeting_mention`, `signature`,
`passage`), what it says that others may say too (`phrase`), and what is still to be done (`pending`). One watermark covers all of them
(`servanda.store.index.watermark`).
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from servanda.store import schema
from servanda.store.columns import KEY, Day, Flag, Plain
from servanda.store.schema import metadata, standing

__all__ = [
    "DERIVED",
    "ENTITY_ORDER",
    "blocking_key",
    "entity",
    "entity_claim",
    "link",
    "meeting_mention",
    "name_use",
    "office_mention",
    "passage",
    "pending",
    "person_name",
    "phrase",
    "signature",
    "state",
    "tenure",
    "tenure_mention",
]


entity = Table(
    "entity",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("told", Text, nullable=False),
    Column("reasons", Plain, nullable=False),
    Column("row", Plain),
    sqlite_strict=True,
)
"""An entity: what some claims are about.

`first`, `last` and `told` put the entities of a kind in order: the days of its time, and the report that told of
it first (`EntityRow.place`). `row` holds the cells of its listing that are long, or the same on all days; the
cells that change from day to day are in `state`.
"""
ENTITY_ORDER = Index(
    "entity_order",
    entity.c.kind,
    entity.c.first,
    entity.c.last,
    entity.c.told,
    entity.c.id,
)
"""The entities of a kind in order, which are counted and cut into pages by this index alone."""

entity_claim = Table(
    "entity_claim",
    metadata,
    Column("entity", KEY, ForeignKey("entity.key"), primary_key=True),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which claims are about which entity."""

link = Table(
    "link",
    metadata,
    Column("entity", KEY, ForeignKey("entity.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("to", Text, nullable=False, index=True),
    Column("why", Text, nullable=False),
    sqlite_strict=True,
)
"""The links from an entity to others, which are named by their ids."""

blocking_key = Table(
    "blocking_key",
    metadata,
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The blocking keys of a claim (`servanda.resolution.claim_keys`), as 64-bit hashes."""

person_name = Table(
    "person_name",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("introduces", Flag, nullable=False),
    sqlite_strict=True,
)
"""The ways in which reports name persons, each once; a cell is empty where a report gives none."""
Index(
    "person_name_all",
    person_name.c.name,
    person_name.c.office,
    person_name.c.party,
    person_name.c.introduces,
    unique=True,
)

name_use = Table(
    "name_use",
    metadata,
    Column("name", KEY, ForeignKey("person_name.key"), primary_key=True),
    Column("report", Text, ForeignKey("report.id"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which reports use which name."""

DAYS = Index(
    "dating_standing_days",
    schema.dating.c.latest,
    schema.dating.c.earliest,
    schema.dating.c.superseded,  # always empty here; named so that no row has to be looked at
    sqlite_where=standing(schema.dating),
)
"""Reports by the days that they may be of, which are counted by this index alone."""
IRRELEVANT = Index(
    "edition_standing_irrelevant",
    schema.edition.c.report,
    sqlite_where=standing(schema.edition) & (schema.edition.c.relevant == 0),
)
"""The reports that are about something else: few, or they would not be in a record."""

for _table in (schema.claim, schema.dating, schema.edition):
    # Few rows are superseded, and those superseded lately must be quick to find.
    Index(
        f"{_table.name}_superseded",
        _table.c.superseded,
        sqlite_where=_table.c.superseded.is_not(None),
    )

state = Table(
    "state",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("owner", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("start", Day, nullable=False),
    Column("until", Day, nullable=False),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("status", Text, nullable=False),
    Column("heard", Day),
    Column("parties", Text, nullable=False),
    Column("cells", Plain),
    sqlite_strict=True,
)
"""How an entity, or an office, is listed on the days from `start` until before `until`.

`first` and `last` sort a listing: the days of an event, or the day a commitment was first reported
and its deadline. The first and the last day of the calendar stand for ends that are open or
unknown. `heard` is the day on which something was last heard of whose status passes with the days
(`servanda.store.index.day_lists`), NULL where it stays `status`. `parties` are those that a filter
looks for. Where `cells` is NULL, the listing is computed from the claims.
"""
Index(
    "state_order",
    state.c.kind,
    state.c.until,
    state.c.start,
    state.c.last,
    state.c.first,
    state.c.status,
    state.c.heard,
    state.c.owner,
)
"""What is listed on a day, counted and put in order by this index alone."""
Index("state_first", state.c.kind, state.c.first, state.c.last)
Index("state_last", state.c.kind, state.c.last)

tenure = Table(
    "tenure",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("office", Text, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("dated", Flag, nullable=False),
    Column("row", Plain, nullable=False),
    sqlite_strict=True,
)
"""One person in one office of one party (`office`), with everything that reports say of it.

`dated` says whether words tell when it began or ended.
"""
Index("tenure_dated", tenure.c.dated, tenure.c.id)

tenure_mention = Table(
    "tenure_mention",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("claim", KEY, ForeignKey("claim.key"), nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("party", Text),
    Column("flags", Integer, nullable=False),  # 1 a tenure, 2 a former one, 4 one to come
    Column("since", Plain),
    Column("until", Plain),
    sqlite_strict=True,
)
"""The claims that name a person with an office."""


# -- what each report alone says that dates others ---------------------------------------------

office_mention = Table(
    "office_mention",
    metadata,
    Column("party", Text, primary_key=True),
    Column("office", Text, primary_key=True),
    Column("single", Flag, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), primary_key=True, index=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("seen", Flag, nullable=False),
    Column("asks", Flag, nullable=False),
    Column("first_day", Day),
    Column("last_day", Day),
    Column("since", Plain),
    Column("until", Plain),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""A report that names a person as the holder of an office; `single` offices have one holder.

`seen` says that the report's own date tells when the person held it (`first_day` to `last_day`),
`asks` that the report has no day of its own and may be dated by who held the office when. `since`
and `until` are the term that the report states. `source` is the report's name.
"""

meeting_mention = Table(
    "meeting_mention",
    metadata,
    Column("word", Text, primary_key=True),
    Column("claim", Text, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("form", Text, nullable=False),
    Column("pair", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("day", Day),
    Column("weekday", Integer),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""A consultation, found by the last word of a participant's name or by its two states (`word`).

`day` is known where the report dates the consultation. Where an open report may be dated by it,
`weekday` is the one the report names (1 to 7), 0 where it names none, -1 where it is unclear.
`parties` are those of the people, sorted, "" where one of them has none.
"""

MEETING_DAYS = Index(
    "meeting_mention_days",
    meeting_mention.c.word,
    meeting_mention.c.parties,
    meeting_mention.c.day,
    sqlite_where=meeting_mention.c.day.is_not(None),
)
"""The meetings whose day is known, by who meets, the earliest first."""
MEETINGS_ASKED = Index(
    "meeting_mention_asked",
    meeting_mention.c.word,
    meeting_mention.c.parties,
    sqlite_where=meeting_mention.c.weekday.is_not(None),
)
"""The meetings that open reports may be dated by: few of all."""

signature = Table(
    "signature",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, unique=True),
    Column("fine", Flag, nullable=False),
    Column("open", Flag, nullable=False),
    Column("people", Plain, nullable=False),
    Column("passages", Plain, nullable=False),
    Column("wire", Text, nullable=False),
    Column("day", Integer),
    Column("words", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("facts", Text, nullable=False),
    sqlite_strict=True,
)
"""The near-duplicate signature of a report; it may date a copy (`fine`), or be dated by one (`open`).

`people` are the last words of the names it gives with an office, `passages` the hashes of
`passage`; `wire` is "" where the report bears no wire's mark.
"""

passage = Table(
    "passage",
    metadata,
    Column("asks", Flag, primary_key=True),
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("signature", KEY, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The passages by which copies are found: of open reports (`asks`), and of finely dated and other ones.

`size` is how many rows the report has on its side. There is no index from a signature to its rows,
which `signature.passages` lists.
"""


# -- what each report says that others may say too ---------------------------------------------

phrase = Table(
    "phrase",
    metadata,
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("report", Text, ForeignKey("report.id"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What a report says, as 64-bit hashes (`servanda.analysis.indexed.phrase_keys`): sentences, quotes, talks.

By these are found the reports that say the same, word for word, without looking at any text.
"""


# -- what is still to be done ------------------------------------------------------------------

pending = Table(
    "pending",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("report", Text, ForeignKey("report.id"), primary_key=True),
    Column("part", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The reports that a step of an update has still to look at (`servanda.store.index.watermark`)."""
Index("pending_part", pending.c.step, pending.c.part)

DERIVED = (
    pending,
    phrase,
    passage,
    signature,
    meeting_mention,
    office_mention,
    name_use,
    person_name,
    entity_claim,
    link,
    entity,
    blocking_key,
    state,
    tenure,
    tenure_mention,
)
"""All of them, each before those that it refers to."""
