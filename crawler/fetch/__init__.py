"""Fetching: Scrapy, the archive it writes first, and the replay that reads archives instead of the network."""
