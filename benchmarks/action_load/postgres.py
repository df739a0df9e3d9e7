"""A PostgreSQL of the benchmark's own, on loopback and a port of its own, stopped and deleted at the end.

Its settings are those that come with it, so commits reach the disk. PostgreSQL refuses to run as root: then it
runs as the user `postgres`, which its package makes.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


class PeerMissingError(Exception):
    """A peer, or what it needs, is not on this machine."""


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Postgres:
    """One cluster with one database and one role, both called `peer`, which may come in over loopback alone."""

    def __init__(self) -> None:
        if not BINARIES:
            raise PeerMissingError("PostgreSQL is not here (Debian: apt-get install postgresql).")
        self.binaries = BINARIES[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="answerable-postgres-"))
        self.port = free_port()
        self.pid = 0
        self.user = pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            try:
                entry = pwd.getpwnam("postgres")
            except KeyError:
                raise PeerMissingError("There is no user `postgres` to run PostgreSQL as.") from None
            self.user = entry.pw_name
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)

    def start(self) -> None:
        """Make the cluster, start it, and make its database."""
        cluster = self.folder / "cluster"
        self._run("initdb", "-D", cluster, "-U", self.user, "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8")
        rules = "local all all peer\nhost peer peer 127.0.0.1/32 trust\n"
        self._write(cluster / "pg_hba.conf", rules)
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        self._run("pg_ctl", "-D", cluster, "-o", options, "-l", self.folder / "log", "-w", "start")
        self.pid = int((cluster / "postmaster.pid").read_text().split()[0])
        self.sql("CREATE ROLE peer LOGIN", "postgres")
        self.sql("CREATE DATABASE peer OWNER peer", "postgres")

    def sql(self, text: str, database: str = "peer") -> str:
        """Run SQL as the cluster's owner, and return what it prints, without headings."""
        done = self._run("psql", "-h", self.folder, "-p", str(self.port), "-d", database, "-qAt",
                         "-v", "ON_ERROR_STOP=1", "-c", text)  # fmt: skip
        return done.stdout.strip()

    def stop(self) -> None:
        """Stop it and delete everything of it."""
        if self.pid:
            self._run("pg_ctl", "-D", self.folder / "cluster", "-m", "fast", "-w", "stop")
            self.pid = 0
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / program), *map(str, words)]
        if os.getuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        # The log goes to a file; a pipe that the server inherits would never end.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(command, check=False, stdout=out, stderr=subprocess.STDOUT, cwd="/", text=True)
            out.seek(0)
            said = out.read()
        if done.returncode:
            raise PeerMissingError(f"{program} did not work: {said.strip().splitlines()[-1:]}")
        return subprocess.CompletedProcess(command, 0, said, "")

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
