"""The tables of `user.db`, a module per noun."""
