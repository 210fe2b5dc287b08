"""A table as Apache Parquet: typed columns, lists as lists. Needs the extra `parquet` (pyarrow)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from servanda.export.csv_json import clean
from servanda.export.extras import needs
from servanda.export.tables import Cell, Kind, Table

__all__ = ["parquet"]


_GROUP = 50_000  # rows held in memory, and written as one row group


def parquet(table: Table) -> Iterator[bytes]:
    """Write the table as one Parquet file; texts are UTF-8, days `date32`, instants in UTC.

    Raises UsageError where the extra is missing.
    """
    arrow = needs("pyarrow", "parquet", "Parquet")
    files = needs("pyarrow.parquet", "parquet", "Parquet")
    types = {
        Kind.TEXT: arrow.string(),
        Kind.LIST: arrow.list_(arrow.string()),
        Kind.NUMBER: arrow.int64(),
        Kind.REAL: arrow.float64(),
        Kind.DAY: arrow.date32(),
        Kind.INSTANT: arrow.timestamp("us", tz="UTC"),
    }
    schema = arrow.schema([(column.name, types[column.kind]) for column in table.columns])
    sink = _Sink()
    rows = table.rows()
    with files.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            columns = [
                arrow.array([_cell(row[at]) for row in group], type=field.type)
                for at, field in enumerate(schema)
            ]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
            yield sink.taken()
    yield sink.taken()


def _cell(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [clean(each) for each in cell]
    return clean(cell) if isinstance(cell, str) else cell


class _Sink(io.RawIOBase):
    """A file that hands on what was written to it, so that no more than a row group is held."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()
        self._gone = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        view = memoryview(data)
        self._held += view
        return view.nbytes

    def tell(self) -> int:
        return self._gone + len(self._held)

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        data = bytes(self._held)
        self._gone += len(data)
        self._held.clear()
        return data
