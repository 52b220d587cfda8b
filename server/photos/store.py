"""Where the bytes of pictures lie: under their own SHA-256, so that equal bytes are kept once.

`Store` is all the rest of the product asks for; a store in an object storage stands beside `FolderStore` by
answering the same questions.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from .. import clock
from ..db import new_id


class Store(Protocol):
    """Bytes by name; a name is the SHA-256 in hex, or that and a rendition: `ab…cd.thumb`."""

    def put(self, name: str, source: Path) -> None:
        """Keep a copy of this file under `name`, on disk when this returns; the same name again replaces it."""
        ...

    def put_bytes(self, name: str, content: bytes) -> None:
        """The same for bytes in memory."""
        ...

    def has(self, name: str) -> bool:
        """Are there bytes under this name?"""
        ...

    def locate(self, name: str) -> Path:
        """A file to read them from. Raises FileNotFoundError."""
        ...

    def remove(self, name: str) -> None:
        """Forget them; nothing happens if there are none."""
        ...

    def names(self) -> Iterator[str]:
        """Every name there is, in no order."""
        ...

    def age(self, name: str) -> float:
        """Seconds since these bytes were put here; 0 if there are none."""
        ...


class FolderStore:
    """Bytes in a folder, two levels deep: `photos/ab/cd/abcd….`"""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, source: Path) -> None:
        self._place(name, lambda target: _link_or_copy(source, target))

    def put_bytes(self, name: str, content: bytes) -> None:
        self._place(name, lambda target: target.write_bytes(content))

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def locate(self, name: str) -> Path:
        path = self._path(name)
        if not path.is_file():
            raise FileNotFoundError(name)
        return path

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        for path in self.root.glob("??/??/*"):
            yield path.name

    def age(self, name: str) -> float:
        try:
            return clock.now().timestamp() - self._path(name).stat().st_mtime
        except FileNotFoundError:
            return 0

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name[2:4] / name

    def _place(self, name: str, fill: Callable[[Path], object]) -> None:
        """Beside, to disk, under its name in one step, and the folders to disk: a cut leaves all or nothing."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{name}.{new_id()}")
        try:
            fill(beside)
            to_disk(beside)
            os.utime(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        for folder in (path.parent, path.parent.parent, self.root):
            to_disk(folder)


def to_disk(path: Path) -> None:
    """Wait until this file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _link_or_copy(source: Path, target: Path) -> None:
    """A second name for the same bytes costs nothing; a folder on another disk needs a copy."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
