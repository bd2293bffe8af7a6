"""The chart of one company; pyqtgraph stays in here."""
