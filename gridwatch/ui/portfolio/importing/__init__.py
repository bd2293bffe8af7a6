"""The screens by which a ledger comes in: a file is read, assigned, looked through, imported."""
