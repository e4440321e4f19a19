"""Broadsheet, a news reader for the terminal."""
