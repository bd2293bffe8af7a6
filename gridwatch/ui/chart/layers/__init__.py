"""What is painted in a pane, one layer a module."""
