"""A page of which its server says that it is as it was: its document is seen again, and need not be read again."""

import sqlite3

from storage.database import stamp
from storage.model import Capture
from storage.urls import address

# To read the same bytes with the same reader and rules would change nothing but these two. A page that was gone comes
# back, one with attachments may have others now, and one seen later, or by another rank, is for `decide`.
SEE_AGAIN = """
UPDATE copies SET capture = :capture, last_seen_at = :at
WHERE url = :url AND gone_at IS NULL AND last_seen_at <= :at
  AND rank = :rank AND reader_version = :reader AND rules_version = :rules
  AND (SELECT digest FROM captures WHERE id = copies.capture) = :digest
  AND EXISTS (
    SELECT 1 FROM versions JOIN captures ON captures.id = versions.capture
    WHERE versions.id = copies.version AND digest = :digest
      AND coalesce(json_array_length(record, '$.attachments'), 0) = 0
  )
"""


def see_again(
    database: sqlite3.Connection, capture: Capture, *, rank: int, reader_version: int, rules_version: int
) -> bool:
    """Move the time of sight of the document on a page; False, and nothing done, when the page has to be read."""
    values = {"capture": capture.id, "at": stamp(capture.fetched_at), "url": address(capture.url)}
    values |= {"rank": rank, "reader": reader_version, "rules": rules_version, "digest": capture.digest}
    return database.execute(SEE_AGAIN, values).rowcount == 1
