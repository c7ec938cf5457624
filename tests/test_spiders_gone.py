"""Pages of the press that are gone, though the server says 200; and such as are not, though their text is missing."""

import re

import pytest

from spiders.sources import source_for
from storage.errors import GoneError, UnreadableError
from tests.reading import page, recorded

STORIES = {
    "https://www.globaltimes.cn/page/202505/1333333.shtml": "global_times/story.html",
    "https://www.scmp.com/news/china/article/3305123/china-adds-firms": "scmp/next.html",
    "https://www.voanews.com/a/china-bans-exports/7886543.html": "voa/story.html",
    "https://news.bloomberglaw.com/ip-law/court-hears-a-patent-case": "bloomberg_law/free.html",
}
# What such pages are made of: a title, a heading, and teasers that a reader might take for text.
SHELL = (
    "<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><main><h1>{heading}</h1>"
    "<p>It may have been moved or deleted. Try the search, or one of these stories that others have read today.</p>"
    "<p>China adds US firms to its export control list</p></main></body></html>"
)
SAID = (
    ("Page not found | South China Morning Post", "Oops!"),
    ("404: This page could not be found", "404"),
    ("Global Times", "404 Not Found"),
    ("Not Found - Bloomberg Law", "Sorry, the page you are looking for does not exist."),
    ("Voice of America", "The page you requested was not found"),
    ("VOA - Voice of America English News", "This story is no longer available"),
    ("404 - 环球网", "您访问的页面不存在"),
)


@pytest.mark.parametrize("url", STORIES)
@pytest.mark.parametrize(("title", "heading"), SAID)
def test_a_soft_404_is_gone(url: str, title: str, heading: str) -> None:
    source = source_for(url)
    assert source
    with pytest.raises(GoneError):
        source.read(page(url, SHELL.format(title=title, heading=heading)))


@pytest.mark.parametrize("url", STORIES)
@pytest.mark.parametrize("status", [404, 410])
def test_so_is_what_the_server_calls_gone(url: str, status: int) -> None:
    source = source_for(url)
    assert source
    with pytest.raises(GoneError):
        source.read(page(url, "<html><title>A story</title><p>A story.</p></html>", status=status))


@pytest.mark.parametrize("url", STORIES)
def test_a_story_that_lost_its_text_is_not_gone(url: str) -> None:
    source = source_for(url)
    assert source
    story = recorded(STORIES[url], url).body.decode()
    assert source.read(page(url, story)).text
    bare = re.sub(r"<body>.*", "<body><h1>A court hears a case</h1><p></p></body></html>", story, flags=re.DOTALL)
    with pytest.raises(UnreadableError):
        source.read(page(url, bare))


@pytest.mark.parametrize(
    "headline",
    [
        "Exporters of gallium: 404 reasons to worry",
        "The page that China could not turn",
        "Licence not found: exporters wait",
        "US firm found not guilty",
        "Evidence was not found, court says",
    ],
)
def test_a_headline_with_such_words_is_a_headline(headline: str) -> None:
    url = "https://news.bloomberglaw.com/ip-law/court-hears-a-patent-case"
    source = source_for(url)
    assert source
    text = (
        "<p>It will decide soon, the court said of the case that it heard on Monday, and it said so at length.</p>" * 6
    )
    read = source.read(page(url, f"<html><title>{headline}</title><article><h1>{headline}</h1>{text}</article></html>"))
    assert read.title == headline
