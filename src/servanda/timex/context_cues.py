"""What the words around an expression say: its preposition, and whether its verb looks ahead or back.

The words are data (`data/words.tsv`).
"""

from __future__ import annotations

from servanda.data_tables import word_set
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
_REACH = 24  # tokens looked at on either side; a clause is seldom longer
_AFTER_COST = 4  # a verb after the expression must be that much nearer than one before it
_PASSING = 14  # tokens
_COMMA_COST = 3  # what each comma between them costs
_TASKED = 7  # tokens in which the person who is tasked may be named
_SINCE = 7  # tokens before the expression in which "since" makes it past

_STARTING, _CLAUSE = word_set("timex", "starting"), word_set("timex", "clause")
_FUTURE, _WITH_TO = word_set("timex", "future"), word_set("timex", "with_to")
_BINDING, _TASKING = word_set("timex", "binding"), word_set("timex", "tasking")
_LEADING_UP, _PRESENT = word_set("timex", "leading_up"), word_set("timex", "present")
_HELPERS, _SCHEDULED = word_set("timex", "helper"), word_set("timex", "scheduled")
_PROMISED = word_set("timex", "promised")
_PAST, _NOT_PAST = word_set("timex", "past"), word_set("timex", "not_past")
_MOVED, _CONVENING = word_set("timex", "moved"), word_set("timex", "convening")
_MOVED_NEAR = 6  # words between a verb of moving and the day it is moved to
_TO = frozenset({"to", "until", "till", "for"})
_ON = frozenset({"on", "by", "from", "next", "this", "starting", "beginning"})
_BE = frozenset({"is", "are", "be"})
_STOP = frozenset(".|")


def relation_at(tokens: Tokens, first: int) -> str | None:
    """Return the meaning of the preposition in front of token `first`, or None."""
    back = tuple(tokens.words[max(0, first - 3) : first])
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
    near = tokens.words[max(0, first - 3) : first]
    if "after" in near or "since" in tokens.words[max(0, first - _SINCE) : first]:
        return Direction.PAST
    if ["ahead", "of"] in (near[-2:], near[:2]):
        return Direction.FUTURE
    before, distance = _before(tokens, first, coarse=coarse)
    after = _after(tokens, last, distance)
    return before if after is None else after


def _before(tokens: Tokens, first: int, *, coarse: bool) -> tuple[Direction | None, int]:
    """Return where the nearest verb before the expression points, and how far off it is."""
    cost = 0
    for step in range(1, _REACH):
        i = first - step
        if i < 0 or _ends_clause(tokens, i):
            break
        cost += _cost(tokens, i)
        found = None if _is_name(tokens, i) else _points(tokens.words, i)
        if _commits(tokens.words, i, first, coarse=coarse) or _moves(tokens.words, i, first):
            found = Direction.FUTURE
        if found is not None:
            return found, step + cost
    return None, 10_000


def _after(tokens: Tokens, last: int, distance: int) -> Direction | None:
    """Return where a verb after the expression points that is nearer than `distance`."""
    cost = _AFTER_COST
    for step in range(1, _REACH):
        i = last - 1 + step
        if i >= len(tokens.words) or step + cost >= distance or _ends_clause(tokens, i):
            break
        cost += _cost(tokens, i)
        found = None if _is_name(tokens, i) else _points(tokens.words, i, ahead=True)
        if found is not None and step + cost < distance:
            return found
    return None


def _is_name(tokens: Tokens, i: int) -> bool:
    """Whether a word is the name "May" or "Will": in capitals amid a sentence in small letters."""
    if not tokens.exact(i)[:1].isupper() or not i or tokens.classes[i - 1] in _STOP:
        return False
    return tokens.exact(i + 1)[:1].islower() if i + 1 < len(tokens.words) else True


def _cost(tokens: Tokens, i: int) -> int:
    """Return what a comma, or a word that begins a clause, adds to the distance."""
    return _COMMA_COST if tokens.classes[i] == "," or tokens.words[i] in _CLAUSE else 0


def _commits(words: list[str], i: int, first: int, *, coarse: bool) -> bool:
    """Whether somebody binds or tasks somebody at `i`: "agreed to", "told the negotiators to".

    A single day is that of the agreement, unless what is agreed on is to meet or to begin on it.
    """
    if not coarse:
        if words[i] not in _BINDING:
            return False
        ahead = words[i + 1 : min(i + _TASKED, first)]
        verb = ahead[ahead.index("to") + 1 :][:1] if "to" in ahead else []
        return bool(verb) and verb[0] in _CONVENING and words[first - 1] in _ON
    if words[i] in _BINDING and words[i + 1] == "to":
        return True
    return words[i] in _TASKING and "to" in words[i + 1 : min(i + _TASKED, first)]


def _moves(words: list[str], i: int, first: int) -> bool:
    """Whether an event is moved to the day at `first`: "was postponed until", "pushed back to"."""
    if words[i] not in _MOVED or first - i > _MOVED_NEAR:
        return False
    between = words[i + 1 : first]
    return bool(between) and between[-1] in _TO


def _ends_clause(tokens: Tokens, i: int) -> bool:
    """Whether the clause ends at `i`: a full stop, a dateline's or a parenthesis' dash."""
    classes = tokens.classes
    if classes[i] in _STOP or classes[i] == "=":
        return True
    return classes[i] == "-" and i > 0 and (classes[i - 1] in ")-" or classes[i + 1 : i + 2] == "-")


def _points(words: list[str], i: int, *, ahead: bool = False) -> Direction | None:
    """Return where the word at `i` points; `ahead` says that it stands after the expression."""
    word = words[i]
    if ahead and word in _PROMISED:
        return Direction.PAST  # "on Monday vowed to": the vow is of Monday
    before = words[i - 1] if i else ""
    following = words[i + 1] if i + 1 < len(words) else ""
    if _looks_ahead(word, before, following):
        return Direction.FUTURE
    if word in _HELPERS:
        ahead_of = words[i + 1 : i + 4]
        if not _SCHEDULED.isdisjoint(ahead_of):
            return Direction.FUTURE
        if word in {"has", "have"}:
            told = any(w.endswith("ed") or w in _PAST for w in ahead_of[:2])
            return Direction.PAST if told else None
    return Direction.PAST if _looks_back(word, before) else None


def _looks_ahead(word: str, before: str, following: str) -> bool:
    if word in _FUTURE and (word not in _WITH_TO or _governs(word, following)):
        return True
    if following == "to" and (word in _BE or word in _LEADING_UP):
        return True
    if (word, following) == ("ahead", "of") or (word in _LEADING_UP and following == "for"):
        return True
    if word in _PRESENT and (before.endswith("s") or before in {"they", "we"}):
        return True  # "the leaders gather", "talks resume"
    return word == "be" and before == "to"


def _governs(word: str, following: str) -> bool:
    """Whether "to" or "for" follows, as in "plans to" and "due for", or "due this week"."""
    return following in {"to", "for"} or (
        word == "due" and following in {"this", "next", "on", "in"}
    )


def _looks_back(word: str, before: str) -> bool:
    if word in _PAST:
        return before not in {"be", "to"}
    if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST:
        return before not in {"be", "to", "the", "a", "an", "is", "are"}
    return False
