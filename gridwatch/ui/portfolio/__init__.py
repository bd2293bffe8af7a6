"""The portfolio: what is owned, what it is worth and what it has earned."""
