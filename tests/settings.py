"""Settings of the tests: a home folder of their own for each worker, thrown away afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["MINPING_MODE"] = "test"
if "MINPING_TEST_HOME" not in os.environ:
    home = tempfile.mkdtemp(prefix="minping-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["MINPING_TEST_HOME"] = home
# Files are kept under their hash: what one worker damages another may just have kept.
own = Path(os.environ["MINPING_TEST_HOME"], os.environ.get("PYTEST_XDIST_WORKER", "alone"))
own.mkdir(exist_ok=True)
os.environ["MINPING_HOME"] = str(own)

from minping.site.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: a server beside the tests reads it through connections of its own.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
