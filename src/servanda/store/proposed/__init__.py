"""What models answered and proposed, as a record keeps it: who, to which question, what became of it."""
