"""Readers: from a parsed report to claims, one small file a kind, each registered by name."""

from __future__ import annotations

from servanda.readers import (
    assurances,
    capabilities,
    commitments,
    consultations,
    dates,
    incidents,
    omissions,
    quotes,
    structures,
    tenures,
)
from servanda.readers.base import read_claims, registered

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
