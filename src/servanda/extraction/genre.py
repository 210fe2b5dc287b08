"""Genre: pages that are about states and yet no report: transcripts, opinion, digests, explainers, forecasts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from servanda.extraction.clauses import is_indefinite
from servanda.model import BlockKind
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.parsing.document import Parsed, Sentence

__all__ = [
    "ADVICE",
    "CLOCK_LINE",
    "DIGEST",
    "DISCLAIMER",
    "EXPLAINER",
    "FOLLOWS",
    "FORETELLS",
    "FORMAL",
    "OPINION",
    "PUNDITS",
    "RELEASE",
    "RHETORIC",
    "SAYS",
    "STANCE",
    "TRANSCRIPT",
    "TURN",
    "is_formal",
    "is_release",
    "other_genre",
]


# -- releases: what an office itself puts out ------------------------------------------------

RELEASE = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|readout|read-out|fact ?sheet|press release|memorandum|roadmap|"
    r"joint (?:vision|message|announcement)|chair’?'?s summary)\b|#{3}\s*$",
    re.IGNORECASE,
)

FORMAL = re.compile(
    r"\bjoint (?:\w+ ){0,2}(?:statement|declaration|communiqu[eé])|\bcommuniqu[eé]", re.IGNORECASE
)

# -- transcripts -----------------------------------------------------------------------------

TRANSCRIPT = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:full|rush|edited|rough|read the|the)[ \t]+)*(?:text )?(?:political )?transcripts?"
    r"(?:[ \t]+(?:of|for|from|id)\b|[ \t]*[:|–—-]|[ \t]*(?=\n))|[ \t][:|–—-][ \t]transcript[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
FOLLOWS = re.compile(r"\btranscript (?:as )?follows\b", re.IGNORECASE)
_ASKER = r"Q|A|Question|Answer|Reporter|Journalist|Interviewer|Moderator|Host|Speaker|Questioner|Interjection"
TURN = re.compile(
    rf"^[ \t]*+(?:(?P<asker>{_ASKER}|{_ASKER.upper()})(?:[ \t]*+[:.][ \t]|[ \t]*+:?[ \t]*+$|(?:[ ]{{2}}|\t)[ \t]*+(?=\S))"
    r"|(?P<name>(?:[A-Z][\w.'’-]*[ \t]){0,5}[A-Z][\w.'’-]*)(?:[ \t]*\([^()\n]{1,40}\))?:(?=[ \t]|$))",
    re.MULTILINE,
)
CLOCK_LINE = re.compile(r"^[ \t]*\d{1,2}:\d{2}(?::\d{2})?[ \t]*(?=[^\d\s])", re.MULTILINE)

# -- labels of opinion, digests, explainers --------------------------------------------------

OPINION = re.compile(
    r"(?:opinion|editorial|op-?ed|commentary|column|letters? to (?:the )?editor|(?:their|our|my|another) view|"
    r"guest (?:column|essay|view)|viewpoint|point of view|first person)[ \t]*[:|–—]",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?) expressed (?:here(?:in)?|above|(?:in|by) (?:this|the|these) (?:article|column|piece|commentary|"
    r"op-?ed|essay|author|writer|blog|opinion)s?)\b[^\n]{0,120}\b(?:own|solely|alone|personal|reflect|represent)"
    r"|(?:^|[\n.!?*_] ?)(?:the|this) (?:writer|author|columnist) (?:is (?:an?|the|currently|also)|teaches|heads)\b",
    re.IGNORECASE,
)
DIGEST = re.compile(
    r"\b(?:news|world|morning|evening|daily|weekly|weekend|business)[ -](?:news )?(?:round-?ups?|digests?|briefs|wraps?)\b"
    r"|\b(?:morning|evening|daily|weekly) (?:news )?brief\b"
    r"|\bnews in brief\b|\b(?:summary|round-?up) of (?:(?:the|current|today[’']s|this week[’']s|\w+ful) )*(?:world |top )?news\b"
    r"|\b(?:summary|round-?up) of (?:the )?(?:key |main |major |latest |week[’']s )*(?:events|stories|developments)\b"
    r"|\b(?:top|main) headlines\b|\b(?:main|top) news of\b|\bweek in review\b",
    re.IGNORECASE,
)
EXPLAINER = re.compile(
    r"^\W*(?:explainer\b|explained\b|q ?& ?a\b|(?:what|who|why|how)(?:[’']s| is| are| was| do| does| did| will| to)\b[^.!\n]{2,110}\?"
    r"|what to (?:expect|know|watch)\b|(?:here(?:[’']s| is) )?what (?:you need|we know|to know)\b)"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:key )?(?:things|questions|takeaways) (?:to (?:know|watch|see)|from|about|before)\b"
    r"|^here[’']?(?:s| is) what to (?:expect|know|see|watch)\b|\b(?:(?:all|everything) you need to know|week ahead:?|explained)[ \t]*$"
    r"|[:|–—-][ \t]*(?:an )?explainer[ \t]*$",
    re.IGNORECASE,
)

# -- a voice of its own ----------------------------------------------------------------------

STANCE = re.compile(
    r"\bI(?:[’']m| am| just| still| also| really| do| can| can[’']t| don[’']t| will)*[ \t]"
    r"(?:think|believe|fear|suspect|doubt|see|argue|wonder|say|hope|find|explain|noted)\b|\bin my (?:view|opinion)\b|\bmy guess\b",
)
RHETORIC = re.compile(
    r"\b(?:clearly|surely|hardly|ironically|frankly|indeed|no wonder|no doubt|of course|so-called|make no mistake|"
    r"no mistaking|more than welcome|big deal|to be sure|let[’']s|let us|there[’']s|isn[’']t|aren[’']t|wasn[’']t|won[’']t|"
    r"for too long|it[’']?(?:s| is) time (?:to|for)|the fact remains|one thing is certain|the answer is|"
    r"can[’']t|couldn[’']t|doesn[’']t|didn[’']t|don[’']t|shouldn[’']t|wouldn[’']t)(?!\w)",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"\b(?:should|must|ought to|needs? to|deserves?|had better|cannot afford to)\b", re.IGNORECASE
)
SAYS = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|according to|added|adds|quoted|stated|announced|warned|urged|stressed|called (?:on|for)|"
    r"reported|agreed|noted|wrote)\b"
)
PUNDITS = re.compile(r"\b(?:analysts?|experts?|pundits?|observers?|commentators?)\b", re.IGNORECASE)
FORETELLS = re.compile(
    r"\b(?:may|might|could|would|likely|unlikely|expect(?:ed|s)?|predict(?:s|ed)?|forecasts?|scenarios?|anticipated|"
    r"depends?|watch for)\b"
)


# -- Genre: pages that are about states and yet no report: transcripts, opinion, digests, exp


_HEAD = 300  # characters in which a page says what it is
_LINES = 2  # lines, not counting empty ones, likewise
_SAYING = 5  # words of a line that says something

_TURNS = 4  # labelled turns that make a conversation
_CLOCKS = 4  # lines of a recording that begin with the time into it
_ARGUED = 0.34  # signs of argument a sentence above which a text argues
_SIGNS = 4  # signs of argument that a text must have in all
_FORETOLD = 0.6  # share of sentences that foretell above which a text is a forecast
_FEWEST = 5  # sentences below which no share means anything

_ITEMS = 4  # stories of a digest
_STORIES = 6  # likewise, where nothing marks them as a list
_SHARED = 0.5  # share of the stories that a state may be named in
_SHARED_LOOSELY = 0.34


def is_release(parsed: Parsed) -> bool:
    """Whether an office put the text out itself: its head names a statement, a readout, a communiqué."""
    title = parsed.report.title or ""
    return RELEASE.search(title) is not None or any(
        RELEASE.search(line) for line in _first_lines(parsed)[:1]
    )


def is_formal(parsed: Parsed) -> bool:
    """Whether the head names a text that none but states and their bodies put out together."""
    head = f"{parsed.report.title or ''}\n{parsed.content[:_HEAD]}"
    return FORMAL.search(head) is not None


def other_genre(parsed: Parsed) -> str | None:
    """Say what a page is instead of a report, or None where it is one."""
    if _is_transcript(parsed):
        return "a transcript: people speak in turns"
    if is_release(parsed):
        return None
    return next((genre for genre, fits in _GENRES if fits(parsed)), None)


def _title(parsed: Parsed) -> str:
    return (parsed.report.title or "").strip()


def _is_labelled_opinion(parsed: Parsed) -> bool:
    heads = (_title(parsed), *_first_lines(parsed))
    labelled = any(OPINION.match(head.strip()) for head in heads)
    return labelled or DISCLAIMER.search(parsed.content) is not None


def _is_digest(parsed: Parsed) -> bool:
    title = _title(parsed)
    # A short line in front of a headline may be an entry of a menu.
    lines = [one for one in _first_lines(parsed) if not title or len(one.split()) >= _SAYING]
    return any(DIGEST.search(head) for head in (title, *lines)) or _is_list_of_stories(parsed)


def _explains(parsed: Parsed) -> bool:
    title = _title(parsed)
    return any(EXPLAINER.search(head) for head in ([title] if title else _first_lines(parsed)[:1]))


def _first_lines(parsed: Parsed) -> list[str]:
    lines = parsed.content[:_HEAD].splitlines()
    return [line for line in lines if line.strip()][:_LINES]


def _is_transcript(parsed: Parsed) -> bool:
    content = parsed.content
    headline = parsed.report.title or "".join(_first_lines(parsed)[:1])
    if TRANSCRIPT.match(f"{headline}\n") and not is_release(parsed):
        return True
    askers, names = _turns(content)
    if _is_conversation(askers, names):
        return True
    clocks = len(CLOCK_LINE.findall(content))
    if clocks >= _CLOCKS and 2 * clocks > content.count("\n"):
        return True
    spoken = askers + clocks + sum(name.isupper() for name in names)
    if FOLLOWS.search(content) and spoken:
        return True
    # A menu may have an entry of that name, too: somebody must speak.
    return TRANSCRIPT.search(content, 0, _HEAD) is not None and spoken > 1


def _turns(content: str) -> tuple[int, Counter[str]]:
    """Count the lines that begin with a label of turns: those of who asks or answers, and names."""
    askers, names = 0, Counter[str]()
    for turn in TURN.finditer(content):
        if turn["asker"]:
            askers += 1
        else:
            names[turn["name"]] += 1
    return askers, names


def _is_conversation(askers: int, names: Counter[str]) -> bool:
    """Whether there are turns enough, and more than one who takes them."""
    often = [count for count in names.values() if count > 1]
    return askers + sum(often) >= _TURNS and (askers > 1 or len(often) > 1)


def _told(parsed: Parsed) -> list[Sentence]:
    """Return the sentences of the body that stand in no quotation."""
    return [
        one
        for one in parsed.sentences
        if one.block is BlockKind.BODY and parsed.quoted_at(one.start) is None
    ]


def _own_words(parsed: Parsed, one: Sentence) -> str:
    """Return what a sentence says outside quotation marks."""
    span = one.span
    last = bisect_left(parsed.quoted, span.end_char, key=lambda q: q.start) - 1
    if last < 0 or parsed.quoted[last].end <= span.start_char:
        return span.text_with_ws
    return "".join(t.text_with_ws for t in span if parsed.quoted_at(t.idx) is None)


def _argues(parsed: Parsed) -> bool:
    if publishing_state(parsed.report) is not None:
        return False  # what an office itself puts out is its state's word, however it is put
    told = [_own_words(parsed, one) for one in _told(parsed)]
    if len(told) < _FEWEST - 1:
        return False
    mine, signs = 0, 0.0
    for words in told:
        if SAYS.search(words):
            continue
        stance = len(STANCE.findall(words))
        mine += stance
        signs += 2 * stance + len(RHETORIC.findall(words)) + bool(ADVICE.search(words))
        signs += words.rstrip().endswith(("?", "!"))
    return signs >= _SIGNS and (mine > 1 or signs / len(told) > _ARGUED)


def _foretells(parsed: Parsed) -> bool:
    told = [_own_words(parsed, one) for one in _told(parsed)]
    if len(told) < _FEWEST:
        return False
    foretold = sum(FORETELLS.search(words) is not None for words in told)
    pundits = sum(len(PUNDITS.findall(words)) for words in told)
    return foretold / len(told) >= _FORETOLD and pundits > 1


def _defines(parsed: Parsed) -> bool:
    """Read "X is a pact between …" as the first sentence of a text in which nobody says or meets."""
    told = _told(parsed)
    if not told or not _says_what_it_is(parsed, told[0].span.root):
        return False
    return not any(SAYS.search(one.span.text) for one in told)


def _says_what_it_is(parsed: Parsed, root: Token) -> bool:
    """Read "X is a pact": a name that is no person's, and a noun with an indefinite article."""
    subject = next((t for t in root.children if t.dep_ == "nsubj"), None)
    told_as = next((t for t in root.children if t.dep_ == "attr"), None)
    if root.lemma_ != "be" or root.tag_ != "VBZ" or subject is None or told_as is None:
        return False
    named = subject.pos_ == "PROPN" or parsed.party_at(subject) is not None
    return is_indefinite(told_as) and named and parsed.person_at(subject) is None


def _is_list_of_stories(parsed: Parsed) -> bool:
    """Whether a page is a list from the first line on, each item a story of other states."""
    items = _paragraphs(parsed, BlockKind.LIST_ITEM)
    rest = _paragraphs(parsed, BlockKind.BODY)
    if len(items) >= _ITEMS and len(rest) <= len(items) / 2:
        return _apart(parsed, items, _SHARED)
    return not items and len(rest) >= _STORIES and _apart(parsed, rest, _SHARED_LOOSELY)


def _paragraphs(parsed: Parsed, kind: BlockKind) -> list[list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for one in parsed.sentences:
        if one.block is kind:
            found.setdefault(one.paragraph, []).append(one)
    return list(found.values())


def _apart(parsed: Parsed, stories: list[list[Sentence]], shared: float) -> bool:
    """Whether no state is named in more than a share of the stories, and most name some."""
    named: Counter[str] = Counter()
    silent = 0
    for sentences in stories:
        start, end = sentences[0].start, sentences[-1].end
        parties = {
            m.party
            for m in parsed.parties_in(start, end)
            if m.party and m.sort is not PartySort.BODY
        }
        named.update(parties)
        silent += not parties
    telling = len(stories) - silent
    widest = max(named.values(), default=0)
    return silent <= len(stories) / 3 and len(named) >= telling and widest < shared * telling


# In order: a page is called by the first that fits.
_GENRES = (
    ("an opinion piece, by its label", _is_labelled_opinion),
    ("an opinion piece: its author argues", _argues),
    ("a digest of other stories", _is_digest),
    ("an explainer or preview, by its headline", _explains),
    ("a forecast: it tells what may come", _foretells),
    ("an encyclopedic article: it says what something is", _defines),
)
