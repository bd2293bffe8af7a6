"""The tables of `market.db`, a module per noun."""
