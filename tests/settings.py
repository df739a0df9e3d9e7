"""Settings for the tests: the real ones, with a home that goes away."""

import os
import tempfile

os.environ["ANSWERABLE_HOME"] = tempfile.mkdtemp(prefix="answerable-tests-")
os.environ["ANSWERABLE_SECRET_KEY"] = "only-for-tests"

from answerable.settings import *  # noqa: F403
