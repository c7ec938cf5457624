"""One spelling for URLs and requests that ask for the same thing."""

import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

# Parameters that say where a reader came from, never what she reads.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|spm")
PATH_SAFE = "/:@!$&'()*+,;=~-._"
DEFAULT_PORTS = (":80", ":443")


def canonical(url: str) -> str:
    """The identity of a page: https, lower-case host without default port, decoded and sorted query, no fragment.

    http and https are one page, and so are spellings that differ in query order, percent-encoding or tracking.

    >>> canonical("HTTP://Example.org:80/a%7eb?b=2&utm_source=x&a=%E4%B8%AD#c")
    'https://example.org/a~b?a=%E4%B8%AD&b=2'
    """
    parts = urlsplit(url.strip())
    host = parts.netloc.rpartition("@")[2].lower()
    for port in DEFAULT_PORTS:
        host = host.removesuffix(port)
    path = quote(unquote_to_bytes(parts.path), safe=PATH_SAFE) or "/"
    return urlunsplit(("https", host, path, canonical_form(parts.query), ""))


def canonical_form(form: str) -> str:
    """A query or form body with its pairs sorted, in one encoding, without tracking parameters."""
    pairs = parse_qsl(form, keep_blank_values=True, encoding="utf-8", errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not TRACKING.fullmatch(pair[0]))
    return urlencode(kept, encoding="utf-8", errors="surrogateescape")


def request_key(method: str, url: str, body: bytes = b"") -> str:
    """The identity of a request: method, page and, for a POST, its form."""
    form = canonical_form(body.decode("utf-8", "surrogateescape")) if body else ""
    return f"{method.upper()} {canonical(url)} {form}".rstrip()


def host_of(url: str) -> str:
    """Lower-case host without port."""
    return (urlsplit(url).hostname or "").lower()


def address(url: str) -> str:
    """The canonical URL, or the text as it is where it is no URL at all: what a page links to may be anything."""
    try:
        return canonical(url)
    except ValueError:
        return url
