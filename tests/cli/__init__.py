"""The command line, in this process and as the program that a user starts."""
