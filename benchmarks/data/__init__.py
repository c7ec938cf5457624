"""Made-up pages and stores of real size, the same from the same seed."""
