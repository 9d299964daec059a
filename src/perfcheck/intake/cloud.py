"""Whether a mail brings a link instead of a file: from a cloud drive, or an online document."""

import re
import tomllib
from functools import cache
from importlib import resources

from perfcheck.intake.message import plain

FILE_LINK = re.compile(
    r"<a\b[^<>]{0,2000}href=[^<>]{0,2000}>[^<>]{1,200}\.(?:xlsx?|et|ods|zip|rar|7z)\s{0,9}<",
    re.IGNORECASE,
)


def speaks_of_cloud(letter: str) -> bool:
    """Whether a letter, perhaps in HTML, leads to a file that lies elsewhere."""
    words, hosts = _known()
    seen = plain(letter)
    return bool(
        any(word in seen for word in words) or hosts.search(letter) or FILE_LINK.search(letter)
    )


@cache
def _known() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The words of people and mail programs, and the addresses of services."""
    file = resources.files("perfcheck") / "data" / "intake" / "clouds.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    hosts = "|".join(re.escape(host).replace(r"\*", r"\w{0,9}") for host in data["hosts"])
    return tuple(data["words"]), re.compile(rf"https?://(?:[\w-]+\.)*(?:{hosts})\b", re.IGNORECASE)
