"""The log of firings: a table that is searched, filtered, sorted, acknowledged and exported."""
