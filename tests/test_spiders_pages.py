"""From bytes to characters."""

import pytest

from spiders.pages import decode
from tests.reading import page

TEXT = "商务部公布对镓、锗相关物项实施出口管制的决定"


@pytest.mark.parametrize(
    ("coding", "said"),
    [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", "gb2312"), ("gb18030", "gb2312"), ("gb18030", "gbk")],
)
def test_utf_8_is_known_by_its_bytes(coding: str, said: str) -> None:
    assert decode(page("https://a.cn/", TEXT.encode(coding), content_type=f"text/html; charset={said}")) == TEXT
