"""Word lists in data files: by class, and the class of a word."""

from servanda.extraction.word_classes import classes_of, words


def test_words_of_a_class() -> None:
    assert "fear" in words("factuality", "unreal")
    assert words("factuality", "no such class") == frozenset()


def test_the_class_of_a_word() -> None:
    prefixes = classes_of("ship_prefixes")
    assert prefixes["BRP"] == "PH"
    assert prefixes["USS"] == prefixes["USNS"] == "US"
