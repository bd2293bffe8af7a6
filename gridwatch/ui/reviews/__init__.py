"""The claims that are due for review, and how claims have turned out."""
