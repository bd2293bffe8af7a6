"""What was bought and sold again, and what is still open."""
