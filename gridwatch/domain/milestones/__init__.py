"""Milestones: how far a market cap is from each rung of a ladder, how fast, and how likely."""
