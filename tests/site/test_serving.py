"""Setting an office up, serving it, doing its work: the commands as a new office would type them."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PROGRAM = "from minping.site.cli import main; main()"
GOOD = "七月的雨下在瓦上-2026"
OWN = ("MINPING_HOME", "MINPING_MODE", "MINPING_TEST_HOME", "MINPING_DATABASE", "DJANGO_SETTINGS_MODULE")


def minping(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with the settings of production."""
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**environment, **more},
    )


def set_up(home: Path, password: str = GOOD) -> subprocess.CompletedProcess[str]:
    words = ["--office", "青川县民主评议办公室", "--user", "lead", "--name", "刘建国", "--password", password]
    return minping("setup", "--home", str(home), *words)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("office") / "minping data 数据"
    done = set_up(made)
    assert done.returncode == 0, done.stderr
    return made


def test_an_office_has_keys_that_only_its_owner_reads(home):
    keys = sorted((home / "keys").iterdir())
    assert {path.stem for path in keys} == {"secret", "people", "index", "pepper", "audit", "ticket"}
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o400}
    assert len({path.read_bytes() for path in keys}) == len(keys)


def parts_of(database: Path) -> dict[str, list[str]]:
    """Table or index → its columns and rules, whatever their order."""
    with closing(sqlite3.connect(database)) as opened:
        rows = opened.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: sorted(re.split(r", (?=\"\w+\" \w|CONSTRAINT )", sql.partition("(")[2][:-1]))
        for name, sql in rows
    }


def test_the_tables_made_at_once_are_those_of_the_migrations(home, tmp_path):
    way = tmp_path / "migrated"
    words = [sys.executable, "-W", "error", "-m", "django", "migrate", "--verbosity", "0"]
    settings = {
        "MINPING_HOME": str(way),
        "MINPING_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "minping.site.settings",
    }
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    subprocess.run(words, check=True, timeout=600, env={**environment, **settings})
    assert parts_of(home / "db.sqlite3") == parts_of(way / "db.sqlite3")


def test_an_office_is_set_up_once(home):
    again = set_up(home)
    assert again.returncode == 3
    assert "负责人" in again.stderr


def test_a_weak_password_is_refused(tmp_path):
    refused = set_up(tmp_path / "home", "password1234")
    assert refused.returncode == 3
    assert "密码" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_worker_does_what_is_due_and_ends(home):
    done = minping("worker", "--home", str(home), "--once", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["jobs"] == 0


def test_the_worker_wants_a_home_that_was_set_up(tmp_path):
    refused = minping("worker", "--home", str(tmp_path / "nowhere"), "--once")
    assert refused.returncode == 3
    assert "minping setup" in refused.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_named_with_its_option(tmp_path, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = minping(command, "--home", str(tmp_path / "home"), "--port", port)
    assert refused.returncode == 3
    assert port in refused.stderr
    assert "--port" in refused.stderr
    assert not (tmp_path / "home").exists()


def test_the_demo_leaves_other_data_alone(home):
    before = sorted(path.name for path in home.iterdir())
    refused = minping("demo", "--home", str(home), "--no-serve", "--fresh", "--port", "0")
    assert refused.returncode == 2, "port 0 is no port"
    refused = minping("demo", "--home", str(home), "--no-serve", "--fresh")
    assert refused.returncode == 3
    assert sorted(path.name for path in home.iterdir()) == before


def test_a_database_that_cannot_be_spoken_to_is_named(tmp_path):
    refused = minping("serve", "--home", str(tmp_path), MINPING_DATABASE="mysql://root@localhost/x")
    assert refused.returncode != 0
    assert "postgresql" in refused.stderr
    assert "Traceback" not in refused.stderr
