"""The screens by which a ledger goes out: as files, and as a report."""
