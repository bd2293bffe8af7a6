"""The other process: it fetches, checks, stores and evaluates."""
