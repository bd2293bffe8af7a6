"""The watchlist: columns, model, view and the ways to change it."""
