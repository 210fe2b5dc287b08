"""Claims to cells: subjects that stay the same however a name is written."""

from __future__ import annotations

from servanda.store.statement_cells import person_id


def test_a_name_is_one_person_in_either_order() -> None:
    assert person_id("Tarn Ona") == person_id("ONA  TARN") != person_id("Ona Tarm")
    assert person_id("…") != person_id("—")
