"""Whether the words of one mention say enough for a consultation of their own; parties left unsaid may be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, prepositional, subject
from servanda.extraction.kinds.consultations.company import is_time, takes_part
from servanda.extraction.kinds.consultations.consultation_words import (
    DISCUSSING,
    FORMAL_TEXTS,
    SITTINGS,
)
from servanda.extraction.kinds.consultations.event_standing import is_repeated, is_wished
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["TAKING_UP", "founds"]


TAKING_UP = DISCUSSING | {"take", "exchange"}
_HOLDING = word_set("extraction", "holding", "consultation_words")
_SITTING = word_set("extraction", "sitting", "consultation_words")
_TWO = 2  # sides to a call or to talks


def founds(discourse: Discourse, mention: Mention) -> bool:
    """Whether the words say enough for a consultation of their own; parties left unsaid may be filled in."""
    for judge in (_as_visit, _as_signing, _as_decision, _as_pair, _as_large, _as_one_sided):
        verdict = judge(discourse, mention)
        if verdict is not None:
            return verdict
    return _tells_of_itself(mention) or _says_enough(mention)


def _is_anchored(mention: Mention) -> bool:
    return mention.when is not None or mention.place is not None


def _is_held(mention: Mention) -> bool:
    return mention.verb is not None and mention.verb.lemma_ in _HOLDING


# -- By what it is: each says yes, no, or None where it does not decide


def _as_visit(_: Discourse, mention: Mention) -> bool | None:
    """Ask of a visit for a traveller and a state that is not his own."""
    if mention.form is not Form.VISIT:
        return False if mention.adds else None
    host = mention.country
    others = bool(mention.parties) and host not in mention.parties
    if mention.foreigners and not mention.people and host is not None:
        return others
    abroad = any(p.party and p.party != host for p in mention.people)
    unknown = others and any(p.party is None for p in mention.people)
    return bool(mention.people) and host is not None and (abroad or unknown)


def _as_signing(_: Discourse, mention: Mention) -> bool | None:
    """Ask of a signing for two sides and, where a noun tells of it, a paper."""
    several = len(mention.parties) > 1
    if mention.form is not Form.SIGNING:
        return None
    if not mention.noun and (several or mention.foreigners):
        return mention.status is not None and not is_wished(mention)
    papers = any(t.lemma_.lower() in FORMAL_TEXTS for t in mention.token.subtree)
    return True if mention.noun and several and papers else None


def _as_decision(_: Discourse, mention: Mention) -> bool | None:
    """Read "A and B agreed on Thursday", "A and B said in a joint statement in Norville", "A discussed it with B"."""
    if mention.rule == "consultation.named":
        return _is_anchored(mention)
    if mention.bilateral and len(mention.people) > 1 and mention.parties:
        return True
    if mention.form is not None or mention.noun:
        return None
    sides = {p.party for p in mention.people if p.party}
    if len(mention.people) == len(sides) == _TWO and mention.token.lemma_.lower() in TAKING_UP:
        return True
    placed = mention.place is not None and len(sides) > _TWO
    return len(mention.people) > 1 and len(sides) > 1 and (mention.when is not None or placed)


def _as_pair(discourse: Discourse, mention: Mention) -> bool | None:
    """Take a 2+2 whose sides are not told for one of the report's two."""
    two = len(mention.parties) < _TWO and len(discourse.main_parties) > 1
    if mention.form is not Form.TWO_PLUS_TWO or not two:
        return None
    mention.parties = list(discourse.main_parties)
    return _is_anchored(mention) or bool(mention.ordinal)


_SITTINGS = (Form.SUMMIT, Form.MULTILATERAL, Form.MEETING)


def _as_large(_: Discourse, mention: Mention) -> bool | None:
    """Judge a summit, the session of a body, and what others met on the margins of."""
    form = mention.form
    bodies = [p for p in mention.parties if p in gazetteer().members]
    if not bodies and _is_named_host(mention):
        return form in (Form.SUMMIT, Form.MULTILATERAL)
    if form is Form.SUMMIT and mention.ordinal and len(mention.parties) > 1:
        return True  # "at the 20th summit of A and B"
    if mention.host:
        return bool(bodies) or _is_of_shared_body(mention)
    if not bodies or form not in _SITTINGS or (mention.weak and not _is_held(mention)):
        return None
    return _is_anchored(mention) or bool(mention.people)


def _is_of_shared_body(mention: Mention) -> bool:
    """Whether it is the sitting of a body of two states: "a meeting of the Norland-Sudmark Commission"."""
    of = prepositional(mention.token, "of")
    return len(mention.parties) > 1 and any(t.lemma_.lower() in SITTINGS for t in of)


def _is_named_host(mention: Mention) -> bool:
    """Whether it is "on the margins of the Amber Sea Summit"."""
    return mention.host and mention.noun and mention.token.pos_ == "PROPN"


def _as_one_sided(discourse: Discourse, mention: Mention) -> bool | None:
    """Judge what is told of one side, or of none, once the publisher's own is added."""
    _add_publisher(discourse, mention)
    if len(mention.parties) > 1:
        return None
    who = bool(mention.people or mention.parties)
    if _is_dated_alone(mention, who=who):
        return True
    if mention.form is Form.MULTILATERAL and mention.title and mention.when is not None:
        return who
    if mention.foreigners and mention.people and _is_anchored(mention) and mention.parties:
        return True
    if not _is_of_the_two(discourse, mention):
        return False
    mention.parties = list(discourse.joint_parties or discourse.main_parties)
    return True


def _is_dated_alone(mention: Mention, *, who: bool) -> bool:
    """Whether a day makes up for the other side: "PM call with President A B: 3 May", a summit of that day."""
    if mention.when is None:
        return False
    if mention.form is Form.CALL:
        return mention.headline and bool(mention.people)
    return mention.form is Form.SUMMIT and (who or mention.place is not None)


def _is_of_the_two(discourse: Discourse, mention: Mention) -> bool:
    """Whether a meeting without people, with its day and place, is that of the states that the report is about."""
    if not mention.noun or mention.form not in (None, Form.MEETING) or mention.people:
        return False
    if mention.when is None or not mention.place or len(discourse.main_parties) < _TWO:
        return False
    return discourse.is_joint or not mention.definite or _is_dated(discourse, mention)


# -- With two sides or more


def _tells_of_itself(mention: Mention) -> bool:
    """Whether who takes part and the verb say that it is one event, though its word alone is weak."""
    sides = len(mention.parties)
    if mention.form is Form.PROTEST and not mention.noun:
        return True
    if _is_between_two(mention):
        return True
    if _is_held(mention) and sides > _TWO:
        return True  # "we, the ministers of A, B and C, have just completed a meeting"
    if _was_held(mention):
        return True
    return mention.form is Form.CALL and sides == _TWO and mention.status is Status.HELD


def _says_enough(mention: Mention) -> bool:
    people, borne = len(mention.people), mention.verb is not None
    if mention.weak:
        return _is_anchored(mention) and (people > 1 or borne)
    if mention.form in (Form.SUMMIT, Form.TWO_PLUS_TWO) or people > 1:
        return True
    return _is_anchored(mention) or (people > 0 and borne)


def _is_between_two(mention: Mention) -> bool:
    """Whether it is "discussions between A and B", which tell of themselves."""
    if not (mention.weak and mention.noun and mention.form is None):
        return False
    two = len(mention.people) == len({p.party for p in mention.people}) == _TWO
    return two and any(c.lower_ == "between" for c in mention.token.children)


def _was_held(mention: Mention) -> bool:
    """Whether one sitting of two is told as held: "the delegations of A and B held talks", not "many rounds"."""
    verb = mention.verb
    if not mention.noun or verb is None or verb.lemma_.lower() not in _SITTING:
        return False
    if mention.status is not Status.HELD or len(mention.parties) != _TWO:
        return False
    return not is_repeated(mention) and mention.token.dep_ in ("dobj", "pobj", "nsubjpass")


# -- Who is left unsaid


def _add_publisher(discourse: Discourse, mention: Mention) -> None:
    """Give "a recent call with Minister A B", told in a state's own release, that state's side, in place.

    Its person is whoever alone is named of that state.
    """
    own = publishing_state(discourse.parsed.report)
    if own is None or own in mention.parties or not _is_with_one(discourse, mention):
        return
    mention.parties.append(own)
    ours = [p for p in discourse.parsed.people.people if p.party == own and takes_part(p)]
    mention.people.extend(ours if len(ours) == 1 else [])


def _is_with_one(discourse: Discourse, mention: Mention) -> bool:
    """Whether a noun tells of a meeting held with one person of one party, and of nobody else whose it is."""
    if mention.headline:
        return mention.noun and len(mention.people) == len(mention.parties) == 1
    if not mention.noun or mention.verb is None or mention.status is not Status.HELD:
        return False
    alone = len(mention.people) == len(mention.parties) == 1
    small = mention.form in (None, Form.MEETING, Form.CALL)
    owned = bool(children(mention.token, "poss"))
    if owned or not (alone and small and prepositional(mention.token, "with")):
        return False
    acting = subject(mention.verb)
    return acting is None or not (discourse.people(acting) or discourse.parties(acting))


def _is_dated(discourse: Discourse, mention: Mention) -> bool:
    """Whether only its day makes it definite: "Monday's meeting in Norville"."""
    owners = children(mention.token, "poss")
    return bool(owners) and all(
        is_time(discourse, owner) or owner.lower_ in ("its", "their") for owner in owners
    )
