"""A name in the forms in which it is compared: no firm is told from another by case, width, accents or legal form.

Legal forms of the West are those of rigour's table (ISO 20275 among its sources); those of China, Japan and Korea,
which stand without a space, and the words that rigour takes for part of a name are the tables below.
"""

import re
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from rigour.names import extract_org_types
from rigour.text.normalize import Normalize, normalize
from rigour.text.translit import ascii_text

FLAGS = Normalize.CASEFOLD | Normalize.NFKC | Normalize.NAME
EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")  # kana, Han, Hangul
BRACKETS = re.compile(r"\s*[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]\s*")

# fmt: off
EASTERN_FORMS = (  # the longest first; simplified, as everything is when they are looked for
    "股份有限责任公司", "股份有限公司", "有限责任公司", "股份公司", "有限公司", "株式会社", "合同会社", "有限会社",
    "주식회사", "유한회사", "公司",
)
EASTERN_MARKS = ("株", "有", "주")  # (株), ㈱
WESTERN_WORDS = (  # rigour takes most of them for part of the name; they are none wherever they stand
    "corporation", "corp", "company", "co", "coltd", "incorporated", "inc", "limited", "ltd", "llc", "partnership", "kk"
)  # fmt: skip
NOT_FORMS = ("joint venture", "ii")  # in rigour's table, and words of a name to us
WESTERN_OPENINGS = ("the", "ooo", "oao", "pao", "zao", "ao", "pt")
# fmt: on
JOINING = ("and", "und", "et")  # & is dropped as punctuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`text`: the name folded, its words divided by one space (none in an Eastern script); `core`: without legal form.

    `base` is the core without what stands in brackets, where something does: 某某（上海）有限公司 -> 某某.
    """

    text: str
    core: str
    base: str
    eastern: bool

    @property
    def folded(self) -> str:
        """The text without “and”, which others write “&”."""
        return " ".join(word for word in self.text.split(" ") if word not in JOINING)

    @property
    def ordered(self) -> str:
        """The words of the core in alphabetical order; in an Eastern script its characters."""
        return "".join(sorted(self.core)) if self.eastern else " ".join(sorted(self.core.split(" ")))

    @property
    def sound(self) -> str:
        """How an Eastern core sounds, Chinese in pinyin without tones; a Western one without its spaces."""
        return re.sub(r"[^a-z0-9]", "", ascii_text(self.core).casefold() if self.eastern else self.core)


def form_of(name: str) -> Form:
    """The forms of a name; all empty where it has neither letter nor digit.

    >>> form_of("Alpha Precision & Co., Ltd.").core, form_of("甲精密股份有限公司").core
    ('alpha precision', '甲精密')
    """
    text, core = parts(name)
    bare = BRACKETS.sub(" ", name) if BRACKETS.search(name) else ""
    base = parts(bare)[1] if bare else ""
    return Form(text=text, core=core, base="" if base == core else base, eastern=bool(EAST.search(text)))


def parts(name: str) -> tuple[str, str]:
    """The folded text of a name, and its core."""
    text = normalize(name, FLAGS) or ""
    if EAST.search(text):
        words = western_core(simplified(text).split(" "))
        return "".join(simplified(text).split(" ")), eastern_core(words)
    if not text.isascii():
        text = normalize(ascii_text(text), FLAGS) or text
    words = [word for word in text.split(" ") if word not in JOINING]
    return text, " ".join(western_core(words))


def simplified(text: str) -> str:
    """Chinese in simplified characters, Japan's own among them: 發動機 and 発動機 are 发动机."""
    old, new = converters()
    converted: str = new.convert(old.convert(new.convert(text)))
    return converted


@cache
def converters() -> tuple[OpenCC, OpenCC]:
    """Japanese to traditional, traditional to simplified; their tables are read once."""
    return OpenCC("jp2t"), OpenCC("t2s")


def western_core(words: list[str]) -> list[str]:
    """The words without legal forms; all of them where nothing would be left."""
    endings = [form.split(" ") for form, _ in extract_org_types(" ".join(words), FLAGS) if form not in NOT_FORMS]
    core = words[1:] if words[:1] and words[0] in WESTERN_OPENINGS and len(words) > 1 else words
    for form in reversed(endings):
        core = core[: -len(form)] if core[-len(form) :] == form else core
        core = [word for word in core if word not in WESTERN_WORDS]
    return [word for word in core if word not in WESTERN_WORDS] or words


def eastern_core(words: list[str]) -> str:
    """The words as one, without the legal form at the end or beginning of any."""
    kept = [core for word in words if (core := bare(word)) and word not in EASTERN_MARKS]
    text = "".join(kept or words)
    return bare(text) or text


def bare(word: str) -> str:
    """A word without a legal form of the East."""
    form = next((form for form in EASTERN_FORMS if word.startswith(form) or word.endswith(form)), "")
    return word.removesuffix(form).removeprefix(form)
