"""The milestone board in the window: who is next on which rung, how far, when and how likely."""
