"""Words that the window, the command line and messages to channels share; made without Qt."""
