"""What the user draws on a chart: placed, taken in hand, kept."""
