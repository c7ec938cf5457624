"""A name has the same forms however it is written: case, width, accents, script, legal form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.screen.names import form_of

NAMES = (
    "Alpha Precision",
    "Gibbs & Cox",
    "L3 Harris Technologies",
    "通用动力",
    "莱多斯",
    "三菱重工海事系统",
    "IHI原动机",
)
LATIN_FORMS = (
    " Inc.",
    ", Inc",
    " LLC",
    " Co., Ltd.",
    " Co.,Ltd",
    " CORPORATION",
    " GmbH",
    " S.p.A.",
    " Limited Partnership",
    "",
)
EASTERN_FORMS = ("公司", "有限公司", "股份有限公司", "有限责任公司", "株式会社", "株式會社", " (株)", "")


def wide(text: str) -> str:
    """In full-width letters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@settings(deadline=None)  # the first name reads the tables
@given(st.text(max_size=40))
def test_a_form_of_a_form_is_itself(name: str) -> None:
    text = form_of(name).text
    assert form_of(text).text == text


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from((str.upper, str.lower, str.title, str.swapcase, wide)), st.data())
def test_case_width_and_legal_form_do_not_count(name: str, write: object, data: st.DataObject) -> None:
    forms = LATIN_FORMS if name.isascii() else EASTERN_FORMS
    written = write(name + data.draw(st.sampled_from(forms)))  # type: ignore[operator]
    assert form_of(written).core == form_of(name).core


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Gibbs and Cox", "gibbs cox"),
        ("The Boeing Company", "boeing"),
        ("CSBC Corporation,Taiwan", "csbc taiwan"),
        ("Müller & Söhne GmbH", "muller sohne"),
        ("ООО «Альфа»", "alfa"),
        ("Raytheon/Lockheed Martin Javelin Joint Venture", "raytheon lockheed martin javelin joint venture"),
        ("洛克希德·马丁公司", "洛克希德马丁"),
        ("國際造船股份有限公司", "国际造船"),
        ("三菱重工航空発動機株式会社", "三菱重工航空发动机"),
        ("㈱日立製作所", "日立制作所"),
        ("航天公司 AEVEX", "航天aevex"),
        ("한화 주식회사", "한화"),
        ("公司", "公司"),
        ("Co.", "co"),
        ("—", ""),
    ],
)
def test_cores(name: str, core: str) -> None:
    assert form_of(name).core == core


def test_what_stands_in_brackets_is_kept_apart() -> None:
    assert form_of("莱多斯（上海）有限公司").base == "莱多斯"
    assert form_of("Leidos (Shanghai) Ltd").base == "leidos"
    assert form_of("Leidos Ltd").base == ""
