"""Formats that others write and read: tables of figures, the folder of a thesis."""
