"""The printable page: whole, safe, without network or script, and nothing that the record does not say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from made import act, day, promise, report, span, talks
from outlooks import REPORTS, outlook
from servanda.export.date_words import plural, said
from servanda.export.html_page import page
from servanda.export.html_tables import marks
from servanda.export.relation_report import Dossier, Relation
from servanda.export.scope import Outlook
from servanda.export.timeline_drawing import MOST, Mark, drawn, svg
from servanda.model import Grade, Scale, When

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page, and refuses one whose elements do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.seen: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.attributes += list(given.items())
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).replace("\u00a0", " ").split())


def read(
    *parties: str,
    since: date | None = None,
    until: date | None = None,
    found: Outlook | None = None,
) -> Page:
    relation = Relation(frozenset(parties), since, until)
    return Page("".join(page(Dossier(found or outlook(), relation))))


def test_the_page_is_whole_and_every_link_leads_somewhere() -> None:
    whole = read("NR", "SM")
    assert len(whole.ids) == len(set(whole.ids))
    inside = [link.removeprefix("#") for link in whole.links if link.startswith("#")]
    assert inside
    assert set(inside) <= set(whole.ids)
    for part in (
        "In brief",
        "Timeline",
        "Commitments",
        "Offices",
        "Incidents",
        "Sources",
        "Method",
    ):
        assert part in whole.text
    assert "Nauru – San Marino" in whole.text


def test_it_needs_neither_network_nor_script() -> None:
    text = "".join(page(Dossier(outlook(), Relation())))
    whole = Page(text)
    assert not {"script", "iframe", "img", "link", "object"} & set(whole.seen)
    assert not [name for name, _ in whole.attributes if name.startswith("on") or name == "src"]
    assert "@import" not in text
    assert "url(" not in text
    outside = [link for link in whole.links if not link.startswith("#")]
    assert outside == [REPORTS[0].url]


def test_tables_are_told_to_those_who_do_not_see() -> None:
    whole = read("NR", "SM")
    assert whole.seen.count("caption") == whole.seen.count("table") > 5
    assert ("scope", "col") in whole.attributes
    assert ("lang", "en") in whole.attributes
    assert ("role", "img") in whole.attributes


def test_a_text_never_becomes_markup() -> None:
    text = "".join(page(Dossier(outlook(), Relation()), title="<script>alert(1)</script>"))
    assert "<script" not in text
    assert "&lt;b&gt;set up&lt;/b&gt;" in text
    assert "<b>set up" not in text
    assert "\x07" not in text


def test_what_it_says() -> None:
    told = read("NR", "SM").text
    assert (
        "hand over ten ferries : the last day was 31 Aug 2031; no report in the record says" in told
    )
    assert "Last consultation: 3 May 2031, meeting: Ada Brandt, Leo Marsh in Kelm." in told
    assert "Chad against Nauru: entered the waters of Nauru" in told
    assert "not graded" in told


def test_a_relation_leaves_out_what_is_others() -> None:
    claims = (
        promise("n1.txt", "NR", "build", "a pier"),
        promise("n1.txt", "NR SM", "share", "a port"),
        promise("n1.txt", "NR TD", "share", "a mine"),
        promise("n1.txt", "NR SM TD", "share", "a road"),
        promise("n1.txt", "TD", "dig", "a well"),
        talks("n1.txt", "A B/NR; C D/TD", when=day("2031-01-09")),
        act("n1.txt", "TD", "SM", "chased a boat"),
        act("n1.txt", "FR", "TD", "hid a boat"),
    )
    found = outlook(claims, recorded={})
    told = read("NR", "SM", found=found).text
    for words in ("Build a pier", "a port", "a road", "chased a boat"):
        assert words in told
    for words in ("a mine", "a well", "C D", "hid a boat"):
        assert words not in told
    alone = read("TD", found=found).text
    assert "a mine" in alone
    assert "a port" not in alone


def test_what_one_side_plans_counts_where_the_relation_is_told_of() -> None:
    claims = (
        talks("n1.txt", "A B/NR; C D/SM", when=day("2031-01-09")),
        promise("n1.txt", "NR", "build", "a pier"),
        promise("n2.txt", "NR", "dig", "a ditch"),
    )
    found = outlook(claims, recorded={})
    told = read("NR", "SM", found=found).text
    assert "Build a pier" in told
    assert "a ditch" not in told
    assert "a ditch" in read("NR", found=found).text
    assert "a ditch" in read(found=found).text


def test_a_visit_by_one_side_is_the_relations_where_the_other_is_host() -> None:
    claims = (
        talks("n1.txt", "A B/NR", form="visit", when=day("2031-01-08"), body={"country": "SM"}),
        talks("n1.txt", "A B/NR", form="visit", when=day("2031-01-09"), body={"country": "TD"}),
    )
    told = read("NR", "SM", found=outlook(claims, recorded={})).text
    assert "8 Jan 2031" in told
    assert "9 Jan 2031" not in told


def test_a_period_leaves_out_what_lies_outside() -> None:
    late = read("NR", "SM", since=date(2031, 7, 15))
    assert "ten ferries" in late.text  # due within it
    assert "entered the waters" not in late.text
    assert ", from 15 Jul 2031" in late.text
    assert "sources" in late.ids


def test_grades_of_sources_and_reports_are_shown() -> None:
    at = datetime(2031, 9, 1, tzinfo=UTC)
    words = [
        (Grade.make(Scale.RELIABILITY, "npa", "B", author="ann", at=at), None),
        (Grade.make(Scale.CREDIBILITY, "n2.txt", "2", author="ann", at=at), None),
    ]
    told = read("NR", "SM", found=outlook(words=lambda: words)).text
    assert "B usually reliable" in told
    assert "2 probably true" in told


def test_nothing_is_said_politely() -> None:
    told = read("FR", "DE").text
    assert "The record holds nothing on this relation in this period." in told
    assert "no reports" in told
    assert read(found=outlook((), ())).text


def test_it_is_the_same_twice() -> None:
    made = ["".join(page(Dossier(outlook(), Relation(frozenset({"NR"}))))) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (day("2031-05-03"), "3 May 2031"),
        (When.month(2031, 5), "May 2031"),
        (When.year(2031), "2031"),
        (span("2031-05-01", "2031-05-10"), "1–10 May 2031"),
        (span("2031-05-01", "2031-06-10"), "1 May – 10 Jun 2031"),
        (span("2030-05-01", "2031-06-10"), "1 May 2030 – 10 Jun 2031"),
        (span(None, "2031-06-10"), "by 10 Jun 2031"),
        (span("2031-06-10", None), "from 10 Jun 2031"),
        (When.one_of((date(2031, 5, 1), date(2031, 5, 8))), "1 or 8 May 2031"),
        (
            When.one_of(tuple(date(2031, 5, at) for at in (1, 8, 15, 22))),
            "some days within 1–22 May 2031",
        ),
        (When.between(date(2031, 1, 1), date(2031, 12, 31), approximate=True), "about 2031"),
        (None, "no date"),
        (When(None, None), "no date"),
    ],
)
def test_days_as_people_say_them(when: When | None, words: str) -> None:
    assert said(when).replace("\u00a0", " ") == words


def test_numbers_with_their_noun() -> None:
    assert [plural(n, "copy", "copies") for n in (0, 1, 2)] == ["no copies", "1 copy", "2 copies"]


def test_marks_lie_within_the_drawing_and_do_not_cover_each_other() -> None:
    several = [
        Mark(at, "Consultations", day(f"2031-05-{1 + at % 28:02}"), f"<{at}>", "held")
        for at in range(1, 60)
    ]
    text = svg(several, date(2031, 6, 1))
    (width, height) = map(float, re.findall(r'viewBox="0 0 (\S+) (\S+)"', text)[0])
    boxes = [
        tuple(map(float, found))
        for found in re.findall(
            r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)" rx', text
        )
    ]
    assert len(boxes) == 59
    for x, y, w, h in boxes:
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
    for at, (x, y, w, _) in enumerate(boxes):
        for a, b, c, _ in boxes[at + 1 :]:
            assert abs(y - b) > 1 or x + w <= a or a + c <= x
    assert "&lt;7&gt;" in text


def test_too_vague_or_too_many_are_listed_not_drawn() -> None:
    vague = Mark(1, "Incidents", span("2020-01-01", "2031-01-01"), "x", "held")
    many = [Mark(at, "Incidents", day("2031-05-03"), "x", "held") for at in range(MOST + 5)]
    assert drawn([vague]) == []
    assert svg([vague], date(2031, 1, 1)) == ""
    assert len(drawn(many)) == MOST
    assert drawn(many)[-1].number == MOST + 4


def test_every_dated_entity_has_its_mark() -> None:
    found = marks(Dossier(outlook(), Relation()))
    assert [mark.number for mark in found] == list(range(1, len(found) + 1))
    assert {mark.lane for mark in found} == {"Consultations", "Incidents", "Changes", "Deadlines"}
    looks = {(mark.lane, mark.look) for mark in found}
    assert looks >= {
        ("Deadlines", "overdue"),
        ("Deadlines", "cancelled"),
        ("Consultations", "cancelled"),
    }


def test_the_ends_of_the_calendar() -> None:
    early, late = date.min, date.max
    marks_ = [
        Mark(1, "Incidents", When.on(early), "x", "held"),
        Mark(2, "Incidents", When.on(late), "y", "held"),
    ]
    assert svg(marks_, date(2031, 1, 1)).count("<title>") == 2
    assert report("x")
