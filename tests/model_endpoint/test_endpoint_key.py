"""A key from the keyring: of one server, for that server; and what is said where there is none."""

from __future__ import annotations

import sys

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from keyrings import keyring_of
from servanda.errors import UsageError
from servanda.model_endpoint.endpoint_key import key_of

URL = "https://models.example.org/v1"
KEY = "sk-kept-well"


@pytest.mark.parametrize("asked", [URL, f"{URL}/", f" {URL} "])
def test_the_key_of_a_server_is_found(asked: str) -> None:
    with keyring_of({URL: KEY}) as ring:
        assert key_of(asked) == KEY
        assert ring.asked == [("servanda", URL)]


@pytest.mark.parametrize(
    "other",
    ["https://models.example.org.evil.example/v1", "http://models.example.org/v1", f"{URL}/v2"],
)
def test_the_key_of_one_server_is_not_given_to_another(other: str) -> None:
    with keyring_of({URL: KEY}), pytest.raises(UsageError) as caught:
        key_of(other)
    assert f"it holds no key for {other}" in str(caught.value)


def both_ways(error: UsageError) -> bool:
    return f"keyring set servanda {URL}" in error.remedy and "SERVANDA_READER_KEY" in error.remedy


def test_where_there_is_none_both_ways_are_named() -> None:
    with keyring_of({}), pytest.raises(UsageError) as caught:
        key_of(URL)
    assert both_ways(caught.value)
    with keyring_of({URL: ""}), pytest.raises(UsageError):
        key_of(URL)


def test_a_keyring_that_stays_closed_is_told_in_a_line() -> None:
    with keyring_of({URL: KEY}) as ring:
        ring.locked = True
        with pytest.raises(UsageError) as caught:
            key_of(URL)
    assert "Failed to unlock the collection!" in caught.value.reason
    assert both_ways(caught.value)


def test_a_system_without_a_keyring_is_told_in_a_line() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        with pytest.raises(UsageError) as caught:
            key_of(URL)
    finally:
        keyring.set_keyring(before)
    assert "\n" not in str(caught.value.reason)
    assert both_ways(caught.value)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError) as caught:
        key_of(URL)
    assert caught.value.remedy == "pip install 'servanda[llm]'"
