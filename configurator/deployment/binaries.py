"""Removes from shared libraries what only debuggers read: names, line numbers, types.

`strip` does the same, but isn't on every machine that deploys.
"""

import struct
from pathlib import Path

_ELF_64_LITTLE = b"\x7fELF\x02\x01"
_SECTIONS_OFFSET, _SEGMENTS = 0x28, 0x20
_SEGMENT = struct.Struct("<IIQQQQQQ")


def strip(path: Path) -> None:
    """Cuts off what follows the library's segments. A loader reads nothing else. Other kinds of files stay."""
    content = path.read_bytes()
    if not content.startswith(_ELF_64_LITTLE):
        return
    end = max(offset + size for offset, size in _segments(content))
    table = struct.unpack_from("<Q", content, _SECTIONS_OFFSET)[0]
    if table < end:
        return  # the table of sections is within a segment, so it may be needed
    header = bytearray(content[:end])
    struct.pack_into("<Q", header, _SECTIONS_OFFSET, 0)
    struct.pack_into("<HHH", header, 0x3A, 0, 0, 0)  # sections: size, number, index of their names
    path.write_bytes(header)


def _segments(content: bytes) -> list[tuple[int, int]]:
    """Offset and size of each segment in the file."""
    (first,) = struct.unpack_from("<Q", content, _SEGMENTS)
    size, count = struct.unpack_from("<HH", content, 0x36)
    found = (_SEGMENT.unpack_from(content, first + size * at) for at in range(count))
    return [(offset, in_file) for _, _, offset, _, _, in_file, _, _ in found]
