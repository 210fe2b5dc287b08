"""Notes: YAML that parses, links that lead somewhere, names that every system takes."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import replace
from datetime import date

import frontmatter
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scopes import CLAIMS, REPORTS, scope
from servanda.export.markdown_notes import note, notes
from servanda.export.narrowing import Wanted
from servanda.export.scope import Scope

LINK = re.compile(r"(?<!\\)\]\(([^)]+)\)")


def read(found: Scope) -> dict[str, tuple[dict[str, object], str]]:
    made = {}
    for name, text in notes(found):
        _, matter, body = text.split("---\n", 2)
        made[name] = (yaml.safe_load(matter), body)
    return made


def test_one_note_a_commitment_a_report_a_party() -> None:
    found = read(scope())
    kinds = [str(matter.get("kind", "index")) for matter, _ in found.values()]
    assert sorted(kinds) == ["commitment"] * 3 + ["index"] + ["party"] * 2 + ["report"] * 4
    assert all(matter["generator"] == "servanda" for matter, _ in found.values())


def test_every_link_leads_to_a_note() -> None:
    found = read(scope())
    links = 0
    for name, (_, body) in found.items():
        for target in LINK.findall(body):
            links += 1
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) in found
    assert links > 12


def test_front_matter_has_days_lists_and_status() -> None:
    found = read(scope())
    matter, body = next(v for v in found.values() if v[0].get("due_latest") == date(2031, 8, 31))
    assert matter["obligors"] == ["NR"]
    assert matter["beneficiaries"] == ["SM"]
    assert (matter["status"], matter["due"]) == ("overdue", "../2031-08-31")
    assert matter["tags"] == ["commitment", "status/overdue"]
    assert "> The ferries will now come by the end of August 2031" in body
    assert "- revises [" in body


def test_names_are_safe_and_stay() -> None:
    found = read(scope())
    for name in found:
        assert re.fullmatch(r"(?:[a-z]+/)?[a-z0-9-]+\.md", name)
        assert len(name) < 120
    few = {name for name in read(scope(CLAIMS[:5])) if name.startswith("commitments/")}
    assert few < set(found)


def test_markup_in_a_text_is_text() -> None:
    title = "# [x](y) *a* | `b` <script> $c$"
    reports = (*REPORTS[:3], replace(REPORTS[3], title=title))
    body = next(
        body for name, (_, body) in read(scope(CLAIMS, reports)).items() if name == "reports/n4.md"
    )
    assert body.splitlines()[1] == r"# \# \[x\](y) \*a\* \| \`b\` \<script\> \$c\$"


@settings(deadline=None)
@given(st.text(), st.lists(st.text()))
def test_any_text_is_valid_yaml(words: str, several: list[str]) -> None:
    text = note({"title": words, "tags": tuple(several), "day": date(2031, 1, 1)}, "# x")
    matter, body = frontmatter.parse(text)
    assert body == "# x"
    assert isinstance(matter["title"], str)
    assert matter["day"] == dt.date(2031, 1, 1)
    assert [type(tag) for tag in matter.get("tags", [])] == [str] * len(several)
    assert (
        matter["title"].replace("\ufffd", "").split()
        == "".join(c if c.isprintable() or c.isspace() else " " for c in words).split()
        or not words.isprintable()
    )


def test_nothing_is_said_politely() -> None:
    found = read(scope(wanted=Wanted(parties=("FR",))))
    assert set(found) == {"index.md"}
    assert "No commitment in the record fits." in found["index.md"][1]
