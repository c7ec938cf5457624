"""What we know about each site: where to look (listings), and how to read a page (readers).

To add a source, write one file here that ends in a `Source` (see `spiders.base`): facts about the site at the top,
then `listings`, then `read`; name it in `spiders.sources.SOURCES`. Listings and readers are pure functions of a
`Page`, so the same code serves a crawl, a replay, a test and an archive. A site that only has an RSS or Atom feed
needs no file: `[sources.NAME] kind = "feed"` in `config.toml`.

When a site is redesigned, write a reader for the new pages beside the old ones, say in the file's docstring since when
each holds, let `read` try the newest first (as in `spiders.scmp`), and raise `reader_version`. No reader is taken away:
archives keep the old pages. Where readers cannot tell pages apart by what they find, `page.fetched_at` does.
"""
