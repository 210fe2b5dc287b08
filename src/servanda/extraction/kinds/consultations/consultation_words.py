"""The words of consultation: what people do, and what it is called, when states consult.

Lists of English words only; no state, person or place. Verbs are lemmas, nouns are lemmas unless said.
"""

from __future__ import annotations

import re

from servanda.data_tables import word_set
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
    "IN_PERSON",
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
MEETING_VERBS = word_set("extraction", "meeting_verbs", "consultation_words")
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
RECEIVING = word_set("extraction", "receiving", "consultation_words")
# "A visits B", "A flies to B".
TRAVEL = word_set("extraction", "travel", "consultation_words")
SIGNING_VERBS = word_set("extraction", "signing_verbs", "consultation_words")
# Papers that states sign; a bill or an order is one state's own.
FORMAL_TEXTS = word_set("extraction", "formal_texts", "consultation_words")
# Those with whom a matter is taken up, where it is a protest.
EMBASSIES = word_set("extraction", "embassies", "consultation_words")
# Verbs of one who speaks to another: "A told B on Wednesday" tells of a talk between them.
TELLING = word_set("extraction", "telling", "consultation_words")
# Verbs of what one takes up with another: "A will discuss the base with B".
DISCUSSING = word_set("extraction", "discussing", "consultation_words")
# Verbs whose object is the event: "held talks", "attended the summit", "paid a courtesy call".
BEARING = word_set("extraction", "bearing", "consultation_words")
JOINING = word_set("extraction", "joining", "consultation_words")
# Verbs of joint decision; "A and B agreed on Thursday" tells of a consultation without naming it.
AGREEING = word_set("extraction", "agreeing", "consultation_words")
# Verbs that leave open whether the event will be; with a person named they make it a proposal.
WISHING = word_set("extraction", "wishing", "consultation_words")
# Verbs, nouns and adjectives under which an event is no event at all.
UNREAL = word_set("extraction", "unreal", "consultation_words")
# A dialogue that is launched or deepened is a body or a habit, one that is concluded a matter of papers.
BUILDING = word_set("extraction", "building", "consultation_words")
FINISHING = word_set("extraction", "finishing", "consultation_words")
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
    "table": Form.MEETING,
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
    "signature": Form.SIGNING,
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
SITTINGS = word_set("extraction", "sittings", "consultation_words")
# Nouns so common that they need named parties and a time, a place or a verb of holding.
GENERIC = word_set("extraction", "generic", "consultation_words")
# What stands before an event noun and makes it something else: "news conference", "cabinet meeting".
NOT_EVENTS = word_set("extraction", "not_events", "consultation_words")

IN_PERSON = re.compile(r"\b(?:face[ -]to[ -]face|in person|in-person)\b", re.IGNORECASE)
"""What says that those who met were in one place."""

COARSE = word_set("extraction", "coarse", "consultation_words")
"""Forms of a time expression that name no day or month."""
