"""A sweep over a site, for the first time and with nothing changed."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.data.site import serving
from benchmarks.measure import PYTHON, ROOT, Bench, Bound, Measured, Spent, Spread, in_turn, ratios, spend

CONFIG = """
[fetch]
delay = 0.0
concurrency = 8
recheck = [{{ until = "1d", every = "0m" }}] # every page each time, as the peers do
private_hosts = ["127.0.0.1"]
[sources.site]
kind = "feed"
urls = ["{origin}/feed.rss"]
delay = 0.0
"""
URLWATCH = """
report: {stdout: {enabled: true}, text: {footer: false}}
display: {new: false, error: true}
"""
KILOBYTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """The two sides: a folder to work in, and the site."""

    folder: Path
    origin: str

    def first(self) -> Spent:
        """Ours, into a new store."""
        shutil.rmtree(self.folder / "first", ignore_errors=True)
        return self.crawl("first")

    def crawl(self, name: str) -> Spent:
        """Ours, into the store of that name."""
        (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "track.toml").write_text(CONFIG.format(origin=self.origin))
        store = self.folder / name / "track.db"
        return spend(
            (PYTHON, "-m", "crawler", "crawl", "site", "--config", self.folder / "track.toml", "--db", store),
            self.folder,
        )

    def scrapy(self) -> Spent:
        """The bare spider."""
        spider = ROOT / "benchmarks" / "peers" / "spider.py"
        return spend((PYTHON, spider, f"{self.origin}/feed.rss", self.folder / "saved"), self.folder)

    def urlwatch(self) -> Spent:
        """urlwatch, which has seen the pages before."""
        files = [
            part for name in ("urls", "config", "cache") for part in (f"--{name}", self.folder / f"urlwatch.{name}")
        ]
        return spend((Path(PYTHON).with_name("urlwatch"), *files), self.folder)

    def watch(self, count: int) -> None:
        """Write what urlwatch is to watch."""
        jobs = "---\n".join(f"url: {self.origin}/a/{number}.html\n" for number in range(count))
        (self.folder / "urlwatch.urls").write_text(jobs)
        (self.folder / "urlwatch.config").write_text(URLWATCH)

    def sent(self) -> int:
        """Bytes that the site has sent so far."""
        with urlopen(f"{self.origin}/sent") as answer:  # noqa: S310 - ours
            return int(answer.read())

    def archived(self) -> int:
        """Bytes of our archive."""
        return sum(file.stat().st_size for file in (self.folder / "again" / "track.archive").iterdir())


def measure(bench: Bench) -> list[Measured]:
    """Two rows: the first sweep by CPU time, the second by the clock."""
    count, folder = bench.size(2000, 40), bench.folder / "sweep"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with serving(count) as origin:
        sweep = Sweep(folder=folder, origin=origin)
        return [first(sweep, bench, count), *again(sweep, bench, count)]


def first(sweep: Sweep, bench: Bench, count: int) -> Measured:
    """Everything is new."""
    ours, peer = in_turn(bench.runs, sweep.first, sweep.scrapy)
    times, others = [run.cpu for run in ours], [run.cpu for run in peer]
    return Measured(
        name="sweep",
        work=f"a sweep over {count:,} pages on a local server, first time",
        beside="a bare Scrapy spider that saves the bodies",
        unit="s CPU",
        ours=Spread.of(times),
        peer=Spread.of(others),
        value=ratios(times, others),
        goal=Bound(limit=1.5),
        note=ours[0].printed.splitlines()[-1],
    )


def again(sweep: Sweep, bench: Bench, count: int) -> list[Measured]:
    """Nothing has changed since the last sweep of either."""
    sweep.watch(count)
    sweep.crawl("again")
    ours, peer = in_turn(bench.runs, lambda: sweep.crawl("again"), sweep.urlwatch)
    sent, archived = sweep.sent(), sweep.archived()
    sweep.crawl("again")
    wire, grown = (sweep.sent() - sent) / count, (sweep.archived() - archived) / count
    times, others = [run.wall for run in ours], [run.wall for run in peer]
    work = f"the same {count:,} pages, nothing changed"
    cpu = ratios([run.cpu for run in ours], [run.cpu for run in peer]).median
    return [
        Measured(
            name="sweep-again",
            work=work,
            beside="urlwatch with its cache",
            unit="s",
            ours=Spread.of(times),
            peer=Spread.of(others),
            value=ratios(times, others),
            goal=Bound(limit=1),
            note=f"{cpu:.2f} × its CPU time; the archive grew by {grown:.0f} bytes a page",
        ),
        Measured(
            name="sweep-wire",
            work=f"{work}: sent by the server",
            beside="–",
            unit="KB a page",
            ours=Spread.of([wire / KILOBYTE]),
            peer=None,
            value=Spread.of([wire / KILOBYTE]),
            goal=Bound(limit=1, unit="KB a page"),
        ),
    ]
