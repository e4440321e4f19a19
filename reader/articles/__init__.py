"""Article files: finding them, and reading what they say; the one place that knows their formats."""
