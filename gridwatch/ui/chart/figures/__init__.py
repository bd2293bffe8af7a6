"""Evidence series in panes below the prices."""
