"""Where prices come from: Yahoo, and a simulated market that serves demo and tests."""
