"""Asking a language model over the network: any server with an OpenAI-compatible interface.

The only place from which a report's words can leave the machine, and only to the address that the
user names. On httpx, which reading from the web brings anyway: the OpenAI package would bring eleven
packages more, retries that a cap cannot see, and keys read from the environment by itself, for what is
one POST here.
"""
