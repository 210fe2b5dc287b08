"""Entities with a change laid over them: what the index has of the others stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from indexed import indexed
from servanda.model import EntityId
from servanda.store import StateRow
from servanda.store.index.asked import WHOLE, Asked
from servanda.store.index.overlaid import EntityChange

DAY = date(2031, 7, 1)


def test_nothing_laid_over_changes_nothing() -> None:
    with indexed() as record:
        base, over = record.entities, record.overlaid((), ())
        assert over.all(whole=True) == base.all(whole=True)
        assert over.names() == base.names()
        assert over.tenures() == base.tenures()
        for kind in ("commitment", "office", "structure"):
            assert over.standing(kind, DAY, WHOLE) == base.standing(kind, DAY, WHOLE)
        assert over.around("consultation", DAY) == base.around("consultation", DAY)


def test_what_takes_the_place_of_an_entity_hides_it() -> None:
    with indexed() as record:
        base = record.entities
        [old] = base.all(kinds=("commitment",), whole=True)
        state = StateRow(date(2031, 1, 1), date.max, {"what": "more"}, last=date(2031, 2, 3))
        new = replace(old, id=EntityId("co-new"), states=(state,))
        home = dict.fromkeys(new.claims, next(iter(base.reports_of(new.claims))))
        over = record.overlaid((), (), EntityChange([new], frozenset({old.id}), home=home))
        assert [one.id for one in over.all(kinds=("commitment",))] == ["co-new"]
        assert over.all([old.id]) == ()
        assert over.claims_of([old.id]) == frozenset()
        assert over.claims_of([new.id]) == frozenset(new.claims)
        assert over.entities_of(new.claims) == {"co-new"}
        assert over.in_reports(set(home.values())) >= {"co-new"}
        assert over.ids_like("co-n") == {"co-new"}
        assert over.ids_like(old.id) == frozenset()
        [listed] = over.standing("commitment", DAY)
        assert listed[2:4] == ("co-new", {"what": "more"})
        assert over.standing("commitment", date(2030, 1, 1)) == []
        assert over.standing("commitment", DAY, Asked(until=date(2031, 2, 2))) == []
        assert base.all(kinds=("commitment",), whole=True) == (old,)


def test_cells_may_be_used_up() -> None:
    with indexed() as record:
        [old] = record.entities.all(kinds=("commitment",), whole=True)
        over = record.overlaid((), (), EntityChange([old], frozenset({old.id})))
        [first] = over.standing("commitment", DAY)
        first[3].clear()
        [again] = over.standing("commitment", DAY)
        assert again[3]
