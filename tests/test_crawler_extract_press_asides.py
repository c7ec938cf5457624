"""What is no event is named as what it is: tariffs, leads, somebody else's measures."""

import pytest

from crawler.extract import extract_events, name_aside
from storage.model import Article


def report(title: str, text: str = "It was published on Thursday.", language: str = "en") -> Article:
    return Article(
        source="t", key="t:1", url="https://example.org/1", title=title, text=text, published=None, language=language
    )


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("China imposes 34% tariffs on US goods", "tariff"),
        ("China launches anti-dumping probe into EU pork", "anti-dumping"),
        ("China bars 46 US firms from government procurement", "procurement ban"),
        ("China issues blocking order against US sanctions on refiners", "blocking order"),
        ("China seeks input on draft outbound investment rules", "investment rules"),
        ("China's Taiwan Affairs Office sanctions Taiwanese lawmaker for separatism", "Taiwan Affairs Office list"),
        ("China considers ban on rare earth exports to Japan", "lead"),
        ("China to halt rare earth exports to US, sources say", "lead"),
        ("US adds 140 Chinese companies to entity list", "foreign measure"),
        ("Japan puts 11 Chinese entities on end-user list", "foreign measure"),
        ("US silent on China's decision to ban gallium exports", None),
        ("Premier praises growth of exports", None),
    ],
)
def test_a_report_without_events_is_named(title: str, named: str | None) -> None:
    told = report(title)
    assert extract_events(told) == ()
    assert name_aside(told, ()) == named


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("商务部对进口光刻胶发起反倾销调查", "anti-dumping"),
        ("消息人士：中国考虑禁止对日出口稀土", "lead"),
        ("美国将42家中国企业列入实体清单", "foreign measure"),
    ],
)
def test_chinese_headlines_are_named(title: str, named: str) -> None:
    assert name_aside(report(title, language="zh"), ()) == named


def test_a_report_with_an_event_is_no_aside() -> None:
    told = report("China adds 15 US firms to export control list, imposes tariffs")
    events = extract_events(told)
    assert len(events) == 1
    assert name_aside(told, events) is None
