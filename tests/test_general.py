"""General: nothing hangs on who the people, states, places and ships of a report are.

The bundled reports are read twice, as they are and with everybody and everything renamed:
another state with its adjective and seat for each state, other people, places, units, ships
and numbers, the grammar left alone. What is claimed must come out the same but for the names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import as_file

import pytest

from servanda import sample
from servanda.cleaning.assembly import make_report
from servanda.errors import InputError
from servanda.model import (
    Assurance,
    Body,
    Capability,
    Commitment,
    Consultation,
    DateMention,
    Incident,
    Omission,
    Quote,
    RawItem,
    Structure,
    Tenure,
)
from servanda.pipeline import Reading, read_items
from servanda.sources import open_path
from servanda.world.gazetteer import PartySort, gazetteer

FLOOR = 0.95
"""Share of claims that must be the same; see the measured figure in the test's output."""

# A state, its adjective, its seats; "A = B" a word each. The other state stands in the gazetteer.
STATES = """
Japan=Norway Japanese=Norwegian Tokyo=Oslo Diet=Storting
United_States=United_Kingdom U.S.=U.K. American=British Washington=London
South_Korea=South_Africa South_Korean=South_African Seoul=Pretoria
North_Korea=North_Macedonia North_Korean=North_Macedonian
China=Brazil Chinese=Brazilian Beijing=Brasilia Taiwan=Cyprus Singapore=Monaco
Germany=Canada German=Canadian Berlin=Ottawa
Lithuania=Kenya Lithuanian=Kenyan Vilnius=Nairobi
India=Chile Indian=Chilean New_Delhi=Santiago
France=Egypt French=Egyptian Paris=Cairo
Australia=Ghana Australian=Ghanaian Canberra=Accra
Philippines=Gambia Philippine=Gambian Manila=Banjul
"""
PEOPLE = """
Hayashi=Lindqvist Yoshimasa=Torvald Hamada=Brekke Yasukazu=Sigurd Minoru=Anders Kihara=Solberg
Yoko=Ingrid Kamikawa=Halvorsen Kenichiro=Magnus Nagumo=Rustad Gen_Nakatani=Leif_Nakstad
Nakatani=Nakstad Shigeru=Haakon Ishiba=Aasen Nobuo=Eirik Kishi=Dahl Denny=Jostein Tamaki=Vinje
Shinjiro=Henrik Koizumi=Fossum Sanae=Astrid Takaichi=Moen Takehiro=Gunnar Funakoshi=Tveit
Antony=Edmund Blinken=Harrow Lloyd=Clive Austin=Merton Pete=Giles Hegseth=Thornbury
Raymond=Gordon Greene=Whitlock Shin=Dube Won-sik=Tha-bo Wu=Reis Jianghao=Joaquim
Boris=Martin Pistorius=Tremblay Friedrich=Philippe Merz=Gagnon Christoph=Robert Huber=Lavoie
Arvydas=Kiprono Anušauskas=Wanjala Laurynas=Baraka Kasčiūnas=Mutiso Gitanas=Jabali
Nausėda=Kimani Dovilė=Amina Šakalienė=Chebet Sebastien=Karim Lecornu=Mansour
Rajnath=Rodrigo Rajesh=Ramiro Kumar=Luis Singh=Fuentes Richard=Kwesi Marles=Boateng
Gilberto=Lamin Teodoro=Ceesay
"""
ENTITIES = """
Self-Defense_Forces=Home_Guard_Forces Air_Self-Defense_Force=Air_Home_Guard_Force
Marine_Corps=Royal_Navy Marines=Rangers Joint_Operations_Command=Unified_Arctic_Command
45th_Armoured=32nd_Armoured Freedom_Edge=Granite_Dawn Alon=Tarn Camp_Blaz=Camp_Dorn
Theodore_Roosevelt=Edmund_Halloran INS_Vikrant=CNS_Halvard Dassault=Bellecour
AMRAAM=VORTAC PAC-3_MSE=TRN-4_XLE SM-6=KD-8 F-35=J-48 P-8A_Poseidon=Q-7B_Halcyon
Rafale_Marine=Tempest_Naval Rafale=Tempest Article_5=Article_7 Shangri-La=Aldermere
Okinawa=Svalmark Guam=Esk Iwo_Jima=Rona_Fell Ichigaya=Tarnby Yokohama=Brenhaven Naha=Vardal
Senkaku=Halden Senkakus=Haldens Paracel=Corvin Scarborough=Whitby Busan=Durban
Sydney=Kumasi Yokosuka=Halvik Rūdninkai=Kisumba yen=kroner rupees=pesos NATO=ECOWAS
"""

_QUANTITY = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})+(?![\w:/])|(?<![\w.,:/-])[3-9]\d\d(?![\w:/,-])"
)


def pairs(*tables: str) -> dict[str, str]:
    """Read `Old_name=New_name` pairs."""
    return dict(pair.replace("_", " ").split("=") for table in tables for pair in table.split())


RENAMED = pairs(STATES, PEOPLE, ENTITIES)
_NAMES = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        re.escape(form)
        for old in sorted(RENAMED, key=len, reverse=True)
        for form in dict.fromkeys((old, old.upper()))
    )
    + r")(?!\w)"
)


def renamed(text: str) -> str:
    """Rename everybody and everything in a text; capitals stay capitals, grammar stays grammar."""

    def name(found: re.Match[str]) -> str:
        old = found.group()
        return RENAMED[old] if old in RENAMED else _UPPER[old]

    return _QUANTITY.sub(_another, _NAMES.sub(name, text))


_UPPER = {old.upper(): new.upper() for old, new in RENAMED.items()}


def _another(found: re.Match[str]) -> str:
    """Give another number of the same shape: each digit but the last noughts moved on by two."""
    return "".join(str(int(c) % 7 + 2) if c.isdigit() and c != "0" else c for c in found.group())


# -- what must stay the same -----------------------------------------------------------------


def shape(body: Body) -> tuple[object, ...]:
    """Return what of a claim does not hang on names."""
    match body:
        case Consultation():
            return body.kind, body.form, body.status, len(body.participants)
        case Commitment():
            return body.kind, body.modality, len(body.obligors)
        case Assurance():
            return body.kind, len(body.parties)
        case Structure():
            return body.kind, body.status
        case Omission():
            return body.kind, body.sort
        case Incident():
            return body.kind, body.actor is None, body.target is None
        case Tenure():
            return body.kind, body.party is None, body.former, body.incoming
        case Quote():
            return body.kind, body.direct, body.speaker is None
        case Capability():
            return body.kind, body.holder is None
        case DateMention():
            return body.kind, body.ref.type, body.ref.form


def shapes(items: Iterable[RawItem]) -> dict[str, Counter[tuple[object, ...]]]:
    found: dict[str, Counter[tuple[object, ...]]] = {}
    for reading in read_items(items):
        assert isinstance(reading, Reading)
        claims = Counter(shape(claim.body) for claim in reading.claims)
        claims[("relevant", reading.report.relevant)] += 1
        found[reading.report.name] = claims
    return found


def originals() -> list[RawItem]:
    """Return the sample's reports that are plain text, decoded; the page about sport stays out."""
    found = []
    with as_file(sample.reports()) as place:
        for item in open_path(place):
            assert not isinstance(item, InputError)
            if item.media_type == "text/html" or item.name.startswith("sport"):
                continue
            text = make_report(item).text.content
            found.append(_item(item, text, item.metadata.get("title", "")))
    return found


def _item(item: RawItem, text: str, title: str) -> RawItem:
    stated = {"encoding": "utf-8", "title": title}
    if "published" in item.metadata:
        stated["published"] = item.metadata["published"]
    return RawItem(item.name, text.encode("utf-8"), "text/plain", item.origin, stated)


@pytest.mark.costly
def test_what_is_claimed_does_not_hang_on_names() -> None:
    items = originals()
    others = [
        _item(i, renamed(i.data.decode("utf-8")), renamed(i.metadata["title"])) for i in items
    ]
    before, after = shapes(items), shapes(others)
    same = total = 0
    lost: list[str] = []
    for name, claims in before.items():
        other = after[name]
        same += 2 * (claims & other).total()
        total += claims.total() + other.total()
        lost += [f"{name}: - {one}" for one in (claims - other).elements()]
        lost += [f"{name}: + {one}" for one in (other - claims).elements()]
    agreement = same / total
    assert agreement >= FLOOR, "\n".join([f"{agreement:.3f} of {total // 2} claims", *lost])
    print(f"the same under other names: {agreement:.3f} of {total // 2} claims")  # noqa: T201


def test_nobody_and_nothing_keeps_its_name() -> None:
    """The renaming is thorough: of what it renames, no word is left."""
    for item in originals():
        text = renamed(item.data.decode("utf-8"))
        left = {old for old in RENAMED if re.search(rf"(?<![\w-]){re.escape(old)}(?!\w)", text)}
        assert left <= set(RENAMED.values()), f"{item.name}: {left}"


@pytest.mark.parametrize("pair", STATES.split())
def test_each_state_is_exchanged_for_one_of_the_same_shape(pair: str) -> None:
    old, new = pair.replace("_", " ").split("=")
    if old == "Diet":
        return
    names = gazetteer()
    (one,), (other,) = names.find(f"In {old} it rained."), names.find(f"In {new} it rained.")
    assert one.party != other.party
    same = {one.sort, other.sort}
    assert len(same) == 1 or same == {PartySort.NAME, PartySort.ADJECTIVE}
