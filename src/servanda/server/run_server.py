"""Serving a record until it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from servanda.server.desk import Desk
from servanda.server.server_settings import ServerSettings

__all__ = ["serve"]


def serve(settings: ServerSettings, on_ready: Callable[[str], None]) -> None:
    """Serve a record until the process is told to stop; `on_ready` gets the address.

    Raises UsageError where it would be open to others without accounts or in clear text,
    RecordError where the record cannot be opened.
    """
    import uvicorn

    from servanda.server.app import create_app
    from servanda.store import open_record
    from servanda.workers import kept_warm

    settings.check()
    # Whoever adds a report after another does not wait for the language model again.
    with open_record(settings.record) as record, kept_warm(1):
        desk = Desk(record, settings, now=lambda: datetime.now(tz=UTC))
        config = uvicorn.Config(
            create_app(desk),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            ssl_certfile=settings.certificate,
            ssl_keyfile=settings.key,
            proxy_headers=settings.proxy is not None,
            forwarded_allow_ips=settings.proxy,
            timeout_graceful_shutdown=5,
        )
        on_ready(settings.address)
        uvicorn.Server(config).run()
