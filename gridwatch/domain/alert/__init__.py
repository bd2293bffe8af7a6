"""Alert rules: conditions, their grammar, and the state machine that says when one is met."""
