"""Exports: one module a format. The way in is `thistledown.publish.export`."""
