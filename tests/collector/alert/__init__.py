"""Tests of the engine that watches alert rules."""
