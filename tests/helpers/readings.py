"""The types of what the fixtures of `tests/extraction` give: texts read with the real language model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from servanda.extraction.coreference.discourse import Discourse
from servanda.model import Claim

Read = Callable[[str], Discourse]
Claims = Callable[[str, str], list[Claim]]
Bodies = Callable[[str, str], list[Any]]
