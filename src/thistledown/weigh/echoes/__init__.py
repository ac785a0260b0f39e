"""Echoes: which report leans on which."""
