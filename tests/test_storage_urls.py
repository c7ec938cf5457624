"""URLs that ask for the same thing are spelt alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.urls import canonical, canonical_form, request_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.globaltimes.cn/page/1.shtml", "https://WWW.globaltimes.cn:443/page/1.shtml#top"),
        ("https://a.cn/x?b=1&a=2", "https://a.cn/x?a=2&b=1"),
        ("https://a.cn/x?tagId=信息列表", "https://a.cn/x?tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8"),
        ("https://a.cn/x?utm_source=rss_feed?utm_source=rss_feed", "https://a.cn/x"),
        ("https://a.cn", "https://a.cn/"),
        ("https://a.cn/a%2Db", "https://a.cn/a-b"),
    ],
)
def test_same_page(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("url", ["https://a.cn/x?id=1", "https://a.cn/x?id=2", "https://a.cn/x", "https://a.cn/X"])
def test_other_pages_stay_apart(url: str) -> None:
    others = {"https://a.cn/x?id=1", "https://a.cn/x?id=2", "https://a.cn/x", "https://a.cn/X"} - {url}
    assert canonical(url) not in {canonical(other) for other in others}


def test_post_forms_are_part_of_the_request() -> None:
    url = "https://exportcontrol.mofcom.gov.cn/list"
    assert request_key("post", url, b"title=&columnID=1&pageNumber=1") == request_key(
        "POST", url, b"pageNumber=1&columnID=1&title="
    )
    assert request_key("POST", url, b"pageNumber=1") != request_key("POST", url, b"pageNumber=2")
    assert request_key("GET", url) != request_key("POST", url)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_canonical_form_is_stable(form: str) -> None:
    once = canonical_form(form)
    assert canonical_form(once) == once
