"""Ordinary company names that nobody bears, and the errors people make in writing a name. The same ones every time."""

# ruff: noqa: S311 - the same names every time, no secrets

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random

from rigour.text.translit import ascii_text

# fmt: off
FOUNDERS = (
    "Abbott", "Alder", "Baker", "Barlow", "Bergmann", "Bianchi", "Brooks", "Carver", "Castillo", "Dawson", "Delacroix",
    "Eriksen", "Fairfax", "Fischer", "Fontaine", "Garcia", "Hartwell", "Hoffmann", "Ishikawa", "Jensen", "Kowalski",
    "Lindqvist", "Marlowe", "Moreau", "Nakamura", "Novak", "Okafor", "Orsini", "Pereira", "Quincy", "Rossi", "Sato",
    "Schubert", "Tanaka", "Thornton", "Ueda", "Vasquez", "Weber", "Whitfield", "Yamamoto", "Zimmermann", "Ashford",
)
EPITHETS = (
    "Advanced", "Allied", "Alpine", "Atlantic", "Blue River", "Bright", "Central", "Continental", "Crystal",
    "Delta", "Eastern", "Evergreen", "First", "Global", "Golden", "Grand", "Green Valley", "Harbour", "Highland",
    "Imperial", "Lakeside", "Metro", "Modern", "National", "New World", "Nordic", "Northern", "Oak", "Pacific",
    "Pioneer", "Premier", "Prime", "Rapid", "Royal", "Silver", "Smart", "Southern", "Star", "Summit", "Sun",
    "Superior", "Union", "United", "Universal", "Valley", "Western", "White Horse", "American", "Red", "General",
)
TRADES = (
    "Agriculture", "Air Freight", "Aluminium", "Automation", "Automotive", "Bearings", "Biotech", "Ceramics",
    "Chemicals", "Components", "Construction", "Consulting", "Controls", "Drones", "Electric", "Electronics",
    "Engineering", "Fasteners", "Food Products", "Furniture", "Glass", "Hydraulics", "Instruments", "Labs", "Logistics",
    "Machinery", "Marine", "Materials", "Medical Devices", "Metals", "Mining", "Motors", "Networks", "Optics",
    "Packaging", "Paper", "Pharma", "Photonics", "Plastics", "Precision Tools", "Robotics", "Semiconductors",
    "Sensors", "Shipping", "Software", "Solutions", "Steel", "Systems", "Technologies", "Textiles", "Trading", "Valves",
    "Aerospace", "Defense Systems", "Heavy Industries",
)
FORMS = (
    "", "Inc.", "LLC", "Ltd", "Ltd.", "Co., Ltd.", "Corporation", "Corp.", "GmbH", "AG", "S.A.", "S.p.A.", "B.V.", "AB",
    "Oy", "Pty Ltd", "Pte. Ltd.", "K.K.", "Group", "Holdings",
)
PLACES = (
    "", "北京", "上海", "深圳市", "广州", "苏州", "杭州", "浙江", "江苏", "广东", "山东", "天津", "成都", "武汉",
    "青岛", "台湾",
)
BRANDS = (
    "华信", "金龙", "宏达", "天成", "永兴", "东方", "新华", "中海", "恒通", "远大", "明珠", "瑞丰", "安泰", "博瑞",
    "长江", "鼎盛", "飞跃", "光明", "海天", "佳和", "康宁", "力士", "美达", "诺德", "普惠", "启明", "荣盛", "三友",
    "泰和", "伟业", "西岭", "亚太", "振兴", "智源", "众合", "卓越", "日升", "立信", "富士康达", "欧诺尔", "斯瑞特",
    "艾美克", "科林斯", "三和重工",
)
BUSINESSES = (
    "", "科技", "电子", "机械", "贸易", "物流", "化工", "新材料", "生物医药", "食品", "纺织", "汽车零部件",
    "精密仪器", "半导体", "光电", "航空服务", "造船", "重工", "环保工程", "信息技术", "软件", "建设", "钢铁",
    "有色金属", "能源", "工业", "系统", "防务",
)
EASTERN_FORMS = ("有限公司", "股份有限公司", "有限责任公司", "公司", "集团有限公司", "株式会社", "")
# fmt: on


def names(count: int, seed: int = 20260302) -> list[str]:
    """So many different company names, a third of them Chinese."""
    random, found = Random(seed), dict[str, None]()
    while len(found) < count:
        found[western(random) if random.random() < 2 / 3 else eastern(random)] = None
    return list(found)


def western(random: Random) -> str:
    """`Hartwell & Rossi Hydraulics GmbH`, `Northern Optics Inc.`"""
    founders = (random.choice(FOUNDERS), f"{random.choice(FOUNDERS)} & {random.choice(FOUNDERS)}")
    first = random.choice((random.choice(EPITHETS), *founders, coined(random)))
    trades = random.sample(TRADES, random.choice((1, 1, 2)))
    return " ".join(word for word in (first, *trades, random.choice(FORMS)) if word)


def coined(random: Random) -> str:
    """A word that nobody has: `Velkora`."""
    syllables = (random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(random.choice((2, 3))))
    return ("".join(syllables) + random.choice("nrxst")).capitalize()


def eastern(random: Random) -> str:
    """`苏州恒通精密仪器有限公司`"""
    return "".join(map(random.choice, (PLACES, BRANDS, BUSINESSES, EASTERN_FORMS)))


def slips(name: str, start: int, end: int, random: Random) -> Iterator[str]:
    """A name with one typing error between two places: a letter left out, doubled, swapped with the next, another one.

    Chinese is typed by its sound: another character is one that sounds the same.
    """
    letters = [place for place in range(start, end) if name[place].isalnum()]
    place = random.choice(letters)
    letter, before, behind = name[place], name[:place], name[place + 1 :]
    yield before + behind
    yield before + letter * 2 + behind
    yield before + other(letter, random) + behind
    if following := behind[:1]:
        yield before + following + letter + behind[1:]


def other(letter: str, random: Random) -> str:
    """Another letter in the place of one."""
    if letter.isascii():
        return random.choice("abcdefghijklmnopqrstuvwxyz".replace(letter.lower(), ""))
    return random.choice([c for c in homophones()[ascii_text(letter)] if c != letter] or [letter])


@cache
def homophones() -> dict[str, list[str]]:
    """The 3,755 most common characters (GB 2312, level 1) by their sound without tone."""
    by_sound = defaultdict(list)
    for high in range(0xB0, 0xD8):
        for character in bytes(byte for low in range(0xA1, 0xFF) for byte in (high, low)).decode("gb2312", "ignore"):
            by_sound[ascii_text(character)].append(character)
    return by_sound
