"""The record for assistants: read-only tools, resources and prompts over the Model Context Protocol.

What is asked goes to `servanda.record_questions`, as for a command or a page. Every answer is in pages,
bounded in size, and keeps apart what servanda says and what is quoted from reports.
"""
