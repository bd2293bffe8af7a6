"""What was paid and is expected: by month, by security, and dividends that are not booked yet."""
