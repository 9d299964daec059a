"""Names of departments and units without the budget code that many forms want beside them.

219001-市文物局, [219]市文物局, 219 市文物局 and 市文物局（219） are all 市文物局;
101中学, 120急救中心 and 12345热线 are called so.
"""

import re

DASH = r"[-‐‑–—－_:：、.．/]"
CODE = re.compile(
    r"^\s*(?:(?:[\[【(（〔]\s*(?P<boxed>\d{2,12})\s*[\]】)）〕]\s*" + DASH + r"*"
    r"|(?P<dashed>\d{2,12})\s*" + DASH + r"+)\s*(?P<rest>\S.*)"
    r"|(?:(?P<spaced>\d{3,12})\s+|(?P<bare>\d{3,12}))(?P<name>[^\W\d_].*))$",
    re.DOTALL,
)
BEHIND = re.compile(
    r"^\s*(?P<name>.*?[^\d\s\-—－第])\s*"
    r"(?:[\[【(（〔]\s*\d{3,12}\s*[\]】)）〕]|(?:\s|" + DASH + r")+\d{3,12}|\d{6,12})\s*$",
    re.DOTALL,
)
DIGIT, WORDS = re.compile(r"\d"), re.compile(r"[^\W\d_]")
CERTAIN = 6  # digits that are no part of a name
HOTLINES = re.compile(r"1[0-9]{2}|1[02]\d{3}|9[56]\d{3,4}")
# What an office is called that budgets have codes for, and how a name begins with its place.
OFFICE = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|政府|人大|政协|法院|检察院|财政所|街道|党校|总队|支队)$"
)
PLACE = re.compile(r"^\S{0,8}?(?:省|市(?!民|场)|区|县|州|旗|镇|乡|街道)")


def without_code(name: str) -> str:
    """The name of a department or unit without its code; as it is where there is none."""
    if not DIGIT.search(name):
        return name
    front = CODE.match(name)
    if front and _is_code(front):
        name = (front["rest"] or front["name"]).strip()
    behind = BEHIND.match(name)
    return behind["name"].strip() if behind else name


def _is_code(found: re.Match[str]) -> bool:
    """Whether the digits in front are a code and no part of the name."""
    if found["rest"]:
        return WORDS.search(found["rest"]) is not None
    digits, name = found["spaced"] or found["bare"], found["name"].strip()
    if len(digits) >= CERTAIN or OFFICE.search(name):
        return True
    if HOTLINES.fullmatch(digits):
        return False
    return bool(found["spaced"]) and PLACE.match(name) is not None
