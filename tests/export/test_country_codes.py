"""A date's TIMEX3 value is the one worked out with it, where there is one."""

from __future__ import annotations

import json
from dataclasses import replace

from made import resolved
from servanda.export import claims_jsonl
from servanda.model import DateMention, TimeRef, TimexType


def test_a_value_is_exported_though_the_days_are_not_known() -> None:
    ref = TimeRef(0, 5, "May 3", TimexType.DATE, "day")
    claim = replace(resolved("n1.txt", DateMention(ref)), values=(("ref", "XXXX-05-03"),))
    [line] = map(json.loads, claims_jsonl([], [claim]))
    assert (line["value"], line["when"], line["basis"]) == ("XXXX-05-03", None, "unknown")
