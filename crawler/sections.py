"""What the configuration may say: a frozen record for each table of `config.toml`, with its defaults and bounds."""

import re
import string
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from crawler.places import usual_store
from crawler.version import own_version
from storage.model import Regime

BUILTIN = ("mofcom", "global-times", "scmp", "voa", "bloomberg-law")  # the names of `spiders.sources.SOURCES`

# One word of a headline or summary is enough. Fetching ten pieces too many costs seconds, missing one costs trust.
# fmt: off
TERMS = (
    "export", "curb", "sanction", "restrict", "unreliable entit", "entity list", "control list", "watch list",
    "blacklist", "ban on", "bans", "banned", "barred", "countermeasure", "retaliat", "hits back", "licens", "licence",
    "MOFCOM", "commerce ministry", "ministry of commerce", "dual use", "critical mineral", "critical metal",
    "rare earth", "gallium", "germanium", "antimony", "graphite", "lithium", "battery", "batteries", "tungsten",
    "tellurium", "bismuth", "molybdenum", "indium", "superhard",
    "出口管制", "管控名单", "关注名单", "不可靠实体", "反制", "两用物项", "稀土", "商务部", "许可证",
    "石墨", "锂", "镓", "锗", "锑", "钨",
)
# fmt: on


def checked_agent(text: str) -> str:
    """Refuse what would break a header or names anything but `{version}` and `{contact}`."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise ValueError("text with balanced {version} and {contact}") from error
    if names - {"version", "contact"}:
        raise ValueError("text with no other placeholder than {version} and {contact}")
    return checked_header(text)


def checked_header(text: str) -> str:
    """Refuse empty text and what cannot stand in a header."""
    if not text.strip() or not text.isascii() or not text.isprintable():
        raise ValueError("printable ASCII in one line")
    return text


def checked_web_address(url: str) -> str:
    """Refuse what is no http or https URL with a host."""
    if not re.fullmatch(r"https?://[^\s/?#]+\S*", url) or not urlsplit(url).hostname:
        raise ValueError("a URL that begins with http:// or https://")
    return url


def checked_host(host: str) -> str:
    """Refuse what is not a host name alone, in the spelling that requests are compared in."""
    if not re.fullmatch(r"[a-z0-9.-]+", host):
        raise ValueError("a host name in lower case and nothing else")
    return host


def checked_term(term: str) -> str:
    """Refuse a blank term, which every headline would match."""
    if not term.strip():
        raise ValueError("a word or the beginning of one")
    return term


def checked_origin(url: str) -> str:
    """Refuse what is not `http://address:port` alone."""
    if not re.fullmatch(r"https?://[\w.:\[\]-]+:\d{1,5}", url):
        raise ValueError("http://address:port and nothing behind it")
    return url


def checked_path(path: Path) -> Path:
    """Refuse the empty path, which would be the working folder."""
    if path == Path():
        raise ValueError("a path; leave the key out for the default")
    return path


def checked_address(address: str) -> str:
    """Refuse what is not one bare mail address in ASCII: nothing else may come near a header or an SMTP command."""
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", address):
        raise ValueError("a mail address like name@example.org")
    return address


def checked_variable(name: str) -> str:
    """Refuse what is not the name of an environment variable; the secret itself belongs there, not here."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError("the name of an environment variable")
    return name


def parsed_duration(found: object) -> object:
    """`15m`, `2h`, `7d` as a span of time."""
    match = re.fullmatch(r"(\d{1,4})([mhd])", found) if isinstance(found, str) else None
    if match is None and not isinstance(found, timedelta):
        raise ValueError("a number of minutes, hours or days: 15m, 2h, 7d")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])}) if match else found


Duration = Annotated[timedelta, BeforeValidator(parsed_duration)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Location = Annotated[Path, Field(strict=False), AfterValidator(checked_path)]
Host = Annotated[str, AfterValidator(checked_host)]
Term = Annotated[str, AfterValidator(checked_term)]
WebAddress = Annotated[str, AfterValidator(checked_web_address)]
Origin = Annotated[str, AfterValidator(checked_origin)]
MailAddress = Annotated[str, AfterValidator(checked_address)]
Variable = Annotated[str, AfterValidator(checked_variable)]


class Section(BaseModel):
    """A table of the file: frozen, strict about keys and types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class StoreConfig(Section):
    """`[store]`: where it is remembered."""

    path: Location | None = None
    archive: Location | None = None


class RecheckStep(Section):
    """Up to the age `until`, a known page is asked for once in `every`."""

    until: Annotated[Duration, Field(gt=timedelta())]
    every: Duration


RECHECK = tuple(
    RecheckStep.model_validate({"until": until, "every": every})
    for until, every in (("6h", "15m"), ("2d", "2h"), ("14d", "1d"), ("90d", "7d"), ("3650d", "30d"))
)


class FetchConfig(Section):
    """`[fetch]`: manners and bounds of every request."""

    user_agent: Annotated[str, AfterValidator(checked_agent)] = (
        "Mozilla/5.0 (compatible; Curbwatch/{version}; +{contact})"
    )
    contact: Annotated[str, AfterValidator(checked_header)] = "https://curbwatch.example/contact"
    delay: Seconds = 1.0
    concurrency: Annotated[int, Field(ge=1, le=16)] = 1
    timeout: Annotated[Seconds, Field(gt=0)] = 30.0
    max_bytes: Annotated[int, Field(ge=1)] = 20_000_000
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    backoff: Seconds = 2.0
    backoff_max: Seconds = 120.0
    max_pages: Annotated[int, Field(ge=1)] = 5_000
    recheck: Annotated[tuple[RecheckStep, ...], Field(strict=False)] = RECHECK
    private_hosts: Annotated[tuple[Host, ...], Field(strict=False)] = ()
    connect_to: dict[Host, Origin] = Field(default_factory=dict)

    @property
    def agent(self) -> str:
        """The User-Agent header."""
        return self.user_agent.format(version=own_version(), contact=self.contact)


class NewsConfig(Section):
    """`[news]`: which pieces of the press are fetched."""

    terms: Annotated[tuple[Term, ...], Field(strict=False)] = TERMS


class MailConfig(Section):
    """`[mail]`: the server that takes our mail, who writes and who reads."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_env: Variable = "TRACK_MAIL_PASSWORD"  # noqa: S105 - a name
    sender: MailAddress | None = None
    to: Annotated[tuple[MailAddress, ...], Field(strict=False)] = ()
    timeout: Annotated[Seconds, Field(gt=0)] = 30.0

    @model_validator(mode="after")
    def login_is_private(self) -> "MailConfig":
        """No password crosses the network in the clear."""
        if self.user and self.security == "none":
            raise ValueError('security = "starttls" or "tls" where there is a user')
        return self


class DigestConfig(Section):
    """`[digest]`: when one is sent, and where else than by mail."""

    when: Literal["always", "changes"] = "always"
    channels: Annotated[tuple[Variable, ...], Field(strict=False)] = ()


class ProfileConfig(Section):
    """`[profile]`: what concerns the reader."""

    names: Location | None = None
    hs_codes: Annotated[tuple[Term, ...], Field(strict=False)] = ()
    control_codes: Annotated[tuple[Term, ...], Field(strict=False)] = ()
    keywords: Annotated[tuple[Term, ...], Field(strict=False)] = ()
    regimes: Annotated[tuple[Regime, ...], Field(strict=False)] = ()
    countries: Annotated[tuple[Term, ...], Field(strict=False)] = ()
    min_score: Annotated[float, Field(ge=50, le=100)] = 85.0


class SourceConfig(Section):
    """`[sources.NAME]`: the switches of a built-in source, or a feed of one's own."""

    enabled: bool = True
    kind: Literal["builtin", "feed"] = "builtin"
    urls: Annotated[tuple[WebAddress, ...], Field(strict=False)] = ()
    title: str = ""
    at_least: Annotated[int, Field(ge=0)] | None = None
    delay: Seconds | None = None

    @model_validator(mode="after")
    def feed_has_urls(self) -> "SourceConfig":
        """Only a feed has addresses of its own, and it needs them."""
        if (self.kind == "feed") != bool(self.urls):
            raise ValueError('urls when kind = "feed", and only then')
        return self


class Config(Section):
    """All of it. `sources` names every source there is, configured or built in."""

    store: StoreConfig = StoreConfig()
    fetch: FetchConfig = FetchConfig()
    news: NewsConfig = NewsConfig()
    mail: MailConfig = MailConfig()
    digest: DigestConfig = DigestConfig()
    profile: ProfileConfig = ProfileConfig()
    sources: Annotated[dict[str, SourceConfig], Field(validate_default=True)] = Field(default_factory=dict)

    @field_validator("sources")
    @classmethod
    def with_every_builtin(cls, sources: dict[str, SourceConfig]) -> dict[str, SourceConfig]:
        """Add the built-in sources that the file does not mention."""
        return {name: SourceConfig() for name in BUILTIN} | sources

    @property
    def database(self) -> Path:
        """Where the store lies."""
        return self.store.path or usual_store()

    @property
    def archive(self) -> Path:
        """The folder of the archive: beside the store, unless configured."""
        return self.store.archive or self.database.with_suffix(".archive")
