"""The page of all transactions, and the dialog that books one."""
