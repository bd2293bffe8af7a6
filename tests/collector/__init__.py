"""The collector, driven over real answers."""
