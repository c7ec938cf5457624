"""Whom and what a report names: firms where they stand in a sentence, goods that an explanation lists."""

import pytest

from crawler.extract.press import extract_reports
from storage.model import Article


def named(title: str, text: str) -> list[str | None]:
    """The printed names of all targets of a report."""
    report = Article(source="t", key="t:1", url="https://example.org/1", title=title, text=text, published=None)
    return [target.name_en for event in extract_reports(report) for target in event.targets]


LIST = "China adds US firms to unreliable entity list"
REST = ("Beta", "Gamma")
SANCTIONS = "China sanctions two banks"


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("China sanctions US drone maker Skydio over sales", "Suppliers may not deal with it.", ["Skydio"]),
        (
            LIST,
            "Affected are the US drone companies Alpha Drones, Beta (BT) and Gamma.",
            ["Alpha Drones", "Beta", "Gamma"],
        ),
        (
            LIST,
            "The three firms — Alpha Inc., Beta Group, and Gamma LLC — are barred.",
            ["Alpha Inc", "Beta Group", "Gamma LLC"],
        ),
        (LIST, "The companies posing risks included Alpha, Beta, and Gamma, among others.", ["Alpha", *REST]),
        (
            LIST,
            "The firms include Boeing Defense, Space & Security and Alpha.",
            ["Boeing Defense, Space & Security", "Alpha"],
        ),
        (LIST, "The firms include Alpha, Beta in St. Louis, and Gamma.", ["Alpha", *REST]),
        (
            SANCTIONS,
            "Lithuania’s UAB Urbo Bankas and Mano Bankas AB are prohibited from cooperation.",
            ["UAB Urbo Bankas", "Mano Bankas AB"],
        ),
        (SANCTIONS, "China announced sanctions on Alpha Bank and Beta Bank over the war.", ["Alpha Bank", "Beta Bank"]),
        (
            "China launches unreliable entity probe into Canadian consultancy TechInsights",
            "It may answer.",
            ["TechInsights"],
        ),
        (
            "China bans Illumina from exporting sequencers to China",
            "It stands on the unreliable entity list.",
            ["Illumina"],
        ),
        (
            SANCTIONS,
            "The designations target Alpha Systems and Beta Land and bar their managers.",
            ["Alpha Systems", "Beta Land"],
        ),
        (LIST, "The companies include the Institute of Alpha.", ["Institute of Alpha"]),
    ],
)
def test_firms_are_named_where_they_stand(title: str, text: str, names: list[str]) -> None:
    assert named(title, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The war goes on: China blacklists more US companies.",
        "Companies Tuesday said little.",
        "China imposed sanctions on Hanwha's US subsidiaries.",
        "China imposed sanctions on European Parliament members.",
        "Firms in the EU said sanctions against Russia. They spoke.",
    ],
)
def test_countries_days_and_owners_of_units_are_no_names(text: str) -> None:
    assert named("China sanctions foreign firms", text) == []


def test_goods_behind_namely_and_in_a_list_are_named() -> None:
    text = "It announced export controls on rare earths — namely samarium and yttrium.\nThe list includes terbium."
    assert named("China curbs exports", text) == ["rare earths", "samarium", "yttrium", "terbium"]


def test_related_products_are_named_by_their_good() -> None:
    text = "Permits are needed for molybdenum-related products."
    assert named("China announces export controls", text) == ["molybdenum"]


def test_a_technology_is_named_whole() -> None:
    text = "They cover gallium and lithium extraction technology."
    title = "China proposes export curbs on technology related to battery materials"
    assert named(title, text) == [
        "technology related to battery materials",
        "gallium and lithium extraction technology",
    ]
