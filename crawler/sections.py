"""What the configuration may say: a frozen record for each table of `config.toml`, with its defaults and bounds."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from crawler.checks import (
    checked_address,
    checked_agent,
    checked_header,
    checked_host,
    checked_origin,
    checked_path,
    checked_term,
    checked_times,
    checked_variable,
    checked_web_address,
    checked_zone,
    parsed_duration,
)
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


Duration = Annotated[timedelta, BeforeValidator(parsed_duration)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Location = Annotated[Path, Field(strict=False), AfterValidator(checked_path)]
Host = Annotated[str, AfterValidator(checked_host)]
Term = Annotated[str, AfterValidator(checked_term)]
WebAddress = Annotated[str, AfterValidator(checked_web_address)]
Origin = Annotated[str, AfterValidator(checked_origin)]
MailAddress = Annotated[str, AfterValidator(checked_address)]
Variable = Annotated[str, AfterValidator(checked_variable)]
Zone = Annotated[str, AfterValidator(checked_zone)]
Times = Annotated[str, AfterValidator(checked_times)]


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


class ScheduleConfig(Section):
    """`[schedule]`: when `track schedule` crawls and sends; a source may have times of its own."""

    zone: Zone = "Asia/Shanghai"
    crawl: Times = "1h"
    digest: Times | None = None
    jitter: Annotated[int, Field(ge=0, le=3600)] = 60
    limit: Annotated[Seconds, Field(gt=0)] = 3600.0
    grace: Annotated[Seconds, Field(gt=0)] = 60.0


class HealthConfig(Section):
    """`[health]`: from when on `track status` calls a source stale."""

    answer_hours: Annotated[float, Field(gt=0, le=8760, allow_inf_nan=False)] = 24.0
    quiet_days: Annotated[int, Field(ge=1, le=3650)] = 14


class SourceConfig(Section):
    """`[sources.NAME]`: the switches of a built-in source, or a feed of one's own."""

    enabled: bool = True
    kind: Literal["builtin", "feed"] = "builtin"
    urls: Annotated[tuple[WebAddress, ...], Field(strict=False)] = ()
    title: str = ""
    at_least: Annotated[int, Field(ge=0)] | None = None
    delay: Seconds | None = None
    schedule: Times | None = None

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
    schedule: ScheduleConfig = ScheduleConfig()
    health: HealthConfig = HealthConfig()
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
