"""Letters to the units: what was found in what they sent, as drafts in plain text."""
