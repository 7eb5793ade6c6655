"""What the child that reads a file may not do: grow, run on, write, start programs, or reach the network."""

from __future__ import annotations

import math
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.readers.limits import Limits

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.kill", "pty.")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_LIMITS = (("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 64))
_SMALL = (("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 64))
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET, linux/sched.h


def confine(limits: Limits) -> None:
    """Lay the limits on this process, for good. What the platform can't enforce is left to the parent's clock."""
    sys.dont_write_bytecode = True
    _leave_network()
    _limit(limits)
    sys.addaudithook(_forbid)


def _limit(limits: Limits) -> None:
    try:
        import resource  # noqa: PLC0415 - only POSIX has it
    except ImportError:
        return
    seconds = math.ceil(limits.seconds)
    for name, most in (("RLIMIT_AS", limits.memory), ("RLIMIT_CPU", seconds), *_SMALL):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):
            continue  # some platforms refuse one of these; the rest still hold


def _leave_network() -> None:
    """Step into a network of our own with nothing in it, where the kernel lets us; the audit hook stands behind."""
    if not sys.platform.startswith("linux"):
        return
    try:
        import ctypes  # noqa: PLC0415 - only here

        ctypes.CDLL(None).unshare(_NEW_USER_AND_NETWORK)
    except (ImportError, OSError, AttributeError):
        return


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    writes = event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) and arguments[2] & _WRITES  # noqa: PLR2004 - path, mode, flags
    if writes or event.startswith(_FORBIDDEN) or event.startswith(_CHANGES):
        raise PermissionError(event)
