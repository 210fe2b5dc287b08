"""What leaves the record: lines of JSON in the shapes that others may rely on.

Everything here is a pure function from reports and claims to text, in a fixed order.
"""

from __future__ import annotations

from servanda.exports.claims import claims_jsonl
from servanda.exports.record import record_jsonl
from servanda.exports.texts import texts_jsonl

__all__ = ["claims_jsonl", "record_jsonl", "texts_jsonl"]
