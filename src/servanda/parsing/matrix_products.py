"""Matrix products by numpy: two to three times as fast as those of the library spaCy multiplies with.

spaCy's models multiply with BLIS, as its wheels bring it; numpy brings OpenBLAS, which is tuned to more
processors. Half of parsing is such products. The results differ in the last bits, as they do between
processors, and hardly ever in what is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thinc.backends import NumpyOps

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

__all__ = ["multiply_by_numpy"]


class _Products(NumpyOps):  # type: ignore[misc]  # its stub is missing
    """The operations of thinc on the processor, with numpy's product of matrices."""

    def gemm(
        self,
        x: NDArray[Any],
        y: NDArray[Any],
        *,
        out: NDArray[Any] | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> NDArray[Any]:
        """Return the product of two matrices, either one turned first where asked, in `out` where given."""
        import numpy as np

        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def multiply_by_numpy(model: Language) -> None:
    """Let all components of a loaded model multiply by numpy."""
    products = _Products()
    for _, component in model.pipeline:
        network = getattr(component, "model", None)
        for layer in network.walk() if network is not None else ():
            layer.ops = products
