"""The ministry's English pages: its own template where it stands, Beijing time, the own number from the title only."""

from spiders.mofcom.english import own_number, read_english
from tests.reading import page, recorded, refusal

URL = "https://english.mofcom.gov.cn/News/art/2026/art_1.html"


def test_remarks_are_a_notice_in_english() -> None:
    notice = read_english(recorded("mofcom_english/remarks.html", f"{URL}?utm_source=x"))
    assert notice.title == "MOFCOM Spokesperson's Remarks on Export Control Measures"
    assert notice.text == (
        "Q: MOFCOM announced measures today. Why?\nA: They safeguard national security. (Released on August 5)"
    )
    assert (notice.published, notice.language, notice.source) == ("2026-08-13T11:25:00+08:00", "en", "mofcom")
    assert (notice.url, notice.instrument, notice.issuer) == (URL, None, "MOFCOM")


def test_a_notice_is_known_by_the_number_that_heads_its_title() -> None:
    notice = read_english(recorded("mofcom_english/notice.html", URL))
    assert (notice.instrument, notice.published) == ("MOFCOM-2025-61", "2025-10-09T09:00:00+08:00")


def test_a_number_inside_a_title_is_anothers() -> None:
    assert own_number("Remarks on Announcement No. 61 of 2025") is None
    assert own_number("Unreliable Entity List Working Mechanism Announcement No. 7 of 2025") == "UEL-2025-7"


def test_a_page_without_text_is_refused() -> None:
    assert refusal(read_english, page(URL, "<html><body><div id='app'></div></body></html>")).kind == "layout"
