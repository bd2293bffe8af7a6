"""Tests of the command `portfolio`."""
