"""`python -m crawler` is `track`."""

from crawler.cli import main

main()
