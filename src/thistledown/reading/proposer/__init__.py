"""A language model proposes claims, rules dispose: what it says counts as far as the text bears it out."""
