"""What an update knows of names: as the index has them, and as it will have them."""

from __future__ import annotations

from indexed import READINGS, indexed, put_readings
from servanda.indexing.known_names import KnownNames, using_otherwise
from servanda.indexing.report_facts import report_facts, roster_of
from servanda.indexing.update import update_index
from servanda.model import Tenure


def test_a_name_that_comes_may_change_whom_others_mean() -> None:
    more = (
        "n9",
        "2031-08-01",
        [("Ada Brandt is president", "", Tenure("Ada Brandt", "President", "SE"))],
    )
    with indexed() as record:
        put_readings(record, [more])
        [new] = [one.id for one in record.view().headers() if one.name == "n9"]
        facts = report_facts(record, [new])
        known = KnownNames(record.entities)
        found = known.otherwise([new], facts)
        assert found == using_otherwise(record.entities, [new], facts)[1]
        names = {one.id: one.name for one in record.view().headers()}
        assert {names[one] for one in found} == {
            "n1",
            "n2",
            "n3",
        }  # there are two of that name now, and n3 quotes one
        before = known.roster
        known.keep()
        update_index(record)
        assert known.roster is not before
        assert known.roster.aliases == roster_of(record.entities).aliases


def test_a_name_that_goes_is_no_longer_known() -> None:
    with indexed(READINGS) as record:
        [gone] = [one.id for one in record.view().headers() if one.name == "n3"]
        roster, found = using_otherwise(record.entities, [gone], ())
        assert "Leo Marsh" not in roster.names.values()
        assert found == {gone}
