"""Settings of the tests: a home folder of their own, thrown away afterwards."""

import atexit
import os
import shutil
import tempfile

os.environ["MINPING_MODE"] = "test"
if "MINPING_TEST_HOME" not in os.environ:
    home = tempfile.mkdtemp(prefix="minping-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["MINPING_TEST_HOME"] = home
os.environ["MINPING_HOME"] = os.environ["MINPING_TEST_HOME"]

from minping.site.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: a server beside the tests reads it through connections of its own.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
