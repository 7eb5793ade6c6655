"""A Word file's zip, opened only after its sizes have been checked; its XML is read without document types."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from knowledge.readers.limits import Limits

_ENCRYPTED = 0x1
_MOST_PARTS = 5_000
_SMALL = 100_000  # bytes; a part this small may be packed as tightly as it likes
_ENTITY = re.compile(rb"<!ENTITY\s+(\w+)\s+SYSTEM\s+(?:\"[^\"]*\"|'[^']*')\s*>")
_OUTSIDE_ONLY = re.compile(rb"(\s*(?:<\?xml[^>]*\?>)?\s*)<!DOCTYPE\s+\w+\s*\[\s*((?:" + _ENTITY.pattern + rb"\s*)+)\]\s*>")
# Files saved as "Strict Open XML" differ in this address alone.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Archive:
    """The parts of a checked zip. Raises Refused: damaged, encrypted, over_limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the zip's directory and check the sizes that it states; no part is unpacked."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(reason="truncated", text="it is incomplete or damaged: the list of its parts is missing") from error
        self._limits = limits
        self.outside: set[str] = set()
        _check(self._zip.infolist(), limits)

    def names(self) -> tuple[str, ...]:
        """The parts' names, as stated; none is ever used as a path."""
        return tuple(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """One part's bytes, None where there is none. The size is checked again as it is unpacked."""
        try:
            with self._zip.open(name) as packed:
                data = packed.read(self._limits.unzipped + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            raise Refused(reason="damaged", text="a part of it can't be unpacked; open it in Word and save it again") from error
        if len(data) > self._limits.unzipped:
            raise Refused(reason="over_limits", text="it unpacks to more than it says")
        return data

    def xml(self, name: str) -> Element | None:
        """One part as XML, None where there is none. Raises Refused: doctype, damaged.

        Where the document type names outside files and does nothing else, they are never fetched and what hangs on them
        is left out; ``outside`` then holds their names.
        """
        data = self.part(name)
        if data is None:
            return None
        try:
            root: Element = fromstring(self._without_outside(data).replace(_STRICT, _USUAL), forbid_dtd=True)
        except DefusedXmlException as error:
            raise Refused(reason="doctype", text="its XML declares a document type, which may pull in other files") from error
        except (ParseError, ValueError, LookupError) as error:
            raise Refused(reason="damaged", text="its XML is broken; open it in Word and save it again") from error
        return root

    def _without_outside(self, data: bytes) -> bytes:
        declared = _OUTSIDE_ONLY.match(data)
        names = _ENTITY.findall(declared[2]) if declared else []
        if not declared or not names:
            return data
        self.outside |= {name.decode("ascii") for name in names}
        rest = data[declared.end() :]
        for name in names:
            rest = rest.replace(b"&" + name + b";", b"")
        return declared[1] + rest


def _check(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or total > limits.unzipped:
        sizes = f"it unpacks to {total / 1e6:.0f} MB in {len(parts)} parts; the limit is {limits.unzipped / 1e6:.0f} MB"
        raise Refused(reason="over_limits", text=sizes)
    if any(part.file_size > _SMALL and part.file_size > limits.ratio * max(1, part.compress_size) for part in parts):
        raise Refused(reason="over_limits", text=f"it is packed more than {limits.ratio} to 1, as harmful files are; save it again in Word")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Refused(reason="encrypted", text="it is protected by a password; save a copy without one")
