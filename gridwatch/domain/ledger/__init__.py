"""What the user owns: accounts, securities, transactions, and the lots that come of them."""
