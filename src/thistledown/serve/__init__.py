"""Plain pages over a casebook, made on the server. The way in is `thistledown.serve.server`."""
