"""Days as people and spreadsheets write them → ISO dates. Standard library only."""

import re
import unicodedata
from datetime import date, timedelta

_DAY = re.compile(
    r"([0-9]{4})\s*(?:年|[-/.])\s*([0-9]{1,2})\s*(?:月|[-/.])\s*([0-9]{1,2})\s*(?:日|号)?"
    r"(?:\s*\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
    r"(?:(?:(?<=[日号)一二三四五六天])|[T\s])\s*(?:上午|中午|下午|晚上|凌晨)?\s*[0-9]{1,2}[:时点].*)?"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def iso_day(text: str) -> str | None:
    """An ISO date from ``2024-3-5``, ``2024年3月5日``, ``20240305``, a day with its weekday or a time, or
    a spreadsheet's serial number. None for what is no full date. Raises ValueError when the calendar has
    no such day."""
    written = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    parts = _DAY.fullmatch(written) or _COMPACT.fullmatch(written)
    if parts is not None:
        return date(int(parts[1]), int(parts[2]), int(parts[3])).isoformat()
    serial = _SERIAL.fullmatch(written)
    return (_EPOCH + timedelta(days=int(serial[1]))).isoformat() if serial else None
