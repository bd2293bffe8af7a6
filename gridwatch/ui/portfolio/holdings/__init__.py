"""What is held: a table of securities with their lots, and the money beside them."""
