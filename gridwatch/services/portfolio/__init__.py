"""Use cases of the ledger: its edits, what it is worth, and what can be told of that."""
