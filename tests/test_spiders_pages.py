"""From bytes to characters, and pages that are not there though their status says so."""

import pytest

from spiders.pages import decode, read_text
from storage.errors import GoneError
from tests.reading import page

TEXT = "商务部公布对镓、锗相关物项实施出口管制的决定"


@pytest.mark.parametrize(
    ("coding", "said"),
    [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", "gb2312"), ("gb18030", "gb2312"), ("gb18030", "gbk")],
)
def test_utf_8_is_known_by_its_bytes(coding: str, said: str) -> None:
    assert decode(page("https://a.cn/", TEXT.encode(coding), content_type=f"text/html; charset={said}")) == TEXT


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "Error 404: this page could not be found, error",
        "Page not found",
        "该页面不存在",
        "404 - 页面未找到",
    ],
)
def test_a_page_that_says_it_is_not_there(title: str) -> None:
    with pytest.raises(GoneError, match="status 200"):
        read_text(page("https://a.cn/", f"<html><title>{title}</title><p>Home</p>"))


@pytest.mark.parametrize(
    "title", ["404 firms added to export control list", "China says page not found in law", "商务部：该文件不存在争议"]
)
def test_a_page_that_speaks_of_it(title: str) -> None:
    assert title in read_text(page("https://a.cn/", f"<html><title>{title}</title><p>Export</p>"))
