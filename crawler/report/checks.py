"""What `track verify` looked at."""

from collections.abc import Sequence
from dataclasses import asdict

from crawler.report.sheets import Sheet
from storage.verify import Check


def checks_sheet(checks: Sequence[Check]) -> Sheet:
    """A row for each kind of thing."""
    rows = tuple((check.what, str(check.looked_at), str(check.wrong) if check.wrong else "whole") for check in checks)
    return Sheet(columns=("what", "looked at", "wrong"), rows=rows, records=[asdict(check) for check in checks])
