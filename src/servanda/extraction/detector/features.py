"""Features of sentences and predications: what the models look at.

Names, numbers and times are replaced by their class, so that what is learned of one pair of states
holds for another. A feature is a string; nothing here knows a weight.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, is_negated, is_passive, subject
from servanda.extraction.detector.lemma_classes import clusters_of, word_classes_of
from servanda.extraction.detector.predications import can_carry
from servanda.extraction.genre import is_formal, is_release
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import Claim
    from servanda.parsing.document import Sentence

__all__ = ["FeatureReader"]

_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX", "NUM", "PRON"})
_CLUSTERED = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
_PRONOUNS = frozenset("we us our i he she they it who that which you".split())
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "attr"})
_COMPLEMENTS = frozenset({"dobj", "attr", "nsubjpass", "acomp", "pobj"})
_LINKS = frozenset({"prep", "agent", "dative"})
_WINDOW = (-3, -2, -1, 1, 2, 3)


class FeatureReader:
    """Reads the features of one report; what is asked for twice is worked out once."""

    def __init__(self, discourse: Discourse, claims: Iterable[Claim]) -> None:
        self.discourse = discourse
        self.parsed = discourse.parsed
        self._grid = _Grid(self.parsed.doc)
        self._words: dict[int, str] = {}
        self._verbs: dict[int, str] = {}
        self._ruled: dict[int, list[str]] = {}
        self._spans: dict[int, list[tuple[int, int, str]]] = {}
        self._around: dict[int, list[str]] = {}
        self._subjects: dict[int, str] = {}
        self._content: dict[int, list[str]] = {}
        self._sentences: dict[int, list[str]] = {}
        self._carriers: dict[int, list[int]] = {}
        self._predications: dict[int, list[str]] = {}
        self._by_rules(claims)
        times = (self.parsed.tokens_within(ref.start, ref.end) for ref in self.parsed.times)
        self._times = {token.i for tokens in times for token in tokens}
        self._document = list(self._of_document())

    def _by_rules(self, claims: Iterable[Claim]) -> None:
        """Note which sentences the claims of the rules rest on."""
        for claim in claims:
            if claim.kind in ("tenure", "quote", "date"):
                continue
            for number, piece in enumerate(claim.evidence):
                for sentence in self.parsed.sentences:
                    if sentence.start < piece.end and sentence.end > piece.start:
                        found = [f"R:{claim.kind}", f"R:{claim.rule}"]
                        ruled = self._ruled.setdefault(sentence.index, [])
                        ruled.extend([f"R2:{claim.kind}"] if number else found)
                        spans = self._spans.setdefault(sentence.index, [])
                        spans.append((piece.start, piece.end, claim.kind))

    def _of_document(self) -> Iterator[str]:
        parsed = self.parsed
        yield f"D:len{min(6, len(parsed.sentences) // 4)}"
        if is_release(parsed):
            yield "D:release"
        if is_formal(parsed):
            yield "D:formal"
        if self.discourse.is_joint:
            yield "D:joint"
        if parsed.home:
            yield "D:home"
        yield "D:dated" if parsed.report.dating.when else "D:undated"

    # -- words -------------------------------------------------------------------------------

    def word(self, token: Token) -> str:
        """Return a word as the models see it: its lemma, or the class of a name, a number, a time."""
        return self._word(token.i)

    def _word(self, at: int) -> str:
        known = self._words.get(at)
        if known is None:
            known = self._words[at] = self._class_of(at)
        return known

    def _class_of(self, at: int) -> str:
        grid = self._grid
        pos = grid.pos[at]
        if at in self._times and pos not in ("VERB", "ADP"):
            return "<time>"
        if self.parsed.is_person_on(at):
            return "<person>"
        party = self.parsed.party_on(at)
        if party is not None:
            if party.sort is PartySort.ADJECTIVE:
                return "<national>"
            bodies = (PartySort.ORGANISATION, PartySort.BODY)
            return "<body>" if party.sort in bodies else "<state>"
        if grid.is_number(at):
            return "<number>"
        if pos == "PROPN" and grid.entity[at] in ("GPE", "LOC", "FAC"):
            return "<place>"
        if pos == "PROPN" and grid.entity[at] == "PERSON":
            return "<name>"
        return grid.lemma[at]

    def kind_of(self, token: Token | None) -> str:
        """Return the class of a subject or object: a pronoun, a class of names, office, actor, thing."""
        if token is None:
            return "none"
        lower = str(token.lower_)
        if lower in _PRONOUNS:
            return lower
        word = self.word(token)
        if word.startswith("<"):
            return word
        if self.parsed.office_at(token) is not None:
            return "office"
        return "actor" if self.discourse.is_actor(token) else "thing"

    def verb(self, token: Token) -> str:
        """Return tense, mood, voice and polarity of a verb as one word."""
        known = self._verbs.get(token.i)
        if known is None:
            helpers = "+".join(a.lower_ for a in auxiliaries(token))
            voice = "pass" if is_passive(token) else "act"
            polarity = ":not" if is_negated(token) else ""
            known = self._verbs[token.i] = f"{token.tag_}:{helpers}:{voice}{polarity}"
        return known

    def subject_kind(self, verb: Token) -> str:
        """Return the class of a verb's subject, its own or the one it borrows."""
        known = self._subjects.get(verb.i)
        if known is None:
            known = self._subjects[verb.i] = self.kind_of(subject(verb))
        return known

    # -- sentences ---------------------------------------------------------------------------

    def sentence(self, sentence: Sentence) -> list[str]:
        """Return the features of a sentence, each once."""
        known = self._sentences.get(sentence.index)
        if known is None:
            known = self._sentences[sentence.index] = self._of_sentence(sentence)
        return known

    def _of_sentence(self, sentence: Sentence) -> list[str]:
        grid, word = self._grid, self._word
        places = [at for at in range(sentence.span.start, sentence.span.end) if not grid.space[at]]
        words = [word(at) for at in places]
        found = [f"w:{w}" for w in dict.fromkeys(words)]
        run = [w for i, w in enumerate(words) if not (i and w == words[i - 1] and w[0] == "<")]
        found += [f"b:{a}_{b}" for a, b in itertools.pairwise(run)]
        found += [f"t:{a}_{b}_{c}" for a, b, c in zip(run, run[1:], run[2:], strict=False)]
        for at, own in zip(places, words, strict=True):
            pos = grid.pos[at]
            if pos in _CONTENT:
                self._of_content(found, at, own, pos)
            if not (own[:1] == "<" and own[-1:] == ">"):
                self._of_classes(found, at, own, pos)
        found += self.around(sentence)
        found += self._beside(sentence)
        return list(dict.fromkeys(found))

    def _of_content(self, found: list[str], at: int, word: str, pos: str) -> None:
        """Add what a content word, its head and its tense say."""
        grid = self._grid
        head, dep = grid.head[at], grid.dep[at]
        found.append(f"d:{dep}:{word}<{self._word(head) if head != at else 'ROOT'}")
        if dep == "pobj" and grid.head[head] != head:
            found.append(f"p:{self._word(grid.head[head])}-{grid.lower[head]}-{word}")
        if pos in ("VERB", "AUX") and dep not in ("aux", "auxpass"):
            token = self.parsed.doc[at]
            verb = self.verb(token)
            found += (f"v:{verb}", f"v:{word}:{verb}", f"vs:{self.subject_kind(token)}>{word}")

    def _of_classes(self, found: list[str], at: int, word: str, pos: str) -> None:
        """Add the word classes and clusters of a word, with its role and its tense."""
        grid = self._grid
        dep = grid.dep[at]
        full = pos in ("VERB", "AUX") and dep not in ("aux", "auxpass")
        for name in word_classes_of(grid.lemma[at]):
            found.append(f"L:{name}")
            if full:
                found.append(f"LV:{name}:{dep}")
                if name.startswith(("commissives", "assurances", "act_mentions.act")):
                    found.append(f"LVV:{name}:{self.verb(self.parsed.doc[at])}")
        for cluster in clusters_of(word) if pos in _CLUSTERED else ():
            found.append(f"K:{cluster}")
            if pos == "VERB":
                token = self.parsed.doc[at]
                found += (
                    f"KVV:{cluster}:{self.verb(token)}",
                    f"KVS:{cluster}:{self.subject_kind(token)}",
                )
            elif dep in _OBJECTS:
                found.append(f"KO:{cluster}")
                self._of_objects(found, at, cluster)

    def _of_objects(self, found: list[str], at: int, cluster: str) -> None:
        """Add the cluster of the verb that acts on a noun."""
        grid = self._grid
        head = grid.head[grid.head[at]] if grid.dep[at] == "pobj" else grid.head[at]
        if grid.pos[head] == "VERB" and cluster.startswith("wide"):
            found += [f"KD:{above}>{cluster}" for above in clusters_of(self._word(head))[:1]]

    def around(self, sentence: Sentence) -> list[str]:
        """Return what a sentence's place, block, names and rules say, whatever its words."""
        known = self._around.get(sentence.index)
        if known is None:
            known = self._around[sentence.index] = self._of_place(sentence)
        return known

    def _of_place(self, sentence: Sentence) -> list[str]:
        parsed = self.parsed
        place = min(sentence.index, 3)
        last = len(parsed.sentences) - 1 - sentence.index
        found = [f"P:{place}", f"P:last{min(last, 2)}", f"B:{sentence.block.name}"]
        found += self._document
        found.append(f"P:{place}:{'D:release' in self._document}")
        start, end = sentence.start, sentence.end
        parties = {p.party for p in parsed.parties if p.party and start <= p.start < end}
        people = {m.person for m in parsed.people.mentions if start <= m.start < end}
        found += [f"N:party{min(3, len(parties))}", f"N:people{min(3, len(people))}"]
        found.append(f"N:long{min(8, len(sentence.span) // 8)}")
        if parsed.quoted_at((start + end) // 2) is not None:
            found.append("Q:quoted")
        found += list(dict.fromkeys(self._ruled.get(sentence.index, ()))) or ["R:none"]
        return found

    def _beside(self, sentence: Sentence) -> Iterator[str]:
        """Give what the sentence before and the one behind are about."""
        sentences = self.parsed.sentences
        for step, name in ((-1, "before"), (1, "after")):
            at = sentence.index + step
            if 0 <= at < len(sentences):
                yield from (f"{name}:{word}" for word in self._content_of(sentences[at]))
                for rule in self._ruled.get(at, ()):
                    if "." not in rule:
                        yield f"{name}R:{rule}"

    def _content_of(self, sentence: Sentence) -> list[str]:
        """Return the verbs, nouns, people and states of a sentence, each once."""
        known = self._content.get(sentence.index)
        if known is None:
            places = range(sentence.span.start, sentence.span.end)
            words = ((self._grid.pos[at], self._word(at)) for at in places)
            named = ("<person>", "<state>")
            telling = [word for pos, word in words if pos in ("VERB", "NOUN") or word in named]
            known = self._content[sentence.index] = list(dict.fromkeys(telling))
        return known

    # -- predications ------------------------------------------------------------------------

    def predication(self, token: Token) -> list[str]:
        """Return the features of a word that can carry a claim, with its clause and what governs it."""
        known = self._predications.get(token.i)
        if known is None:
            known = self._predications[token.i] = self._of_predication(token)
        return known

    def _of_predication(self, token: Token) -> list[str]:
        sentence = self.parsed.sentence_of(token)
        found = [f for f in self.around(sentence) if f[:2] in ("P:", "B:", "D:", "R:", "N:")]
        found += self._of_word(token)
        found += self._of_children(token)
        first, last = sentence.span.start, sentence.span.end
        for step in _WINDOW:
            at = token.i + step
            if first <= at < last:
                found.append(f"n{step}:{self._word(at)}")
        spans = self._spans.get(sentence.index, ())
        found += [f"RT:{kind}" for start, end, kind in spans if start <= token.idx < end]
        if self.parsed.quoted_at(token.idx) is not None:
            found.append("q")
        before = sum(place < token.i for place in self._carrying(sentence))
        found.append(f"order:{min(5, before)}")
        return list(dict.fromkeys(found))

    def _carrying(self, sentence: Sentence) -> list[int]:
        """Return the places of the words of a sentence that can carry a claim."""
        known = self._carriers.get(sentence.index)
        if known is None:
            known = [token.i for token in sentence.span if can_carry(token)]
            self._carriers[sentence.index] = known
        return known

    def _of_word(self, token: Token) -> Iterator[str]:
        word, head, dep = self.word(token), token.head, token.dep_
        yield from (f"w:{word}", f"w:{word}:{token.pos_}", f"tag:{token.tag_}", f"dep:{dep}")
        root = head.i == token.i
        above = ["ROOT"] if root else [self.word(t) for t in (head, head.head, head.head.head)]
        yield from (f"h:{above[0]}", f"h:{dep}:{above[0]}", f"wh:{word}<{above[0]}")
        yield from (f"hh:{a}" for a in above[1:])
        if not root:
            yield from (f"hdep:{dep}:{head.dep_}", f"hpos:{dep}:{head.pos_}")
            if head.pos_ in ("VERB", "AUX"):
                yield f"hv:{self.verb(head)}"
        classes = word_classes_of(token.lemma_.lower())
        yield from (f"L:{name}" for name in classes)
        yield from (f"LH:{name}" for name in word_classes_of(head.lemma_.lower()))
        if token.pos_ in ("VERB", "AUX"):
            verb, acting = self.verb(token), subject(token)
            kind = self.subject_kind(token)
            yield from (f"v:{verb}", f"v:{word}:{verb}", f"s:{kind}", f"s:{kind}:{word}")
            yield f"sl:{self.word(acting)}" if acting is not None else "sl:none"
            yield from (f"LVV:{name}:{verb}" for name in classes)

    def _of_children(self, token: Token) -> Iterator[str]:
        grid, word = self._grid, self.word(token)
        for child in token.children:
            at = child.i
            if grid.space[at] or child.is_punct:
                continue
            dep, own = grid.dep[at], self._word(at)
            yield from (f"c:{dep}", f"c:{dep}:{own}", f"wc:{word}:{dep}")
            yield from (f"LC:{dep}:{name}" for name in word_classes_of(grid.lemma[at]))
            if dep in _COMPLEMENTS:
                yield f"wo:{word}:{own}"
            if dep in _LINKS:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "pcomp"):
                        yield f"cp:{grid.lower[at]}:{self._word(inner.i)}"
                        yield f"cpk:{word}:{grid.lower[at]}:{self.kind_of(inner)}"


class _Grid:
    """The attributes of all tokens of a parse as lists: asked for once, not token by token."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        strings = doc.vocab.strings
        memo: dict[int, str] = {0: ""}
        columns = doc.to_array(
            ["POS", "DEP", "LEMMA", "LOWER", "ENT_TYPE", "HEAD", "ORTH"]
        ).tolist()

        def told(column: int, *, lower: bool = False) -> list[str]:
            found = []
            for row in columns:
                key = row[column]
                word = memo.get(key)
                if word is None:
                    word = memo[key] = strings[key]
                found.append(word.lower() if lower else word)
            return found

        self.pos, self.dep, self.lower = told(0), told(1), told(3)
        self.lemma = told(2, lower=True)
        self.entity = told(4)
        self.head = [at + _signed(row[5]) for at, row in enumerate(columns)]
        orth = told(6)
        self.space = [not word.strip() for word in orth]
        self._orth = orth
        self._numbers: dict[str, bool] = {}

    def is_number(self, at: int) -> bool:
        """Whether a word is a number, in digits or spelled out."""
        word = self._orth[at]
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = word[:1].isdigit() or bool(self._doc[at].like_num)
        return known


def _signed(number: int) -> int:
    """Read a 64-bit offset that numpy gives without a sign."""
    return number - (1 << 64) if number >> 63 else number
