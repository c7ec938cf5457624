"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("curbwatch", deadline=None)  # speed is measured in benchmarks, never asserted
settings.load_profile("curbwatch")
