"""The evidence series of a thesis: entered, pasted, imported and drawn."""
