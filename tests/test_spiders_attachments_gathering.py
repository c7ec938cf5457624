"""Attachments are asked for once, within bounds, from nobody else; what fails falls back on what was archived."""

import asyncio
import hashlib
from collections.abc import Iterable

import pytest
from scrapy.exceptions import IgnoreRequest

from spiders.attachments.gathering import BOUNDS, Archived, Bounds, Fetched, Gathered, Gatherer
from spiders.mofcom.source import SOURCE
from storage.errors import StoreError, UnreadableError
from storage.model import Attachment, Capture
from tests.fakes import notice
from tests.files import pdf
from tests.reading import page

FILE = "https://www.mofcom.gov.cn/a/{}.pdf"


def fetched(url: str, body: bytes) -> Fetched:
    answer = page(url, body)
    digest = hashlib.sha256(body).hexdigest()
    capture = Capture(url=url, status=200, file="f", offset=0, digest=digest, fetched_at=answer.fetched_at)
    return Fetched(page=answer, capture=capture)


class Site:
    """Answers with a PDF of the address, or with what is said of it."""

    def __init__(self, **replies: bytes | Exception) -> None:
        self.replies = replies
        self.asked: list[str] = []

    async def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        reply = self.replies.get(url.rpartition("/")[2].partition(".")[0], pdf([url]))
        if isinstance(reply, Exception):
            raise reply
        return fetched(url, reply)


def gather(
    site: Site, *urls: str, archived: Archived = lambda _: (), times: int = 1, bounds: Bounds = BOUNDS
) -> Gathered:
    """What comes of a notice with these attachments, read by several copies at once."""

    async def several() -> Gathered:
        gatherer = Gatherer(source=SOURCE, fetch=site.fetch, archived=archived, bounds=bounds)
        document = notice(attachments=tuple(Attachment(url=url) for url in urls))
        found = await asyncio.gather(*(gatherer.gather(document) for _ in range(times)))
        assert all(one == found[0] for one in found)
        return found[0]

    return asyncio.run(several())


def told(found: Gathered) -> list[tuple[str, str]]:
    errors = (trouble.error for trouble in found.troubles)
    return [(error.kind, error.detail) for error in errors if isinstance(error, UnreadableError)]


def test_copies_of_a_notice_share_what_is_asked_for() -> None:
    site = Site()
    found = gather(site, FILE.format(1), FILE.format(2), times=3)
    assert site.asked == [FILE.format(1), FILE.format(2)]
    assert [one.text for one in found.read.values()] == site.asked


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/1.pdf", "https://mofcom.gov.cn.evil.example/1.pdf", "http://["]
)
def test_nobody_else_is_asked(url: str) -> None:
    site = Site()
    assert len(gather(site, url).troubles) == 1
    assert site.asked == []


def test_an_answer_from_elsewhere_is_not_read() -> None:
    class Redirecting(Site):
        async def fetch(self, url: str) -> Fetched:
            return fetched("https://elsewhere.example/1.pdf", pdf(["甲"]))

    assert told(gather(Redirecting(), FILE.format(1)))[0][0] == "attachment"


def test_hosts_of_files_alone_are_asked() -> None:
    assert gather(Site(), "http://images.mofcom.gov.cn/1.pdf").read


def test_a_notice_has_so_many_attachments_and_so_much_text() -> None:
    bounds = Bounds(files=3, characters=2 * len(FILE.format(1)))
    found = gather(Site(), *(FILE.format(number) for number in range(5)), bounds=bounds)
    assert len(found.read) == 2
    assert [kind for kind, _ in told(found)] == ["too-large", "too-large"]


def test_what_fails_is_read_from_earlier_bytes_and_named() -> None:
    earlier = [fetched(FILE.format(1), b"<html>"), fetched(FILE.format(1), pdf(["甲"]))]
    for failure in (b"<html>sorry", UnreadableError("unreachable", "u", "no answer in time"), ValueError("odd")):
        found = gather(Site(**{"1": failure}), FILE.format(1), archived=lambda _: earlier)
        assert [one.text for one in found.read.values()] == ["甲"]
        assert len(found.troubles) == 1


@pytest.mark.parametrize("error", [IgnoreRequest("stopped"), StoreError("lost")])
def test_a_run_that_stops_and_bytes_that_are_lost_leave_the_notice_alone(error: Exception) -> None:
    def lost(_: str) -> Iterable[Fetched]:
        raise error

    reply = error if isinstance(error, IgnoreRequest) else ValueError("odd")
    with pytest.raises(type(error)):
        gather(Site(**{"1": reply}), FILE.format(1), archived=lost)
