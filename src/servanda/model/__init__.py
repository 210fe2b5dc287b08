"""The vocabulary: frozen, slotted dataclasses and enums, on the standard library alone."""

from servanda.model.claims import (
    Assurance,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Quote,
    Structure,
    StructureStatus,
    Target,
    Tenure,
)
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId, ReportId, StatementId, ThingId, digest, sha256_text
from servanda.model.report import Block, BlockKind, Dating, RawItem, Report, Text
from servanda.model.resolved import ResolvedClaim
from servanda.model.statements import Link, Statement, Thing
from servanda.model.status import CommitmentStatus, LinkType
from servanda.model.timeref import Direction, TimeRef, TimexType
from servanda.model.when import Basis, Precision, When

__all__ = [
    "Assurance",
    "Basis",
    "Block",
    "BlockKind",
    "Body",
    "Capability",
    "Claim",
    "ClaimId",
    "Commitment",
    "CommitmentStatus",
    "Consultation",
    "ConsultationForm",
    "ConsultationStatus",
    "DateMention",
    "Dating",
    "Direction",
    "Evidence",
    "Incident",
    "Link",
    "LinkType",
    "Modality",
    "Omission",
    "OmissionSort",
    "Participant",
    "Precision",
    "Quote",
    "RawItem",
    "Report",
    "ReportId",
    "ResolvedClaim",
    "Statement",
    "StatementId",
    "Structure",
    "StructureStatus",
    "Target",
    "Tenure",
    "Text",
    "Thing",
    "ThingId",
    "TimeRef",
    "TimexType",
    "When",
    "digest",
    "sha256_text",
]
