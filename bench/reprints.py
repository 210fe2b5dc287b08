"""Documents for `copies.py`: meetings told from one template each, and reprints of what was told.

An original is one of the given texts in which what is particular to it (names that few texts have,
numbers, days) is replaced by invented ones, alike throughout: the template stays, the meeting is
another. Leaders come from a small pool, so that one leader is met many times, often by the same
template on another day only. A reprint is an original with one to three edits. All follows from
the seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

__all__ = ["Document", "documents"]

_RUN = re.compile(r"(?<=[a-z,;:’'”)\d] )[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*")
_NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:, )?)?(?:(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December) \d{1,2}(?:, \d{4})?)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_TODAY = re.compile(r"\b(?:today|yesterday|this (?:morning|afternoon|evening))\b")
_SENTENCE = re.compile(r"(?<=[a-z)”\"][.!?])\s+(?=[A-Z“])")
_COMMON = 0.03  # of the texts: a name that more of them have belongs to the template
_LEADERS = 400
_SHORTEST, _LONGEST = 60, 600  # words of a text that serves: no note, no paper of many pages
_GIVEN = (
    "Ada Leo Uma Ivo Mara Otto Nils Vera Tomas Ines Pavel Rosa Emil Dora Hugo Lena Oskar Nora Ivan Mina Karl Elsa Jonas "
    "Alma Viktor Selma Anton Frida Marco Livia Aziz Leila Omar Amina Tariq Samira Kenji Yuki Haruto Aiko Minh Linh Arjun "
    "Priya Ravi Anika Kofi Ama Kwame Zola Thabo Naledi Diego Lucia Mateo Elena Rafael Camila Pedro Ana"
).split()
_FAMILY = (
    "Brandt Marsh Kern Tal Holm Vester Lindqvist Okoro Mbeki Tanaka Moreau Silva Costa Novak Horvat Petrov Ionescu Kaya "
    "Demir Haddad Nasser Rahman Chowdhury Perera Santos Cruz Nguyen Tran Lim Wong Park Choi Sato Mori Ferrari Conti Weber "
    "Keller Jansen Visser Nilsen Dahl Virtanen Laine Kowalski Zielinski Farkas Balogh Popov Dimitrov Papadakis Stavrou "
    "Osei Mensah Abebe Tesfaye Juma Odhiambo Banda Phiri Castillo Rojas Vargas Quispe"
).split()
_STATES = (
    "Norland Sudmark Alba Esterland Kelmia Ambria Westmark Ostania Veldia Torvia Carpenia Lusmar Belgard Zemra Halvia "
    "Morenia Quintara Sarvia Ulmia Dravia Fenmark Galdia Ithria Jorvia Lathia Myria Nordavia Orlia Pelagia Rhodara Selvia "
    "Tamria Urania Valdora Wendia Xandria Yoria Zelmark Brevia Corvania"
).split()
_TOWNS = "Ostby Kelmouth Harrow Linfield Marston Dunmore Eastport Fairhaven Glenrock Millbrook Ashford Weston".split()
_BRITISH = {
    "defense": "defence",
    "organization": "organisation",
    "recognize": "recognise",
    "emphasized": "emphasised",
    "center": "centre",
    "program": "programme",
    "labor": "labour",
    "strengthening": "reinforcing",
    "condemned": "denounced",
    "discussed": "talked about",
    "underscored": "stressed",
    "welcomed": "hailed",
    "reaffirmed": "confirmed",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `story` is shared by an original and its reprints."""

    name: str
    story: int
    readout: bool
    published: date
    headline: str
    body: str


@dataclass(frozen=True, slots=True)
class _Template:
    title: str
    paragraphs: tuple[str, ...]
    own: tuple[str, ...]  # names to be replaced, longest first
    readout: bool


def documents(rows: Sequence[Mapping[str, str]], count: int, seed: int) -> Iterator[Document]:
    """Yield `count` documents made from `rows` (`title` and `text` each)."""
    random = Random(f"reprints {seed}")  # noqa: S311 - repeatable, not secret
    templates = _templates(rows)
    leaders = [
        (random.choice(_GIVEN), random.choice(_FAMILY), random.choice(_STATES))
        for _ in range(_LEADERS)
    ]
    made = story = 0
    previous: Document | None = None
    while made < count:
        if previous is not None and random.random() < 0.02:
            one = _digest(previous, templates, story, random)
            reprints = 0
        else:
            one = _original(random.choice(templates), random.choice(leaders), story, random)
            reprints = random.choice((0, 0, 0, 0, 1, 1, 1, 2, 3, 4))
        previous = one
        yield one
        made += 1
        for number in range(min(reprints, count - made)):
            yield _reprint(one, number, leaders, random)
            made += 1
        story += 1


def _templates(rows: Sequence[Mapping[str, str]]) -> list[_Template]:
    texts = [(row["title"], row["text"].removeprefix(row["title"]).strip()) for row in rows]
    often = Counter(run for _, text in texts for run in set(_RUN.findall(text)))
    templates = []
    for title, text in texts:
        paragraphs = tuple(p.strip() for p in re.split(r"\n\s*\n", text) if len(p.split()) > 5)
        if not _SHORTEST <= sum(len(p.split()) for p in paragraphs) <= _LONGEST:
            continue
        found = set(_RUN.findall(" ".join(paragraphs)))
        own = sorted(
            (r for r in found if often[r] <= _COMMON * len(texts)), key=lambda r: (-len(r), r)
        )
        templates.append(_Template(title, paragraphs, tuple(own), "readout" in title.lower()))
    return templates


def _original(
    template: _Template, leader: tuple[str, str, str], story: int, random: Random
) -> Document:
    given, family, state = leader
    day = date(2021, 1, 4) + timedelta(days=random.randrange(1400))
    new = {}
    for number, name in enumerate(template.own):
        words = name.split()
        if number == 0:
            new[name] = f"{given} {family} of {state}"
        elif len(words) == 1:
            new[name] = random.choice((family, state, *_STATES))
        else:
            new[name] = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
    told = "\n\n".join(template.paragraphs)
    if new:
        told = re.sub("|".join(map(re.escape, template.own)), lambda m: new[m.group()], told)
    told = _DAY.sub(lambda _: _written(day + timedelta(days=random.randrange(40))), told)
    told = _NUMBER.sub(lambda m: _other_number(m.group(), random), told)
    told, dated = _TODAY.subn(f"on {_written(day)}", told, count=1)
    if not dated:
        told = f"In talks with {given} {family} of {state} on {_written(day)}, {told[0].lower()}{told[1:]}"
    return Document(f"s{story}", story, template.readout, day, template.title, told)


def _written(day: date) -> str:
    return f"{day:%A}, {day:%B} {day.day}"


def _other_number(number: str, random: Random) -> str:
    if len(number) == 4 and number.startswith(("19", "20")):
        return number  # a year
    return str(random.randrange(10 ** (len(re.sub(r"\D", "", number)) or 1)))


def _digest(before: Document, templates: list[_Template], story: int, random: Random) -> Document:
    """Make a digest: the headline and first paragraph of a story, and the beginnings of others."""
    others = [random.choice(templates).paragraphs[0] for _ in range(6)]
    body = "\n\n".join([before.body.split("\n\n")[0], *others])
    return Document(f"s{story}", story, False, before.published, before.headline, body)  # noqa: FBT003


def _reprint(
    one: Document, number: int, leaders: Sequence[tuple[str, str, str]], random: Random
) -> Document:
    later = random.randrange(6) if random.random() < 0.9 else random.randrange(20, 60)
    body = one.body
    for edit in random.sample(_EDITS, random.choice((1, 1, 2, 2, 3))):
        body = edit(body, random)
    headline = one.headline
    if random.random() < 0.6:
        headline = f"{random.choice(_FAMILY)}, {random.choice(leaders)[1]}: what was said"
    day = one.published + timedelta(days=later)
    return Document(f"{one.name}r{number}", one.story, one.readout, day, headline, body)


def _trimmed(body: str, random: Random) -> str:
    """Keep the first half and more of the sentences."""
    sentences = _SENTENCE.split(body)
    keep = max(2, round(len(sentences) * random.uniform(0.5, 0.9)))
    return " ".join(sentences[:keep])


def _truncated(body: str, random: Random) -> str:
    return body[: int(len(body) * random.uniform(0.5, 0.9))].rstrip() + " ..."


def _new_lead(body: str, random: Random) -> str:
    """Put a sentence of the paper's own in front, sometimes for the first one."""
    town, writer = random.choice(_TOWNS), f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
    lead = f"{town.upper()} (Staff) - Officials gave new details of the talks, {writer} reports from {town}."
    first, _, rest = body.partition("\n\n")
    sentences = _SENTENCE.split(first)
    if random.random() < 0.3 and len(sentences) > 3:
        first = " ".join(sentences[1:])
    return f"{lead}\n\n{first}" + (f"\n\n{rest}" if rest else "")


def _local(body: str, random: Random) -> str:
    """Insert a paragraph or two for readers of one place."""
    town, count = random.choice(_TOWNS), random.randrange(20, 900)
    ours = [
        f"In {town}, {random.choice(_GIVEN)} {random.choice(_FAMILY)} of the chamber of commerce said that {count} jobs depend on trade with the two countries.",
        f"A group of residents of {town} plans to meet on the matter next week at the {random.choice(_FAMILY)} library.",
    ][: random.choice((1, 1, 2))]
    sentences = _SENTENCE.split(body)
    at = random.randrange(1, len(sentences)) if len(sentences) > 1 else 1
    return " ".join(sentences[:at]) + "\n\n" + "\n\n".join(ours) + "\n\n" + " ".join(sentences[at:])


def _spelt(body: str, random: Random) -> str:
    """Write as the British do, with other verbs here and there, and misspell a name throughout."""
    for american, british in _BRITISH.items():
        body = re.sub(rf"\b{american}\b", british, body)
    names = [w for w in _FAMILY if re.search(rf"\b{w}\b", body) and len(w) > 4]
    if names and random.random() < 0.4:
        name = random.choice(names)
        at = random.randrange(2, len(name) - 1)
        body = re.sub(rf"\b{name}\b", name[:at] + name[at + 1 :], body)
    return body


def _signed(body: str, random: Random) -> str:
    return f"{body}\n\nWith reporting by {random.choice(_GIVEN)} {random.choice(_FAMILY)} in {random.choice(_TOWNS)}."


_EDITS = (_trimmed, _truncated, _new_lead, _local, _spelt, _signed)
