"""The screens and widgets: Textual only, and no decision about articles."""
