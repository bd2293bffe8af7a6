"""What the window has of alerts beside the log: the channels that they are sent to."""
