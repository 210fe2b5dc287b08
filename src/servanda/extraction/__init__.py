"""Readers: from a parsed report to claims, one small file a kind, each registered by name."""

from __future__ import annotations

from servanda.extraction.kinds import assurances, dates, omissions, quotes
from servanda.extraction.kinds.capabilities import capabilities
from servanda.extraction.kinds.commitments import commitments
from servanda.extraction.kinds.consultations import consultations
from servanda.extraction.kinds.incidents import incidents
from servanda.extraction.kinds.structures import structures
from servanda.extraction.kinds.tenures import tenures
from servanda.extraction.reading import explain_parsed, read_claims, read_parsed
from servanda.extraction.registry import registered

__all__ = [
    "assurances",
    "capabilities",
    "commitments",
    "consultations",
    "dates",
    "explain_parsed",
    "incidents",
    "omissions",
    "quotes",
    "read_claims",
    "read_parsed",
    "registered",
    "structures",
    "tenures",
]
