"""Whose "we" a release's is: the publisher's state, by name and by web address."""

from __future__ import annotations

import pytest

from servanda.parsing.publishing_state import state_of


@pytest.mark.parametrize(
    ("publisher", "state"),
    [
        ("Norway", "NO"),
        ("Ministry of Defence of Norway", "NO"),
        ("Norwegian Ministry of Foreign Affairs", "NO"),
        ("Prime Minister of Chile (Vidal, Rosa)", "CL"),
        ("Embassy of Chile in Norway", "CL"),
        ("The Pentagon", "US"),
        ("President of Chile (www.gob.cl)", "CL"),
        # a newsroom speaks for no state, whatever its name
        ("Norway Post", None),
        ("News Agency of Chile", None),
        ("Friends of Norway", None),
        ("Ministry of Foreign Affairs", None),
        (None, None),
    ],
)
def test_by_name(publisher: str | None, state: str | None) -> None:
    assert state_of(publisher, None) == state


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://www.mfa.gov.sg/newsroom/1", "SG"),
        ("https://www.gov.uk/government/news/2", "GB"),
        ("https://www.mofa.go.jp/press/3", "JP"),
        ("https://www.regjeringen.no/en/4", "NO"),
        ("https://www.navy.mil/press/5", "US"),
        ("https://www.news.example/world/www.mfa.gov.sg", None),  # the path says nothing
        ("https://governors.example/6", None),
    ],
)
def test_by_address(url: str, state: str | None) -> None:
    assert state_of("Ministry of Foreign Affairs", url) == state
