"""What articles, categories and reading are; the standard library alone, and no input or output."""
