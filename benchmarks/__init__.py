"""How fast it is, beside what its users would pick instead.

python -m benchmarks
| benchmarks.data      -> pages, a site, stores     made here from a seed; nothing is copied from anywhere
| benchmarks.rows.NAME -> Measured …                ours and its peer in turn, run after run
| benchmarks.table     -> text, Markdown, JSON

Every run is a process of its own, timed from outside by the operating system's accounting: start-up is part of it.
Machines drift, so a ratio is taken pair by pair, and medians are quoted with the least and the most. Each module of
rows runs in a process of its own too: what one holds in memory, or how it breaks, is nothing to the others.
"""
