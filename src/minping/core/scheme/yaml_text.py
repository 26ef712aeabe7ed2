"""Text of a scheme → a plain tree of mappings, lists and words with line numbers.

Only YAML's structure is used: every scalar stays the text that was written, so no number ever passes
through a float. The tree is built from parser events with an explicit stack and limits, so that
nesting, aliases and size cannot exhaust memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

import yaml

from minping.core.findings import Finding, Place, RefusedInput, error
from minping.core.scheme.yaml_faults import syntax_fault

MAX_BYTES = 512 * 1024
MAX_DEPTH = 60
MAX_ITEMS = 50_000
"""Items of the tree with every alias written out."""

STANDARD_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)


class Kind(Enum):
    NULL = auto()
    WORD = auto()
    LIST = auto()
    MAPPING = auto()


@dataclass(frozen=True, eq=False)
class Item:
    """One value of the tree. ``size`` and ``height`` count it with all that it holds, aliases unfolded."""

    kind: Kind
    line: int
    text: str = ""
    items: tuple["Item", ...] = ()
    entries: tuple[tuple["Item", "Item"], ...] = ()
    size: int = 1
    height: int = 1


@dataclass
class _Open:
    """A list or mapping whose end has not been reached."""

    kind: Kind
    line: int
    anchor: str | None
    held: list[Item] = field(default_factory=list)


def compose(data: bytes, name: str) -> Item:
    """The tree of one YAML document. Raises ``RefusedInput`` with file and line."""
    text = decode(data, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.YAMLError as fault:
        raise RefusedInput([syntax_fault(fault, text, name)]) from None
    except (ValueError, OverflowError):
        raise RefusedInput([_unreadable(name)]) from None
    return builder.document()


def decode(data: bytes, name: str) -> str:
    """UTF-8 with or without mark, UTF-16, or GB 18030 (GBK) as the bytes themselves show."""
    if len(data) > MAX_BYTES:
        raise RefusedInput([_too_large(name, len(data))])
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise RefusedInput([_unreadable(name)])


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
        return
    head = data[:2000]
    if b"\0" in head:  # blanks, colons and line ends of UTF-16 have a zero byte: second or first
        yield "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return
    yield "utf-8"
    yield "gb18030"


def _too_large(name: str, size: int) -> Finding:
    return error(
        "scheme.too_large",
        f"文件有{size}字节，超过{MAX_BYTES}字节",
        f"the file has {size} bytes, more than {MAX_BYTES}",
        "方案只写规则；单位、名单和数据放在别的表里",
        "a scheme holds rules only; keep units, rosters and data in their own tables",
        Place(file=name),
    )


def _unreadable(name: str) -> Finding:
    return error(
        "scheme.encoding",
        "文件不是可以识别的文本",
        "the file is not readable text",
        "请用文本编辑器另存为 UTF-8 编码",
        "save it as UTF-8 with a text editor",
        Place(file=name),
    )


class _Builder:
    """Turns parser events into items."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stack: list[_Open] = []
        self.anchors: dict[str, Item | None] = {}
        self.roots: list[Item] = []
        self.total = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.AliasEvent():
                self._alias(str(event.anchor), line)
            case yaml.ScalarEvent():
                self._check_tag(event.tag, line)
                self._scalar(event, line)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._check_tag(event.tag, line)
                self._open(event, line)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()
            case _:
                pass

    def document(self) -> Item:
        if len(self.roots) > 1:
            self._refuse(
                "scheme.documents",
                self.roots[1].line,
                "一个文件里只能写一个方案，这里用 --- 又开始了一个",
                "one file holds one scheme; a second one begins here with ---",
                "请删去 --- 或拆成两个文件",
                "remove the --- or split the file",
            )
        if not self.roots or self.roots[0].kind is Kind.NULL:
            self._refuse(
                "scheme.empty",
                1,
                "文件是空的",
                "the file is empty",
                "请写上方案内容，可从内置方案复制",
                "write a scheme, for instance by copying a preset",
            )
        return self.roots[0]

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        text = str(event.value)
        if any(0xD800 <= ord(c) <= 0xDFFF or (ord(c) < 32 and c not in "\n\t") for c in text):
            self._refuse(
                "scheme.character",
                line,
                "含有不可见的控制字符",
                "holds an invisible control character",
                "请删去后重新输入这一处",
                "remove it and type this place again",
            )
        null = event.style is None and text.strip().casefold() in {"", "~", "null"}
        self._anchor(event.anchor, Item(Kind.NULL if null else Kind.WORD, line, text.strip()))

    def _open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        kind = Kind.LIST if isinstance(event, yaml.SequenceStartEvent) else Kind.MAPPING
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(kind, line, event.anchor))
        self._check_depth(len(self.stack), line)

    def _close(self) -> None:
        done = self.stack.pop()
        size = 1 + sum(item.size for item in done.held)
        height = 1 + max((item.height for item in done.held), default=0)
        if done.kind is Kind.LIST:
            item = Item(Kind.LIST, done.line, items=tuple(done.held), size=size, height=height)
        else:
            pairs = tuple(zip(done.held[::2], done.held[1::2], strict=True))
            item = Item(Kind.MAPPING, done.line, entries=pairs, size=size, height=height)
        self._anchor(done.anchor, item)

    def _anchor(self, anchor: str | None, item: Item) -> None:
        if anchor is not None:
            self.anchors[anchor] = item
        self._hold(item, item.line, new=1)

    def _alias(self, anchor: str, line: int) -> None:
        target = self.anchors.get(anchor)
        if target is None:
            self._refuse(
                "scheme.alias",
                line,
                f"引用 *{anchor} 没有先定义，或者引用了自己",
                f"the alias *{anchor} is not defined before, or refers to itself",
                "请写出内容，或先用 &名称 定义",
                "write the content out, or define it first with &name",
            )
            return
        self._check_depth(len(self.stack) + target.height, line)
        self._hold(target, line, new=target.size)

    def _hold(self, item: Item, line: int, new: int) -> None:
        self.total += new
        if self.total > MAX_ITEMS:
            self._refuse(
                "scheme.too_many",
                line,
                f"展开后超过{MAX_ITEMS}项",
                f"more than {MAX_ITEMS} items once aliases are written out",
                "请减少重复引用",
                "use fewer aliases of aliases",
            )
        (self.stack[-1].held if self.stack else self.roots).append(item)

    def _check_depth(self, depth: int, line: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(
                "scheme.too_deep",
                line,
                f"层次超过{MAX_DEPTH}层",
                f"nested more than {MAX_DEPTH} levels deep",
                "请把一部分写成单独的计分树，用「引用」引入",
                "write a part as a tree of its own and bring it in with ref",
            )

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag not in {None, "!"} and tag not in STANDARD_TAGS:
            self._refuse(
                "scheme.tag",
                line,
                f"不接受类型标记 {tag}",
                f"the type tag {tag} is not accepted",
                "请删去以 ! 开头的标记；以 ! 开头的文字要加引号",
                "remove the tag that begins with !; put text that begins with ! in quotes",
            )

    def _refuse(self, code: str, line: int, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        raise RefusedInput([error(code, zh, en, fix_zh, fix_en, Place(file=self.name, line=line))])
