"""The command `track`. A command parses, calls one function, prints; it is imported only when it is called."""

import atexit
import gc
import sys
from importlib import import_module

import click

from storage.errors import ConfigError, LockedError, TrackError

COMMANDS = (
    "crawl", "diff", "digest", "list", "screen", "mute", "upcoming", "review", "show", "search", "sources", "gaps",
    "export", "reread", "backfill", "serve", "schedule", "status", "verify", "backup", "restore", "extract", "demo",
)  # fmt: skip
MADE = 50_000  # objects until Python looks for cycles, which it does every 700 by itself
USAGE, TEMPORARY = 2, 75  # sysexits: wrong usage or configuration; try again later


class Commands(click.Group):
    """The commands by name, each in `crawler.commands.NAME` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"crawler.commands.{cmd_name}").command
        return command


def say_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print the version and end."""
    if asked:
        from crawler.version import own_version

        click.echo(f"track {own_version()}")
        ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=say_version, help="Say which.")
def track() -> None:
    """Watch China's export controls: what MOFCOM announced, what the press reports, and what changed since a day.

    \b
    Start here:
      track demo                    three days of invented news on a local server, offline
      track crawl                   look at every source now
      track diff --since 7d         what became known in the last seven days
    """


def main() -> None:
    """Run `track`. Exit 0 well, 1 something failed, 2 usage or configuration, 75 another run holds the lock."""
    collect_seldom()
    try:
        sys.exit(track(prog_name="track", standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TrackError as error:
        for line in str(error).splitlines():
            click.echo(f"track: {line}", err=True)
        sys.exit(code_of(error))


def collect_seldom() -> None:
    """Look for cycles now and then, and not at the end: that was a tenth of what a command takes that prints a week."""
    gc.set_threshold(MADE)
    atexit.register(gc.freeze)  # files and stores are closed by those who opened them


def code_of(error: TrackError) -> int:
    """The exit status that tells a script what to do about an error."""
    return USAGE if isinstance(error, ConfigError) else TEMPORARY if isinstance(error, LockedError) else 1
