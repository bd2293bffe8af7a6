"""Use cases over the stores, in plain Python: no Qt, no feeds."""
