"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "csv", "markdown")


def store_options(command: Command) -> Command:
    """`--config` and `--db`: which configuration, which store."""
    path = click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option("--db", type=path, help="The store. Default: TRACK_DB, the configuration, your data folder."),
        click.option("--config", type=path, help="The configuration. Default: TRACK_CONFIG, ./config.toml."),
    ):
        command = option(command)
    return command


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`, one of the given ones, the first by default."""
    return click.option(
        "--format", "form", type=click.Choice(formats or FORMATS), default=(formats or FORMATS)[0], help="How to print."
    )
