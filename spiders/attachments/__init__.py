"""The text of a notice's attachment (附件): PDF, DOCX, XLSX, XLS, and ZIP archives of these.

Page -> child process (`python -m spiders.attachments`: bytes in, JSON out) -> AttachedText

A file from the web is read by a parser of thousands of lines, some of them C: it runs in a process of its own, which
may take only so much time and memory, and which no name or address from the page ever reaches.
"""

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from spiders.pages import refuse_status
from storage.errors import UnreadableError
from storage.model import Page

FOLDER = Path(__file__).parents[2]  # the child finds the packages where this process found them
OUT_OF_TIME = frozenset((signal.SIGXCPU, signal.SIGKILL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one attachment may take: seconds of computing, seconds on the clock, bytes of memory, and how much
    may come of it, in characters.
    """

    seconds: int = 20
    patience: float = 60.0
    memory: int = 512 << 20
    characters: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedText:
    """What an attachment says, as normalised lines. `unread` names the files of an archive that could not be read."""

    text: str
    unread: tuple[str, ...] = ()


LIMITS = Limits()


def read_attachment(page: Page, limits: Limits = LIMITS) -> AttachedText:
    """Read an attachment, told by its bytes. Blocks for as long as the limits allow.

    Raises `GoneError` for a file that is not there and `UnreadableError` for what is none, of a kind that nobody reads
    (`attachment`), broken (`layout`), or over the limits (`too-large`).
    """
    refuse_status(page)
    with TemporaryFile() as out:  # not a pipe: the child's bound on the size of files holds for it
        try:
            child = subprocess.run(  # noqa: S603 - every argument is ours
                [sys.executable, "-m", __name__, json.dumps(asdict(limits))],
                input=page.body,
                stdout=out,
                stderr=subprocess.DEVNULL,
                cwd=FOLDER,
                timeout=limits.patience,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableError("too-large", page.url, f"not read in {limits.patience} seconds") from error
        if child.returncode:
            raise died(child.returncode, page.url, limits)
        out.seek(0)
        return answered(json.load(out), page.url)


def answered(answer: dict[str, Any], url: str) -> AttachedText:
    """What the child said: the text, or why there is none."""
    if "kind" in answer:
        raise UnreadableError(answer["kind"], url, answer["detail"])
    return AttachedText(text=answer["text"], unread=tuple(answer["unread"]))


def died(code: int, url: str, limits: Limits) -> UnreadableError:
    """Why the child said nothing."""
    if -code in OUT_OF_TIME:
        return UnreadableError("too-large", url, f"not read in {limits.seconds} seconds of computing")
    cause = signal.Signals(-code).name if code < 0 else f"status {code}"
    return UnreadableError("layout", url, f"a file that its reader does not survive ({cause})")
