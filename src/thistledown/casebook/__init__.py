"""The record: what was captured, claimed and judged, by whom and when; nothing is overwritten."""
