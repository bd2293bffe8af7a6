"""The command line: every headless command, and the way into the window."""
