"""What subtitle formats put around words: styling to strip, speakers to name."""

from __future__ import annotations

import html
import re

# Roles that speak in a live room. 客服 老板 粉丝 are not here: "客服：加微信" and "粉丝：100万" are text.
_ROLE = (
    r"(?:主播|助播|副播|场控|中控|嘉宾|主持人?|旁白|观众|助理|运营|(?:说话|发言|讲话)人|speaker|host|guest|anchor)"
    r"[ _-]?[A-Za-z0-9一二三四五六七八九十]{0,3}"
)
_LABEL = re.compile(rf"\s*(?:(?P<plain>{_ROLE})\s*[：:]|[\[【]\s*(?P<boxed>{_ROLE})\s*[\]】]\s*[：:]?)\s*(?=\S)", re.I)
_RUBY = re.compile(r"<rt\b[^>]*>.*?</rt>", re.S)  # the gloss above a word was not said twice
# Tags begin with a letter, a slash or a karaoke time: "<3" and "体重<100斤" are text.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</>|<\d+:\d\d[:.\d]*>")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")


def strip_tags(text: str) -> str:
    """Take HTML, WebVTT and ASS styling out of a line of a cue; words stay, entities are undone."""
    if "<" in text:
        text = _TAG.sub("", _RUBY.sub("", text))
    if "{\\" in text:
        text = _OVERRIDE.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return text.strip()


def split_speaker(text: str) -> tuple[str | None, str]:
    """Return who speaks, when the line begins with a live room's role (``主播：``), and what is said."""
    start = text[:24]
    if not ("：" in start or ":" in start or "]" in start or "】" in start):
        return None, text  # the pattern is slow, and a million lines have no label
    match = _LABEL.match(text)
    if not match:
        return None, text
    return (match["plain"] or match["boxed"]).strip(), text[match.end() :]
