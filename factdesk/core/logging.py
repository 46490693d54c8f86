"""Logs that a newsroom may keep: ids and kinds of things, never their words."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger


def current_request_id() -> str:
    """The id that ties the log, the audit trail and the error page of one request together."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep where an error happened, drop what it said: messages of the database quote the row."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    if isinstance(exc_info, tuple) and exc_info[0]:
        event["error"] = exc_info[0].__name__
        event["frames"] = _frames(exc_info[2])
    event.pop("stack_info", None)
    return event


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-8:]]


def _template_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Messages of libraries: their template, not its arguments, which can hold a title or a query."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and event.get("_from_structlog") is False and not record.name.startswith("granian"):
        event["event"] = str(record.msg)
    return event


def formatter() -> logging.Formatter:
    """One JSON line for each event, ours and those of libraries."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            _template_only,
            without_words,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
