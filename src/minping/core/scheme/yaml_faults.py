"""What a YAML syntax error means to somebody who typed a plan: the line, the likely slip, the remedy."""

import yaml

from minping.core.findings import Finding, Place, error

FULL_WIDTH = {"：": ":", "，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "＃": "#", "＂": '"'}


def syntax_fault(fault: yaml.YAMLError, text: str, name: str) -> Finding:
    """One finding for the error at which the parser stopped."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if mark is not None:
        line = mark.line + 1
    elif isinstance(fault, yaml.reader.ReaderError):
        line = text.count("\n", 0, fault.position) + 1
    else:
        line = 1
    lines = text.splitlines() or [""]
    # The parser notices a slip at the next token: look at the line it names and the one before.
    for number in (line, line - 1):
        written = lines[number - 1] if 0 < number <= len(lines) else ""
        found = _slip(written, Place(file=name, line=number))
        if found is not None:
            return found
    detail = " ".join(str(getattr(fault, "problem", None) or getattr(fault, "reason", "")).split())
    return error(
        "scheme.syntax",
        "格式有误",
        f"the layout is broken ({detail})" if detail else "the layout is broken",
        "请检查缩进是否对齐、冒号后是否有空格、引号和括号是否成对",
        "check that indents line up, colons are followed by a blank, quotes and brackets are paired",
        Place(file=name, line=line),
    )


def _slip(written: str, place: Place) -> Finding | None:
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent or written.lstrip(" ").startswith("\t"):
        return error(
            "scheme.tab",
            "行首用了制表符（Tab）",
            "the line is indented with a tab",
            "请改用空格缩进",
            "indent with blanks",
            place,
        )
    if "\t" in written:
        return error(
            "scheme.tab",
            "这一行里有制表符（Tab）",
            "there is a tab in the line",
            "请改用空格",
            "use blanks instead",
            place,
        )
    if "\u3000" in indent:
        return error(
            "scheme.full_width_blank",
            "行首用了全角空格",
            "the line is indented with full-width blanks",
            "请改用半角空格缩进",
            "indent with ordinary blanks",
            place,
        )
    return _full_width(written, place)


def _full_width(written: str, place: Place) -> Finding | None:
    used = [sign for sign in FULL_WIDTH if sign in written]
    if used:
        asked = "、".join(f"{sign} → {FULL_WIDTH[sign]}" for sign in used)
        return error(
            "scheme.full_width_sign",
            f"格式有误，这一行有全角符号 {''.join(used)}",
            f"the layout is broken and the line has full-width signs {''.join(used)}",
            f"如果它们是格式的一部分，请改成半角：{asked}；如果是文字，请给这段文字加引号",
            f"if they belong to the layout, type {asked}; if they belong to a text, put it in quotes",
            place,
        )
    return None
