"""The server's database, which can be put back to how it stood at a moment: each walk begins in the same morning,
and in the middle of one the server may be restored from a backup."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, text, update

from server.db import db, new_id, writing
from server.sync.models import Clock


class Ground:
    """The database of the app in whose context we are, with copies of it by name."""

    def __init__(self) -> None:
        self._file = Path(db.engine.url.database or "") if db.engine.dialect.name == "sqlite" else None

    def keep(self, name: str) -> None:
        """Remember how it stands now."""
        self._let_go()
        if self._file is not None:
            shutil.copyfile(self._file, self._copy(self._file, name))
            return
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
            connection.execute(text(f"CREATE SCHEMA {name}"))
            for table in _tables(connection):
                connection.execute(text(f"CREATE TABLE {name}.{table} AS TABLE public.{table}"))

    def put_back(self, name: str) -> None:
        """As it stood when it was kept under this name."""
        self._let_go()
        if self._file is not None:
            for beside in ("-wal", "-shm"):
                Path(f"{self._file}{beside}").unlink(missing_ok=True)
            shutil.copyfile(self._copy(self._file, name), self._file)
            return
        with db.engine.begin() as connection:
            # neither guards nor references watch while rows are put back as they were
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in _tables(connection):
                connection.execute(text(f"DELETE FROM public.{table}"))
                connection.execute(text(f"INSERT INTO public.{table} TABLE {name}.{table}"))

    def restore(self, name: str) -> None:
        """What an operator does after a disaster: a backup, with a new epoch."""
        self.put_back(name)
        with writing() as connection:
            connection.execute(update(Clock).values(epoch=new_id()))

    def _copy(self, file: Path, name: str) -> Path:
        return file.with_name(f"{file.name}.{name}")

    def _let_go(self) -> None:
        """SQLite's file is copied when nobody has it open: closing the last connection empties its log."""
        db.session.remove()
        if self._file is not None:
            db.engine.dispose()


def _tables(connection: Connection) -> list[str]:
    found = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return list(connection.execute(found).scalars())
