"""Clauses: who does what in a parsed sentence, the same for active, passive and borrowed subjects.

Everything here is grammar alone: it knows no state, no office and no verb of promising.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

__all__ = [
    "accusing",
    "auxiliaries",
    "children",
    "complement_clauses",
    "conjuncts",
    "extent",
    "governor",
    "is_bare",
    "is_finite",
    "is_future",
    "is_indefinite",
    "is_infinitive",
    "is_negated",
    "is_passive",
    "is_past",
    "objects",
    "prepositional",
    "subject",
    "walk_up",
]


_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CONTROLLED = ("xcomp", "ccomp", "advcl", "pcomp", "acl", "acomp", "conj", "prep")
_FUTURE_AUX = word_set("extraction", "future_aux", "clause_words")
_AHEAD = word_set("extraction", "ahead", "clause_words")
_SHORTEST = 4  # words in front of a verb that can hold a phrase, a comma and a subject
_DEPTH = 12  # steps up the tree before giving up; a deeper tree is a broken parse


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children of `token` that bear one of the labels `deps`."""
    words = word_table(token.doc)
    below = words.children.get(token.i)
    if below is None:
        return []
    dep, tokens = words.dep, words.tokens
    return [tokens[at] for at in below if dep[at] in deps]


def conjuncts(token: Token) -> list[Token]:
    """Return `token` and everything coordinated with it, in order of the text."""
    found = [token]
    for item in found:
        found.extend(children(item, "conj"))
    return sorted(found, key=lambda t: t.i)


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb, inherited along coordination ("will meet and discuss")."""
    found = children(verb, "aux", "auxpass")
    if (
        not found
        and verb.dep_ == "conj"
        and not children(verb, *_SUBJECTS)
        and (verb.tag_ in ("VB", "VBN", "VBG") or is_bare(verb))
    ):
        return auxiliaries(verb.head)
    return found


def is_bare(verb: Token) -> bool:
    """Whether a verb taken for a present tense goes on after a modal: "will stand by us and continue to pay"."""
    if verb.tag_ != "VBP" or verb.lower_ != verb.lemma_ or verb.dep_ != "conj":
        return False
    return any(a.tag_ == "MD" for a in children(verb.head, "aux"))


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, also as a bare participle ("a command set up in May")."""
    if children(verb, "nsubjpass", "auxpass"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, *_SUBJECTS):
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def is_negated(verb: Token) -> bool:
    """Whether "not", "never" or "no longer" stands with the verb or its auxiliaries."""
    if children(verb, "neg"):
        return True
    return any(c.lower_ in ("never", "neither") for c in children(verb, "advmod", "preconj"))


def is_future(verb: Token) -> bool:
    """Whether the verb is about the future by its form: will, would, "is to", "is due to", "is set to"."""
    if any(a.lower_ in _FUTURE_AUX for a in auxiliaries(verb)):
        return True
    head = verb.head
    if verb.dep_ != "xcomp" or not is_infinitive(verb):
        return False
    return head.lemma_ in ("be", "go") or head.lower_ in _AHEAD


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands with the verb itself."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def is_indefinite(noun: Token) -> bool:
    """Whether a noun tells of something for the first time: "a working visit", not "the visit"."""
    return any(c.lower_ in ("a", "an") for c in children(noun, "det"))


def is_past(verb: Token) -> bool:
    """Whether the verb tells of something done: past tense, or a perfect, and no future above it."""
    if is_future(verb):
        return False
    if verb.tag_ == "VBD":
        return True
    helpers = {a.lower_ for a in auxiliaries(verb)}
    return verb.tag_ == "VBN" and bool(helpers & {"was", "were", "has", "have", "had", "been"})


def is_finite(verb: Token) -> bool:
    """Whether the verb carries tense itself or through an auxiliary."""
    return verb.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        a.tag_ in ("MD", "VBD", "VBZ", "VBP") for a in auxiliaries(verb)
    )


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or the one it borrows.

    Infinitives and participles borrow from the verb above, coordinated verbs from the first,
    relative clauses from the noun they describe. A passive verb's subject is what is acted on.
    """
    token = verb
    for _ in range(_DEPTH):
        own = _own_subject(token)
        if own is not None:
            return own
        if token.dep_ == "relcl":
            return _described_by(token)
        if token.dep_ == "acl" and token.tag_ in ("VBN", "VBG"):
            return token.head
        if token.dep_ not in _CONTROLLED or token.head == token:
            return _fronted(token)
        controller = _controlling_object(token)
        if controller is not None:
            return controller
        token = token.head
        if token.pos_ not in ("VERB", "AUX", "ADP", "SCONJ", "ADJ"):
            return _of_noun(token)
    return None


def _own_subject(verb: Token) -> Token | None:
    """Return the subject that the parser gave a verb; for "which" what it stands for."""
    holders = (verb, *children(verb, "aux", "auxpass"))  # a parser may hang it on a helper
    own = [c for holder in holders for c in children(holder, *_SUBJECTS) if c.lower_ != "there"]
    if not own:
        return _titled_under(verb)
    if own[-1].tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return _described(verb.head)
    return _behind_label(own[-1], verb)


def _titled_under(verb: Token) -> Token | None:
    """Return who acts in "Under Secretary A B will visit", where the title is taken for a preposition."""
    for under in children(verb, "prep"):
        if (
            under.text == "Under"
            and under.nbor(1).lower_ in ("secretary", "-")
            and under.i < verb.i
        ):
            return next(iter(children(under, "pobj")), None)
    return None


def _controlling_object(verb: Token) -> Token | None:
    """Return who acts in "urged him to leave": the object of the verb above."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ in _SUBJECT_CONTROL:
        return None
    return next(iter(children(verb.head, "dobj", "dative")), None)


def _described_by(verb: Token) -> Token:
    """Return who acts in a relative clause; of "spoke with A B to stress that", hung on the name, who spoke."""
    noun = verb.head
    if is_infinitive(verb) and noun.pos_ == "PROPN" and not children(noun, "det"):
        return _of_noun(noun) or noun
    return _described(noun)


def _fronted(verb: Token) -> Token | None:
    """Return the subject that the parser gave to what stands in front: "At the summit, Norland and Sudmark agreed"."""
    if not (verb.dep_ == "ROOT" and is_finite(verb)) or verb.i - verb.sent.start < _SHORTEST:
        return None
    noun = _noun_before(verb)
    found = None
    for _ in range(_DEPTH):
        if noun.dep_ not in ("appos", "conj") or noun.pos_ not in ("PROPN", "NOUN"):
            break
        if verb.doc[noun.left_edge.i - 1].text == ",":
            found = noun
        noun = noun.head
    if found is None:
        return None
    front = next((t for t in walk_up(found) if t.head == verb and t != verb), found)
    opens = not verb.doc[verb.sent.start : front.left_edge.i].text.strip()
    return found if opens and front.dep_ == "prep" else None


def _noun_before(verb: Token) -> Token:
    """Return the word that ends the phrase in front of a verb: past helpers, and past the name in an office's "of"."""
    noun = verb.doc[verb.i - 1]
    while noun.head == verb and noun.dep_ in ("aux", "auxpass", "advmod", "neg") and noun.i > 0:
        noun = verb.doc[noun.i - 1]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":  # ", President of Norland Ada Brandt met"
        return noun.head.head
    return noun


def _behind_label(noun: Token, verb: Token) -> Token:
    """Return who acts behind a label: of "Food security: Norland will pay", the state."""
    for child in children(noun, "appos"):
        if child.doc[child.left_edge.i - 1].text == ":" and child.left_edge.i > noun.i:
            return child
    between = noun.doc[noun.i + 1 : verb.i] if noun.i < verb.i else noun.doc[0:0]
    colon = next((t for t in between if t.text == ":"), None)
    head = _phrase_behind(colon, verb) if colon is not None else None
    return noun if head is None else head


def _phrase_behind(colon: Token, verb: Token) -> Token | None:
    """Return the head of the noun phrase between a colon and a verb, of a list its first; or None."""
    head = None
    for token in colon.doc[colon.i + 1 : verb.i]:
        if token.pos_ not in _NAMING and token.text not in (".", "-", "&"):
            break
        head = token if token.pos_ in ("NOUN", "PROPN", "PRON") or token.text.isupper() else head
    while head is not None and head.dep_ == "conj" and head.head.i > colon.i:
        head = head.head
    return head


_NAMING = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "CCONJ", "PART")


def _described(noun: Token) -> Token:
    """Return what a relative clause describes: of "one of the ships that came", the ships."""
    if noun.lower_ == "one":
        for preposition in children(noun, "prep"):
            members = children(preposition, "pobj") if preposition.lower_ == "of" else []
            if members and members[0].tag_ in ("NNS", "NNPS"):
                return members[0]
    return noun


_SUBJECT_CONTROL = word_set("extraction", "subject_control", "clause_words")


# Verbs whose object does what the gerund behind a preposition tells: "accused them of doing it".
_OBJECT_CONTROL = word_set("extraction", "object_control", "clause_words")


def accusing(gerund: Token) -> Token | None:
    """Return the verb that charges its object with what a gerund tells, or None."""
    noun = gerund.head.head
    above = noun.head if noun.dep_ in ("dobj", "nsubjpass") else noun
    charged = gerund.dep_ == "pcomp" and above.pos_ == "VERB" and above.lemma_ in _OBJECT_CONTROL
    return above if charged else None


def _of_noun(noun: Token) -> Token | None:
    """Return whose a noun is: "Norland's plan to …", "the decision by Norland to …"."""
    owner = children(noun, "poss")
    if owner:
        return owner[0]
    for preposition in children(noun, "prep"):
        if preposition.lower_ in ("by", "of"):
            inner = children(preposition, "pobj")
            if inner:
                return inner[0]
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "oprd", "pobj") and head != noun:
        verb = head if head.pos_ in ("VERB", "AUX") else head.head
        if verb.pos_ in ("VERB", "AUX"):
            return subject(verb)
    return None


def objects(verb: Token) -> list[Token]:
    """Return what the verb acts on: direct objects, or the subject of a passive; conjuncts too."""
    found: list[Token] = []
    for item in children(verb, "dobj", "attr", "oprd", "dative"):
        found.extend(conjuncts(item))
    if is_passive(verb):
        for item in children(verb, "nsubjpass"):
            found.extend(conjuncts(item))
        if verb.dep_ == "acl":
            found.append(verb.head)
    return found


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Return the objects of the given prepositions under `token`, conjuncts too."""
    found: list[Token] = []
    for prep in children(token, "prep", "agent", "dative", "prt"):
        if prep.lower_ in prepositions:
            for inner in children(prep, "pobj", "pcomp"):
                found.extend(conjuncts(inner))
    return found


def complement_clauses(verb: Token) -> list[Token]:
    """Return the heads of what is said, agreed or planned: "that …" clauses and infinitives."""
    found: list[Token] = []
    for child in children(verb, "ccomp", "xcomp"):
        found.extend(c for c in conjuncts(child) if c == child or c.dep_ == "conj")
    return found


def governor(token: Token) -> Token | None:
    """Return the nearest verb above `token`, or None at the root."""
    current = token
    for _ in range(_DEPTH):
        if current.head == current:
            return None
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None


def extent(head: Token, *, without: Iterable[Token] = ()) -> tuple[int, int]:
    """Return the character span of a head's subtree, leaving out the subtrees of `without`.

    The span is cut to the unbroken stretch around the head; punctuation at its edges is dropped, and
    an "and" that joins it to what is left out.
    """
    left_out = {t.i for other in without for t in other.subtree}
    kept = sorted(t.i for t in head.subtree if t.i not in left_out and not t.is_space)
    if head.i not in kept:
        kept = [head.i]
    tokens = _trimmed(_unbroken(head, kept, left_out), head)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _unbroken(head: Token, kept: list[int], left_out: set[int]) -> list[Token]:
    """Return the words around `head` between which nothing but spaces and punctuation is missing from `kept`."""
    first = last = kept.index(head.i)
    while first > 0 and _adjoining(head, kept[first - 1], kept[first], left_out):
        first -= 1
    while last + 1 < len(kept) and _adjoining(head, kept[last], kept[last + 1], left_out):
        last += 1
    return [head.doc[i] for i in kept[first : last + 1]]


def _trimmed(tokens: list[Token], head: Token) -> list[Token]:
    """Drop the words at the edges that belong to what stands around."""
    while len(tokens) > 1 and _is_loose(tokens[-1]):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].dep_ == "cc") and tokens[0] != head:
        tokens.pop(0)
    return tokens


def _is_loose(last: Token) -> bool:
    """Whether a word at the end of a span belongs to what follows it."""
    if last.dep_ == "cc":
        return True
    return last.is_punct and last.text not in ("%", ")", '"', "'")


def _adjoining(head: Token, left: int, right: int, left_out: set[int]) -> bool:
    return all(
        i not in left_out and (head.doc[i].is_space or head.doc[i].is_punct)
        for i in range(left + 1, right)
    )


def walk_up(token: Token) -> Iterator[Token]:
    """Walk from `token` to the root of its sentence, `token` first."""
    current = token
    for _ in range(4 * _DEPTH):
        yield current
        if current.head == current:
            return
        current = current.head
