"""Sets blocks as lines for a width: Rich, never Textual; pure, and safe in a thread."""
