"""The words of capabilities: kinds of weapon and platform, and what one place says of a system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = [
    "COUNTED_ALONE",
    "DUAL_USE",
    "FOR_ITS_SAKE",
    "GIVING",
    "HAVING_NOUNS",
    "MILITARY",
    "MODEL_WORDS",
    "SUPERSEDED",
    "SYSTEMS",
    "TAKING",
    "Lot",
]


# Heads that a proper name or a type makes one system: "Heron drone", "surface-to-ship missile".
SYSTEMS = frozenset(
    "missile interceptor drone fighter jet aircraft plane bomber helicopter frigate destroyer corvette submarine carrier ship "
    "vessel boat cutter warship patrol-boat radar tank howitzer launcher rocket torpedo munition bomb shell gun mortar satellite "
    "vehicle battery round system sensor uav ucav warhead icbm glider weapon howitzers trainer tanker minesweeper gunship aegis".split()
)
# Heads for which a number alone is enough: "60 drones", not "60 systems".
COUNTED_ALONE = frozenset(
    "drone missile interceptor helicopter frigate destroyer corvette submarine tank howitzer fighter torpedo patrol-boat".split()
)
# Heads that are arms only with a name or a word of arms in front: "air defence system", not "tax system".
DUAL_USE = frozenset(
    "system sensor round vehicle battery aircraft plane jet ship vessel boat carrier satellite trainer tanker bomb shell helicopter cutter".split()
)
MILITARY = frozenset(
    "air defense defence missile rocket radar combat armoured armored surveillance reconnaissance patrol fighter weapon weapons launch "
    "artillery torpedo attack strike aerial unmanned stealth amphibious military naval fighting infantry anti-aircraft anti-ship "
    "anti-tank anti-drone vessel mine landing supply transport assault maritime nuclear tactical battle generation".split()
)
# Verbs whose "for" names the thing itself: "signed for 60 drones".
FOR_ITS_SAKE = frozenset("sign pay contract ask bid opt".split())
# Words that continue a name: "Block IV", "Mk 41", "Type 12".
MODEL_WORDS = frozenset("block type mk mark model class variant version batch lot".split())
# The subject gets it.
TAKING = frozenset(
    "buy purchase procure acquire obtain get receive order build develop produce manufacture co-produce coproduce deploy field "
    "introduce adopt operate possess have own commission make take want lease import stockpile codevelop co-develop upgrade expand "
    "pay induct arm equip convert plan use sign contract".split()
)
# The subject gives it; whoever "to" or the indirect object names gets it.
GIVING = frozenset(
    "sell supply provide deliver give transfer export donate hand approve offer send ship lend grant clear promise pledge".split()
)
HAVING_NOUNS = frozenset(
    "purchase procurement sale acquisition delivery transfer deployment development production co-production coproduction "
    "stock stockpile arsenal fleet inventory order contract deal supply export batch package introduction construction upgrade "
    "batch squadron number option use".split()
)
# A sentence that tells of what was planned before and no longer is.
SUPERSEDED = (
    "at first",
    "originally",
    "initially",
    "earlier plan",
    "previous plan",
    "original plan",
    "had planned",
    "had been planned",
    "instead of",
)


# -- A lot: a system, or a number of them, as one place of a report tells of it


@dataclass(slots=True)
class Lot:
    """A system, or a number of them, where the text tells of it; `words` are what its name is known by."""

    head: Token
    sentence: Sentence
    name: str
    words: frozenset[str]
    quantity: str | None
    unit: str | None
    holder: str | None
    supplier: str | None
    when: TimeRef | None
    firm: bool
    range_km: int | None = None
    price: str | None = None
    more: list[Sentence] = field(default_factory=list)
