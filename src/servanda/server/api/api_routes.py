"""All routes of the REST interface."""

from __future__ import annotations

from fastapi import APIRouter

__all__ = ["api"]


api = APIRouter(prefix="/api/v1")
