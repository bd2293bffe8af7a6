"""What stands on a chart: targets, the last price, marks of days, the crosshair, words."""
