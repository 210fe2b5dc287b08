"""What one report may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Budget", "is_out_of_memory"]


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that reading one report may take.

    `seconds` are of processor time, so that a busy machine refuses nothing that an idle one reads;
    `megabytes` are of memory, the language model's included. Where the system cannot bound one of
    them (the memory on anything but Linux, both on Windows), it is not bound.
    """

    seconds: float = 60.0
    megabytes: int = 1_000


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error is how this process shows that it may have no more memory.

    Compiled code that gets none may end with a SystemError ("error return without exception set") instead of a
    MemoryError; that counts where the memory of the process is bound.
    """
    if isinstance(error, MemoryError):
        return True
    try:
        import resource
    except ImportError:  # Windows
        return False
    bound, _ = resource.getrlimit(resource.RLIMIT_DATA)
    return isinstance(error, SystemError) and bound != resource.RLIM_INFINITY
