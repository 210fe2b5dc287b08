"""Which language a report is in: English is known by its function words, the rest by their script."""

from __future__ import annotations

import unicodedata
from collections import Counter

from servanda.data_tables import rows, word_set

__all__ = ["language_of"]

_FUNCTION = word_set("cleaning", "function")
_ENGLISH = 0.24  # share of English function words in plain English prose: 0.35 to 0.5
_ENGLISH_WORDS = _FUNCTION | word_set("cleaning", "verb")
_FOREIGN = word_set("cleaning", "foreign_function")
_ENGLISH_SMALL = (
    0.3  # share of English function words and common verbs among words in small letters
)
_DIFFERENT = 3  # of them that a text must have beside its names, a possessive counted
_OUTWEIGHED = 4  # how many of them there must be for each function word of another language
_PUNCTUATION = ".,;:\"“”()’'"
_FEW = 12  # words below which nothing can be said
_SAMPLE = 4_000  # characters
_BY_SCRIPT = {row[0]: row[1] for row in rows("cleaning", "scripts")}


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in; None where it is too short.

    English costs a count of words; a model is loaded only for other texts in Latin, Cyrillic,
    Arabic or Devanagari letters.
    """
    sample = text[:_SAMPLE]
    written = sample.split()
    words = [word.lower() for word in written]
    if len(words) >= _FEW and (_english_share(words) >= _ENGLISH or _plainly_english(written)):
        return "en"
    script = _script(sample)
    if script in _BY_SCRIPT:
        return _japanese_or(sample, _BY_SCRIPT[script])
    if len(words) < _FEW:
        return "en" if words and sample.isascii() else None
    return _by_model(sample)


def _english_share(words: list[str]) -> float:
    hits = sum(1 for w in words if w.strip(_PUNCTUATION) in _FUNCTION)
    return hits / max(1, len(words))


def _plainly_english(written: list[str]) -> bool:
    """Whether a text is English but for its names: most telling words in small letters are English.

    What is written in capitals names people and places, and a short report may hold little else.
    """
    small = [bare for word in written if (bare := word.strip(_PUNCTUATION)).islower()]
    told = {word for word in small if word in _ENGLISH_WORDS}
    owned = any(word.strip(_PUNCTUATION).endswith(("'s", "’s")) for word in written)
    foreign = sum(word in _FOREIGN for word in small)
    hits = sum(word in _ENGLISH_WORDS for word in small)
    return (
        len(told) + owned >= _DIFFERENT
        and hits >= _ENGLISH_SMALL * len(small)
        and foreign * _OUTWEIGHED <= hits
    )


def _script(sample: str) -> str | None:
    scripts: Counter[str] = Counter()
    for ch in sample[:1000]:
        if ch.isalpha():
            scripts["LATIN" if ch.isascii() else unicodedata.name(ch, "?").split(" ")[0]] += 1
    if not scripts:
        return None
    return scripts.most_common(1)[0][0]


def _japanese_or(sample: str, code: str) -> str:
    if code != "zh":
        return code
    kana = sum("\u3040" <= ch <= "\u30ff" for ch in sample)
    return "ja" if kana * 20 > len(sample) else "zh"


def _by_model(sample: str) -> str | None:
    """Ask py3langid, loaded here and only here."""
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
