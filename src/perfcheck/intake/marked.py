"""What is written in tags: XML of a known kind, a web page with a table or without."""

import re

HEAD = 4096
HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|table|meta|div|style|script|title|"
    rb"t[rdh]|tbody|thead|caption|col|colgroup|font|center|span|p|b|i|u|a|br|hr|img|ul|ol|h[1-6]|"
    rb"form|link|base|strong|label|basefont)(?=[\s/>])",
    re.I | re.S,
)
CELL_OR_FRAME = re.compile(rb"<(?:t[rdh]|frame)\b", re.I)
COMMENTS = 9  # that may stand before the first element
XML_MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb"<(?:\w{1,20}:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet"),
        "xml2003",
    ),
    (re.compile(rb"urn:oasis:names:tc:opendocument:xmlns:office"), "flat"),
    (re.compile(rb"http://schemas\.uof\.org"), "uof"),
    (re.compile(rb"office/word/2003/wordml|pkg:name=.{1,99}/word/", re.S), "doc"),
    (re.compile(rb"\A(?:<[?!][^<>]*>\s*){0,9}<svg\b"), "picture"),
    (re.compile(rb"<!DOCTYPE plist.*<key>URL</key>", re.S), "link"),
)


def marked_kind(start: bytes, content: bytes) -> str | None:
    """What begins with a tag: `xml2003`, `flat`, `html`, `page` …; None for XML that is not known.

    `start` is its beginning, `content` all of it.
    """
    head = _uncommented(start)[:HEAD]
    found = next((kind for mark, kind in XML_MARKS if mark.search(head)), None)
    if found:
        return found
    body = head.removeprefix(b"<?xml").partition(b"?>")[2]
    if HTML.match(body or head) or HTML.match(head):
        return "html" if CELL_OR_FRAME.search(content) else "page"
    return None


def _uncommented(head: bytes) -> bytes:
    """The beginning of what is written in tags without the comments before its first element."""
    for _ in range(COMMENTS):
        before, opened, rest = head.partition(b"<!--")
        _, closed, after = rest.partition(b"-->")
        if not opened or not closed:
            break
        head = before + after
    return head
