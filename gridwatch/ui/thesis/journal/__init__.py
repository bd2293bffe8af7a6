"""The journal of a thesis: Markdown that is formatted while it is written."""
