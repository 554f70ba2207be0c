"""A file as it came."""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 20  # bytes at a time


@dataclass(frozen=True)
class Content:
    """A file as it came: its name (only a claim) and its bytes, in memory or in a file of ours."""

    name: str
    data: bytes | Path

    @property
    def size(self) -> int:
        return self.data.stat().st_size if isinstance(self.data, Path) else len(self.data)

    @cached_property
    def digest(self) -> str:
        digest = hashlib.sha256()
        with self.open() as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def open(self) -> BinaryIO:
        return self.data.open("rb") if isinstance(self.data, Path) else io.BytesIO(self.data)
