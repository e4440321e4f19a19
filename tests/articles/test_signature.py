"""Texts are told from other files by how they begin."""

from __future__ import annotations

import pytest

from reader.articles.signature import looks_binary

ACCENTED = "Où est la forêt ? Là-bas, près de la rivière, à côté d’un vieux château."
BINARY = [
    b"\x89PNG\r\n\x1a\n",
    b"%PDF-1.7\n",
    b"PK\x03\x04zip",
    b"\x1f\x8b\x08",
    b"\x7fELF\x02",
    b"GIF89a",
    b"\xff\xd8\xff\xe0",
]


@pytest.mark.parametrize("data", [*BINARY, bytes(range(256)) * 4, b"\0" * 100])
def test_binary_files_are_told(data: bytes) -> None:
    assert looks_binary(data)


@pytest.mark.parametrize("data", [b"", b"plain", b"one \0 in text", b"\x1b[31mred\x1b[0m" * 9])
def test_texts_are_not_binary(data: bytes) -> None:
    assert not looks_binary(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_no_encoding_of_text_is_binary(encoding: str) -> None:
    assert not looks_binary(ACCENTED.encode(encoding))
