"""One spelling for what is typed in many: for matching only, never for what is stored or shown."""

import re
from functools import lru_cache

from perfcheck.indicator.numerals import arabic

# Full-width ASCII becomes ASCII; NFKC would also turn ① into 1 and ㎡ into m2, so it is not used.
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_SIGNS = str.maketrans(
    {
        **{chr(wide): chr(plain) for wide, plain in _WIDE.items()},
        **dict.fromkeys(
            "\u3000\u00a0\u200b\u200c\u200d\ufeff\u2060 \t\r\n\x0b\x0c\u2009\u202f", ""
        ),
        **dict.fromkeys("—–－‐‑−─", "-"),
        **dict.fromkeys("～〜∼", "~"),
        **dict.fromkeys("≧⩾≥", "≥"),
        **dict.fromkeys("≦⩽≤", "≤"),
        **dict.fromkeys("═﹦＝", "="),
        **dict.fromkeys("﹥＞", ">"),
        **dict.fromkeys("﹤＜", "<"),
        **dict.fromkeys("％﹪", "%"),
        "，": ",",
        "。": ".",
        "；": ";",
        "：": ":",
        "（": "(",
        "）": ")",
        "￥": "¥",
        "％": "%",
        "〇": "零",
        "﹣": "-",
    }
)
_LEADING = (
    (
        re.compile(
            r"^(?:≥=?|>=|=>|≮|》=?|>>|大于(?:或|或者)?等于|大等于|不少于|不低于|不小于|不得低于|不得少于|"
            r"至少|最少|最低)+"
        ),
        "≥",
    ),
    (
        re.compile(
            r"^(?:≤=?|<=|=<|≯|《=?(?=\d)|小于(?:或|或者)?等于|小等于|不超过|不超|不高于|不大于|不多于|"
            r"不得超过|不得高于|最多|最高(?=\d)|控制在(?=[\d¥]))+"
        ),
        "≤",
    ),
    (re.compile(r"^(?:等于|=+)"), "="),
    (re.compile(r"^(?:超过|大于|高于|多于|>+)(?=[\d¥])"), ">"),
    (re.compile(r"^(?:低于|少于|小于|不足|不到|<+)(?=[\d¥])"), "<"),
)
_BRACKETS = (
    (re.compile(r"^\(([≥≤=<>]+)\)"), r"\1"),  # (≥)95%
    (re.compile(r"(?<=\d)\(([^()\d]{1,6})\)$"), r"\1"),  # 10.5(万元)
)
_TRAILING = ".,;:、!"
_THOUSANDS = re.compile(r"(?<=\d)[,'’](?=\d{3}(?!\d))")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text without any white space, in plain digits and signs: ９５．５ ％ is 95.5%."""
    plain = text.translate(_SIGNS)
    while True:
        joined = _THOUSANDS.sub("", plain)
        if joined == plain:
            return plain
        plain = joined


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """Squeezed, with one sign in front (≥ ≤ > < =) and Chinese quantities in digits."""
    plain = arabic(squeeze(text).rstrip(_TRAILING))
    for pattern, replacement in _BRACKETS:
        plain = pattern.sub(replacement, plain)
    for pattern, sign in _LEADING:
        changed, count = pattern.subn(sign, plain, count=1)
        if count:
            return changed
    return plain
