"""Features: what is learned of one pair of states holds for another; words that matter stay."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.predications import predications, related

REST = " Both had come to the harbour by train, and both of them went home by sea in the evening."


def features(discourse: Read, text: str) -> list[str]:
    found = discourse(text + REST)
    return FeatureReader(found, ()).sentence(found.parsed.sentences[0])


def test_names_numbers_and_times_stand_for_their_class(discourse: Read) -> None:
    one = features(discourse, "Norway will send 40 buses to Chile in May 2031.")
    other = features(discourse, "Kenya will send 70 buses to Peru in June 2032.")
    assert one == other


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        ("Norway will send buses.", "Norway did send buses.", "v:send:VB:will:act"),
        ("Norway will send buses.", "Norway will not send buses.", "v:send:VB:will:act"),
        ("Norway sent buses.", "Buses sent Norway.", "vs:<state>>send"),
    ],
)
def test_tense_polarity_and_role_count(discourse: Read, one: str, other: str, feature: str) -> None:
    assert feature in features(discourse, one)
    assert feature not in features(discourse, other)


def test_each_feature_stands_once(discourse: Read) -> None:
    found = features(discourse, "Norway met Chile, and Chile met Norway, and both met Peru.")
    assert len(found) == len(set(found))


def test_predications_are_verbs_and_head_nouns(discourse: Read) -> None:
    parsed = discourse("Norway will sign the harbour agreement with Chile." + REST).parsed
    words = [t.text for t in predications(parsed.sentences[0])]
    assert "sign" in words
    assert "agreement" in words
    assert not {"will", "the", "harbour", "with"} & set(words)


def test_coordinated_words_tell_two_things(discourse: Read) -> None:
    parsed = discourse("Norway will sign the pact and Chile will build the pier." + REST).parsed
    word = {t.text: t for t in parsed.doc}
    assert related(word["sign"], word["pact"])
    assert not related(word["sign"], word["build"])
