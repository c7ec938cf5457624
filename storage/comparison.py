"""Compares the texts of an edit when it is remembered: `track diff` reads what was found."""

import sqlite3

from storage.revision import revision

SAID = """
SELECT title || char(10) || texts.text AS said FROM versions JOIN texts ON texts.id = versions.text
WHERE versions.id = ?
"""


def compared(database: sqlite3.Connection, before: int, after: int) -> dict[str, str]:
    """How the text of one version became that of another, as columns of `edits`."""
    found = revision(*(database.execute(SAID, [version]).fetchone()["said"] for version in (before, after)))
    return {"kinds": " ".join(found.kinds), "script": found.script}


def compare_all(database: sqlite3.Connection) -> None:
    """Fill these columns in for edits that had none yet, one after another."""
    for row in database.execute("SELECT id, before, after FROM edits ORDER BY id"):
        found = compared(database, row["before"], row["after"])
        database.execute("UPDATE edits SET kinds = :kinds, script = :script WHERE id = :id", found | {"id": row["id"]})
