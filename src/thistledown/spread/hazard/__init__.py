"""Additive pathway hazard: which pathway carried each acquisition, with what certainty."""
