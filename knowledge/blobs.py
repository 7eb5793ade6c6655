"""Bytes kept under their own sha256: written once, never changed, checked when read."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class BlobDamaged(Exception):  # noqa: N818 - says what is so, like Refused
    """What is stored under a name is absent, or no longer what was put there."""


class Blobs:
    """A folder of files named by the sha256 of what they hold."""

    def __init__(self, folder: Path) -> None:
        """Keep blobs under ``folder``, made when the first is put."""
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Store bytes; their sha256 in hexadecimal. On disk before this returns; nothing to do where they are there already."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if not (path.exists() and path.read_bytes() == data):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, data)
        return name

    def get(self, name: str) -> bytes:
        """The bytes stored under a sha256. Raises BlobDamaged."""
        try:
            data = self._path(name).read_bytes()
        except OSError as error:
            message = f"The stored text {name[:12]} cannot be read: {error}"
            raise BlobDamaged(message) from error
        if hashlib.sha256(data).hexdigest() != name:
            message = f"The stored text {name[:12]} has been changed on disk; restore {self._path(name)} from a backup or ingest it again."
            raise BlobDamaged(message)
        return data

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _write_whole(path: Path, data: bytes) -> None:
    """Write so that the file is either absent or whole, whatever happens meanwhile."""
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
