"""The text of a digest to Slack, Teams, a webhook or wherever Apprise can. Its URLs hold secrets: they stay outside."""

from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default

from crawler.report.send import MailError, Mark

PREFIX = "channel:"  # before the name of an environment variable, in the place of a mail address


def notify(environ: Mapping[str, str], address: str, body: bytes, mark: Mark) -> None:
    """Send and mark. A channel that says no may have said yes to a part: it is asked again, at the risk of a repeat."""
    try:
        import apprise
    except ImportError as error:
        raise MailError("channels need Apprise: pip install 'curbwatch[channels]'") from error
    name = address.removeprefix(PREFIX)
    channel = apprise.Apprise()
    if not channel.add(environ.get(name, "")):
        mark("deferred", f"${name} holds no Apprise URL")
        return
    message = message_from_bytes(body, policy=default)
    part = message.get_body(("plain",))
    mark("sending", "")
    text = part.get_content() if part else ""
    done = channel.notify(title=message["Subject"], body=text, body_format=apprise.NotifyFormat.TEXT)
    mark("sent" if done else "deferred", "" if done else "the channel did not take it")
