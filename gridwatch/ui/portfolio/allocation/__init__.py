"""How the portfolio is spread, how it should be, and what would bring it there."""
