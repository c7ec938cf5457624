"""A change concerns its reader by name, code, list, country or word, and says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.config import load_config
from crawler.screen.profile import Profile, load_profile
from storage.errors import ConfigError
from storage.lists import Stated
from storage.model import Change, DocumentRef, PolicyEvent, Target
from storage.revision import revision
from tests.fakes import START, event

DOCUMENT = DocumentRef(
    key="MOFCOM-2026-11",
    source="mofcom",
    kind="notice",
    title="商务部公告2026年第11号",
    url="https://x",
    published=None,
)
LISTING = event()
METAL = Target(kind="item", name_zh="金属碲", control_codes=("6C002.a",), hs_codes=("2804500001",))
CONTROL = event(action="control", regime="dual-use-items", targets=(METAL,), declared_count=None)
PAUSE = event(action="suspend", targets=(), affects=("MOFCOM-2026-11",), instrument=None, declared_count=None)


def change(of: PolicyEvent | None = LISTING, **fields: object) -> Change:
    return replace(Change(kind="event", seen_at=START, document=DOCUMENT, capture=None, event=of), **fields)  # type: ignore[arg-type]


def profile(folder: Path, section: str, names: str = "") -> Profile:
    (folder / "config.toml").write_text(f"[profile]\n{section}")
    (folder / "suppliers.csv").write_text(f"name,id\n{names}")
    stated = [Stated(event=LISTING, document="MOFCOM-2026-11")]
    return load_profile(load_config(folder / "config.toml", environ={}), stated)


@pytest.mark.parametrize(
    ("section", "of", "reason"),
    [
        (
            'names = "suppliers.csv"',
            LISTING,
            "your ALPHA PRECISION (7) and Alpha Precision, Inc.: the same name but for",
        ),
        ('names = "suppliers.csv"', PAUSE, "your ALPHA PRECISION (7) and Alpha Precision, Inc.: the same name but for"),
        ('hs_codes = ["2804.50"]', CONTROL, "your HS code 2804.50 covers a listed code: whether"),
        ('control_codes = ["6C002.a.1"]', CONTROL, "your control code 6C002.a.1 stands under a listed code: 6C002.a"),
        ('regimes = ["dual-use-items"]', CONTROL, "it is about dual-use items"),
        ('countries = ["us"]', LISTING, "it names US"),
        ('keywords = ["金属碲"]', CONTROL, "it says “金属碲”"),
    ],
)
def test_it_concerns_and_says_why(section: str, of: PolicyEvent, reason: str, tmp_path: Path) -> None:
    (found,) = profile(tmp_path, section, "ALPHA PRECISION,7\nOrdinary Bakery,8").concerning([change(of)])[0]
    assert found.startswith(reason)


def test_nothing_asked_for_concerns_nobody(tmp_path: Path) -> None:
    found = profile(tmp_path, "").concerning([change(), change(CONTROL), change(None, kind="gone")])
    assert found == [(), (), ()]


def test_each_of_several_changes_has_its_own_reasons(tmp_path: Path) -> None:
    asked = profile(tmp_path, 'names = "suppliers.csv"\nkeywords = ["第11号"]', "甲精密有限公司,\n")
    listing, edited = asked.concerning([change(), change(None, kind="edited", revision=revision("a", "b"))])
    assert [reason.split(":")[0] for reason in listing] == ["your 甲精密有限公司 and 甲精密公司", "it says “第11号”"]
    assert edited == ("it says “第11号”",)


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.csv: No such file"):
        profile(tmp_path, 'names = "none.csv"')
