"""`track serve`: the store as pages, on this machine."""

from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

import crawler.web
from crawler.sections import Config
from crawler.version import own_version
from storage.errors import StoreError

PLUGIN = "curbwatch"
STATIC = Path(__file__).parent / "static"
SETTINGS = {"sql_time_limit_ms": 2000, "max_returned_rows": 1000, "allow_download": False, "allow_csv_stream": False}
METADATA = {
    "title": "Curbwatch",
    "description": "China's export controls: what MOFCOM announced, and what was seen when.",
}


def application(config: Config) -> Any:
    """The Datasette that serves the store, read-only, with our pages. Raises `StoreError` when there is none."""
    if not config.database.is_file():
        raise StoreError(f"{config.database}: there is no store yet; `track crawl` makes one")
    if not pm.has_plugin(PLUGIN):
        pm.register(crawler.web, name=PLUGIN)
    served: Any = Datasette(
        files=[str(config.database)], metadata=METADATA, settings=SETTINGS, static_mounts=[("curbwatch", str(STATIC))]
    )
    served.curbwatch = config
    served.curbwatch_facts = {"version": own_version(), "data": served.urls.database(config.database.stem)}
    return served


def serve(config: Config, host: str, port: int) -> None:
    """Answer requests until interrupted. Raises `StoreError` when there is no store."""
    uvicorn.run(application(config).app(), host=host, port=port, log_level="warning", lifespan="on", access_log=False)
