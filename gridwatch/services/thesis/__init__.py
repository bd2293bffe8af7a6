"""Use cases of the thesis: edits of claims, evidence, figures and the journal, and what is read."""
