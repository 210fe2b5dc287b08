"""The plain signs of a genre: labels, speakers in turns, argument, foretelling. Patterns only; `genre` weighs them."""

from __future__ import annotations

import re

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
    rf"^[ \t]*(?:(?P<asker>{_ASKER}|{_ASKER.upper()})(?:[ \t]*[:.][ \t]|[ \t]*:?[ \t]*$|(?:[ ]{{2,}}|\t)[ \t]*(?=\S))"
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
