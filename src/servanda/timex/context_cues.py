"""What the words around an expression say: its preposition, and whether its verb looks ahead or back."""

from __future__ import annotations

from servanda.model.time import Direction
from servanda.timex.tokens import Tokens

__all__ = ["direction_at", "relation_at", "told_in_passing"]


_RELATIONS = {
    "by": "by",
    "until": "until",
    "till": "until",
    "through": "until",
    "since": "since",
    "from": "from",
    "before": "before",
    "after": "after",
    "within": "within",
}
_AS = {("as", "early", "as"), ("as", "soon", "as")}
_NO_LATER = ("no", "later", "than")
_STARTING = frozenset({"starting", "beginning", "commencing", "effective"})

_REACH = 24  # tokens looked at on either side; a clause is seldom longer
_AFTER_COST = 4  # a verb after the expression must be that much nearer than one before it
_PASSING = 14  # tokens
_COMMA_COST = 3  # what each comma between them costs

_FUTURE = frozenset(
    "will shall would should may might could deadline upcoming forthcoming planned scheduled slated tentatively expected plans plan planning "
    "intends intend aims aim hopes hope due set poised going ll starts begins opens takes "
    "enters joins resumes returns leaves travels flies heads becomes convenes arrives departs ends expires runs run kicks comes visits meets hosts expire "
    "vowed pledged promised likely projected".split()
)
# these look ahead only with "to" (or "for") after them: "plans to", "set to", "scheduled for"
_WITH_TO = frozenset(
    "plans plan planning plot intends intend aims aim hopes hope due set poised going scheduled slated "
    "expected likely vowed pledged promised projected".split()
)
_BINDING = frozenset(
    "agreed vowed pledged promised decided invited urged asked wants wanted hoped hopes ordered offered "
    "committed agrees pledges invites ready preparing prepared continue voted".split()
)
# these look ahead where "to" comes soon after them: "told the negotiators to meet in May"
_TASKING = frozenset(
    "instructed tasked directed asked ordered invited urged told charged mandated".split()
)
_TASKED = 7  # tokens in which whoever is told may be named
# "the way for", "the run-up to" an event that is still to come
_LEADING_UP = frozenset(
    "way stage preparations preparation groundwork run-up lead-up buildup".split()
)
_PRESENT = frozenset(
    "gather resume meet hold open begin start convene travel plan arrive leave return run sit".split()
)
_SINCE = 7  # tokens before the expression in which "since" makes it past
_HELPERS = frozenset({"has", "have", "is", "are", "been", "was", "were"})
_SCHEDULED = frozenset({"scheduled", "slated", "planned", "expected", "due"})
_PROMISED = frozenset({"vowed", "pledged", "promised", "planned", "proposed", "scheduled"})
_BE = frozenset({"is", "are", "be"})
_PAST = frozenset(
    "said told met held took made went came saw was were had gave began spoke wrote sent left won lost "
    "led kept found became brought bought built fell felt flew fought got grew heard hit knew laid let "
    "paid put read ran rose sat sold set shot showed stood struck taught thought threw understood woke "
    "withdrew did broke chose drew drove forgot forgave hid held meant quit rode sank sought spent "
    "swore tore underwent upheld sworn been has have rejected".split()
)
_NOT_PAST = frozenset(
    "united allied armed based need needed speed indeed exceed proceed succeed hundred sacred red "
    "planned scheduled expected proposed slated projected unified so-called advanced bed fed feed seed "
    "limited increased used red shed wed led vowed pledged promised".split()
)
_STOP = frozenset(".|")
_CLAUSE = frozenset({"because", "while", "whereas", "although", "though", "but"})


def relation_at(tokens: Tokens, first: int) -> str | None:
    """Return the meaning of the preposition in front of token `first`, or None."""
    words = tokens.words
    back = tuple(words[max(0, first - 3) : first])
    if not back:
        return None
    if back[-3:] in _AS:
        return "as_early_as"
    if back[-3:] == _NO_LATER:
        return "by"
    if back[-2:] in {("prior", "to"), ("ahead", "of")}:
        return "before"
    last = back[-1]
    if last in {"in", "on", "at", "with"} and back[-2:-1] and back[-2] in _STARTING:
        return "from"
    if last in _STARTING:
        return "from"
    if last in {"the", "around", "about", "at", "sometime", "next"} and len(back) > 1:
        return _RELATIONS.get(back[-2])
    return _RELATIONS.get(last)


def told_in_passing(tokens: Tokens, first: int) -> bool:
    """Whether the expression stands in a clause such as "since she took office on …"."""
    for i in range(first - 1, max(-1, first - _PASSING), -1):
        if tokens.classes[i] in ".,|":
            return False
        if tokens.words[i] in {"since", "until", "before", "when"}:
            return True
    return False


def direction_at(
    tokens: Tokens, first: int, last: int, *, coarse: bool = False
) -> Direction | None:
    """Return where the nearest verb points, or None where no verb in the sentence tells.

    `coarse` is for months and longer: "agreed to build it in May" looks ahead, "agreed to build it in
    talks on Monday" does not.
    """
    best, answer = 10_000, None
    words, classes = tokens.words, tokens.classes
    near = words[max(0, first - 3) : first]
    if "after" in near or "since" in words[max(0, first - _SINCE) : first]:
        return Direction.PAST
    if near[-2:] == ["ahead", "of"] or near[:2] == ["ahead", "of"]:
        return Direction.FUTURE
    cost = 0
    for step in range(1, _REACH):
        i = first - step
        if i < 0 or classes[i] in _STOP or _dash(tokens, i):
            break
        cost += _COMMA_COST if classes[i] == "," else (_COMMA_COST if words[i] in _CLAUSE else 0)
        found = _points(words, i)
        if coarse and words[i] in _BINDING and words[i + 1] == "to":
            found = Direction.FUTURE
        if coarse and words[i] in _TASKING and "to" in words[i + 1 : min(i + _TASKED, first)]:
            found = Direction.FUTURE
        if found is not None and step + cost < best:
            best, answer = step + cost, found
            break
    cost = _AFTER_COST
    for step in range(1, _REACH):
        i = last - 1 + step
        if i >= len(words) or classes[i] in _STOP or step + cost >= best or _dash(tokens, i):
            break
        cost += _COMMA_COST if classes[i] == "," else (_COMMA_COST if words[i] in _CLAUSE else 0)
        found = _points(words, i, ahead=True)
        if found is not None and step + cost < best:
            best, answer = step + cost, found
            break
    return answer


def _dash(tokens: Tokens, i: int) -> bool:
    """Whether a dateline's or a parenthesis' dash stands at `i`: the clause ends there."""
    classes = tokens.classes
    if classes[i] == "=":
        return True
    return classes[i] == "-" and i > 0 and (classes[i - 1] in ")-" or classes[i + 1 : i + 2] == "-")


def _points(words: list[str], i: int, *, ahead: bool = False) -> Direction | None:
    word = words[i]
    if ahead and word in _PROMISED:
        return Direction.PAST  # "on Monday vowed to": the vow is of Monday
    following = words[i + 1] if i + 1 < len(words) else ""
    if word in _FUTURE:
        if word in _WITH_TO:
            if following in {"to", "for"} or (
                word == "due" and following in {"this", "next", "on", "in"}
            ):
                return Direction.FUTURE
        else:
            return Direction.FUTURE
    if (word in _BE and following == "to") or (word == "ahead" and following == "of"):
        return Direction.FUTURE
    if word in _PRESENT and i and (words[i - 1].endswith("s") or words[i - 1] in {"they", "we"}):
        return Direction.FUTURE  # "the leaders gather", "talks resume"
    if word in _LEADING_UP and following in {"for", "to"}:
        return Direction.FUTURE
    if word == "be" and i and words[i - 1] == "to":
        return Direction.FUTURE
    if word in _HELPERS:
        ahead_of = words[i + 1 : i + 4]
        if _SCHEDULED & set(ahead_of):
            return Direction.FUTURE
        if word in {"has", "have"}:
            return (
                Direction.PAST
                if any(w.endswith("ed") or w in _PAST for w in ahead_of[:2])
                else None
            )
    if word in _PAST:
        return None if i and words[i - 1] in {"be", "to"} else Direction.PAST
    if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST:
        before = words[i - 1] if i else ""
        if before in {"be", "to", "the", "a", "an", "is", "are"}:
            return None
        return Direction.PAST
    return None
