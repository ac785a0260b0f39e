"""The linear engine: one pass over a sentence with the words of its language, no parser, no words in the code."""
