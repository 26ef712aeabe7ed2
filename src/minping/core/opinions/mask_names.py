"""Patterns of names of persons: with a title, behind a word that announces one, by frequent characters, by list."""

import re
from collections.abc import Iterable
from importlib.resources import files

import yaml

_HAN = "\u3400-\u9fff"
_SAID = yaml.safe_load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8"))
_SINGLE, _FREQUENT, _GIVEN = (re.sub(r"\s", "", _SAID[each]) for each in ("single", "frequent", "given"))
_DOUBLE = "|".join(_SAID["double"].split())
_TITLE = "|".join(_SAID["titles"].split())
_LETTER = rf"(?:(?![{_SAID['function']}])[{_HAN}])"
_SURNAME = rf"(?:{_DOUBLE}|[{_SINGLE}])"
_ANNOUNCED = (
    "我叫|名叫|叫做|姓名[:是为]?|名字[:是叫为]?|联系人[:是为]?|经办人[:是为叫]?|举报人[:是为]?|户主[:是为]?"
)
_BEFORE = (
    f"{_ANNOUNCED}|叫|本人|我是|是|投诉人|当事人|负责人|法人|儿子|女儿|丈夫|妻子|父亲|母亲|爱人|老公|老婆"
    "|医生|护士|老师|局长|科长|主任|书记|所长|院长|校长|村长|民警|交警|窗口"
)

_RULES: tuple[str, ...] = (
    rf"(?:{_DOUBLE}|[{_SINGLE}])\s?某\s?[某甲乙丙丁A-Z{_HAN}]?(?:某)?",
    rf"(?P<it>{_SURNAME}{_LETTER}{{0,2}}?)(?:{_TITLE})(?![{_HAN}]?(?:办公|信箱|热线|接待))",
    rf"(?<![{_HAN}])(?P<it>[{_FREQUENT}])[{_SAID['short_titles']}](?!作|人|商|地|程|厂|资)",
    rf"(?:{_BEFORE})\s*[:是叫为]?\s*(?P<it>{_SURNAME}(?:\s?{_LETTER}){{1,2}})(?![{_HAN}])",
    rf"(?:{_ANNOUNCED})\s*(?P<it>{_SURNAME}{_LETTER}{{1,2}})",
    rf"(?<![{_HAN}])(?P<it>[老小阿大](?:{_DOUBLE}|[{_FREQUENT}]))(?![{_HAN}]?(?:板|区|时|学))",
    rf"(?:(?:{_DOUBLE})[{_GIVEN}]{{1,2}}|[{_FREQUENT}]\s?[{_GIVEN}]\s?[{_GIVEN}])",
    rf"姓(?P<it>{_SURNAME})(?=[的，,。；; 一个那这]|$)",
)
_COMPILED = tuple(("name", re.compile(rule)) for rule in _RULES)


def name_rules(names: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
    """Rules for names, those given first; single characters among them are passed over."""
    given = sorted({"".join(name.split()) for name in names}, key=lambda name: (-len(name), name))
    spaced = [r"\s?".join(map(re.escape, name)) for name in given if len(name) > 1]
    listed = [("name", re.compile("|".join(spaced), re.IGNORECASE))] if spaced else []
    return [*listed, *_COMPILED]
