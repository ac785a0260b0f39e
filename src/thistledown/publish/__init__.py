"""Out again: one module an export."""
