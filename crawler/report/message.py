"""A digest as one e-mail: text, HTML, and everybody by name in a CSV."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from crawler.report.digest import Digest, Span
from crawler.report.render import render
from crawler.report.sheets import as_csv
from crawler.report.targets import targets_sheet
from storage.database import stamp

POLICY = SMTP.clone(cte_type="7bit")  # bytes that every server takes
NOBODY = "curbwatch@localhost"  # who writes a digest that is only looked at


def as_message(digest: Digest, *, sender: str | None, recipients: Sequence[str], now: datetime) -> EmailMessage:
    """The message. No scraped word stands in its headers."""
    parts = render(digest)
    message = EmailMessage(policy=POLICY)
    for name, value in headers(digest, sender or NOBODY, recipients, now).items():
        message[name] = value
    message.set_content(parts.text)
    message.add_alternative(parts.html, subtype="html")
    sheet = as_csv(targets_sheet(digest.concerned)).encode("utf-8-sig")  # without the mark Excel reads no Chinese
    name, charset = f"curbwatch-{digest.span.day}.csv", {"charset": "utf-8"}
    message.add_attachment(sheet, maintype="text", subtype="csv", filename=name, params=charset)
    return message


def headers(digest: Digest, sender: str, recipients: Sequence[str], now: datetime) -> dict[str, object]:
    """Who, to whom, what, when; and that no machine need answer."""
    domain = sender.rpartition("@")[2]
    return {
        "From": f"Curbwatch <{sender}>",
        "To": ", ".join(one for one in recipients if "@" in one) or "undisclosed-recipients:;",
        "Subject": f"Curbwatch {digest.span.day}: {digest.summary}",
        "Date": now,
        "Message-ID": message_id(digest.span, recipients, domain),
        "List-Id": f"Curbwatch digest <digest.curbwatch.{domain}>",
        "Auto-Submitted": "auto-generated",
    }


def message_id(span: Span, recipients: Sequence[str], domain: str) -> str:
    """The same window for the same recipients is the same digest, whenever it is made."""
    made_of = "\n".join((stamp(span.since), stamp(span.until), *sorted(recipients)))
    return f"<{hashlib.sha256(made_of.encode()).hexdigest()[:32]}@{domain}>"
