"""Laws of what claims come to, on random histories: settled in any order, it comes out the same."""

from __future__ import annotations

import pytest
from laws_of_things import LAWS
from trying import FEW, MANY, hold


@pytest.mark.parametrize("law", LAWS)
def test_no_history_breaks(law: str) -> None:
    assert hold(*LAWS[law], FEW // 2)


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_ten_thousand_histories_do_not_break(law: str) -> None:
    assert hold(*LAWS[law], MANY) >= MANY
