"""An evidence series drawn on its own: a few points over time, without numpy."""
