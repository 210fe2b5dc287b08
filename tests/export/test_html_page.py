"""The printable page: whole, safe, without network or script, and nothing that the record does not say."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import day, report
from scopes import REPORTS, scope
from servanda.export.dossier import Dossier, Relation
from servanda.export.html_page import page
from servanda.export.scope import Scope
from servanda.model import (
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Evidence,
    Grade,
    Incident,
    Modality,
    Participant,
    ResolvedClaim,
    Scale,
    Structure,
    StructureStatus,
    Target,
    Tenure,
)

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
    found: Scope | None = None,
    texts: bool = False,
) -> Page:
    relation = Relation(frozenset(parties), since, until)
    return Page("".join(page(Dossier(found or scope(), relation), texts=texts)))


@pytest.mark.parametrize("texts", [False, True])
def test_the_page_is_whole_and_every_link_leads_somewhere(texts: bool) -> None:
    whole = read("NR", "SM", texts=texts)
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


def test_every_row_with_words_leads_to_them_and_they_lead_back() -> None:
    text = "".join(page(Dossier(scope(), Relation(frozenset({"NR", "SM"}))), texts=True))
    there = re.findall(r'<a class="words" href="#(x-[^"]+)"', text)
    back = dict(re.findall(r'<a class="tag \w+" id="(x-[^"]+)" href="#([^"]+)">', text))
    assert len(there) > 5
    assert set(there) <= set(back)
    for anchor in there:
        row = re.search(rf'<tr id="{re.escape(back[anchor])}">.*?</tr>', text)
        assert row is not None
    assert "x-c-" not in "".join(page(Dossier(scope(), Relation())))


def test_it_needs_neither_network_nor_script() -> None:
    text = "".join(page(Dossier(scope(), Relation())))
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
    text = "".join(page(Dossier(scope(), Relation()), title="<script>alert(1)</script>"))
    assert "<script" not in text
    assert "&lt;b&gt;set up&lt;/b&gt;" in text
    assert "<b>set up" not in text
    assert "\x07" not in text


HOSTILE = """x"'>&amp;</td></style><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}\x00\u202e\u2066"""


def hostile() -> Scope:
    """Make a record whose every text tries to be markup."""
    one = report(
        f"{HOSTILE}.txt", HOSTILE, "2031-01-10", title=HOSTILE, publisher=HOSTILE, wire=HOSTILE,
        url="javascript:alert(3)",
    )  # fmt: skip
    evidence = Evidence.of(one.id, HOSTILE, 0, len(HOSTILE))
    ada = Participant(HOSTILE, HOSTILE, "NR")
    bodies = (
        Consultation(
            ConsultationForm.MEETING, ConsultationStatus.HELD, (ada,), ("NR", "SM"), place=HOSTILE
        ),
        Commitment(
            ("NR", "SM"), HOSTILE, HOSTILE, Modality.WILL, beneficiary=HOSTILE, condition=HOSTILE,
            target=Target(HOSTILE, HOSTILE),
        ),
        Incident(HOSTILE, "TD", "NR", HOSTILE),
        Structure(HOSTILE, HOSTILE, StructureStatus.DONE, "NR"),
        Tenure(HOSTILE, "Minister", "NR"),
    )  # fmt: skip
    when = (("when", day("2031-01-03")), ("due", day("2031-12-31")))
    claims = tuple(
        ResolvedClaim(
            Claim.make(one.id, body, (evidence,), rule="test", confidence=0.9),
            one.name,
            one.dating.when,
            when,
            one.id,
        )
        for body in bodies
    )
    return scope(claims, (one,), recorded={})


@pytest.mark.parametrize("texts", [False, True])
def test_no_field_of_a_record_becomes_markup(texts: bool) -> None:
    text = "".join(page(Dossier(hostile(), Relation()), title=HOSTILE, texts=texts))
    whole = Page(text)
    assert not {"script", "img"} & set(whole.seen)
    assert not [name for name, _ in whole.attributes if name.startswith("on") or name == "src"]
    assert not [link for link in whole.links if not link.startswith("#")]
    assert whole.seen.count("style") == 1
    assert text.count("&lt;script&gt;alert(1)") > 12
    assert "{{ 7 * 7 }}" in text
    assert not {"\x00", "\u202e", "\u2066"} & set(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_whatever_the_title_is_the_page_is_whole(title: str) -> None:
    text = "".join(page(Dossier(scope((), ()), Relation()), title=title))
    whole = Page(text)
    assert whole.seen == Page("".join(page(Dossier(scope((), ()), Relation()), title="x"))).seen
    text.encode()


def test_the_page_forbids_all_but_its_own_style() -> None:
    text = "".join(page(Dossier(scope(), Relation())))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.replace("&#39;", "'").split("; "))
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert text.index("Content-Security-Policy") < text.index("<title>") < text.index("<style>")


def test_what_it_says() -> None:
    told = read("NR", "SM").text
    assert (
        "hand over ten ferries : the last day was 31 Aug 2031; no report in the record says" in told
    )
    assert "Last consultation: 3 May 2031, meeting: Ada Brandt, Leo Marsh in Kelm." in told
    assert "Chad against Nauru: entered the waters of Nauru" in told
    assert "not graded" in told


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
    told = read("NR", "SM", found=scope(words=lambda: words)).text
    assert "B usually reliable" in told
    assert "2 probably true" in told


def test_nothing_is_said_politely() -> None:
    told = read("FR", "DE").text
    assert "The record holds nothing on this relation in this period." in told
    assert "no reports" in told
    assert read(found=scope((), ())).text


def test_only_addresses_of_pages_are_links() -> None:
    for url, linked in (
        ("https://x.org/a", True),
        ("file:///etc/passwd", False),
        ("//x.org", False),
    ):
        found = scope(reports=(replace(REPORTS[0], url=url), *REPORTS[1:]))
        assert (url in read(found=found).links) is linked


def test_it_is_the_same_twice() -> None:
    made = ["".join(page(Dossier(scope(), Relation(frozenset({"NR"}))))) for _ in range(2)]
    assert made[0] == made[1]
