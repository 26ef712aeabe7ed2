"""The server's log cannot be written into by what somebody types (SEC E7)."""

import io
import json
import logging

import structlog

from minping.apps.foundation.logs import JsonLines, configure

FORGED = 'x\n{"level": "info", "message": "all is well"}\r\n\x1b[2J'


def test_one_act_one_line_whatever_stands_in_it() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Not Found: %s", (FORGED,), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    assert json.loads(line)["message"] == f"Not Found: {FORGED}"


def test_a_traceback_stays_on_its_line() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError as fault:
        told = (type(fault), fault, fault.__traceback__)
    line = JsonLines().format(logging.LogRecord("django", logging.ERROR, "", 1, "boom", None, told))
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["exception"]


def test_our_own_log_does_the_same() -> None:
    configure()
    out = io.StringIO()
    log = structlog.wrap_logger(structlog.PrintLogger(out))
    log.error(FORGED, who=FORGED)
    said = out.getvalue()
    assert said.count("\n") == 1
    assert json.loads(said)["who"] == FORGED
