"""One module a piece of work, each with `measure(bench) -> list[Measured]`."""
