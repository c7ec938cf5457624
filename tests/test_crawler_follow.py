"""The press followed through days: what two archives a day apart tell, and what is asked for when on the network."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from storage.archive import ArchiveWriter
from storage.history import ChangeWindow, History
from storage.model import Capture, Change, EditKind, Exchange
from tests.fetching import Asked, Reply, Site, configure, crawl_once, html, rss, serving

HOME = "https://www.globaltimes.cn"
FIRST, SECOND, THIRD = (datetime(2026, 5, day, 4, tzinfo=UTC) for day in (11, 12, 13))
FILLER = [f"The ministry's spokesperson said for the {n}th time what such controls are for." for n in range(5, 12)]
CLAIM = "China's commerce ministry on Monday added {} US firms to its export control list, it announced."

# Article number -> headline and paragraphs.
Edition = dict[int, tuple[str, list[str]]]

BEFORE: Edition = {
    1: ("China adds US firms to export control list", [CLAIM.format(15), *FILLER]),
    2: ("What export curbs mean for chip makers", FILLER),
    3: ("Exporters of gallium wait for licences", FILLER),
    4: ("Talk of chip exports", ["A spokesperson on Monday spoke of chip exports.", "Global Times"]),
    5: ("Exports of graphite fall", FILLER),
    6: ("Exports of tungsten rise", FILLER[:3]),
    7: ("Export talks go on", FILLER[:4]),
}
AFTER: Edition = BEFORE | {
    1: (BEFORE[1][0], [CLAIM.format(16), *FILLER]),  # a silent edit
    2: (BEFORE[2][0], [f"Factories in Shenzhen shrug, managers told us over tea, cup {n}." for n in range(20, 27)]),
    3: ("Gallium exporters give up", FILLER),
    4: (BEFORE[4][0], ["A spokesperson on Tuesday spoke of chip exports.", *FILLER]),  # a flash that grew
    8: ("Export rebates end", FILLER[:2]),
}  # fmt: skip


def url(number: int) -> str:
    return f"{HOME}/page/202605/{number}.shtml"


def story(title: str, text: Iterable[str], furniture: str) -> bytes:
    """A page as Global Times builds them."""
    return f"""<html><head><title>{title} - Global Times</title></head><body><div class="ad">{furniture}</div>
<div class="article_title">{title}</div><span class="pub_time">Published: May 11, 2026 11:00 AM</span>
<div class="article_content"><div class="article_right">{"<br />".join(text)}</div></div></body></html>""".encode()


def sitemap(edition: Edition) -> bytes:
    """A Google News sitemap."""
    row = "<url><loc>{}</loc><n:news><n:title>{}</n:title></n:news></url>"
    rows = "".join(row.format(url(number), title) for number, (title, _) in edition.items())
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f'<?xml version="1.0"?><urlset {spaces}>{rows}</urlset>'.encode()


def archive(folder: Path, edition: Edition, at: datetime, *, gone: int | None = None) -> Path:
    """A crawl's archive: the sitemap, every article, one of them twice and once more on the bare host."""
    with ArchiveWriter(folder, f"{at:%Y%m%d}") as writer:

        def add(address: str, body: bytes, seconds: int, status: int = 200, same_as: Capture | None = None) -> Capture:
            kind = "application/xml" if address.endswith(".xml") else "text/html; charset=utf-8"
            fetched_at = at + timedelta(seconds=seconds)
            headers = (("Content-Type", kind),)
            exchange = Exchange(url=address, status=status, headers=headers, body=body, fetched_at=fetched_at)
            return writer.append(exchange, same_as=same_as)

        add(f"{HOME}/sitemap.xml", sitemap({n: edition[n] for n in edition if n != gone}), 0)
        for number, (title, text) in edition.items():
            body = story(title, text, f"Advertisement of {at}")
            capture = add(url(number), *((b"Not Found", number, 404) if number == gone else (body, number)))
            if number == 6:
                add(url(number), body, 60, same_as=capture)
                add(url(number).replace("www.", ""), body, 61)
    return writer.path


def told(folder: Path, since: datetime) -> list[Change]:
    with History.open(folder / "t.db") as history:
        return history.changes(ChangeWindow(since=since))


def kinds_of(change: Change) -> tuple[EditKind, ...]:
    return change.revision.kinds if change.revision else ()


def replay(folder: Path, path: Path) -> SimpleNamespace:
    run = crawl_once(folder / "config.toml", "global-times", replay=[str(path)], offline=True)
    assert run.ok, run.issues
    return run


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was told two days."""
    folder = tmp_path_factory.mktemp("followed")
    configure(folder, {}, {})
    replay(folder, archive(folder, BEFORE, FIRST))
    replay(folder, archive(folder, AFTER, SECOND, gone=5))
    return folder


def test_the_second_archive_tells_exactly_what_changed(followed: Path) -> None:
    found = {(change.kind, change.document.key, *kinds_of(change)) for change in told(followed, SECOND)}
    assert found == {
        ("edited", "global-times:1", "numbers"),
        ("retracted", "global-times:1"),
        ("event", "global-times:1"),
        ("edited", "global-times:2", "numbers", "removed", "added"),
        ("edited", "global-times:3", "headline"),
        ("edited", "global-times:4", "grown", "names"),
        ("gone", "global-times:5"),
    }
    assert len(found) == len(told(followed, SECOND))


def test_the_counts_of_a_claim_follow_the_edit(followed: Path) -> None:
    events = {change.kind: change.event for change in told(followed, SECOND) if change.event}
    assert {kind: event.declared_count for kind, event in events.items()} == {"retracted": 15, "event": 16}


def test_an_identical_archive_tells_nothing(followed: Path) -> None:
    before = told(followed, FIRST)
    for path in (followed / f"{SECOND:%Y%m%d}.warc.gz", archive(followed, AFTER, THIRD, gone=5)):
        run = replay(followed, path)
        assert (run.reports["global-times"].new, run.reports["global-times"].changed) == (0, 0)
    assert told(followed, FIRST) == before


def test_archives_in_the_wrong_order_tell_no_edit_backwards(tmp_path: Path) -> None:
    configure(tmp_path, {}, {})
    first, second = archive(tmp_path, BEFORE, FIRST), archive(tmp_path, AFTER, SECOND, gone=5)
    for path in (second, first, second):
        replay(tmp_path, path)
    assert {change.kind for change in told(tmp_path, FIRST)} <= {"event", "gone"}


# The schedule, on real sockets


def tagged(asked: Asked) -> Reply:
    """Answers 304 to whoever has the page."""
    if asked.headers.get("if-none-match") == '"1"':
        return Reply(status=304)
    return Reply(body=html("Export curbs"), headers=(("Content-Type", "text/html"), ("ETag", '"1"')))


def test_a_listed_article_is_asked_for_again_when_it_is_due_and_under_a_condition(tmp_path: Path) -> None:
    with serving() as site:
        publish(site, "a")
        steps = 'recheck = [{ until = "6h", every = "15m" }, { until = "90d", every = "7d" }]'
        config = configure(tmp_path, {"n.example": site.origin}, {"n": "https://n.example/feed"}, fetch=steps)
        assert asked_at(site, config, 0) == ["/feed", "/a"]
        publish(site, "a", "b")
        assert asked_at(site, config, 5) == ["/feed", "/b"]
        assert asked_at(site, config, 15) == ["/feed", "/a"]
        assert [asked.headers.get("if-none-match") for asked in site.asked if asked.url.endswith("/a")] == ['"1"']
        assert asked_at(site, config, 25) == ["/feed", "/b"]
        site.replies |= {"n.example/feed": Reply(body=rss()), "n.example/a": Reply(body=html("Export curbs end"))}
        day = 60 * 24
        assert asked_at(site, config, 80 * day) == ["/feed", "/a", "/b"]  # /a changes: its schedule begins anew
        assert asked_at(site, config, 80 * day + 20) == ["/feed", "/a"]
        assert asked_at(site, config, 171 * day) == ["/feed"]


def publish(site: Site, *names: str) -> None:
    links = ((f"https://n.example/{name}", "Export curbs") for name in names)
    site.replies |= {f"n.example/{name}": tagged for name in names}
    site.replies["n.example/feed"] = Reply(body=rss(*links))


def asked_at(site: Site, config: Path, minutes: int) -> list[str]:
    """What a crawl so many minutes after the first asks for."""
    site.asked.clear()
    run = crawl_once(config, "n", now=(FIRST + timedelta(minutes=minutes)).isoformat())
    assert not [issue for issue in run.issues.get("n", ()) if issue[0] != "empty"], run.issues
    return [address.removeprefix("n.example") for address in site.urls()]
