"""The configuration: one file that says everything, and every mistake in it named at once."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import SECTIONS, load_config
from crawler.places import load_database
from crawler.sections import BUILTIN, Config, FetchConfig, SourceConfig
from storage.errors import ConfigError

FILE = Path(__file__).parents[1] / "config.toml"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own configuration is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "wrong.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_config(file, environ={})
    return raised.value.problems


def test_the_file_says_the_defaults() -> None:
    assert load_config(FILE, environ={}) == load_config(environ={})


def test_the_file_says_every_key_with_a_comment() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    for model in (*SECTIONS.values(), SourceConfig):
        for key in model.model_fields:
            said = [n for n, line in enumerate(lines) if re.match(rf"(# |\[fetch\.)?{key}\b", line)]
            assert said, key
            assert "# " in lines[said[0]].lstrip("# ") or lines[said[0] - 1].startswith("# "), f"{key}: no comment"


def test_commented_keys_are_valid_too(tmp_path: Path) -> None:
    """What a user gets who takes the `# ` away."""
    text = re.sub(r'(?m)^# (?=\w+ = |"www)', "", FILE.read_text("utf-8"))
    assert text != FILE.read_text("utf-8")
    (tmp_path / "all.toml").write_text(text, "utf-8")
    config = load_config(tmp_path / "all.toml", environ={})
    assert config.sources["mofcom"].at_least == 1
    assert config.database == tmp_path / "track.db"
    assert config.fetch.connect_to == {"www.example.org": "http://127.0.0.1:8080"}


@pytest.mark.parametrize("db", [None, Path("~/own.db"), Path("here.db")])
@pytest.mark.parametrize("environ", [{}, {"TRACK_DB": ""}, {"TRACK_DB": "~/named.db"}, {"TRACK_CONFIG": str(FILE)}])
def test_the_store_lies_in_one_place_however_it_is_looked_for(db: Path | None, environ: dict[str, str]) -> None:
    assert load_database(db=db, environ=environ) == load_config(db=db, environ=environ).database


def test_no_file_needs_no_machinery() -> None:
    looked = "from crawler.places import load_database; load_database(environ={})"
    code = f"import sys; {looked}; print('pydantic' in sys.modules)"
    python = [sys.executable, "-c", code]
    environ = os.environ | {"PYTHONPATH": str(FILE.parent)}
    found = subprocess.run(python, capture_output=True, text=True, check=True, env=environ)
    assert found.stdout == "False\n"


def test_no_key_holds_a_secret() -> None:
    keys = {key for section in tomllib.loads(FILE.read_text("utf-8")).values() for key in section}
    assert not [key for key in keys if re.search("password|secret|token|key$", key.removesuffix("password_env"))]


def test_every_mistake_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        stor = 1
        [store]
        path = ""
        [fetch]
        dealy = 3
        timeout = 0
        retries = "often"
        user_agent = "me {who}"
        contact = "a\\nInjected: header"
        connect_to = { "HTTPS://a" = "http://127.0.0.1:1", "b.cn" = "ftp://c" }
        [news]
        terms = [" "]
        [sources.scpm]
        [sources.mine]
        kind = "feed"
        [sources.voa]
        urls = ["https://a.cn/rss"]
        at_least = -1
        """,
    )
    assert found == [
        "fetch.connect_to.HTTPS://a: found 'HTTPS://a', expected a host name in lower case and nothing else",
        "fetch.connect_to.b.cn: found 'ftp://c', expected http://address:port and nothing behind it",
        "fetch.contact: found 'a\\nInjected: header', expected printable ASCII in one line",
        "fetch.dealy: unknown key; did you mean fetch.delay?",
        "fetch.retries: found 'often', expected a valid integer",
        "fetch.timeout: found 0, expected greater than 0",
        "fetch.user_agent: found 'me {who}', expected text with no other placeholder than {version} and {contact}",
        "news.terms.0: found ' ', expected a word or the beginning of one",
        'sources.mine: found a table, expected urls when kind = "feed", and only then',
        "sources.scpm: no built-in source of this name; did you mean sources.scmp?",
        "sources.voa.at_least: found -1, expected greater than or equal to 0",
        "stor: unknown key; did you mean store?",
        "store.path: found '', expected a path; leave the key out for the default",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fetch]\ndelay = = 1", "line 2"),
        ("fetch = 3", "fetch: found 3, expected a table"),
        (
            '[sources.stranger]\ntitle = "x"',
            'sources.stranger: no built-in source of this name; a feed of your own says kind = "feed"',
        ),
        ("[fetch]\ndelay = nan", "fetch.delay: found nan"),
        ('sources = "all"', "sources: found 'all'"),
    ],
)
def test_a_mistake_says_where(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert said in problem


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: No such file"):
        load_config(tmp_path / "nowhere.toml", environ={})
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(ConfigError, match=r"latin\.toml"):
        load_config(environ={"TRACK_CONFIG": str(tmp_path / "latin.toml")})


def test_places_are_searched_in_order(tmp_path: Path) -> None:
    def write(file: Path, delay: int) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"[fetch]\ndelay = {delay}", "utf-8")
        return file

    assert load_config(environ={}).fetch.delay == 1
    write(tmp_path / "config" / "curbwatch" / "config.toml", 2)
    assert load_config(environ={}).fetch.delay == 2
    write(tmp_path / "config.toml", 3)
    assert load_config(environ={}).fetch.delay == 3
    environ = {"TRACK_CONFIG": str(write(tmp_path / "environ.toml", 4))}
    assert load_config(environ=environ).fetch.delay == 4
    assert load_config(write(tmp_path / "named.toml", 5), environ=environ).fetch.delay == 5


def test_the_store_is_where_the_nearest_word_says(tmp_path: Path) -> None:
    assert load_config(environ={}).database == tmp_path / "data" / "curbwatch" / "track.db"
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "config.toml"
    file.write_text('[store]\npath = "mine.db"\n', "utf-8")
    assert load_config(file, environ={}).database == tmp_path / "sub" / "mine.db"
    environ = {"TRACK_DB": "other.db"}
    assert load_config(file, environ=environ).database == Path("other.db")
    config = load_config(file, db=Path("~/third.db"), environ=environ)
    assert config.database == Path("~/third.db").expanduser()
    assert config.archive == config.database.parent / "third.archive"


def test_a_configured_archive_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[store]\narchive = "/var/lib/warc"\n', "utf-8")
    assert load_config(db=Path("t.db"), environ={}).archive == Path("/var/lib/warc")


def test_every_builtin_source_is_there_configured_or_not(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[sources.voa]\nenabled = false\n[sources.mine]\nkind = "feed"\nurls = ["https://a.cn/rss"]\n', "utf-8"
    )
    sources = load_config(environ={}).sources
    assert list(sources) == [*BUILTIN, "mine"]
    assert [name for name, source in sources.items() if not source.enabled] == ["voa"]


def test_the_agent_says_who_we_are() -> None:
    agent = FetchConfig(contact="mailto:me@example.org").agent
    assert re.fullmatch(r"Mozilla/5\.0 \(compatible; Curbwatch/[\w.+]+; \+mailto:me@example\.org\)", agent)


keys = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | keys,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)
sections = st.dictionaries(st.sampled_from([*FetchConfig.model_fields, *SourceConfig.model_fields]) | keys, values)


@given(st.dictionaries(st.sampled_from(["store", "fetch", "news", "sources"]) | keys, sections | values))
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]) -> None:
    """Nothing but `ConfigError`, whatever the file says."""
    file = tmp_path_factory.mktemp("any") / "config.toml"
    file.write_text("\n".join(f"{quoted(key)} = {as_toml(value)}" for key, value in table.items()), "utf-8")
    try:
        assert isinstance(load_config(file, environ={}), Config)
    except ConfigError as error:
        assert error.problems


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower() if value is not None else '""'


def quoted(text: str) -> str:
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08X}" for c in text) + '"'
