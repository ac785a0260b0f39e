"""The linear engine: one pass over a sentence with the words of its language, and no parser."""
