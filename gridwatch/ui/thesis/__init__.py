"""The thesis of a company or theme: its claims, its journal, its figures."""
