"""Words that stand for those who consult: pronouns, sides, institutions, officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = [
    "ARMED",
    "BACK",
    "GROUP",
    "HE",
    "INNER",
    "INSTITUTIONS",
    "IT",
    "MEMBERS",
    "SELF",
    "SIDES",
    "SPOKES",
    "TOP",
    "UNNAMED",
    "WE",
    "stands_for_all",
]

if TYPE_CHECKING:
    from spacy.tokens import Token


# Plural nouns that stand for both or all of those who consult.
SIDES = frozenset(
    "side sides country countries nation nations leader leaders minister ministers chief chiefs ally allies two both "
    "government governments president presidents official officials party parties state states partner partners counterpart "
    "counterparts secretary secretaries premier head heads delegation delegations three four participant participants "
    "coalition bloc trio principal principals signatory signatories diplomat diplomats envoy envoys negotiator negotiators delegate delegates "
    "representative representatives interlocutors".split()
)
GROUP = frozenset("they them themselves both two each".split())
WE = frozenset("we us our ours ourselves".split())
HE = frozenset("he she him her his hers himself herself".split())
IT = frozenset("it its itself".split())
SPOKES = frozenset("spokesman spokeswoman spokesperson".split()) | {"press secretary"}
TOP = frozenset(
    {
        "president",
        "vice president",
        "prime minister",
        "premier",
        "chancellor",
        "king",
        "secretary",
        "minister",
    }
)
# Subjects without a name that "he" or "she" may stand for.
UNNAMED = frozenset("spokesman spokeswoman spokesperson official diplomat".split())
SELF = frozenset("i me my mine myself".split())
# Nouns that are a state's when its adjective, name or owner stands with them.
INSTITUTIONS = frozenset(
    "government ministry department administration military army navy forces force cabinet parliament side delegation "
    "official officials leadership authority authorities troops agency office embassy committee council command party".split()
)
# Those of whom a body is made: "the ministers of the pact's members".
MEMBERS = frozenset("member nation country state government bloc group".split())
INNER = ("compound", "amod", "nmod")
# What acts for a state that owns it.
ARMED = frozenset(
    "aircraft ship vessel warship soldier marine troop force jet submarine sailor personnel frigate destroyer bomber".split()
)
BACK = 6  # sentences to look back for whom a pronoun stands for


def stands_for_all(token: Token) -> bool:
    """Return whether a noun without article or owner stands for all who meet: "Ministers agreed", "the bloc"."""
    return token.lower_ in SIDES and (token.text.endswith("s") or token.lower_ in _COLLECTIVE)


_COLLECTIVE = frozenset("coalition bloc trio quartet alliance group grouping".split())
