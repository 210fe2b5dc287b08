"""The words of incidents: what one state's forces do to another, as verbs and as nouns.

Each act belongs to a class; mentions of one class by one actor may tell of the same incident.
"""

from __future__ import annotations

__all__ = [
    "ACT_NOUNS",
    "ACT_VERBS",
    "CHARGING",
    "CLOSE_BY",
    "CREW",
    "DEEDS",
    "DOING",
    "FORCES",
    "HYPOTHETICAL",
    "MANOEUVRES",
    "PEOPLE",
    "POINTERS",
    "PROJECTILES",
    "PROTESTING",
    "SHIP_PREFIXES",
    "SPACES",
    "STATES",
    "STRIKING",
    "UNCREWED",
    "UNSAFE",
    "VEHICLES_INTO",
]


# Verbs whose object has to be another state's, its people's or its craft's.
ACT_VERBS: dict[str, str] = {
    "intrude": "intrusion",
    "violate": "intrusion",
    "enter": "intrusion",
    "breach": "intrusion",
    "penetrate": "intrusion",
    "launch": "launch",
    "fire": "launch",
    "lob": "launch",
    "test": "launch",
    "test-fire": "launch",
    "testfire": "launch",
    "ram": "ramming",
    "collide": "collision",
    "hit": "attack",
    "seize": "seizure",
    "board": "seizure",
    "impound": "seizure",
    "detain": "detention",
    "arrest": "detention",
    "abduct": "detention",
    "capture": "seizure",
    "attack": "attack",
    "bomb": "attack",
    "bombard": "attack",
    "shell": "shelling",
    "strike": "attack",
    "sink": "attack",
    "down": "shootdown",
    "shoot": "shootdown",
    "hack": "cyber",
    "jam": "jamming",
    "spray": "water cannon",
    "blast": "water cannon",
    "use": "water cannon",
    "cross": "intrusion",
    "stray": "intrusion",
    "fly": "intrusion",
    "sail": "intrusion",
    "sideswipe": "ramming",
    "bump": "ramming",
    "apprehend": "detention",
    "ambush": "attack",
    "sabotage": "attack",
    "torpedo": "attack",
    "strafe": "attack",
    "overfly": "intrusion",
    "crash": "collision",
    "destroy": "attack",
    "damage": "attack",
    "kill": "attack",
    "wound": "attack",
    "lock": "radar",
    "direct": "radar",
    "train": "radar",
    "aim": "radar",
    "illuminate": "radar",
    "invade": "invasion",
    "annex": "invasion",
    "occupy": "invasion",
    "raid": "attack",
    "harass": "harassment",
    "block": "harassment",
    "chase": "harassment",
    "buzz": "harassment",
    "shadow": "harassment",
    "tail": "harassment",
    "intercept": "harassment",
    "approach": "harassment",
    "release": "flares",
    "drop": "flares",
    "point": "radar",
    "break": "intrusion",
    "send": "intrusion",
    "deploy": "water cannon",
    "employ": "water cannon",
    "turn": "water cannon",
    "pursue": "harassment",
    "obstruct": "harassment",
    "slam": "collision",
    "clip": "collision",
    "perform": "harassment",
    "conduct": "harassment",
    "execute": "harassment",
    "make": "harassment",
    "confiscate": "confiscation",
    "hijack": "seizure",
    "kidnap": "detention",
}
ACT_NOUNS: dict[str, str] = {
    "intrusion": "intrusion",
    "incursion": "intrusion",
    "violation": "intrusion",
    "launch": "launch",
    "launching": "launch",
    "test": "launch",
    "test-firing": "launch",
    "firing": "launch",
    "collision": "collision",
    "ramming": "ramming",
    "seizure": "seizure",
    "detention": "detention",
    "abduction": "detention",
    "attack": "attack",
    "strike": "attack",
    "shelling": "shelling",
    "bombardment": "shelling",
    "bombing": "attack",
    "shootdown": "shootdown",
    "hack": "cyber",
    "cyberattack": "cyber",
    "invasion": "invasion",
    "lock-on": "radar",
    "irradiation": "radar",
    "clash": "clash",
    "provocation": "attack",
    "pursuit": "harassment",
    "harassment": "harassment",
    "chase": "harassment",
    "raid": "attack",
    "capture": "seizure",
    "kidnapping": "detention",
    "ambush": "attack",
}
# What is launched, fired or tested when it counts.
PROJECTILES = frozenset(
    "missile missiles rocket rockets icbm icbms shell shells artillery torpedo satellite projectile projectiles nuclear drone drones shot shots weapon".split()
)
SPACES = frozenset(
    "airspace water waters territory border frontier boundary line zone zones sea soil island islands air shore eez space".split()
)
# What is used against another: the verb "use" counts with these alone.
VEHICLES_INTO = frozenset("cross stray fly sail crash break".split())
# Nouns by which a text points back to an act it has told, or ahead to one it will tell.
POINTERS = frozenset(
    "clashes skirmish firefight faceoff face-off standoff incident collision clash encounter intrusion incursion attack episode confrontation violation launch ramming strike".split()
)
# Verbs under which what a state says was done to it is told as done.
CHARGING = frozenset("allege claim charge say report confirm state accuse".split())
# Who is aboard another's craft.
CREW = frozenset(
    "fisherman fishermen fisher sailor crew crewman crewmen crewmember seaman seamen".split()
)
# What a state does over an act that was done to itself.
PROTESTING = frozenset("summon protest lodge register complain".split())
# Nouns of one deed, which "A's pursuit of B's ship" tells as done, with no day beside it.
DEEDS = frozenset("pursuit ramming seizure abduction kidnapping shootdown capture chase".split())
# What has nobody aboard: shot down over one's own ground it is warded off.
UNCREWED = frozenset(
    "drone uav missile rocket balloon projectile object unmanned quadcopter".split()
)
# Whom troops shoot at a border.
PEOPLE = frozenset(
    "soldier serviceman servicewoman officer guard policeman civilian fisherman villager sailor sergeant farmer".split()
)
# Near another's craft these count only where they are told as unsafe.
CLOSE_BY = frozenset("shadow tail intercept approach".split())
# What is done near it, where the verb is no more than a verb of doing.
MANOEUVRES = frozenset(
    "manoeuvre maneuver manoeuvres maneuvers pass interception intercept".split()
)
DOING = frozenset("perform conduct execute make".split())
UNSAFE = frozenset(
    "dangerously dangerous unsafe unsafely unprofessional unprofessionally aggressively aggressive recklessly reckless harassing".split()
)
# Whose space it is, by another word than the name: "the island nation's airspace".
STATES = frozenset("nation country state neighbor neighbour kingdom republic side".split())
STRIKING = frozenset(
    "radar laser lasers cannon cannons flare flares tear-gas gunfire force flash".split()
)
FORCES = frozenset(
    "craft military navy army force forces troop troops ship ships vessel vessels plane planes aircraft jet jets fighter fighters "
    "bomber bombers drone drones helicopter frigate destroyer corvette trawler tanker freighter patrol embassy consulate warship warships cutter cutters boat boats coast guard guards submarine submarines gunner gunners battalion brigade regiment squadron "
    "soldier soldiers hacker hackers missile missiles balloon militia marines police agent agents".split()
)
# Words above or beside an act that leave it unreal: feared, deterred, possible, planned for.
HYPOTHETICAL = frozenset(
    "deter prevent deterrence prevention avoid avert repel counter threat threaten risk possibility possible potential any "
    "contingency if case event defend defense defence against hypothetical could would may might possible scenario future "
    "warn fear fears concern prepare preparation able capable capability capability capacity ability further another nor "
    "condition vulnerable respond response would-be resist stop cease halt refrain discourage withstand protect claim accuse deny alleged".split()
)
# The letters in front of a warship's or patrol ship's name, and whose ships bear them.
SHIP_PREFIXES: dict[str, str] = {
    "ARA": "AR",
    "ARC": "CO",
    "BAP": "PE",
    "BRP": "PH",
    "ESPS": "ES",
    "HDMS": "DK",
    "HMAS": "AU",
    "HMCS": "CA",
    "HMNZS": "NZ",
    "HMS": "GB",
    "HNLMS": "NL",
    "HNoMS": "NO",
    "HTMS": "TH",
    "INS": "IN",
    "ITS": "IT",
    "JS": "JP",
    "KRI": "ID",
    "ORP": "PL",
    "PNS": "PK",
    "ROCS": "TW",
    "ROKS": "KR",
    "RSS": "SG",
    "SLNS": "LK",
    "TCG": "TR",
    "USCGC": "US",
    "USNS": "US",
    "USS": "US",
}
