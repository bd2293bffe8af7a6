"""The thesis: claims with their evidence, figures over time and a journal."""
