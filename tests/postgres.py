"""A PostgreSQL server for the tests: Debian's, started under a temporary folder, reached by its socket only."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None where no PostgreSQL is installed."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    beside = shutil.which("initdb")
    return Path(beside).parent if beside else None


class Cluster:
    """One running server; every database in it belongs to this session of tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    @classmethod
    @contextmanager
    def started(cls, *, durable: bool = False) -> Iterator[Cluster]:
        """Start a server and stop it at the end. Raises RuntimeError where none is installed.

        Tests kill processes and never the machine, so nothing of theirs has to wait for the disk; what is measured
        does (`durable`).
        """
        bin_dir = programs()
        if bin_dir is None:
            raise RuntimeError("PostgreSQL is missing: apt-get install postgresql-15 (or run with --database sqlite)")
        folder = Path(tempfile.mkdtemp(prefix="xunan-pg-", dir="/tmp"))
        owner: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
            owner = ["runuser", "-u", "postgres", "--"]
        data = folder / "data"

        def run(*words: str) -> None:
            subprocess.run([*owner, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

        try:
            run(
                str(bin_dir / "initdb"),
                "-D",
                str(data),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N",
            )
            options = f"-c listen_addresses='' -k {folder} -c max_connections=200 -c shared_buffers=64MB"
            options += "" if durable else " -c fsync=off -c full_page_writes=off"
            run(
                str(bin_dir / "pg_ctl"),
                "-D",
                str(data),
                "-l",
                str(folder / "log"),
                "-o",
                options,
                "-w",
                "start",
            )
            try:
                yield cls(folder)
            finally:
                run(str(bin_dir / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template1") -> None:
        # Copying the files takes a third of the time that writing every page into the log does.
        said = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._tell(said.format(sql.Identifier(name), sql.Identifier(template)))

    def create_from(self, template: str) -> str:
        """A new database, a copy of `template`; returns its name."""
        name = f"test_{next(self._numbers)}"
        self.create(name, template)
        return name

    def drop(self, name: str) -> None:
        self._tell(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _tell(self, statement: sql.Composed) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)
