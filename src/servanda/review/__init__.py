"""Review: the judgements a record rests on, persons' agreement, and scores of compliance."""
