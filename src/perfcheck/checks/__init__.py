"""The rule set: one family a file, one @check a rule."""
