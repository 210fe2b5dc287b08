"""A small invented record for the exports: four reports on Nauru (NR), San Marino (SM) and Chad (TD)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from made import day, report, span
from servanda.export.scope import Scope
from servanda.model import (
    Assurance,
    Basis,
    Body,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Dating,
    Evidence,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Report,
    ResolvedClaim,
    Statement,
    StatementId,
    Structure,
    StructureStatus,
    Target,
    Tenure,
    When,
)
from servanda.resolution.resolve import resolve_claims

TODAY = date(2031, 9, 1)

TEXTS = {
    "n1.txt": (
        "Ostby — Defence Minister Ada Brandt will meet Leo Marsh in Ostby in May. "
        "Nauru will hand over ten ferries to San Marino by the end of June 2031. "
        "Ships of Chad entered the waters of Nauru on January 3. 😀 “=1+1” was on them."
    ),
    "n2.txt": (
        "Ada Brandt and Leo Marsh met on Kelm on May 3. They did not agree on a price. "
        "The ferries will now come by the end of August 2031, two months later than planned. "
        "The bond is firm, Brandt said. A command <b>Kelm & Ost</b> was set up in May."
    ),
    "n3.txt": "The talks planned for July were called off, San Marino said.",
    "n4.txt": "=SUM(A1) is what the ministers of Nauru and San Marino, who spoke by phone, signed off.",
}

REPORTS = (
    report(
        "n1.txt",
        TEXTS["n1.txt"],
        "2031-01-10",
        title="Ferries & = for “all”",
        publisher="Valden {Post}",
        url="https://example.org/a?b=1&c={2}",
        wire="NPA",
        language="en",
    ),
    report("n2.txt", TEXTS["n2.txt"], "2031-05-04", title="Talks on Kelm", language="en"),
    report(
        "n3.txt",
        TEXTS["n3.txt"],
        dating=Dating(span("2031-06-20", "2031-07-02"), Basis.DERIVED, ("between two others",)),
    ),
    report("n4.txt", TEXTS["n4.txt"], title="=cmd|' /C calc'!A0"),
)

RECORDED = {
    "n1.txt": (datetime(2031, 1, 11, 8, tzinfo=UTC), datetime(2031, 1, 11, 8, tzinfo=UTC)),
    "n2.txt": (datetime(2031, 5, 5, 9, 30, tzinfo=UTC), datetime(2031, 5, 6, tzinfo=UTC)),
    "n3.txt": (datetime(2031, 7, 3, tzinfo=UTC), datetime(2031, 7, 3, tzinfo=UTC)),
    "n4.txt": (datetime(2031, 8, 1, tzinfo=UTC), datetime(2031, 8, 1, 0, 0, 1, 5, tzinfo=UTC)),
}

ADA = Participant("Ada Brandt", "Defence Minister", "NR")
LEO = Participant("Leo Marsh", "Foreign Minister", "SM")


def told(source: str, body: Body, words: str, rule: str = "test", **times: When) -> ResolvedClaim:
    """Make a claim whose words stand in the report."""
    where = {one.name: one for one in REPORTS}[source]
    at = TEXTS[source].index(words)
    evidence = Evidence.of(where.id, TEXTS[source], at, at + len(words))
    claim = Claim.make(where.id, body, (evidence,), rule=rule, confidence=0.9)
    return ResolvedClaim(claim, source, where.dating.when, tuple(times.items()), where.id)


def talks(form: str, status: str, *people: Participant, **more: Any) -> Consultation:
    parties = tuple(sorted({p.party for p in people if p.party})) or ("NR", "SM")
    return Consultation(ConsultationForm(form), ConsultationStatus(status), people, parties, **more)


FERRIES = {"obligors": ("NR",), "action": "hand over", "beneficiary": "SM"}

CLAIMS = (
    told(
        "n1.txt",
        talks("meeting", "planned", ADA, LEO, place="Ostby", country="TD"),
        "will meet Leo Marsh in Ostby in May",
        when=When.month(2031, 5),
    ),
    told(
        "n1.txt",
        Commitment(
            **FERRIES, object="ten ferries", modality=Modality.WILL, target=Target("ten", "ferries")
        ),
        "will hand over ten ferries to San Marino by the end of June 2031",
        due=span(None, "2031-06-30"),
    ),
    told(
        "n1.txt",
        Incident("entered the waters of Nauru", "TD", "NR", "waters of Nauru"),
        "Ships of Chad entered the waters of Nauru",
        "incident.intrusion",
        when=day("2031-01-03"),
    ),
    told("n1.txt", Tenure("Ada Brandt", "Defence Minister", "NR"), "Defence Minister Ada Brandt"),
    told(
        "n2.txt",
        talks("meeting", "held", ADA, LEO, place="Kelm", country="TD"),
        "Ada Brandt and Leo Marsh met on Kelm",
        when=day("2031-05-03"),
    ),
    told(
        "n2.txt",
        Commitment(**FERRIES, object="ten ferries", modality=Modality.WILL),
        "The ferries will now come by the end of August 2031",
        due=span(None, "2031-08-31"),
    ),
    told(
        "n2.txt",
        Omission("a price", OmissionSort.NOT_AGREED, "NR"),
        "did not agree on a price",
    ),
    told(
        "n2.txt",
        Assurance(("NR",), "defence of San Marino", "The bond is firm", "Ada Brandt"),
        "The bond is firm",
    ),
    told(
        "n2.txt",
        Structure("Kelm & Ost", "<b>set up</b>", StructureStatus.DONE, "NR"),
        "A command <b>Kelm & Ost</b> was set up in May",
        when=When.month(2031, 5),
    ),
    told(
        "n3.txt",
        talks("visit", "cancelled", LEO, country="NR"),
        "The talks planned for July were called off",
        when=When.month(2031, 7),
    ),
    told(
        "n4.txt",
        talks("call", "held"),
        "spoke by phone",
    ),
    told(
        "n4.txt",
        Commitment(
            ("NR", "SM"), "=SUM(A1)", "and \x07 more", Modality.AGREED, condition="if @all agree"
        ),
        "=SUM(A1) is what the ministers",
    ),
)


def statements() -> tuple[Statement, ...]:
    """Give two cells of the record, one of them closed."""
    first, second = CLAIMS[0], CLAIMS[3]
    at = RECORDED["n1.txt"][0]
    return tuple(
        Statement(
            StatementId(f"s-{number}"),
            claim.claim.id,
            name,
            value,
            day("2031-05-03") if number else None,
            claim.published,
            at,
            RECORDED["n2.txt"][0] if number else None,
            (claim.claim.id,),
        )
        for number, (claim, name, value) in enumerate(
            ((first, "place", "+Ostby"), (second, "holds", "Defence Minister|NR"))
        )
    )


def scope(
    claims: tuple[ResolvedClaim, ...] = CLAIMS,
    reports: tuple[Report, ...] = REPORTS,
    today: date = TODAY,
    **more: Any,
) -> Scope:
    """Make the scope of the whole record, or of some of it."""
    more.setdefault("recorded", RECORDED)
    more.setdefault("statements", statements)
    return Scope(resolve_claims(claims, reports), reports, today=today, **more)
