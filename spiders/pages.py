"""From bytes to characters and normalised text, and the refusal of pages that are not what they seem."""

import re
from datetime import datetime

from w3lib.encoding import html_to_unicode

from storage.errors import GoneError, IssueKind, UnreadableError
from storage.model import BEIJING, Page

ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")

# Words of pages that stand in for the one asked for, served with status 200. A reCAPTCHA script alone is no sign:
# many sites load it on every page.
CHALLENGES = (
    *("are you a robot", "verify you are human", "verify you are a human", "just a moment...", "access denied"),
    *("attention required! | cloudflare", "unusual traffic from your computer"),
    *("enable javascript and cookies to continue", "请输入验证码", "访问验证", "安全验证", "您的访问被拦截"),
)
CHALLENGE_WITHIN = 4000  # characters; a challenge page says so at once, an article on robots need not be one
SCRIPT = re.compile(r"<(script|style)\b[^>]*+>[^<]*+(?:<(?!/\1\s*>)[^<]*+)*+</\1\s*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]{0,2000}>")

QUESTION_MARKS = re.compile(r"\?{4,}")  # what MOFCOM's list API makes of Chinese unless the request looks like AJAX


def read_text(page: Page) -> str:
    """The page's characters. Raises `GoneError` or `UnreadableError` when it is not the document asked for."""
    refuse_status(page)
    text = decode(page)
    if not text.strip():
        raise UnreadableError("empty", page.url, "the reply has no body")
    if said := challenge(text):
        raise UnreadableError("blocked", page.url, f"a challenge page, it says {said!r}")
    if is_mojibake(text):
        raise UnreadableError("mojibake", page.url, "characters were lost: question or replacement marks")
    return text


def refuse_status(page: Page) -> None:
    """Raise for a status that says there is no such document, or none for us."""
    if page.status in (404, 410):
        raise GoneError(page.url, f"HTTP {page.status}")
    if page.status >= 400:
        kind: IssueKind = "blocked" if page.status in (401, 403, 429, 451) else "http-error"
        raise UnreadableError(kind, page.url, f"HTTP {page.status}")


def decode(page: Page) -> str:
    """Decode by BOM, header, `<meta>`, then UTF-8; GB2312 is read as GB18030, of which it is a part.

    A page that is UTF-8 and says that it is Latin or GBK is a server's mistake.
    """
    header = page.headers.get("content-type")
    encoding, text = html_to_unicode(header, page.body, auto_detect_fun=detect)
    return text if encoding == "utf-8" or not is_utf8(page.body) else page.body.decode("utf-8-sig")


def is_utf8(body: bytes) -> bool:
    """True for more than ASCII that is valid UTF-8: text in another encoding never is, whatever a header says."""
    return not body.isascii() and detect(body) == "utf-8"


def detect(body: bytes) -> str:
    """UTF-8 when the bytes are valid UTF-8, else GB18030: no other encoding is in use on these sites."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def challenge(html: str) -> str:
    """The words by which a page is known that only asks who we are; empty when it has none of them."""
    shown = visible_start(html).lower()
    return next((words for words in CHALLENGES if words in shown), "")


def visible_start(html: str) -> str:
    """The first characters outside scripts and tags."""
    bare = TAG.sub(" ", SCRIPT.sub(" ", html[: CHALLENGE_WITHIN * 8]))
    shown = fold(bare[: CHALLENGE_WITHIN * 2])  # enough, but where half of it is white space
    return (shown if len(shown) >= CHALLENGE_WITHIN else fold(bare))[:CHALLENGE_WITHIN]


def is_mojibake(text: str) -> bool:
    """True when runs of `?` or U+FFFD stand where words should be."""
    # One character is found faster than four, and four faster than a pattern.
    marks = sum(map(len, QUESTION_MARKS.findall(text))) if "?" in text and "????" in text else 0
    lost = marks + text.count("\ufffd")
    return lost > 20 or (lost > 3 and lost * 20 > len(text))


def fold(text: str) -> str:
    """One line: zero-width characters dropped, every run of white space one space, nothing else repaired."""
    return " ".join((text if text.isascii() else ZERO_WIDTH.sub("", text)).split())


def fold_lines(lines: list[str]) -> str:
    """Folded, non-empty lines divided by one line feed: the form of every document's `text`."""
    return "\n".join(folded for line in lines if (folded := fold(line)))


def beijing_iso(stamp: str) -> str | None:
    """`2025-04-10`, `2025-04-10 12:01` or with seconds, printed in Beijing, as ISO; None when it is none of them."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(stamp.strip(), form).replace(tzinfo=BEIJING).isoformat()
        except ValueError:
            continue
    return stamp.strip() if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp.strip()) else None
