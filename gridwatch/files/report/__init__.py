"""Reports as self-contained pages with their charts in them."""
