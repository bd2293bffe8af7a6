"""Looks at what is stored, for every alert rule, and raises its firings."""
