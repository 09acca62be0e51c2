"""When is a command under way where it should be killed?"""

import subprocess
import time
from collections.abc import Callable

ENOUGH = 300  # seconds, on a busy machine


def wait_for(comes: Callable[[], bool], running: "subprocess.Popen[bytes]") -> None:
    """Come back once `comes()`; a command that has ended by then, or never comes so far, fails."""
    until = time.monotonic() + ENOUGH
    while not comes():
        assert running.poll() is None, "the command ended before the moment came"
        assert time.monotonic() < until, "the moment never came"
        time.sleep(0.002)
