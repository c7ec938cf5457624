"""What we know about each site: where to look (listings), and how to read a page (readers).

To add a source, write one file here that ends in a `Source` (see `spiders.base`): facts about the site at the top,
then `listings`, then `read`; name it in `spiders.sources.SOURCES`. Listings and readers are pure functions of a
`Page`, so the same code serves a crawl, a replay, a test and an archive. A site that only has an RSS or Atom feed
needs no file: `[sources.NAME] kind = "feed"` in `config.toml`.
"""
