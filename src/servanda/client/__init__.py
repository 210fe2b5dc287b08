"""A client of the REST interface of a desk: lists that page by themselves, answers kept while they hold.

    with Client("http://127.0.0.1:8765") as desk:
        for row in desk.due(within="90d", party=["NO"]):
            print(row["what"], row["due"])

Rows are those of `servanda … --format json`. What the desk refuses is a RefusedError with subject, reason
and remedy, as every other error.
"""

from __future__ import annotations

from servanda.client.connection import RefusedError, Row
from servanda.client.desk_client import Asked, Client, Job, Kind, Who

__all__ = ["Asked", "Client", "Job", "Kind", "RefusedError", "Row", "Who"]
