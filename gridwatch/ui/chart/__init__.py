"""The chart of one company, painted by Qt's own graphics view from numpy columns."""
