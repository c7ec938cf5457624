"""The only file that names a setting of Scrapy."""

from typing import Any

from crawler.fetch.resolver import PRIVATE_HOSTS
from crawler.sections import FetchConfig

PLACE = "crawler.fetch"

# Requests pass from the smallest number to the largest, answers back. The archive stands next to the network: it has
# every response, raw, before anybody reads it.
LIVE = {
    f"{PLACE}.middlewares.FailureMiddleware": 50,
    f"{PLACE}.robots.RobotsMiddleware": 100,
    f"{PLACE}.retry.RetryMiddleware": 550,
    f"{PLACE}.middlewares.RedirectMiddleware": 600,
    f"{PLACE}.middlewares.ConditionalMiddleware": 910,
    f"{PLACE}.middlewares.ArchiveMiddleware": 920,
}
NOT_IN_REPLAY = ("retry.RetryMiddleware", "middlewares.ConditionalMiddleware")

# Scrapy's own that are not even loaded: some listen or print, some import more than the rest together.
ABSENT = dict.fromkeys(
    (
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
        "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",  # the archive keeps what came
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
        "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",  # ours names a chain without end
        "scrapy.downloadermiddlewares.retry.RetryMiddleware",  # ours knows pauses
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",  # ours says so when robots.txt fails
        "scrapy.downloadermiddlewares.stats.DownloaderStats",
    )
)
UNUSED = dict.fromkeys(
    (
        "scrapy.extensions.corestats.CoreStats",
        "scrapy.extensions.feedexport.FeedExporter",
        "scrapy.extensions.logstats.LogStats",
        "scrapy.extensions.memdebug.MemoryDebugger",
        "scrapy.extensions.memusage.MemoryUsage",
        "scrapy.extensions.remote_control.RemoteControl",
        "scrapy.extensions.spiderstate.SpiderState",
        "scrapy.extensions.telnet.TelnetConsole",
    )
)

# What it counts and checks for each page, and nobody asks for: the desk keeps the counts, `refuse_address` the bounds.
NO_SPIDER_MIDDLEWARES = dict.fromkeys(
    (
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # what a status means is the reader's business
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
    )
)

DEFAULT_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
    "Accept-Encoding": "gzip, deflate",  # what `storage.archive.page_of` undoes
}


def settings(fetch: FetchConfig, *, delay: float, hosts: int, replay: bool) -> dict[str, Any]:
    """Scrapy's settings for one source: `delay` is its least pause between two requests to one host, seconds."""
    return QUIET | BOUNDARIES | bounds(fetch) | (replayed() if replay else manners(fetch, delay, hosts))


QUIET: dict[str, Any] = {"LOG_INSTALL_ROOT_HANDLER": False, "STATS_DUMP": False}  # who shows what is logged is not us


def process_settings(fetch: FetchConfig) -> dict[str, Any]:
    """What holds for all sources at once: the reactor's resolver."""
    resolver = {"TWISTED_DNS_RESOLVER": f"{PLACE}.resolver.PublicResolver", PRIVATE_HOSTS: list(fetch.private_hosts)}
    return QUIET | {"DNS_TIMEOUT": fetch.timeout} | resolver


BOUNDARIES: dict[str, Any] = {
    "CONCURRENT_ITEMS": 1,  # what one page gives is written in its order; Scrapy starts as many tasks for each page
    "DEFAULT_REQUEST_HEADERS": DEFAULT_HEADERS,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the spider knows what it asked for
    "EXTENSIONS": UNUSED,
    "ITEM_PIPELINES": {f"{PLACE}.pipelines.RememberPipeline": 100},
    "REFERRER_POLICY": "no-referrer",  # beyond what a source asks for
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    "SPIDER_MIDDLEWARES": NO_SPIDER_MIDDLEWARES,
    "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
}


def bounds(fetch: FetchConfig) -> dict[str, Any]:
    """Size, time and number."""
    return {
        "DNS_TIMEOUT": fetch.timeout,
        "DOWNLOAD_MAXSIZE": fetch.max_bytes,
        "DOWNLOAD_TIMEOUT": fetch.timeout,
        "DOWNLOAD_WARNSIZE": 0,
        "REDIRECT_MAX_TIMES": fetch.max_redirects,
        "USER_AGENT": fetch.agent,
    }


def manners(fetch: FetchConfig, delay: float, hosts: int) -> dict[str, Any]:
    """Towards a site: robots.txt, pauses, few requests at a time."""
    return {
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(fetch.concurrency),
        "CONCURRENT_REQUESTS": fetch.concurrency * hosts,  # no more in the queue: a run that is stopped waits for them
        "CONCURRENT_REQUESTS_PER_DOMAIN": fetch.concurrency,
        "DOWNLOADER_MIDDLEWARES": LIVE | ABSENT,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # the delay is a least pause
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), f"{PLACE}.handlers.ConnectHandler"),
        "ROBOTSTXT_OBEY": True,  # RobotsMiddleware sees to it
    }


def replayed() -> dict[str, Any]:
    """From archives: no pauses, no conditions, no sockets."""
    middlewares = {name: place for name, place in LIVE.items() if not name.endswith(NOT_IN_REPLAY)}
    return {
        "CONCURRENT_REQUESTS": 1,  # one order: a page without a number is named by the copy that comes first
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOADER_MIDDLEWARES": middlewares | ABSENT,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), f"{PLACE}.handlers.ReplayHandler"),
        "HTTPPROXY_ENABLED": False,
    }
