"""Curbwatch, the straight line of its data:

config.toml
| crawler.config.load_config              -> Config
| crawler.fetch.run.crawl                 one process per run (a Twisted reactor cannot be restarted)
| Source.listings, Listing.read           -> Link …         too few links is an Issue, not a quiet day
| crawler.fetch ArchiveMiddleware         -> Page, Capture  bytes and hash on disk before anyone parses them
| Source.read                             -> Document = Notice | Article
| spiders.attachments                     -> Notice         with the texts of its attachments behind its own
| crawler.extract.extract_events          -> PolicyEvent …  each with its quoted evidence
| storage.Store.remember                  -> Outcome: NEW | CHANGED | UNCHANGED, in one transaction
| storage.revision.revision               -> Revision       of a text that changed: compared there and kept with it
| storage.history.changes(window)         -> Change …       the press and the authority held against each other
| crawler.report                          -> str
| crawler.digest, crawler.delivery        -> EmailMessage, Outbox, SMTP

`track crawl` runs all up to `revision`; of a page that its server says is as it was, it only records that it was seen
(`storage.seen_again`). `track diff` runs two behind it, `track digest` those and the last. `track extract FILE` runs
`Source.read` and `extract_events` on one saved page, without its attachments. `track reread` enters at "Page" with
archived bytes, `track backfill` with those of foreign archives, on other machines too. `track list` folds what the
store remembers into the state of a day (`storage.lists.fold`), `track screen` holds a list of names against that.
`track export` and `track serve` print what these give, as files and as pages. Nothing else has a path of its own.
"""
