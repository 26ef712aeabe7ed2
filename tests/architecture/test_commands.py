"""The pages of the command line name every command, argument, option and exit code, and no others."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.architecture.pages import FENCE, pages
from tests.architecture.repository import ROOT, expect_none, name_of

from minping.site.cli import main
from minping.site.console import EXIT_CODES

PAGES = pytest.mark.parametrize(
    "page", [ROOT / "docs" / "commands.md", ROOT / "docs" / "commands.en.md"], ids=name_of
)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    """(full name, command) of every command that can be called."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(_commands(main, "minping"))


def _options(command: click.Command) -> set[str]:
    return {
        word
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for word in (*parameter.opts, *parameter.secondary_opts)
        if word.startswith("--")
    }


def _sections(page: Path) -> dict[str, str]:
    """The name of each command → its heading and what is said below it. Key "": what comes before all."""
    parts = re.split(r"^(?=#+ )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {"": "".join(parts[:2])}
    for part in parts:
        if heading := re.match(r"#+ `(minping(?: [a-z]+)+)", part):
            found[heading[1]] = part
    return found


@PAGES
def test_every_command_has_a_section_and_every_section_a_command(page: Path) -> None:
    assert set(_sections(page)) - {""} == set(COMMANDS)


@PAGES
def test_every_option_is_described_with_its_command_or_for_all(page: Path) -> None:
    sections = _sections(page)
    described = {name: set(OPTION.findall(text)) for name, text in sections.items()}
    everywhere = described[""] - {"--help", "--version"}
    missing = {name: _options(c) - everywhere - described[name] for name, c in COMMANDS.items()}
    invented = {
        name: (described[name] | everywhere) - _options(c) - {"--help"} for name, c in COMMANDS.items()
    }
    expect_none(f"{name} lacks {option}" for name in COMMANDS for option in missing[name])
    expect_none(f"{name} invents {option}" for name in COMMANDS for option in invented[name])


@PAGES
def test_every_argument_stands_in_the_heading_of_its_command(page: Path) -> None:
    sections = _sections(page)
    expect_none(
        f"{name}: {parameter.human_readable_name}"
        for name, command in COMMANDS.items()
        for parameter in command.params
        if isinstance(parameter, click.Argument)
        and parameter.human_readable_name.upper() not in sections[name].splitlines()[0]
    )


@PAGES
def test_the_exit_codes_of_the_page_are_those_of_the_program(page: Path) -> None:
    listed = re.findall(r"^\| (\d+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(code) for code in listed] == sorted(EXIT_CODES)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_that_a_page_shows_can_be_typed(page: Path) -> None:
    code = "\n".join(FENCE.findall(page.read_text(encoding="utf-8")))
    shown = re.findall(r"^(?:\.venv/bin/)?(minping [a-z]+)(.*)$", code, re.MULTILINE)
    expect_none(f"{name}: no such command" for name, _ in shown if name not in COMMANDS)
    expect_none(
        f"{name} {option}"
        for name, rest in shown
        for option in OPTION.findall(rest.partition("#")[0])
        if name in COMMANDS and option not in _options(COMMANDS[name]) | {"--help"}
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_gives_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert f"{name} " in f"{command.help} {command.epilog} "
