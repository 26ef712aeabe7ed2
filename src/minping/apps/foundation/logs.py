"""The server's own log: one JSON object per line, so that nothing typed can look like a line of its own (SEC E7)."""

import json
import logging
import sys
from datetime import UTC, datetime

import structlog


class JsonLines(logging.Formatter):
    """What Django and packages log."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def configure() -> None:
    """Our own log in the same form, on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
