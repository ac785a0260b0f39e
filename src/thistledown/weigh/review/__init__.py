"""What an analyst is asked, and what becomes of the answers."""
