"""JSON Schemas of every export in JSON or JSON lines: what another program may rely on."""

from __future__ import annotations

from servanda.export.schemas.json_schemas import SCHEMAS, schema_of, schema_text

__all__ = ["SCHEMAS", "schema_of", "schema_text"]
