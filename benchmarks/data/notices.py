"""Official notices in the layout of the Ministry's site: listings, suspensions and answers, 5 to 40 KB each."""

from random import Random

from benchmarks.data.words import company

FOOT = "<script>var site = {};</script>"
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="UTF-8"><title>{title}</title>
<meta name="SiteName" content="中华人民共和国商务部"><meta name="ColumnName" content="以部门名义发布的公告">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 08:30">
<meta name="ContentSource" content="商务部安全与管制局"></head><body>
<div class="top">{menu}</div>
<section class="artMain"><h1 class="art-title">{title}</h1>
<div class="art-con art-con-gonggao"><p>【发布单位】安全与管制局</p><p>【发布文号】商务部公告{year}年第{number}号</p>
<p>【发文日期】{printed}</p></div>
<div class="art-con art-con-bottonmLine" ergodic="article">
{paragraphs}
</div></section>
<div class="footer">{menu}主办单位：中华人民共和国商务部</div>
</body></html>
"""
MENU = "".join(f'<a href="/channel/{number}/index.html">频道{number}</a> ' for number in range(60))
GROUNDS = (
    "根据《中华人民共和国出口管制法》和《中华人民共和国两用物项出口管制条例》等法律法规有关规定，"
    "为维护国家安全和利益，履行防扩散等国际义务，"
)


def notice(number: int) -> tuple[str, str]:
    """Address and page of one notice; numbers are beyond what any year has reached."""
    draw = Random(number)  # noqa: S311 - data, no secret
    year, own = 2000 + number % 26, 1000 + number // 26
    month, day = draw.randrange(1, 13), draw.randrange(1, 29)
    printed = f"{year}年{month}月{day}日"
    title, lines = suspended(draw, year, own, printed) if number % 4 == 3 else listed(draw, year, own, printed)
    page = PAGE.format(
        title=title,
        year=year,
        number=own,
        day=f"{year}-{month:02}-{day:02}",
        printed=printed,
        menu=MENU,
        paragraphs="\n".join(f"<p>{line}</p>" for line in lines),
    )
    return f"https://www.mofcom.gov.cn/zwgk/zcfb/art/{year}/art_{number:032x}.html", page


def listed(draw: Random, year: int, own: int, printed: str) -> tuple[str, list[str]]:
    """Title and paragraphs of a listing of one to thirty firms."""
    firms = [company(draw) for _ in range(draw.choice((1, 2, 5, 10, 28, 30)))]
    title = f"商务部公告{year}年第{own}号 公布将{len(firms)}家美国实体列入出口管制管控名单"
    annex = [f"{place}. {chinese}（{latin}）" for place, (chinese, latin) in enumerate(firms, 1)]
    return title, [
        f"{GROUNDS}决定将{firms[0][0]}等{len(firms)}家美国实体列入出口管制管控名单（见附件），并采取以下措施：",
        f"一、禁止出口经营者向上述{len(firms)}家实体出口两用物项；正在开展的相关活动应当立即停止。",
        "二、特殊情况下确需出口的，出口经营者应当向商务部提出申请。",
        "本公告自公布之日起正式实施。",
        *("附件：出口管制管控名单", "商务部", printed, "附件", "出口管制管控名单"),
        *annex,
    ]


def suspended(draw: Random, year: int, own: int, printed: str) -> tuple[str, list[str]]:
    """Title and paragraphs of a suspension of two notices."""
    one = draw.randrange(1, 90)
    title = f"商务部公告{year}年第{own}号 公布暂停实施商务部公告{year}年第{one}号、第{one + 1}号的决定"
    return title, [
        f"{GROUNDS}决定自{printed}至{year + 1}年11月10日，暂停实施商务部公告{year}年第{one}号、第{one + 1}号。",
        "本公告自公布之日起正式实施。",
        *("商务部", printed),
    ]
