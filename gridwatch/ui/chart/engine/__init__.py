"""The chart's machinery: panes on a canvas, their geometry and their axes."""
