"""Thirty days of five sources, crawled for real on a clock of our own, while the sites fail at random: every planted
change is told once, and nothing else is.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from storage.history import ChangeWindow, History
from storage.model import Change
from tests.fetching import Reply, Site, configure, html, main, rss, serving
from tests.misbehaving import XML, Answer, moved, reset
from tests.states import assert_sound
from tests.test_crawler_fetch_run import MINISTRY, ministry

DAYS = 30
FIRST = datetime(2026, 6, 1, 3, tzinfo=UTC)
PRESS = ("north", "south", "east", "west")
SITES = {"mofcom": MINISTRY, **{name: (f"{name}.example",) for name in PRESS}}
FAULTY = 0.35  # of the days of each source
QUIET_END = 27  # from here on all is well

Told = tuple[str, str, str]  # kind of change, document, action of the event if there is one
INDEX = "www.mofcom.gov.cn/zcfb/blgg/gg/2026/index.html"
ART = "/zcfb/blgg/gg/2026/art/2026/art_{}.html"
STATED = "China on {} placed {} Drones Inc on its unreliable entity list, the commerce ministry said."


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What a site shows from a day on, and what is to be told of it, sooner or later."""

    day: int
    shows: dict[str, Answer]
    told: tuple[Told, ...]


def official(number: int, title: str, text: str, day: int) -> dict[str, Answer]:
    title = f"商务部公告2026年第{number}号 {title}"
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-06-{day:02} 10:00">'
    body = f'<html><head>{head}</head><body><div class="art-con" ergodic="article"><p>{text}</p></div>'
    return {f"www.mofcom.gov.cn{ART.format(number)}": Reply(body=body.encode())}


def listing(number: int, names: str, day: int, more: str = "") -> dict[str, Answer]:
    count = names.count("公司")
    title = f"公布将{count}家美国实体列入出口管制管控名单的决定"
    return official(number, title, f"决定将{names}列入出口管制管控名单。本公告自公布之日起实施。{more}", day)


def story(name: str, number: int, text: str) -> dict[str, Answer]:
    return {f"{name}.example/{number}": Reply(body=html(f"China bars drone maker {number}", text))}


def key(number: int) -> str:
    return f"MOFCOM-2026-{number}"


PLAN = (
    Planted(day=3, shows=listing(21, "甲公司（Alpha Corp.）", 3), told=(("event", key(21), "list"),)),
    Planted(
        day=5,
        shows=official(20, "关于暂停有关措施的公告", "自2026年6月5日起，暂停商务部公告2026年第1号有关措施10天。", 5),
        told=(("event", key(20), "suspend"), ("lapsed", key(20), "suspend")),
    ),
    Planted(
        day=7,
        shows=story("north", 1, STATED.format("Sunday", "Nordic")),
        told=(("event", "https://north.example/1", "list"),),
    ),
    Planted(
        day=9,
        shows=listing(21, "甲公司（Alpha Corp.）", 3, "特此公告，请遵照执行。"),
        told=(("edited", key(21), ""),),
    ),
    Planted(
        day=10,
        shows=story("north", 1, STATED.format("Sunday", "Nordic") + " It did not say why the firm was chosen."),
        told=(("edited", "https://north.example/1", ""),),
    ),
    Planted(
        day=11,
        shows={"exportcontrol.mofcom.gov.cn/article/gndt/202605/11.html": Reply(status=404)},
        told=(("gone", key(11), ""),),
    ),
    Planted(
        day=13,
        shows={"north.example/1": moved("https://north.example/index.html"), "north.example/index.html": Reply()},
        told=(("gone", "https://north.example/1", ""),),
    ),
    Planted(
        day=15,
        shows=listing(21, "甲公司（Alpha Corp.）、乙公司（Beta Corp.）", 3, "特此公告，请遵照执行。"),
        told=(("edited", key(21), ""), ("retracted", key(21), "list"), ("event", key(21), "list")),
    ),
    Planted(
        day=16,
        shows=story("west", 2, STATED.format("Monday", "Western")),
        told=(("event", "https://west.example/2", "list"),),
    ),
    Planted(day=18, shows={}, told=(("back", key(11), ""),)),
    Planted(day=22, shows=listing(22, "丙公司（Gamma Corp.）", 22), told=(("event", key(22), "list"),)),
    Planted(
        day=24,
        shows=official(23, "关于暂停有关措施的公告", "自2026年6月24日起，暂停商务部公告2026年第21号有关措施90天。", 24),
        told=(("event", key(23), "suspend"),),
    ),
)
AT_FIRST = tuple(("event", key(number), "list") for number in (1, 2, 3, 11, 12, 13, 14))


def shown(day: int) -> dict[str, Answer]:
    """All sites, when nothing is wrong with them. What surrounds an article is another every day."""
    bare = Site("")
    ministry(bare)
    found = dict(bare.replies)
    for plan in PLAN:
        if plan.day <= day and not (plan.day == 11 and day >= 18):
            found |= plan.shows
    art = [path for path in found if "/gg/2026/art/" in path]
    rows = "".join(f'<li><a href="https://{path}">商务部公告</a><span>2026-06-01</span></li>' for path in sorted(art))
    found[INDEX] = Reply(body=rows.encode())
    for name in PRESS:
        found[f"{name}.example/0"] = Reply(body=html("Export talk"))
        pages = sorted(url for url in found if url.startswith(f"{name}.example/") and url[-1].isdigit())
        links = ((f"https://{url}", "China export controls") for url in pages)
        found[f"{name}.example/feed"] = Reply(body=rss(*links), headers=XML)
    return {url: surrounded(answer, day) for url, answer in found.items()}


def surrounded(answer: Answer, day: int) -> Answer:
    """Counters and advertisements."""
    if isinstance(answer, Reply) and b"</article>" in answer.body:
        return replace(answer, body=answer.body.replace(b"</article>", f"</article><i>{day * 17} views</i>".encode()))
    return answer


def broken(answers: dict[str, Answer], hosts: tuple[str, ...], chance: random.Random) -> dict[str, Answer]:
    """The answers of these hosts, all spoilt in one way."""
    everything: Answer = chance.choice(
        (
            Reply(status=500, body=b"oops"),
            Reply(status=403),
            Reply(status=429, headers=(("Retry-After", "3600"),)),
            Reply(body=b""),
            Reply(body=b"<html>", length=900),
            Reply(body=html("Just a moment...", "Verify you are human")),
            Reply(body=html("??????????", "?????????? " * 40)),
            Reply(play=reset),
        )
    )
    of_them = [url for url in answers if url.partition("/")[0] in hosts]
    some = [url for url in of_them if chance.random() < 0.5] if chance.random() < 0.5 else of_them
    robots = {f"{host}/robots.txt": Reply(status=503) for host in hosts if chance.random() < 0.2}
    return dict.fromkeys(some, everything) | robots


def faults(seed: int) -> Iterator[set[str]]:
    """Which sources fail on each day; never the same one two days on end."""
    chance, before = random.Random(seed), set(SITES)  # noqa: S311 - no secrets
    for day in range(1, DAYS + 1):
        before = {name for name in SITES if name not in before and day < QUIET_END and chance.random() < FAULTY}
        yield before


def named(change: Change) -> Told:
    return change.kind, change.document.key, change.event.action if change.event else ""


def live(folder: Path, seed: int) -> list[Told]:
    """Thirty days; what each morning's look at the day told. Each crawl is a process of its own."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["crawler.fetch.run", "tests.fetching"])
    chance, told = random.Random(seed + 1), []  # noqa: S311 - no secrets
    with serving() as site, context.Pool(1, maxtasksperchild=1) as children:
        hosts = [host for names in SITES.values() for host in names]
        feeds = {name: f"https://{name}.example/feed" for name in PRESS}
        config = configure(folder, dict.fromkeys(hosts, site.origin), feeds, fetch="timeout = 9.0\nretries = 0")
        for day, failing in enumerate(faults(seed), 1):
            answers = shown(day)
            for name in sorted(failing):
                answers |= broken(answers, SITES[name], chance)
            site.replies = dict(answers)
            now = FIRST + timedelta(days=day - 1)
            job = {"config": str(config), "db": str(folder / "t.db"), "sources": list(SITES), "now": now.isoformat()}
            report = children.apply(main, [job])
            assert report["error"] is None
            assert {one["source"] for one in report["reports"] if not one["ok"]} <= failing, report["issues"]
            until = now + timedelta(hours=12)
            with History.open(folder / "t.db") as history:
                window = ChangeWindow(since=until - timedelta(days=1), until=until)
                told += map(named, history.changes(window, now=until))
    return told


@pytest.mark.parametrize("seed", [2026])
def test_every_planted_change_is_told_once_and_no_other(tmp_path: Path, seed: int) -> None:
    assert sum(map(len, faults(seed))) > DAYS / 2
    told = Counter(live(tmp_path, seed))
    expected = Counter([*AT_FIRST, *(one for plan in PLAN for one in plan.told)])
    assert (told - expected, expected - told) == (Counter(), Counter())
    assert_sound(tmp_path / "t.db")
