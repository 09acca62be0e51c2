"""How do the tests' servers start in two thirds of the time?

Java can keep what it works out as it starts (an ahead-of-time cache, JEP 514). One server is
started and ended here to write it: `python tests/swift_java.py`. Without the file a server starts
as any other.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from graph import connection, embedded
from graph.constraints import constrain
from schema.settings import Settings

# Servers of tests live for seconds or minutes: the work of Java's second compiler never pays.
# Spark's Java may be an older one, which does not know the cache.
_ALWAYS = "-XX:+IgnoreUnrecognizedVMOptions -XX:TieredStopAtLevel=1"
KEPT = Path(sys.prefix) / "server.aot"


def options() -> str:
    """What Java is started with, for `JDK_JAVA_OPTIONS`."""
    return f"{_ALWAYS} -XX:AOTCache={KEPT}" if KEPT.exists() else _ALWAYS


def keep() -> None:
    """Write the cache as a server ends that was started and asked."""
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home), neo4j_uri=None, server_memory=2304)
        written = KEPT.with_name(f"{KEPT.name}.new")
        os.environ["JDK_JAVA_OPTIONS"] = _ALWAYS
        embedded.up(settings)  # the tool that sets a password would write the cache, too
        embedded.down(settings)
        os.environ["JDK_JAVA_OPTIONS"] = f"{_ALWAYS} -XX:AOTCacheOutput={written}"
        embedded.up(settings)
        with connection.driver(settings) as driver:
            constrain(driver, settings.neo4j_database)
        server = psutil.Process(embedded.status(settings).pid)
        server.terminate()
        server.wait()  # writing takes longer than `down` waits
        written.replace(KEPT)


if __name__ == "__main__":
    keep()
