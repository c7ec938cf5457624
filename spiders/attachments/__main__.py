"""The child process that reads one attachment: bytes on stdin, JSON on stdout.

{"text", "unread"}, or {"kind", "detail"} that says why there is no text. The limits are its one argument.
"""

import json
import resource
import sys

from spiders.attachments import Limits
from spiders.attachments.kinds import Found, read_file
from spiders.pages import fold_lines
from storage.errors import UnreadableError

UTF8 = 4  # bytes of a character at most; what JSON escapes is shorter


def main() -> None:
    """Read what comes in within the limits, and answer."""
    limits = Limits(**json.loads(sys.argv[1]))
    bind(limits)
    print(json.dumps(answer(sys.stdin.buffer.read(), limits)))


def bind(limits: Limits) -> None:
    """Let the kernel see to the limits: no parser talks it out of them."""
    bounds = {
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: 3 * UTF8 * limits.characters,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        resource.setrlimit(what, (most, most))


def answer(body: bytes, limits: Limits) -> dict[str, object]:
    """What is said to the parent."""
    try:
        return as_text(read_file(body), limits)
    except UnreadableError as error:
        return {"kind": error.kind, "detail": error.detail}
    except MemoryError:
        return {"kind": "too-large", "detail": f"not read in {limits.memory >> 20} MB of memory"}
    except Exception as error:  # a parser may fail in any way, and is not ours
        return {"kind": "layout", "detail": " ".join(f"a broken file: {type(error).__name__}: {error}"[:300].split())}


def as_text(found: Found, limits: Limits) -> dict[str, object]:
    """The lines as one text."""
    text = fold_lines(found.lines)
    if not text:
        raise UnreadableError("attachment", "", "a file without text, as of scanned pages")
    if len(text) > limits.characters:
        raise UnreadableError("too-large", "", f"a text of {len(text):,} characters")
    return {"text": text, "unread": found.unread}


if __name__ == "__main__":
    main()
