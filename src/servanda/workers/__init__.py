"""Workers: processes that do what may go wrong, each job with a budget of time and memory."""

from __future__ import annotations

from servanda.workers.budget import Budget
from servanda.workers.process import Lost, Worker, kept_warm

__all__ = ["Budget", "Lost", "Worker", "kept_warm"]
