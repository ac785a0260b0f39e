"""Pages over a casebook; no logic of its own."""
