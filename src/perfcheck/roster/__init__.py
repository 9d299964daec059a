"""The roster of those who have to report: how it is read, and what it says of a batch."""
