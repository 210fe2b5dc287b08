"""The language model: loaded once, and with it nothing that a process reading other people's texts should have."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from servanda.parsing.spacy_model import load_model

PROGRAM = """\
import json, sys
from servanda.parsing.spacy_model import load_model
load_model()
loaded = sorted({"httpx", "requests", "typer", "spacy.cli"} & set(sys.modules))
import spacy
print(json.dumps([loaded, spacy.info(silent=True)["spacy_version"] == spacy.__version__]))
"""


@pytest.mark.slow  # a process that loads the model, and spaCy's command line after it
def test_spacy_is_loaded_without_its_commands_and_its_http_clients() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [[], True]


def test_the_lemmatizer_looks_words_up_and_gives_the_lemmas_of_the_model_as_it_is() -> None:
    words = ["leaves", "better", "hopes", "ministers", "agreed", "saw", "axes", "talks", "further"]
    whole, ours = load_model(whole=True), load_model()
    lists = ours.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert all(isinstance(known, frozenset) for known in lists.values())
    for text in (
        " ".join(words),
        "He hopes that ministers agreed to further talks and saw leaves.",
    ):
        assert [t.lemma_ for t in ours(text)] == [t.lemma_ for t in whole(text)]
