"""The databases that hold records: what differs between them, behind one protocol."""
