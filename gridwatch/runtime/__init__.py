"""What the window runs on: work off its thread, the link to the collector, timers."""
