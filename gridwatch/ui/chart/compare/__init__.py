"""A chart beside others: what can be compared, and the lines rebased to 100."""
