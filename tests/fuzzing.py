"""Mutated inputs for every reader and rule: real bytes, spoilt by a seeded chance, read within a budget of computing.

`python -m tests.fuzzing 200000 [TARGET …]` reads so many of them and prints what is wrong; each finding can be had
again with `python -m tests.fuzzing --again TARGET NUMBER`.
"""

import random
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from storage.errors import TrackError

BUDGET = 5.0  # seconds of computing for one input; the usual one takes a few hundredths
LARGEST = 60_000  # bytes of one input
WORKERS = 2

# What has broken readers: digits that are none, dates that no calendar has, markup that never ends, broken characters.
WORDS = [
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("\x00", "\ufeff", "\ud800", "\u200b", "\u2028", "\x1b[31m", "\U0010ffff", "²", "٣", "〇", "½", "9" * 40),
        *("-1", "1e999", "NaN", "null", "[]", "{}", '"', "\\u0000", "\\ud800", "true", "[" * 500, "<div>" * 300, "((("),
        *("2025-02-30T25:61:61+99:99", "Mon, 99 Foo 2026", "https://a.example:99999/", "http://[", "http://\ud800.cn/"),
        *(
            "<",
            ">",
            "<!--",
            "]]>",
            "<![CDATA[",
            "&#x110000;",
            "&#0;",
            "&amp",
            "<table><tr><td>",
            "</div>",
            "<p>",
            "<h1>",
        ),
        *("//", "%00", "?a=%ff", "file:///", "1C117.d", "suspended", "on Monday", "28 US firms", "(A Inc.)"),
        *[
            "2025年13月45日",
            "0年0月0日",
            "9999年12月31日",
            "二〇二五年",
            "第0号",
            "第99999999999999999999号",
            "1-99999999号",
            "9999999999天",
        ],
        *["〔2025〕", "至", "等0家", "万亿", "（", "）", "暂停", "列入", "停止", "自即日起", "附件", "1.甲公司（A）"],
    )
]
CUTS = re.compile(rb"[0-9]+|[<>&\"'{}\[\],\r\n]")


class OutOfTimeError(BaseException):
    """An input that took more than its budget; no reader may catch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Bytes to start from, and what reads them; `read` may raise what the project declares, nothing else."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the seeds, spoilt one to four times."""
    body = chance.choice(seeds)
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(CHANGES)(body, seeds, chance)
    return body[:LARGEST]


def span(body: bytes, chance: random.Random, most: int = 400) -> tuple[int, int]:
    """Where to cut: often where a number or a mark of the format stands."""
    start = chance.randrange(len(body) + 1)
    found = CUTS.search(body, start) if chance.random() < 0.7 else None
    return found.span() if found else (start, min(len(body), start + chance.randrange(most)))


def cut(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Leave something out."""
    start, end = span(body, chance)
    return body[:start] + body[end:]


def put(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Put a word in the place of something."""
    start, end = span(body, chance)
    return body[:start] + chance.choice(WORDS) + body[end:]


def flip(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Change a byte."""
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.randbytes(1) + body[at + 1 :]


def stop(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Break off."""
    return body[: chance.randrange(len(body) + 1)]


def repeat(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Say something again and again."""
    start = chance.randrange(len(body) + 1)
    end = min(len(body), start + chance.randrange(1, 300))
    return body[:end] + body[start:end] * chance.choice((1, 2, 20, 200)) + body[end:]


def splice(body: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Go on as another one."""
    other = chance.choice(seeds)
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


CHANGES = (cut, put, put, put, flip, stop, repeat, splice)


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise `OutOfTimeError` after so much computing."""

    def stop_reading(*_: object) -> None:
        raise OutOfTimeError(f"more than {seconds} seconds of computing")

    before = signal.signal(signal.SIGPROF, stop_reading)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def given(name: str, number: int) -> bytes:
    """The input of that number."""
    from tests.fuzzed import TARGETS

    return mutated(TARGETS[name].seeds, random.Random(f"{name} {number}"))  # noqa: S311 - no secret


def finding(name: str, number: int) -> str | None:
    """What is wrong with how an input is read; None when it is read, or refused as declared."""
    from tests.fuzzed import TARGETS

    body = given(name, number)
    try:
        with budget(BUDGET):
            TARGETS[name].read(body)
    except TrackError:
        return None
    except (Exception, OutOfTimeError) as error:
        last = error.__traceback__
        while last and last.tb_next:
            last = last.tb_next
        place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else ""
        return f"{name} {number}: {type(error).__name__}: {str(error)[:150]} at {place}"
    return None


def findings(share: tuple[str, range]) -> list[str]:
    """All that is wrong in a share of the inputs of a target."""
    name, numbers = share
    return [found for number in numbers if (found := finding(name, number))]


def fuzz(names: Sequence[str], each: int, size: int = 250) -> Iterator[str]:
    """Read `each` inputs of each target in two processes."""
    shares = [(name, range(first, min(first + size, each))) for first in range(0, each, size) for name in names]
    with get_context("spawn").Pool(WORKERS) as pool:
        for found in pool.imap_unordered(findings, shares):
            yield from found


def main(words: list[str]) -> None:
    """The command."""
    from tests.fuzzed import TARGETS

    if words[0] == "--again":
        sys.stdout.buffer.write(given(words[1], int(words[2])))
        TARGETS[words[1]].read(given(words[1], int(words[2])))
        return
    names = words[1:] or list(TARGETS)
    for found in fuzz(names, -(-int(words[0]) // len(names))):
        print(found, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
