"""The pages of the command line name every command, option and exit code, and no others."""

import importlib
import importlib.util
import re
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path

import click
import pytest
from tests.architecture.repository import ROOT, expect_none, modules, name_of

PAGES = (ROOT / "docs" / "commands.md", ROOT / "docs" / "commands.en.md")
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("minping.site.cli") is None, reason="the command line is not there yet"
)


def _main() -> click.Group:
    main = importlib.import_module("minping.site.cli").main
    assert isinstance(main, click.Group)
    return main


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{before} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before} {name}")


def _section(page: Path, command: str) -> str:
    """What the page says below the heading of a command."""
    text = page.read_text(encoding="utf-8")
    found = re.search(
        rf"^(#+) `{re.escape(command)}`.*?$(.*?)(?=^#{{1,3}} |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found[2] if found else ""


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_has_a_section_and_every_section_a_command(page: Path) -> None:
    commands = {name for name, _ in _commands(_main(), "minping")}
    documented = set(re.findall(r"^#+ `(minping [a-z ]+)`", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == commands


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_and_argument_is_in_the_section_of_its_command(page: Path) -> None:
    expect_none(
        f"{name}: {word}"
        for name, command in _commands(_main(), "minping")
        for parameter in command.params
        for word in (
            parameter.opts
            if isinstance(parameter, click.Option)
            else [parameter.make_metavar(click.Context(command))]
        )
        if not re.search(
            rf"(?<![\w-]){re.escape(word.strip('[]').removesuffix('...'))}(?![\w-])", _section(page, name)
        )
    )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_section_promises_an_option_that_is_not_there(page: Path) -> None:
    main = _main()
    shared = {opt for p in main.params for opt in p.opts} | {"--help"}
    expect_none(
        f"{name}: {option}"
        for name, command in _commands(main, "minping")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", _section(page, name))
        if option not in shared | {opt for p in command.params for opt in (*p.opts, *p.secondary_opts)}
    )


def _exit_codes() -> dict[int, str]:
    codes: dict[int, str] = {}
    for name in modules("minping.site"):
        for kind in vars(importlib.import_module(name)).values():
            if isinstance(kind, type) and issubclass(kind, IntEnum) and "Exit" in kind.__name__:
                codes |= {member.value: member.name for member in kind}
    return codes


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_exit_codes_of_the_page_are_those_of_the_program(page: Path) -> None:
    listed = {
        int(code) for code in re.findall(r"^\| `?(\d+)`? \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert listed == set(_exit_codes())


def test_every_command_says_what_it_does_with_an_example() -> None:
    expect_none(
        name
        for name, command in _commands(_main(), "minping")
        if not isinstance(command, click.Group)
        and f"minping {name.split()[-1]}" not in (command.help or "") + (command.epilog or "")
    )
