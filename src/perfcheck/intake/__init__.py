"""Where submissions come from, and what a file really is."""
