"""Readers: from a parsed report to claims, one small file a kind, each registered by name."""

from __future__ import annotations

from servanda.extraction.kinds import dates, quotes
from servanda.extraction.kinds.assurances import assurances
from servanda.extraction.kinds.capabilities import capabilities
from servanda.extraction.kinds.commitments import commitments
from servanda.extraction.kinds.consultations import consultations
from servanda.extraction.kinds.incidents import incidents
from servanda.extraction.kinds.omissions import omissions
from servanda.extraction.kinds.structures import structures
from servanda.extraction.kinds.tenures import tenures
from servanda.extraction.registry import read_claims, registered

__all__ = [
    "assurances",
    "capabilities",
    "commitments",
    "consultations",
    "dates",
    "incidents",
    "omissions",
    "quotes",
    "read_claims",
    "registered",
    "structures",
    "tenures",
]
