"""What was earned in a period: numbers, curves, months and contributions."""
