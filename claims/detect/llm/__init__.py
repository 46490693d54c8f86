"""What a language model would check too: sentences in, messages out; its reply in, only what stands in the text out."""

from claims.detect.llm.contract import BadReply, read_reply
from claims.detect.llm.grounding import Candidate, Checked, check
from claims.detect.llm.merge import merge
from claims.detect.llm.prompt import VERSION, Message, Part, mended, messages, parts_of, schema

__all__ = [
    "VERSION",
    "BadReply",
    "Candidate",
    "Checked",
    "Message",
    "Part",
    "check",
    "mended",
    "merge",
    "messages",
    "parts_of",
    "read_reply",
    "schema",
]
