"""The way to a number: what it was made of, in words."""
