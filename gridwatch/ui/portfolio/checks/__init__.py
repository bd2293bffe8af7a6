"""The page that tells what is doubtful in a ledger, and mends it."""
