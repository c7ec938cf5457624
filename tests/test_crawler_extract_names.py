"""Printed names as targets: kept as they are, in either order of languages, bodies and persons told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.official.names import person, split_name, target_named
from crawler.extract.official.running import targets_named
from storage.model import Target


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("国际造船股份有限公司（CSBC Corporation,Taiwan）", ("国际造船股份有限公司", "CSBC Corporation,Taiwan")),
        ("德尔塔公司(Delta Corp）", ("德尔塔公司", "Delta Corp")),
        ("韩国现代（美国）公司（Hyundai (America) Corp.）", ("韩国现代（美国）公司", "Hyundai (America) Corp.")),
        ("Sindlhauser Materials GmbH（辛德豪瑟材料有限公司）", ("辛德豪瑟材料有限公司", "Sindlhauser Materials GmbH")),
        ("莱茵金属公司 Rheinmetall AG", ("莱茵金属公司", "Rheinmetall AG")),
        ("VIGO Photonics S.A. 维戈尔光电公司", ("维戈尔光电公司", "VIGO Photonics S.A.")),
        ("AEVEX 航天公司（AEVEX Aerospace）", ("AEVEX 航天公司", "AEVEX Aerospace")),
        ("TechInsights公司（TechInsights Inc.）及其9家分支机构：", ("TechInsights公司", "TechInsights Inc.")),
        ("TechInsights及其分支机构", (None, "TechInsights")),
        ("HS USA Holdings Corp.", (None, "HS USA Holdings Corp.")),
        ("SUBARU 株式会社", ("SUBARU 株式会社", None)),
        ("汉翔航空工业股份有限公司", ("汉翔航空工业股份有限公司", None)),
        ("维泰研究所（Verité Institute）；", ("维泰研究所", "Verité Institute")),
        ("", (None, None)),
        ("（A Corp.）", (None, "（A Corp.）")),
        ("）", (None, "）")),
    ],
)
def test_split_name(printed: str, names: tuple[str | None, str | None]) -> None:
    assert split_name(printed) == names


CHINESE_NAMES = st.text(alphabet="甲乙丙丁戊·", min_size=1, max_size=8).map(lambda name: f"{name}公司")
LATIN_NAMES = st.from_regex(r"[A-Z][a-z]{1,8}( (&|[A-Z][a-z]{1,6})){0,3}(, Inc\.| LLC)?", fullmatch=True)


@given(CHINESE_NAMES, LATIN_NAMES, st.sampled_from(["（）", "()", "（)", "(）"]))
def test_brackets_of_either_width_divide_a_name(chinese: str, latin: str, pair: str) -> None:
    assert split_name(f"{chinese}{pair[0]}{latin}{pair[1]}") == (chinese, latin)


@given(st.lists(st.tuples(CHINESE_NAMES, LATIN_NAMES), min_size=1, max_size=6), st.sampled_from(["、", "，", "；"]))
def test_names_in_a_sentence_are_all_found(names: list[tuple[str, str]], joint: str) -> None:
    printed = joint.join(f"{chinese}（{latin}）" for chinese, latin in names)
    found = targets_named(f"参与对台湾地区军售的{printed}等{len(names)}家实体", None)
    assert [(target.name_zh, target.name_en) for target in found] == names


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("中山科学研究院", "organization"),
        ("防卫大学（National Defense Academy of Japan）", "organization"),
        ("哈利法克斯国际安全论坛", "organization"),
        ("责任商业联盟", "organization"),
        ("Hudson Institute", "organization"),
        ("洛克希德·马丁先进技术实验室", "company"),
        ("应用技术集团", "company"),
        ("HavocAI", "company"),
        ("Institute Holdings LLC", "company"),
    ],
)
def test_kinds(printed: str, kind: str) -> None:
    assert target_named(printed, None).kind == kind


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        (
            "内华达山脉公司首席执行官约翰·史密斯（John Smith）",
            ("约翰·史密斯", "John Smith", "首席执行官", "内华达山脉公司"),
        ),
        (
            "玛丽·琼斯（Mary Jones），极光公司总裁兼首席运营官",
            ("玛丽·琼斯", "Mary Jones", "总裁兼首席运营官", "极光公司"),
        ),
        ("董事长、总裁彼得·李（Peter Lee）", ("彼得·李", "Peter Lee", "董事长、总裁", None)),
        ("甲公司的高级副总裁 John Doe", (None, "John Doe", "高级副总裁", "甲公司")),
    ],
)
def test_persons(printed: str, known: tuple[str | None, ...]) -> None:
    target = person(printed)
    assert target is not None
    assert target.kind == "person"
    assert (target.name_zh, target.name_en, target.role, target.employer) == known


@pytest.mark.parametrize(
    "printed", ["顾问集团（Advisory Group）", "总裁公司", "首席执行官", "约翰·史密斯（John Smith）"]
)
def test_a_body_or_a_bare_name_is_no_person_by_itself(printed: str) -> None:
    assert person(printed) is None


def names_of(targets: tuple[Target, ...]) -> list[str]:
    return [target.name_zh or target.name_en or "" for target in targets]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("波音防务、空间与安全集团（Boeing Defense, Space & Security）", ["波音防务、空间与安全集团"]),
        ("雷神导弹与防务公司和吉布斯和考克斯公司（Gibbs&Cox, Inc.）", ["雷神导弹与防务公司", "吉布斯和考克斯公司"]),
        (
            "韩华海洋株式会社5家美国相关子公司Hanwha Shipping LLC和HS USA Holdings Corp.",
            ["Hanwha Shipping LLC", "HS USA Holdings Corp."],
        ),
        ("Shield AI、Sierra Nevada Corporation", ["Shield AI", "Sierra Nevada Corporation"]),
        ("三菱造船株式会社等参与提升日本军事实力的20家日本实体", ["三菱造船株式会社"]),
        ("国防高等研究计划局（DARPA）、甲公司（A）等2家实体", ["国防高等研究计划局", "甲公司"]),
        ("土耳其航空航天工业公司", ["航空航天工业公司"]),
        ("危害中国国家安全和利益的3家美国实体", []),
        ("上述实体", []),
        ("其", []),
        ("有关外国实体", []),
        ("", []),
    ],
)
def test_running_names(printed: str, names: list[str]) -> None:
    assert names_of(targets_named(printed, None)) == names


@pytest.mark.parametrize(
    ("printed", "name", "country"),
    [
        ("美国PVH集团（PVH Corp.）", "PVH集团", "US"),
        ("美国光子公司（American Photonics）", "美国光子公司", "US"),
        ("加拿大TechInsights公司（TechInsights Inc.）", "TechInsights公司", "CA"),
        ("欧盟UAB Urbo Bankas", "UAB Urbo Bankas", "EU"),
        ("因美纳公司（Illumina, Inc.）", "因美纳公司", "JP"),
    ],
)
def test_a_nation_before_a_name_is_its_country(printed: str, name: str, country: str) -> None:
    (target,) = targets_named(printed, "JP")
    assert (target.name_zh or target.name_en, target.country) == (name, country)
