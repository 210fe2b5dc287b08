"""The language model: loaded once, and with it nothing that a process reading other people's texts should have."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

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
