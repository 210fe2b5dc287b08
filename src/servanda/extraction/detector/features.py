"""Features of sentences and predications: what the models look at.

Names, numbers and times are replaced by their class, so that what is learned of one pair of states
holds for another. A feature is a string; nothing here knows a weight.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, is_negated, is_passive, subject
from servanda.extraction.detector.lemma_classes import clusters, word_classes
from servanda.extraction.detector.predications import carries
from servanda.extraction.genre import is_formal, is_release
from servanda.parsing.word_table import word_table
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import Claim
    from servanda.parsing.document import Sentence

__all__ = ["FeatureReader"]

_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX", "NUM", "PRON"})
_PROMISES = ("commitment", "assurance")
_CLUSTERED = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
_PRONOUNS = frozenset("we us our i he she they it who that which you".split())
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "attr"})
_COMPLEMENTS = frozenset({"dobj", "attr", "nsubjpass", "acomp", "pobj"})
_LINKS = frozenset({"prep", "agent", "dative"})
_OF_SENTENCE = ("w:", "v:", "B:", "D:", "P:", "vs:")
_WINDOW = (-3, -2, -1, 1, 2, 3)


class FeatureReader:
    """Reads the features of one report; what is asked for twice is worked out once."""

    def __init__(self, discourse: Discourse, claims: Iterable[Claim]) -> None:
        self.discourse = discourse
        self.parsed = discourse.parsed
        self._grid = word_table(self.parsed.doc)
        self._classes, self._clusters = word_classes(), clusters()
        self._verbs: dict[int, str] = {}
        self._ruled: dict[int, list[str]] = {}
        self._claimed: dict[tuple[str, int], set[int]] = {}
        self._spans: dict[int, list[tuple[int, int, str]]] = {}
        self._around: dict[int, list[str]] = {}
        self._acting: dict[int, Token | None] = {}
        self._subjects: dict[int, str] = {}
        self._content: dict[int, list[str]] = {}
        self._sentences: dict[int, list[str]] = {}
        self._carriers: dict[int, list[int]] = {}
        self._places: dict[int, list[str]] = {}
        self._own: dict[int, list[str]] = {}
        self._shown: dict[int, list[str]] = {}
        self._alike: dict[str, str] = {}  # one text for each feature that comes again
        self._by_rules(claims)
        times = (self.parsed.tokens_within(ref.start, ref.end) for ref in self.parsed.times)
        self._times = {token.i for tokens in times for token in tokens}
        self._words = [self._class_of(at) for at in range(len(self.parsed.doc))]
        self._document = list(self._of_document())

    def _by_rules(self, claims: Iterable[Claim]) -> None:
        """Note which sentences the claims of the rules rest on."""
        for order, claim in enumerate(claims):
            if claim.kind in ("tenure", "quote", "date"):
                continue
            for number, piece in enumerate(claim.evidence):
                for sentence in self.parsed.sentences_at(piece.start, piece.end):
                    found = [f"R:{claim.kind}", f"R:{claim.rule}"]
                    ruled = self._ruled.setdefault(sentence.index, [])
                    ruled.extend([f"R2:{claim.kind}"] if number else found)
                    spans = self._spans.setdefault(sentence.index, [])
                    spans.append((piece.start, piece.end, claim.kind))
                    key = ("promise" if claim.kind in _PROMISES else claim.kind, sentence.index)
                    self._claimed.setdefault(key, set()).add(order)

    def ruled(self, kind: str, sentence: Sentence) -> frozenset[int]:
        """Return which claims of the rules of a kind of the detector rest on a sentence, by number."""
        return frozenset(self._claimed.get((kind, sentence.index), ()))

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
        return self._words[token.i]

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
        if grid.is_number[at]:
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
        return self._verb(token.i)

    def _verb(self, at: int) -> str:
        known = self._verbs.get(at)
        if known is None:
            token = self.parsed.doc[at]
            helpers = "+".join(a.lower_ for a in auxiliaries(token))
            voice = "pass" if is_passive(token) else "act"
            polarity = ":not" if is_negated(token) else ""
            known = self._verbs[at] = f"{token.tag_}:{helpers}:{voice}{polarity}"
        return known

    def subject_kind(self, verb: Token) -> str:
        """Return the class of a verb's subject, its own or the one it borrows."""
        return self._subject_kind(verb.i)

    def _subject_kind(self, at: int) -> str:
        known = self._subjects.get(at)
        if known is None:
            known = self._subjects[at] = self.kind_of(self._subject(at))
        return known

    def _subject(self, at: int) -> Token | None:
        if at not in self._acting:
            self._acting[at] = subject(self.parsed.doc[at])
        return self._acting[at]

    # -- sentences ---------------------------------------------------------------------------

    def sentence(self, sentence: Sentence) -> list[str]:
        """Return the features of a sentence, each once."""
        known = self._sentences.get(sentence.index)
        if known is None:
            known = self._sentences[sentence.index] = self._of_sentence(sentence)
        return known

    def _of_sentence(self, sentence: Sentence) -> list[str]:
        grid, word = self._grid, self._words
        places = [at for at in range(sentence.span.start, sentence.span.end) if not grid.space[at]]
        words = [word[at] for at in places]
        found = _word_sequences(words)
        for at, own in zip(places, words, strict=True):
            pos = grid.pos[at]
            if pos in _CONTENT:
                self._of_content(found, at, own, pos)
            named = own[:1] == "<" and own[-1:] == ">"
            if not named and (grid.lemma[at] in self._classes or own in self._clusters):
                self._of_classes(found, at, own, pos)
        found += self.around(sentence)
        found += self._beside(sentence)
        alike = self._alike  # runs of words seldom come again, classes and clusters always do
        return [alike.setdefault(f, f) if f[0] in "KL" else f for f in dict.fromkeys(found)]

    def _of_content(self, found: list[str], at: int, word: str, pos: str) -> None:
        """Add what a content word, its head and its tense say."""
        grid = self._grid
        head, dep = grid.head[at], grid.dep[at]
        found.append(f"d:{dep}:{word}<{self._words[head] if head != at else 'ROOT'}")
        if dep == "pobj" and grid.head[head] != head:
            found.append(f"p:{self._words[grid.head[head]]}-{grid.lower[head]}-{word}")
        if pos in ("VERB", "AUX") and dep not in ("aux", "auxpass"):
            verb = self._verb(at)
            found += (f"v:{verb}", f"v:{word}:{verb}", f"vs:{self._subject_kind(at)}>{word}")

    def _of_classes(self, found: list[str], at: int, word: str, pos: str) -> None:
        """Add the word classes and clusters of a word, with its role and its tense."""
        grid = self._grid
        dep = grid.dep[at]
        full = pos in ("VERB", "AUX") and dep not in ("aux", "auxpass")
        for name in self._classes.get(grid.lemma[at], ()):
            found.append(f"L:{name}")
            if full:
                found.append(f"LV:{name}:{dep}")
                if name.startswith(("commissives", "assurances", "act_mentions.act")):
                    found.append(f"LVV:{name}:{self._verb(at)}")
        for cluster in self._clusters.get(word, ()) if pos in _CLUSTERED else ():
            found.append(f"K:{cluster}")
            if pos == "VERB":
                found.append(f"KVV:{cluster}:{self._verb(at)}")
                found.append(f"KVS:{cluster}:{self._subject_kind(at)}")
            elif dep in _OBJECTS:
                found.append(f"KO:{cluster}")
                self._of_objects(found, at, cluster)

    def _of_objects(self, found: list[str], at: int, cluster: str) -> None:
        """Add the cluster of the verb that acts on a noun."""
        grid = self._grid
        head = grid.head[grid.head[at]] if grid.dep[at] == "pobj" else grid.head[at]
        if grid.pos[head] == "VERB" and cluster.startswith("wide"):
            wide = self._clusters.get(self._words[head], ())[:1]
            found += [f"KD:{above}>{cluster}" for above in wide]

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
        parties = {p.party for p in parsed.parties_in(start, end) if p.party}
        people = {m.person for m in parsed.names_in(start, end)}
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
            inside = slice(sentence.span.start, sentence.span.end)
            words = zip(self._grid.pos[inside], self._words[inside], strict=True)
            named = ("<person>", "<state>")
            telling = [word for pos, word in words if pos in ("VERB", "NOUN") or word in named]
            known = self._content[sentence.index] = list(dict.fromkeys(telling))
        return known

    # -- predications ------------------------------------------------------------------------

    def predication(self, token: Token) -> list[str]:
        """Return the features of a word that can carry a claim, with its clause and what governs it."""
        place = self.place_of_words(self.parsed.sentence_of(token))
        return list(dict.fromkeys([*place, *self.own(token)]))

    def shown_to_cells(self, sentence: Sentence) -> list[str]:
        """Return what of a sentence the models of cells see: its words, verbs, subjects and place."""
        known = self._shown.get(sentence.index)
        if known is None:
            known = [f"S:{f}" for f in self.sentence(sentence) if f.startswith(_OF_SENTENCE)]
            self._shown[sentence.index] = known
        return known

    def place_of_words(self, sentence: Sentence) -> list[str]:
        """Return the features that all words of a sentence share."""
        known = self._places.get(sentence.index)
        if known is None:
            around = self.around(sentence)
            known = [f for f in around if f[:2] in ("P:", "B:", "D:", "R:", "N:")]
            self._places[sentence.index] = known
        return known

    def own(self, token: Token) -> list[str]:
        """Return the features of a word that can carry a claim, but those it shares with its sentence."""
        known = self._own.get(token.i)
        if known is None:
            known = self._own[token.i] = self._of_predication(token)
        return known

    def _of_predication(self, token: Token) -> list[str]:
        sentence, at = self.parsed.sentence_of(token), token.i
        found: list[str] = []
        self._of_word(found, at)
        self._of_children(found, at)
        first, last = sentence.span.start, sentence.span.end
        words = self._words
        found += [f"n{s}:{words[at + s]}" for s in _WINDOW if first <= at + s < last]
        spans = self._spans.get(sentence.index, ())
        offset = token.idx
        found += [f"RT:{kind}" for start, end, kind in spans if start <= offset < end]
        if self.parsed.quoted_at(offset) is not None:
            found.append("q")
        before = bisect_left(self._carrying(sentence), at)
        found.append(f"order:{min(5, before)}")
        alike = self._alike
        return [alike.setdefault(f, f) for f in found]

    def telling_words(self, sentence: Sentence) -> list[Token]:
        """Return the words of a sentence that may tell something: names do where nothing else stands."""
        every = self._carrying(sentence)
        plain = [at for at in every if not self._words[at].startswith("<")]
        doc = self.parsed.doc
        return [doc[at] for at in plain or every]

    def _carrying(self, sentence: Sentence) -> list[int]:
        """Return the places of the words of a sentence that can carry a claim."""
        known = self._carriers.get(sentence.index)
        if known is None:
            pos, dep = self._grid.pos, self._grid.dep
            places = range(sentence.span.start, sentence.span.end)
            known = [at for at in places if carries(pos[at], dep[at])]
            self._carriers[sentence.index] = known
        return known

    def _of_word(self, found: list[str], at: int) -> None:
        """Add what a word is, what stands above it, and the tense and subject of a verb."""
        grid, words = self._grid, self._words
        word, pos, dep, head = words[at], grid.pos[at], grid.dep[at], grid.head[at]
        found += (f"w:{word}", f"w:{word}:{pos}", f"tag:{grid.tag[at]}", f"dep:{dep}")
        above = words[head] if head != at else "ROOT"
        found += (f"h:{above}", f"h:{dep}:{above}", f"wh:{word}<{above}")
        if head != at:
            second = grid.head[head]
            found += (f"hh:{words[second]}", f"hh:{words[grid.head[second]]}")
            found += (f"hdep:{dep}:{grid.dep[head]}", f"hpos:{dep}:{grid.pos[head]}")
            if grid.pos[head] in ("VERB", "AUX"):
                found.append(f"hv:{self._verb(head)}")
        classes = self._classes.get(grid.lemma[at], ())
        found += [f"L:{name}" for name in classes]
        found += [f"LH:{name}" for name in self._classes.get(grid.lemma[head], ())]
        if pos in ("VERB", "AUX"):
            verb, kind, acting = self._verb(at), self._subject_kind(at), self._subject(at)
            found += (f"v:{verb}", f"v:{word}:{verb}", f"s:{kind}", f"s:{kind}:{word}")
            found.append(f"sl:{words[acting.i]}" if acting is not None else "sl:none")
            found += [f"LVV:{name}:{verb}" for name in classes]

    def _of_children(self, found: list[str], at: int) -> None:
        """Add what stands below a word, and behind the prepositions below it."""
        grid, words = self._grid, self._words
        word = words[at]
        for child in grid.children.get(at, ()):
            if grid.space[child] or grid.is_punct[child]:
                continue
            dep, own = grid.dep[child], words[child]
            found += (f"c:{dep}", f"c:{dep}:{own}", f"wc:{word}:{dep}")
            found += [f"LC:{dep}:{name}" for name in self._classes.get(grid.lemma[child], ())]
            if dep in _COMPLEMENTS:
                found.append(f"wo:{word}:{own}")
            if dep in _LINKS:
                lower = grid.lower[child]
                for inner in grid.children.get(child, ()):
                    if grid.dep[inner] in ("pobj", "pcomp"):
                        found.append(f"cp:{lower}:{words[inner]}")
                        kind = self.kind_of(self.parsed.doc[inner])
                        found.append(f"cpk:{word}:{lower}:{kind}")


def _word_sequences(words: list[str]) -> list[str]:
    """Return the words of a sentence, and two and three in a row; names of one class count as one."""
    found = [f"w:{w}" for w in dict.fromkeys(words)]
    run = [w for i, w in enumerate(words) if not (i and w == words[i - 1] and w[0] == "<")]
    found += [f"b:{a}_{b}" for a, b in itertools.pairwise(run)]
    found += [f"t:{a}_{b}_{c}" for a, b, c in zip(run, run[1:], run[2:], strict=False)]
    return found
