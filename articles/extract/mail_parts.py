"""The fields and parts of a mail, however badly they are written."""

import email
import email.header
import email.policy
import email.utils
import re
from email.message import Message

from articles.extract.datelines import day_of
from articles.extract.document import Unreadable, Why
from articles.extract.encoding import decode

MAX_FIELDS = 5_000
MAX_DEPTH = 50
MAX_PARTS = 500
_LONGEST_FIELD = 10_000

_LONGEST_TITLE = 500
_LONGEST_PARAMETERS = 5_000  # reading them takes time that grows with the square

_PARAMETERS = re.compile(rb"^content-[a-z-]{2,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(rb"\r\n|\r|\n")


def parse(data: bytes) -> Message:
    """The message. One that nests or heads itself as no letter does is refused before it is taken apart."""
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    if len(_FOLD.findall(head)) > MAX_FIELDS or data.lower().count(b"boundary=") > MAX_PARTS:
        raise Unreadable(Why.UNSAFE)
    if any(match.end() - match.start() > _LONGEST_PARAMETERS for match in _PARAMETERS.finditer(data)):
        raise Unreadable(Why.UNSAFE)
    if data.startswith(b"From "):  # the line that a mailbox puts above each message
        data = data.partition(b"\n")[2]
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    depth, level = 0, [message]
    while level:
        depth += 1
        level = [
            part for each in level if each.is_multipart() for part in each.get_payload() if isinstance(part, Message)
        ]
        if depth > MAX_DEPTH or len(level) > MAX_PARTS:
            raise Unreadable(Why.UNSAFE)
    return message


def field(message: Message, name: str) -> str:
    """The words of a header field, decoded; "" when there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    raw = str(raw)[:_LONGEST_FIELD].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        parts = email.header.decode_header(raw)
    except (ValueError, email.errors.HeaderParseError):
        parts = [(raw, None)]
    words = "".join(part if isinstance(part, str) else decoded(part, charset or "")[0] for part, charset in parts)
    return " ".join((words or raw).split())[:_LONGEST_TITLE]


def sender(message: Message) -> str:
    """Who wrote it: the name in From, or the address when there is no name."""
    said = field(message, "from") or field(message, "sender")
    name, address = email.utils.parseaddr(said)
    return " ".join((name or address or said).strip("\"' ").split())


def day(message: Message) -> str:
    """YYYY-MM-DD of the Date field, where the sender was; "" when it says none."""
    parsed = email.utils.parsedate_tz(field(message, "date")[:200])
    return day_of(*parsed[:3]) if parsed else ""


def body_of(part: Message) -> tuple[str, bool]:
    """The words of a text part, and whether its encoding had to be guessed."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return "", False
    return decoded(payload, charset_of(part))


def charset_of(part: Message) -> str:
    said = part.get_param("charset", "")
    if isinstance(said, tuple):
        said = said[2]
    return str(said or "").strip("\"' ").lower()[:40]


def decoded(data: bytes, declared: str) -> tuple[str, bool]:
    """Bytes as text by the declared encoding where they are in it, else as a browser finds out, which may guess."""
    try:
        return data.decode(declared or "ascii"), False
    except (LookupError, UnicodeError, ValueError):
        return decode(data)
