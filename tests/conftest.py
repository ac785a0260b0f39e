"""What holds for the whole suite."""

import os

from hypothesis import settings

# One commit must get one answer from CI: there the examples are the same each time. Elsewhere they are
# new in every run, and what they find is mended and held by an example of its own.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
