"""The file of saved searches: what it keeps, whose, and what two writers do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desks import NOW
from servanda.errors import NotFoundError, UnreadableError, UsageError
from servanda.server.searches.saved_searches import Owner, SavedSearch, made_search
from servanda.server.searches.search_file import SearchFile
from servanda.server.searches.word_search import WordSearch
from servanda.server.server_settings import ServerSettings

ANA, BO = Owner("Ana", NOW), Owner("Bo", NOW)


def one(owner: Owner = ANA, name: str = "Drones") -> SavedSearch:
    return made_search(owner, name, WordSearch("drones", "commitment", "NO", "Post"), NOW)


@pytest.fixture
def file(tmp_path: Path) -> SearchFile:
    return SearchFile(tmp_path / "desk.searches.json")


def test_what_is_kept_is_read_again(file: SearchFile) -> None:
    assert file.of(ANA) == ()
    made, key = one().with_key()
    file.add(made)
    file.add(one(BO))
    again = SearchFile(file.path)
    assert again.of(ANA) == (made,)
    assert again.get(made.id) == made
    assert made.opens_with(key)
    assert not made.opens_with(key[:-1])
    assert not made.opens_with("")
    assert not made.without_key().opens_with(key)
    assert key not in file.path.read_text(encoding="utf-8")


def test_each_changes_their_own(file: SearchFile) -> None:
    made = one()
    file.add(made)
    for change in (lambda: file.remove(made.id, BO), lambda: file.change(made.id, BO, lambda x: x)):
        with pytest.raises(NotFoundError, match="none of that id"):
            change()
    later = Owner("Ana", NOW.replace(year=NOW.year + 1))
    assert file.of(later) == ()
    assert file.change(made.id, ANA, lambda x: x.named(" Heron  drones ")).name == "Heron drones"
    file.remove(made.id, ANA)
    assert file.get(made.id) is None


def test_names_are_told_apart_and_searches_are_not_endless(file: SearchFile) -> None:
    file.add(one())
    with pytest.raises(UsageError, match="a search of that name"):
        file.add(one(name="drones"))
    for number in range(49):
        file.add(one(name=f"s{number}"))
    with pytest.raises(UsageError, match="50 already"):
        file.add(one(name="too many"))
    with pytest.raises(UsageError, match="a search of that name"):
        file.change(file.of(ANA)[1].id, ANA, lambda x: x.named("DRONES"))
    file.add(one(BO))


def test_writers_at_once_lose_nothing(file: SearchFile) -> None:
    def add(number: int) -> None:
        SearchFile(file.path).add(one(name=f"s{number}"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.of(ANA)) == 12


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "servanda searches 9", "searches": []}', "\0"]
)
def test_another_file_is_none_of_searches(file: SearchFile, text: str) -> None:
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError):
        file.of(ANA)


@pytest.mark.parametrize(
    ("record", "accounts", "searches", "place"),
    [
        ("sqlite:///a/desk.db", None, None, "a/desk.searches.json"),
        ("sqlite:////a/desk.db?timeout=9", None, None, "/a/desk.searches.json"),
        ("sqlite:///a/desk.db", "b/people.json", None, "b/people.searches.json"),
        ("postgresql+psycopg://h/d", "b/people.json", None, "b/people.searches.json"),
        ("postgresql+psycopg://h/d", None, None, None),
        ("postgresql+psycopg://h/d", None, "c.json", "c.json"),
        ("sqlite://", None, None, None),
    ],
)
def test_where_they_are_kept(
    record: str, accounts: str | None, searches: str | None, place: str | None
) -> None:
    settings = ServerSettings(
        record,
        accounts=Path(accounts) if accounts else None,
        searches=Path(searches) if searches else None,
    )
    assert settings.searches_file == (Path(place) if place else None)
