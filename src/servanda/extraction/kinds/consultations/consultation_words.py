"""The words of consultation: what people do, and what it is called, when states consult.

Lists of English words only; no state, person or place. Verbs are lemmas, nouns are lemmas unless said.
"""

from __future__ import annotations

from servanda.model import ConsultationForm as Form

__all__ = [
    "AGREEING",
    "BEARING",
    "BUILDING",
    "COARSE",
    "DISCUSSING",
    "EMBASSIES",
    "EVENT_NOUNS",
    "FINISHING",
    "FORMAL_TEXTS",
    "GENERIC",
    "JOINING",
    "MEETING_VERBS",
    "NOT_EVENTS",
    "RECEIVING",
    "SIGNING_VERBS",
    "SITTINGS",
    "SPEAKING",
    "TELLING",
    "TRAVEL",
    "UNREAL",
    "WISHING",
]


# "A meets B", "A and B meet": the verb is the event.
MEETING_VERBS = frozenset("meet huddle gather reconvene".split())
# "A speaks with B"; by telephone unless the words say otherwise for the first group.
SPEAKING = {
    "speak": Form.CALL,
    "talk": Form.MEETING,
    "confer": Form.MEETING,
    "consult": Form.MEETING,
    "converse": Form.MEETING,
    "phone": Form.CALL,
    "telephone": Form.CALL,
}
# "A receives B": the guest is the object, and has to be a person or a delegation.
RECEIVING = frozenset("receive host welcome greet convene see".split())
# "A visits B", "A flies to B".
TRAVEL = frozenset("visit travel fly go head arrive journey return tour".split())
SIGNING_VERBS = frozenset("sign conclude ink initial exchange".split())
# Papers that states sign; a bill or an order is one state's own.
FORMAL_TEXTS = frozenset(
    "agreement treaty pact contract deal memorandum accord declaration convention protocol arrangement document paper note "
    "charter statement letter mou communique communiqué roadmap framework compact understanding partnership".split()
)
# Those with whom a matter is taken up, where it is a protest.
EMBASSIES = frozenset(
    "embassy ambassador consulate consul envoy attaché attache chargé charge mission".split()
)
# Verbs of one who speaks to another: "A told B on Wednesday" tells of a talk between them.
TELLING = frozenset("tell ask urge assure warn inform remind".split())
# Verbs of what one takes up with another: "A will discuss the base with B".
DISCUSSING = frozenset("discuss review explore".split())
# Verbs whose object is the event: "held talks", "attended the summit", "paid a courtesy call".
BEARING = frozenset(
    "hold have conduct begin start open conclude finish wrap host convene lead chair attend join arrange schedule plan "
    "pay make engage organize organise cancel postpone scrap announce confirm resume enter do delay stage co-chair "
    "cochair kick continue finalize set complete deliver participate".split()
)
JOINING = frozenset("participate attend join take".split())
# Verbs of joint decision; "A and B agreed on Thursday" tells of a consultation without naming it.
AGREEING = frozenset(
    "agree concur affirm reaffirm confirm reconfirm vow pledge decide resolve".split()
)
# Verbs that leave open whether the event will be; with a person named they make it a proposal.
WISHING = frozenset(
    "hope hopes hoped hoping want wish propose suggest invite offer seek request ask consider eye invitation proposal offer".split()
)
# Verbs, nouns and adjectives under which an event is no event at all.
UNREAL = frozenset(
    "urge need require demand refuse reject decline deny possibility prospect importance willing ready willingness readiness "
    "lack absence unless oppose favor favour advocate mediate encourage chance hypothetical exclude forgo skip avoid".split()
)
# A dialogue that is launched or deepened is a body or a habit, one that is concluded a matter of papers.
BUILDING = frozenset(
    "launch establish create strengthen deepen enhance expand elevate institutionalize institutionalise maintain promote foster".split()
)
FINISHING = frozenset("conclude finalize finalise complete advance accelerate pursue".split())
# What an event is called. None: a word that fits a call as well as a meeting.
EVENT_NOUNS: dict[str, Form | None] = {
    "talk": None,
    "talks": None,
    "meeting": Form.MEETING,
    "discussion": None,
    "conversation": None,
    "consultation": None,
    "negotiation": None,
    "session": Form.MEETING,
    "dialogue": Form.MEETING,
    "conference": Form.MULTILATERAL,
    "gathering": Form.MEETING,
    "lunch": Form.MEETING,
    "luncheon": Form.MEETING,
    "dinner": Form.MEETING,
    "breakfast": Form.MEETING,
    "engagement": None,
    "bilateral": Form.MEETING,
    "audience": Form.MEETING,
    "roundtable": Form.MEETING,
    "contact": None,
    "trilateral": Form.MULTILATERAL,
    "call": Form.CALL,
    "teleconference": Form.CALL,
    "videoconference": Form.CALL,
    "summit": Form.SUMMIT,
    "visit": Form.VISIT,
    "trip": Form.VISIT,
    "tour": Form.VISIT,
    "travel": Form.VISIT,
    "arrival": Form.VISIT,
    "stay": Form.VISIT,
    "stop": Form.VISIT,
    "signing": Form.SIGNING,
    "ministerial": Form.MULTILATERAL,
    "retreat": Form.MULTILATERAL,
    "forum": Form.MULTILATERAL,
    "congress": Form.MULTILATERAL,
    "council": Form.MULTILATERAL,
    "committee": Form.MULTILATERAL,
    "commission": Form.MULTILATERAL,
    "protest": Form.PROTEST,
    "demarche": Form.PROTEST,
    "démarche": Form.PROTEST,
}
# Nouns that name a body as often as its session; they need a verb of holding.
SITTINGS = frozenset("ministerial retreat forum council committee commission congress".split())
# Nouns so common that they need named parties and a time, a place or a verb of holding.
GENERIC = frozenset(
    "discussion conversation consultation negotiation dialogue engagement session travel tour protest call contact arrival "
    "stay stop audience".split()
)
# What stands before an event noun and makes it something else: "news conference", "cabinet meeting".
NOT_EVENTS = frozenset(
    "news press cabinet committee parliamentary campaign budget wage party town staff board street student mass popular peaceful "
    "stakeholder shareholder annual-general rally hearing security-council briefing conference-call margin roll wake curtain "
    "business family prayer training wedding state-dinner ceremony plenary faction caucus election".split()
)

COARSE = frozenset("year season fiscal quarter half decade century".split())
"""Forms of a time expression that name no day or month."""
