"""The page of accounts and securities, and their dialogs."""
