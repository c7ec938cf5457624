"""Invented names and sentences in the form of real ones."""

from random import Random

PLACES = ("拉普他", "布罗卜丁奈格", "利立浦特", "巴尔尼巴比", "拉格奈格", "布莱夫斯库", "格勒大锥", "兰格登")
GOODS = ("航空电子", "重型推进", "先进材料", "光学", "精密仪器", "微电子", "特种合金", "海洋工程")
LATIN = ("Laputa", "Brobdingnag", "Lilliput", "Balnibarbi", "Luggnagg", "Blefuscu", "Glubbdubdrib", "Lagado")
TRADES = (
    "Avionics",
    "Heavy Propulsion",
    "Advanced Materials",
    "Optics",
    "Precision",
    "Microsystems",
    "Alloys",
    "Marine",
)
SUFFIXES = ("Inc.", "LLC", "Corp.", "Ltd.", "Co.")
# Mostly everyday words, as in the press: a word of trade now and then.
NOUNS = (  # noqa: SIM905 - read as words
    "morning river office garden winter people question letter train window street number money music building teacher "
    "hospital season market company official statement agency border shipment supplier rule licence exporter engine "
    "history picture system problem service friend father power hour game line end member law car city community name"
).split()
VERBS = "said was reported had expects considers saw held moved became questioned described".split()  # noqa: SIM905


def company(draw: Random) -> tuple[str, str]:
    """A firm's Chinese and Latin name; numbers keep a hundred thousand of them apart."""
    place, trade, number = draw.randrange(len(PLACES)), draw.randrange(len(GOODS)), draw.randrange(100_000)
    return (
        f"{PLACES[place]}{GOODS[trade]}{number}公司",
        f"{LATIN[place]} {TRADES[trade]} {number} {draw.choice(SUFFIXES)}",
    )


def sentence(draw: Random) -> str:
    """Ten to twenty words."""
    words = [draw.choice(NOUNS if number % 3 else VERBS) for number in range(draw.randrange(10, 21))]
    return f"The {' '.join(words)}."


def paragraph(draw: Random) -> str:
    """Two to five sentences."""
    return " ".join(sentence(draw) for _ in range(draw.randrange(2, 6)))
