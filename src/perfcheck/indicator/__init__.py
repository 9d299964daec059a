"""The language of indicator values: reading, judging, coaching."""
