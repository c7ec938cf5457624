"""Names of customers that are like those of a designation and not meant by it: a person looked, and said why."""

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.codec import as_text, target_json
from storage.database import insert, instant, stamp
from storage.hashing import squash
from storage.lists import Designation

MUTES = "SELECT name, designation, listed, instrument, muted, note, decided_at FROM mutes ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """`name` is not meant by the designation of that key, which named `listed` under `instrument`."""

    name: str
    designation: str
    listed: str
    instrument: str
    note: str
    decided_at: datetime

    @property
    def pair(self) -> tuple[str, str]:
        """What is muted: see `pair`."""
        return pair(self.name, self.designation)


def pair(name: str, designation: str) -> tuple[str, str]:
    """A customer's name, whatever its case, width and spaces, and the key of a designation."""
    return squash(name).casefold(), designation


def designation_key(one: Designation) -> str:
    """Ten hex digits of regime, instrument and whole target: when any of them changes, what was muted comes back."""
    target = target_json(one.target) if one.target else None
    said = as_text({"regime": one.regime, "instrument": one.instrument, "target": target})
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def write_mute(
    database: sqlite3.Connection, name: str, one: Designation, *, muted: bool, note: str, decided_at: datetime
) -> None:
    """Record a decision on a name and a designation."""
    listed = (one.target.name_en or one.target.name_zh or "") if one.target else ""
    values = {"listed": listed, "instrument": one.instrument, "muted": int(muted), "note": note}
    insert(database, "mutes", name=name, designation=designation_key(one), decided_at=stamp(decided_at), **values)


def read_mutes(database: sqlite3.Connection) -> list[Mute]:
    """Those that are muted by the last decision on them."""
    last: dict[tuple[str, str], Mute | None] = {}
    for row in database.execute(MUTES):
        mute = Mute(
            name=row["name"],
            designation=row["designation"],
            listed=row["listed"],
            instrument=row["instrument"],
            note=row["note"],
            decided_at=instant(row["decided_at"]),
        )
        last[mute.pair] = mute if row["muted"] else None
    return [mute for mute in last.values() if mute]
