"""The sources that are built in. To add one, see the docstring of `spiders`."""

from spiders import bloomberg_law, global_times, scmp, voa
from spiders.base import Source
from spiders.mofcom.source import SOURCE as MOFCOM
from storage.urls import host_of

SOURCES: dict[str, Source] = {
    source.name: source for source in (MOFCOM, global_times.SOURCE, scmp.SOURCE, voa.SOURCE, bloomberg_law.SOURCE)
}


def source_for(url: str) -> Source | None:
    """The built-in source on whose hosts a URL lies; None when it is nobody's.

    >>> source_for("https://www.globaltimes.cn/page/202501/1326175.shtml").name
    'global-times'
    """
    host = host_of(url)
    return next((source for source in SOURCES.values() if host in source.hosts), None)
