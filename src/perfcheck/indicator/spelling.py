"""One spelling for what is typed in many: for matching only, never for what is stored or shown."""

from functools import lru_cache

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.numerals import arabic

# Full-width ASCII becomes ASCII; NFKC would also turn ① into 1 and ㎡ into m2, so it is not used.
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_SIGNS = str.maketrans(
    {
        **{chr(wide): chr(plain) for wide, plain in _WIDE.items()},
        **dict.fromkeys(
            "\u3000\u00a0\u200b\u200c\u200d\ufeff\u2060 \t\r\n\x0b\x0c\u2009\u202f", ""
        ),
        **dict.fromkeys("—–－‐‑−─﹣", "-"),
        **dict.fromkeys("～〜∼﹏", "~"),
        **dict.fromkeys("≧⩾≥≽⋝", "≥"),
        **dict.fromkeys("≦⩽≤≼⋜", "≤"),
        **dict.fromkeys("═﹦＝", "="),
        **dict.fromkeys("﹥＞", ">"),
        **dict.fromkeys("﹤＜", "<"),
        **dict.fromkeys("％﹪", "%"),
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("（﹙〈", "("),
        **dict.fromkeys("）﹚〉", ")"),
        **dict.fromkeys("；﹔", ";"),
        "。": ".",
        "：": ":",
        "￥": "¥",
        "〇": "零",
        "×": "x",
        "於": "于",
    }
)
# Words that say which side of a number counts. The strong ones may stand a few words before it
# (不少于全年2次); the others right before it: 超过 and 最低 also go with what is no number.
_STRONG = {
    "≥": "大于(?:或|或者)?等于|大等于|多于等于|高于(?:或|或者)?等于|不少于|不低于|不小于|"
    "不得少于|不得低于|不应低于|至少|不短于",
    "≤": "小于(?:或|或者)?等于|小等于|少于等于|低于(?:或|或者)?等于|不超过|不超出|不超|不高于|"
    "不大于|不多于|不得超过|不得高于|不长于|不突破|未超过|未超",
}
_RIGHT_BEFORE = {
    "≥": "最少|最低",
    "≤": "最多|最高|至多|控制在",
    "=": "等于",
    ">": "超过|大于|高于|多于|超",
    "<": "低于|少于|小于|不足|不到",
}
_NUMBER_NEAR = r"(?=[^\d,;.、()≥≤=<>%]{0,6}\d|[≥≤=<>]*[¥\d])"
_NUMBER_NEXT = r"(?=(?:约|了)?[≥≤=<>]*[¥\d])了?"
_WORD_SIGNS = tuple(
    (lazily(f"(?:{words}){where}"), sign)
    for table, where in ((_STRONG, _NUMBER_NEAR), (_RIGHT_BEFORE, _NUMBER_NEXT))
    for sign, words in table.items()
)
_ASCII_SIGNS = (
    (lazily(r"≥=|>=|=>|≮|=≥|>≥|≥>|>(?=≥)|^》=?|^>>"), "≥"),
    (lazily(r"≤=|<=|=<|≯|=≤|<≤|≤<|<(?=≤)|^《=?(?=\d)"), "≤"),
    (lazily(r"≥{2,}"), "≥"),
    (lazily(r"≤{2,}"), "≤"),
    (lazily(r"={2,}"), "="),
)
_BRACKETS = (
    (lazily(r"\(([≥≤=<>]+)\)"), r"\1"),  # (≥)95%
    (lazily(r"\(含(?:本数|本级)?\)(?=以|及)|(?<=[上下内])\(含(?:本数)?\)"), ""),  # 3次(含)以上
    (lazily(r"(?<=\d)\(([^()\d]{1,8})\)$"), r"\1"),  # 10.5(万元)
    (lazily(r"(?<=\d)([十百千]?[万亿])([余多])(?!媒)"), r"\2\1"),  # 2万余人 is 2余万人
    (lazily(r"(以上|以内|以下)/(\w{1,4})$"), r"/\2\1"),  # 2次以上/年 is 2次/年以上
    (lazily(r"(?<=[≥≤=<>])\+(?=\d)|^\+(?=\d)"), ""),  # +5%
)
# Every spelling above has one of these characters, but for a single sign at the beginning.
_SPELLED = lazily("[≥≤=<>]?[^≥≤=<>≮≯》《:为前(余多/+大小高低少超至等最控不]*+")
_DIGITS = 18  # Excel keeps 15 of them: more are no quantity
_NO_FIGURE = lazily(r"\d{19,}")
LONGEST = 1_000  # characters that are looked at; no value has so many, and patterns need time
_TRAILING = ".,;:、!…"
_THOUSANDS = lazily(r"(?<=\d)[,'’](?=\d{3}(?!\d))")
_CLOCK = lazily(r"(?<=\d)[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*$")
_MONTH_DAY = lazily(r"(?<![\d.])(\d{1,2})\.(\d{1,2})日?(?=之?前|以前)")
_LABEL = lazily(
    r"^(?:\d{4}年)?(?:年初|年度|本年|全年|预期)?(?:指标值|目标值|目标|指标)\d{0,2}[:为](?=.)"
)


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """The text without any white space, in plain digits and signs: ９５．５ ％ is 95.5%."""
    plain = text[:LONGEST].translate(_SIGNS)
    while "," in plain or "'" in plain or "’" in plain:
        joined = _THOUSANDS.sub("", plain)
        if joined == plain:
            return plain
        plain = joined
    return plain


@lru_cache(maxsize=16384)
def canonical(text: str) -> str:
    """Squeezed, words for signs as signs (≥ ≤ > < =) and Chinese quantities in digits."""
    text = text[:LONGEST]
    if ":" in text:
        text = _CLOCK.sub("", text)
    plain = arabic(squeeze(text).rstrip(_TRAILING))
    if len(plain) > _DIGITS:
        plain = _NO_FIGURE.sub("…", plain)
    if _SPELLED.fullmatch(plain):
        return plain
    plain = _MONTH_DAY.sub(r"\1月\2日", _LABEL.sub("", plain))
    for pattern, replacement in _BRACKETS:
        plain = pattern.sub(replacement, plain)
    for pattern, sign in _WORD_SIGNS:
        plain = pattern.sub(sign, plain)
    for pattern, sign in _ASCII_SIGNS:
        plain = pattern.sub(sign, plain)
    return plain
