"""What is around a chart: its header, its bar of tools, its ranges and keys."""
