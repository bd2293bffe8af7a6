"""SQLite: what the user made (`user.db`) and what can be fetched again (`market.db`)."""
