"""The claims of a thesis with their evidence and history."""
