"""A folder of shards, on a disk or at any address that fsspec knows: its files, the record of a shard, the manifest.

::

    manifest.json            all finished shards, with sizes and hashes; what `load` is given
    shards/NAME.json         record of a finished shard, written last
    nquads/NAME.nq.gz        graphs and bookkeeping of its pages, one gzip member a page
    pages/NAME.jsonl.gz      one line a page: where it stands in the N-Quads, what it counts
    statements/NAME.parquet  its claims, one a row
    derived/KEY-N.*          what follows from several articles: N-Quads, and sums that a store keeps
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from reformgraph.errors import MissingExtraError, StoreError, UsageError

MANIFEST, VOCABULARY = "manifest.json", "vocabulary"
#: Raised whenever an older software could not read the folder.
FORMAT = 1
KINDS = {"nquads": ".nq.gz", "pages": ".jsonl.gz", "statements": ".parquet"}
_SHARDS = "shards"
#: Where what follows from several articles stands.
DERIVED = "derived"
#: Where the rows of that pass lie on their way, until it is done.
BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class ShardFile:
    """Size of a file in bytes, and its SHA-256."""

    size: int
    digest: str

    @classmethod
    def of(cls, data: bytes) -> ShardFile:
        """Of these bytes."""
        return cls(len(data), sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Shard:
    """Record of a finished shard.

    Attributes
    ----------
    name
        A hash of the pages it was made of, so that the same pages give the same shard.
    files
        Its files by path below the folder.
    marks
        Page graph to the mark of the page (`mark`), for each page in it.
    articles, claims
        How many it holds.
    """

    name: str
    files: Mapping[str, ShardFile]
    marks: Mapping[str, str]
    articles: int
    claims: int

    def to_json(self) -> str:
        """One JSON object, its keys sorted."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Shard:
        """What `to_json` wrote; `ValueError`, `KeyError` or `TypeError` where it is not."""
        row = json.loads(text)
        return cls(str(row["name"]), _files(row["files"]), dict(row["marks"]), int(row["articles"]), int(row["claims"]))


@dataclass(frozen=True, slots=True)
class ShardManifest:
    """All shards of a folder and what they were made with.

    Attributes
    ----------
    software, code, vocabulary
        Versions of what made them.
    settings
        ``base``, ``date`` and ``generated`` of the build.
    shards
        Name to the files of each.
    options, failures, passed_over
        As a build remembers and tells them.
    vocabulary_file
        Path below the folder of a vocabulary in the place of the bundled one, or empty.
    derived
        Files of what follows from several articles; none where it is to be made on loading.
    basis
        What that was made with, apart from the articles (`update.basis`).
    """

    software: str
    code: str
    vocabulary: str
    settings: Mapping[str, str | None]
    shards: Mapping[str, Mapping[str, ShardFile]]
    options: Mapping[str, str] = field(default_factory=dict)
    failures: Sequence[str] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    vocabulary_file: str = ""
    derived: Mapping[str, ShardFile] = field(default_factory=dict)
    basis: str = ""
    pages: int = 0
    articles: int = 0
    claims: int = 0

    def to_json(self) -> bytes:
        """The file."""
        row = {"format": FORMAT, **asdict(self)}
        return (json.dumps(row, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes, where: str) -> ShardManifest:
        """What `to_json` wrote.

        Raises
        ------
        StoreError
            If it is no manifest of shards, or one of another format.
        """
        try:
            row = json.loads(data)
            if (number := row.pop("format")) != FORMAT:
                cure = "load it with the version that made it, or make the shards again"
                raise StoreError(
                    f"the manifest has format {number}, this version reads {FORMAT}", where=where, cure=cure
                )
            row["shards"] = {name: _files(files) for name, files in row["shards"].items()}
            row["derived"] = _files(row.get("derived", {}))
            return cls(**row)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            cure = "name the manifest.json that reformgraph build --shards wrote"
            raise StoreError("this is no manifest of shards", where=where, cure=cure) from fault


def _files(told: Mapping[str, Mapping[str, object]]) -> dict[str, ShardFile]:
    return {path: ShardFile(int(str(one["size"])), str(one["digest"])) for path, one in told.items()}


def mark(state: object) -> str:
    """A hash of the state of a page (`ledger.PageState`): what it was made from, and where it comes from."""
    return sha256(repr(state).encode()).hexdigest()[:16]


class ShardFolder:
    """Reads and writes the files of a folder of shards.

    Parameters
    ----------
    address
        A path, or an address of fsspec (``s3://bucket/shards``).

    Attributes
    ----------
    address
        The same, absolute, so that it means the same to every worker.
    local
        The folder, where it is one of this machine's file system.

    Raises
    ------
    UsageError
        If nothing installed reads such addresses.
    """

    def __init__(self, address: str) -> None:
        try:
            import fsspec
            from fsspec.core import url_to_fs
        except ImportError as fault:
            raise MissingExtraError("fsspec", "scale") from fault
        try:
            self._files, self._root = url_to_fs(address)
        except (ImportError, ValueError) as fault:
            raise UsageError(
                f"such addresses are not read: {' '.join(str(fault).split())}",
                where=address,
                cure="install the package that fsspec needs for it, or name a folder",
            ) from fault
        self.address: str = self._files.unstrip_protocol(self._root)
        is_local = isinstance(self._files, fsspec.get_filesystem_class("file"))
        self.local: Path | None = Path(self._root) if is_local else None

    def path(self, name: str) -> str:
        """The address of a file, for messages."""
        return str(self.local / name) if self.local is not None else f"{self.address}/{name}"

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all.

        Raises
        ------
        StoreError
            If the storage refuses.
        """
        try:
            if self.local is None:  # object stores show a file once it is complete
                self._files.pipe_file(f"{self._root}/{name}", data)
                return
            target = self.local / name
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.{uuid4().hex}.part")
            part.write_bytes(data)
            part.replace(target)
        except OSError as fault:
            cure = "make room or check permissions, then run again: what is finished is kept"
            raise StoreError(f"writing failed: {_told(fault)}", where=self.path(name), cure=cure) from fault

    def read(self, name: str) -> bytes:
        """Bytes of a file; `StoreError` where it is missing or cannot be read."""
        try:
            data: bytes = self._files.cat_file(f"{self._root}/{name}")
        except OSError as fault:
            raise StoreError(f"cannot be read: {_told(fault)}", where=self.path(name), cure="check the path") from fault
        return data

    def slice(self, name: str, start: int, size: int) -> bytes:
        """Some bytes of a file; `StoreError` where it is missing or cannot be read."""
        try:
            data: bytes = self._files.cat_file(f"{self._root}/{name}", start=start, end=start + size)
        except OSError as fault:
            raise StoreError(f"cannot be read: {_told(fault)}", where=self.path(name), cure="run it again") from fault
        return data

    def checked(self, name: str, told: ShardFile) -> bytes:
        """Bytes of a file, compared with what is told of it.

        Raises
        ------
        StoreError
            If it is missing or not as it was written.
        """
        data = self.read(name)
        if ShardFile.of(data) != told:
            cure = "remove this file and run the same build --shards again, which makes only what is missing"
            raise StoreError("the shard is not as it was written", where=self.path(name), cure=cure)
        return data

    def finished(self) -> list[Shard]:
        """Records of the shards whose files are all there with their sizes, in the order of their names."""
        sizes = {path: size for kind in KINDS for path, size in self._sizes(kind).items()}
        found = []
        for path in sorted(self._sizes(_SHARDS)):
            try:
                shard = Shard.from_json(self.read(path))
            except (StoreError, ValueError, KeyError, TypeError, AttributeError):  # half a record: not finished
                continue
            if all(sizes.get(name) == told.size for name, told in shard.files.items()):
                found.append(shard)
        return found

    def sweep(self, kept: Sequence[Shard], others: Iterable[str] = ()) -> None:
        """Remove what belongs to no shard that is kept, so that a glob over the folder meets nothing stale.

        Parameters
        ----------
        others
            Paths of further files that are kept.
        """
        wanted = {path for shard in kept for path in (record_path(shard.name), *shard.files)} | set(others)
        for kind in (*KINDS, _SHARDS, DERIVED, BETWEEN):
            for path in sorted(self._sizes(kind)):
                if path not in wanted:
                    self._files.rm_file(f"{self._root}/{path}")

    def _sizes(self, below: str) -> dict[str, int]:
        try:
            entries = self._files.ls(f"{self._root}/{below}", detail=True, refresh=True)
        except FileNotFoundError:
            return {}
        return {f"{below}/{entry['name'].rpartition('/')[2]}": int(entry["size"] or 0) for entry in entries}


def record_path(name: str) -> str:
    """Where the record of a shard stands."""
    return f"{_SHARDS}/{name}.json"


def _told(fault: OSError) -> str:
    return " ".join(str(fault.strerror or fault).split())
