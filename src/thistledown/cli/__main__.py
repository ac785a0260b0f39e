"""`python -m thistledown.cli`."""

from thistledown.cli.app import main

main()
