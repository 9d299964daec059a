"""The unit's own file, marked and sent back: only the parts concerned are changed, byte by byte."""
