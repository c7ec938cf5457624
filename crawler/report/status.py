"""How everything stands, for people and for Prometheus."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from crawler.health import Health, SourceHealth
from crawler.report.documents import minute
from crawler.report.sheets import Sheet, as_form
from crawler.report.words import plain, shortened
from storage.health import Incident

COLUMNS = ("source", "state", "last answer", "newest", "usual gap", "next run", "incidents")
Sample = tuple[dict[str, str], float]


def as_text(health: Health) -> str:
    """A table of the sources, the open incidents, and what there is besides."""
    table = as_form(Sheet(columns=COLUMNS, rows=tuple(map(row, health.sources)), records=()), "text")
    incidents = [incident_line(one) for source in health.sources for one in source.incidents]
    waiting = ", ".join(f"{number} {state}" for state, number in sorted(health.mail.items())) or "none"
    sizes = f"store {megabytes(health.store_bytes)}, archive {megabytes(health.archive_bytes)}"
    return "\n".join((table, *incidents, f"{sizes}; held for review {health.held}; mail not delivered: {waiting}"))


def row(source: SourceHealth) -> tuple[str, ...]:
    """One source as cells."""
    return (
        source.source,
        f"STALE: {source.stale}" if source.stale else "ok",
        minute(source.answered_at) if source.answered_at else "never",
        source.newest_on or "",
        f"{source.usual_days:g} days" if source.usual_days is not None else "unknown",
        minute(source.next_at),
        ", ".join(one.cause for one in source.incidents),
    )


def incident_line(one: Incident) -> str:
    """`mofcom: outage since 2026-03-03 01:00 UTC, 4 runs: no answer (https://…, archived in … at …)`."""
    detail = shortened(plain(one.detail), 200)
    evidence = f" ({shortened(plain(one.evidence), 300)})" if one.evidence else ""
    return f"{one.source}: {one.cause} since {minute(one.opened_at)}, {one.runs} runs: {detail}{evidence}"


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:.1f} MB"


def as_json(health: Health) -> str:
    """All of it as one object; instants in ISO."""
    return json.dumps(asdict(health) | {"ok": health.ok}, ensure_ascii=False, indent=2, default=datetime.isoformat)


def as_prometheus(health: Health) -> str:
    """The text format of Prometheus, for the textfile collector of its node exporter."""
    return "".join(line for name, about, samples in metrics(health) for line in family(name, about, samples))


def metrics(health: Health) -> Iterator[tuple[str, str, list[Sample]]]:
    """Every metric: name, what it says, samples."""
    every = health.sources
    yield "source_stale", "1 when a source is stale", [(of(one), float(bool(one.stale))) for one in every]
    answered = [(of(one), one.answered_at.timestamp()) for one in every if one.answered_at]
    yield "source_answered_timestamp_seconds", "when a source last answered", answered
    quiet = [(of(one), float(one.quiet_days)) for one in every if one.quiet_days is not None]
    yield "source_quiet_days", "days since the newest item of a source", quiet
    nexts = [(of(one), one.next_at.timestamp()) for one in every]
    yield "source_next_run_timestamp_seconds", "when a source is crawled next", nexts
    opened = [(of(one) | {"cause": what.cause}, what.opened_at.timestamp()) for one in every for what in one.incidents]
    yield "incident_opened_timestamp_seconds", "since when something is wrong with a source", opened
    yield "store_bytes", "size of the store", [({}, float(health.store_bytes))]
    yield "archive_bytes", "size of the archive", [({}, float(health.archive_bytes))]
    yield "held_items", "events that wait for review", [({}, float(health.held))]
    yield "mail_undelivered", "mail that has not arrived", [({}, float(sum(health.mail.values())))]


def of(source: SourceHealth) -> dict[str, str]:
    """Its label."""
    return {"source": source.source}


def family(name: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    """One metric with its samples, a line each."""
    yield f"# HELP curbwatch_{name} {about}\n# TYPE curbwatch_{name} gauge\n"
    for labels, value in samples:
        inner = ",".join(f'{label}="{escaped(text)}"' for label, text in labels.items())
        yield f"curbwatch_{name}{f'{{{inner}}}' if inner else ''} {value!r}\n"


def escaped(text: str) -> str:
    """A label's value: a source may be called anything."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
