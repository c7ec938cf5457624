"""The tables of the law: measures, lists, countries, and who acts."""

import pytest

from crawler.extract.official.nations import FOREIGN_HEAD, NATIONS, is_theirs, nation_in
from crawler.extract.official.regimes import CATALOGUES, measures_in, regime_of


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("禁止向上述28家美国实体出口两用物项；正在开展的相关出口活动应当立即停止", ["dual-use-export-ban"]),
        ("禁止两用物项对其出口", ["dual-use-export-ban"]),
        ("禁止所有两用物项对日本军事用户、军事用途，以及其他最终用户用途出口", ["dual-use-export-ban"]),
        ("原则上不予许可镓、锗、锑相关两用物项对美国出口", ["dual-use-export-ban"]),
        ("出口经营者向上述实体出口两用物项，不得申请通用许可", []),
        ("实施更严格的最终用户和最终用途审查", ["enhanced-review"]),
        (
            "任何国家和地区的组织和个人，违反上述规定，将原产于中国的两用物项转移或提供给美国",
            ["third-country-transfer-ban"],
        ),
        ("禁止境外组织和个人将原产于中国的物项提供给上述实体", ["third-country-transfer-ban"]),
        ("禁止上述企业从事与中国有关的进出口活动，以及在中国境内新增投资", ["investment-ban", "trade-ban"]),
        ("禁止因美纳公司向中国出口基因测序仪", ["trade-ban"]),
        ("禁止上述企业高级管理人员入境", ["entry-ban"]),
        ("不予签发签证、不准入境", ["entry-ban"]),
        ("不批准并取消上述人员在中国境内工作许可、停留以及居留资格", ["permit-revocation"]),
        ("对上述企业分别处以罚款，金额为合同金额的两倍", ["fine"]),
        ("将依法采取加处罚款等措施", []),
        ("可能被处以罚款", []),
        ("冻结在我国境内的动产、不动产和其他各类财产", ["asset-freeze"]),
        ("禁止我国境内的组织、个人与其进行有关交易、合作等活动", ["transaction-ban"]),
        ("特别是向其传输数据、提供敏感信息", ["data-transfer-ban"]),
        ("特殊情况下确需出口的，出口经营者应当向商务部提出申请", []),
        ("禁止其他活动。出口两用物项应当申请许可", []),
    ],
)
def test_measures(text: str, measures: list[str]) -> None:
    assert list(measures_in(text)) == measures


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        ("列入不可靠实体清单", "unreliable-entity-list"),
        ("列入出口管制管控名单", "export-control-list"),
        ("列入管控名单", "export-control-list"),
        ("列入关注名单", "watch-list"),
        ("列入反制清单", "countermeasures"),
        ("列入出口管制“实体清单”", None),
        ("列入最终用户清单", None),
        ("反制设备", None),
    ],
)
def test_lists(text: str, regime: str | None) -> None:
    assert regime_of(text) == regime


def test_catalogues() -> None:
    assert regime_of("《中国禁止出口限制出口技术目录》", CATALOGUES) == "technology-catalogue"
    assert regime_of("《两用物项和技术进出口许可证管理目录》", CATALOGUES) == "licence-catalogue"
    assert regime_of("《出口许可证管理货物目录（2026年）》", CATALOGUES) == "licence-catalogue"
    assert regime_of("《外商投资目录》", CATALOGUES) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("28家美国实体", "US"),
        ("8家台湾地区实体", "TW"),
        ("欧盟两家金融机构", "EU"),
        ("韩华海洋株式会社5家美国相关子公司", "US"),
        ("禁止2家美企从事", "US"),
        ("美国对中国采取措施", None),
        ("中美日内瓦经贸会谈", None),
        ("14家外国实体", None),
    ],
)
def test_country_of_bodies(text: str, country: str | None) -> None:
    assert nation_in(text) == country


def test_country_codes_have_two_letters() -> None:
    assert all(len(code) == 2 and code.isupper() for code in NATIONS.values())


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("美方宣布于2025年11月10日起暂停", True),
        ("美国商务部产业与安全局决定暂停", True),
        ("鉴于美国已自11月10日起暂停", True),
        ("美商务部宣布暂停", True),
        ("欧盟在第18轮制裁中暂停", True),
        ("中方注意到，日方将暂停", True),
        ("美方取消关税后，中方将暂停", False),
        ("鉴于美国自11月10日起取消，决定自11月10日起暂停", False),
        ("商务部决定对美国暂停", False),
        ("将美国在线公司列入，暂停", False),
        ("为落实中美经贸高层会谈共识，暂停", False),
        ("暂停", False),
    ],
)
def test_who_acts(text: str, theirs: bool) -> None:
    assert is_theirs(text, text.rindex("暂停")) is theirs


@pytest.mark.parametrize(
    "title", ["欧盟修订两用物项管制清单", "日本修改出口管制清单", "联合国安全理事会延长制裁", "核供应国集团修改清单"]
)
def test_news_of_others(title: str) -> None:
    assert FOREIGN_HEAD.match(title)
