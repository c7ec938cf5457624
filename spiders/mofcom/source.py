"""The Ministry of Commerce as a source."""

from spiders.base import Source
from spiders.mofcom.english import read_english
from spiders.mofcom.listing import HOSTS, key, listings
from spiders.mofcom.notice import READER_VERSION, read_notice
from storage.model import Notice, Page
from storage.urls import host_of

ENGLISH = "english.mofcom.gov.cn"


def read(page: Page) -> Notice:
    """Read a page of one of the ministry's sites, Chinese or English."""
    return read_english(page) if host_of(page.url) == ENGLISH else read_notice(page)


SOURCE = Source(
    name="mofcom",
    title="Ministry of Commerce (MOFCOM)",
    authority="official",
    hosts=HOSTS,
    file_hosts=("images.mofcom.gov.cn",),  # of the system before 2024-09
    listings=listings,
    key=key,
    read=read,
    reader_version=READER_VERSION,
    headers=(("Referer", "https://www.mofcom.gov.cn/"),),  # 403 without one has been reported
)
