"""The desk: pages to work at and a REST interface, both on one record. FastAPI is imported only here.

    app = create_app(Desk(record, ServerSettings(...), now=...))     an ASGI application
    serve(settings)                                                  the same, until it is stopped

`server.pages` draws pages, `server.api` answers programs; both ask `servanda.record_questions` and let
`servanda.review` decide. What they share is here: who asks (`visit`), what may be done (`access`), how
what goes wrong is said (`failures`), what no request may do (`guard`), reading in the background.
"""
