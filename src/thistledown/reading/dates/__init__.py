"""Finding dates in text: tokens, one grammar file a language, and the rules over them."""
