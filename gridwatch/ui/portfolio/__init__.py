"""The portfolio: its pages, the dialogs that keep the ledger, and the words for all of them."""
