"""Text to claims. The room is called `reading` because `thistledown.read` is the public function."""
