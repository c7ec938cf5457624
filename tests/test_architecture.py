"""No import goes up, and every heavy library has its one place: the table of the design, walked over the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = {
    "storage": {"storage"},
    "spiders": {"spiders", "storage.model", "storage.errors", "storage.urls", "storage.instruments"},
    "crawler": {"crawler", "spiders", "storage"},
}
# Library -> where it may be imported.
PLACES = {
    "scrapy": ("spiders", "crawler.fetch"),
    "twisted": ("spiders", "crawler.fetch"),
    "bs4": ("spiders",),
    "lxml": ("spiders",),
    "selectolax": ("spiders.articles",),
    "trafilatura": ("spiders",),
    "feedparser": ("spiders",),
    "docx": ("spiders.attachments.readers",),
    "openpyxl": ("spiders.attachments.readers",),
    "pdfplumber": ("spiders.attachments.pdf",),
    "pypdfium2": ("spiders.attachments.pdf",),
    "xlrd": ("spiders.attachments.readers",),
    "sqlite3": ("storage",),
    "sqlite_utils": ("storage",),
    "fastwarc": ("storage",),
    "datasketch": ("storage.duplicates",),
    "hyperscan": ("crawler.backfill.words",),
    "dask": ("crawler.backfill.cluster",),
    "distributed": ("crawler.backfill.cluster",),
    "fsspec": ("crawler.backfill.archives",),
    "apscheduler": ("crawler.schedule",),
    "smtplib": ("crawler.report.send",),
    "apprise": ("crawler.report.channels",),
    "jinja2": ("crawler.report.render", "crawler.export.page"),
    "rapidfuzz": ("crawler.screen",),
    "rigour": ("crawler.screen",),
    "opencc": ("crawler.screen",),
    "numpy": ("crawler.screen",),
    "click": ("crawler.cli", "crawler.commands"),
    "datasette": ("crawler.web",),
    "feedgen": ("crawler.export.feed",),
    "followthemoney": ("crawler.export.ftm",),
    "icalendar": ("crawler.export.calendar",),
    "zipfile": ("crawler.export.pack", "spiders.attachments"),
    "uvicorn": ("crawler.web.serve",),
}
OURS = tuple(LAYERS)
MODULES = sorted(path for name in OURS for path in (ROOT / name).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def within(name: str, places: set[str] | tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_down_and_libraries_keep_their_place(path: Path) -> None:
    module = dotted(path)
    for name in imports(path):
        library = name.split(".")[0]
        if library in OURS:
            assert within(name, LAYERS[module.split(".")[0]]), f"{module} imports {name}"
        elif library in PLACES:
            assert within(module, PLACES[library]), f"{module} imports {name}"


@pytest.mark.parametrize("name", OURS)
def test_packages_come_from_this_checkout(name: str) -> None:
    package = __import__(name)
    assert Path(package.__file__ or "").parent == ROOT / name


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_file_is_two(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
