"""Values and arithmetic: what a company, a quote and a market cap are, with no I/O at all."""
