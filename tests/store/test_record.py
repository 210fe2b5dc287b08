"""What the package offers, without loading the database before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.costly
def test_importing_the_package_does_not_load_the_database() -> None:
    code = (
        "import sys, servanda.store as r; dir(r); assert 'open_record' in r.__all__\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        "r.open_record; assert 'sqlalchemy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_name_the_package_lacks_is_an_attribute_error() -> None:
    import servanda.store

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = servanda.store.nothing
    assert all(hasattr(servanda.store, name) for name in servanda.store.__all__)
