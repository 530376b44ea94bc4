"""Decisions of the user on doubtful merges and new reforms, kept in a small CSV beside the store.

Columns ``kind,a,b,decision,reason,time``. Kinds: ``zone``, ``company``, ``organ``, ``reform``,
``article`` and ``claim``; decisions: ``same``, ``different`` and ``unsure`` on two things, ``accept``,
``reject`` and ``unsure`` on a new reform. A claim is wrong (``reject``), was made by the zone in
column b (``actor``), or is left open (``unsure``); a column ``about`` names its reform and who was
taken for its actor, and once the claim says something else, what was decided on it does not count.
Things are written as a name, a prefixed name (``zone:朔州经济开发区``) or an IRI.
"""

from __future__ import annotations

import codecs
import csv
import errno
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from reformgraph.errors import DecisionError, UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.language.spreadsheet import Columns, Sheet, headings, read_file, read_sheet
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

COLUMNS = ("kind", "a", "b", "decision", "reason", "time")
KINDS = ("zone", "company", "organ", "reform", "article", "claim")
PAIR = ("same", "different", "unsure")
#: Answers about one thing, by its kind.
SINGLE = {"reform": ("accept", "reject", "unsure"), "claim": ("reject", "unsure")}
#: Of a claim and the zone in column b.
OF_CLAIM = ("actor",)

#: Headings, kinds and answers that people write.
HEADINGS = Columns(headings("decisions"), COLUMNS[:4])
ABOUT = "about"
_KINDS, _ANSWERS = Columns(headings("decision kinds")), Columns(headings("decision answers"))

Answer = Literal["same", "different", "accept", "reject", "actor", "unsure"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: `a` and `b` are IRIs (`b` empty for accept and reject)."""

    kind: str
    a: str
    b: str
    decision: str
    reason: str = ""
    time: str = ""
    line: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, free of clashes.

    Attributes
    ----------
    representative
        IRI to the IRI that stands for it, for things that were decided to be the same.
    different
        Pairs, sorted, that are not the same.
    accepted, rejected
        New reforms.
    claims
        What was decided on claims, by their IRIs.
    digest
        Hash of what was decided; reasons and times do not count.
    """

    lines: tuple[Decision, ...] = ()
    representative: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[tuple[str, str]] = frozenset()
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    claims: Mapping[str, Decision] = field(default_factory=dict)
    digest: str = ""

    def stands_for(self, iri: str) -> str:
        """The IRI that stands for a thing."""
        return self.representative.get(iri, iri)

    def are_different(self, one: str, other: str) -> bool:
        """Whether the user said that these two are not the same."""
        return ((one, other) if one < other else (other, one)) in self.different

    def actor_of(self, claim: str, actor: str | None, reform: str, base: str = BASE) -> str | None:
        """Who made a claim; None for nobody that counts, as where the claim was rejected."""
        line = self.claims.get(claim)
        if line is None or (line.about and line.about != about(actor, reform, base)):
            return actor
        return line.b or None

    def answered(self, kind: str, one: str, other: str = "") -> bool:
        """Whether a pair or reform was decided on, unsure included."""
        return any(line.kind == kind and {line.a, line.b} == {one, other} for line in self.lines)


def default_path(store: str) -> Path | None:
    """Where the decisions of a store folder are kept; None for other stores."""
    if store == ":memory:" or store.startswith(("http://", "https://")):
        return None
    folder = Path(store)
    return folder.with_name(folder.name + ".decisions.csv")


def read_decisions(path: Path | None, base: str = BASE) -> Decisions:
    """Decisions of a file; none where it does not exist.

    Raises
    ------
    DecisionError
        If a line is malformed, or lines clash; the message names file and lines.
    """
    if path is None or not path.exists():
        return Decisions()
    return decide(_lines(path, base), str(path))


def given_decisions(path: str | os.PathLike[str] | None, base: str = BASE) -> Decisions:
    """Decisions of a file that the user named; none where none was.

    Raises
    ------
    UsageError
        If there is no such file.
    DecisionError
        As `read_decisions`.
    """
    if path and not Path(path).exists():
        raise UsageError("no such decisions file", where=str(path), cure="check the path")
    return read_decisions(Path(path) if path else None, base)


def decide(lines: Iterable[Decision], where: str = "decisions") -> Decisions:
    """Check decisions for clashes and draw the conclusions: same is transitive.

    Raises
    ------
    DecisionError
        If two lines answer one question differently, or a chain of *same* joins what a line calls *different*.
    """
    lines = tuple(lines)
    _check_repeats(lines, where)
    links: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for line in lines:
        if line.decision == "same":
            links[line.a].append((line.b, line.line))
            links[line.b].append((line.a, line.line))
    different = [line for line in lines if line.decision == "different"]
    for line in different:
        if chain := _chain(links, line.a, line.b):
            numbers = ", ".join(str(number) for number in sorted({*chain, line.line}))
            raise DecisionError(
                f"lines {numbers} clash: {_name(line.a)} and {_name(line.b)} are said to be the same and different",
                where=where,
                cure="take one of these lines out",
            )
    facts = sorted(
        (line.kind, *sorted((line.a, line.b)), line.decision, *([line.about] if line.about else []))
        for line in lines
        if line.decision != "unsure"
    )
    return Decisions(
        lines=lines,
        representative=_representatives(links, lines),
        different=frozenset((min(line.a, line.b), max(line.a, line.b)) for line in different),
        accepted=frozenset(line.a for line in lines if line.decision == "accept"),
        rejected=frozenset(line.a for line in lines if line.kind == "reform" and line.decision == "reject"),
        claims={line.a: line for line in lines if line.kind == "claim" and line.decision != "unsure"},
        digest=sha256(repr(facts).encode()).hexdigest()[:16] if facts else "",
    )


def append_decision(path: Path, decision: Decision, base: str = BASE) -> None:
    """Add a line to the file, made with its header where there is none; the file is checked first.

    Raises
    ------
    DecisionError
        If the file is malformed or the new line clashes with one in it; nothing is written then.
    """
    known = read_decisions(path, base)
    number = max((line.line for line in known.lines), default=1) + 1
    new = Decision(decision.kind, decision.a, decision.b, decision.decision, decision.reason, decision.time, number)
    decide((*known.lines, new), str(path))
    line = _line_bytes(path, new, base)
    try:
        with path.open("ab", buffering=0) as out:
            before = out.tell()
            try:
                if out.write(line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError:
                out.truncate(before)  # half a line would stand in the way of the next one
                raise
    except OSError as fault:
        cure = "check folder, permissions and space"
        raise DecisionError(f"cannot be written: {fault.strerror}", where=str(path), cure=cure) from fault


def _line_bytes(path: Path, new: Decision, base: str) -> bytes:
    """What to write behind the file: one line in its own encoding, sign and order of columns.

    Only behind what stands there, so that neither a full disk nor a second reviewer takes a line away.
    """
    data = path.read_bytes() if path.exists() else b""
    sheet = read_table(path) if data.strip() else Sheet(str(path), (), COLUMNS, ())
    if not sheet.sign:
        raise DecisionError("a line cannot be added to a workbook", where=str(path), cure="save it as CSV UTF-8")
    cells = {"kind": new.kind, "a": shortened(new.a, base), "b": shortened(new.b, base), "decision": new.decision}
    cells |= {"reason": new.reason, "time": new.time, ABOUT: new.about}
    named = {HEADINGS.meaning(heading) for heading in sheet.headings}
    for column in ("reason", "time", ABOUT):
        if cells[column] and column not in named:
            raise DecisionError(f"there is no column {column}", where=str(path), cure="add it to the first line")
    encoding = _continuing(data, sheet.encoding)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sheet.sign, lineterminator="\n")
    if not data.strip():
        writer.writerow(COLUMNS)
    elif not data.decode(encoding, "replace").endswith(("\n", "\r")):
        out.write("\n")
    writer.writerow([cells.get(HEADINGS.meaning(heading) or "", "") for heading in sheet.headings])
    try:
        return out.getvalue().encode(encoding)
    except UnicodeEncodeError as fault:
        cure = "save it as CSV UTF-8"
        raise DecisionError(
            f"{encoding} cannot write {fault.object[fault.start]}", where=str(path), cure=cure
        ) from None


def _continuing(data: bytes, encoding: str) -> str:
    """The encoding in which text goes on behind what stands there: without a second mark of the order of bytes."""
    for mark, name in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
                       (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if data.startswith(mark):
            return name
    return encoding.removesuffix("-sig")


def shortened(iri: str, base: str = BASE) -> str:
    """The prefixed name of an IRI under the base, as ``zone:朔州经济开发区``."""
    kind, slash, local = iri[len(base) :].partition("/") if iri.startswith(base) else ("", "", "")
    return f"{kind}:{local}" if slash else iri


def about(actor: str | None, reform: str, base: str = BASE) -> str:
    """What a claim says, for the column of this name: ``reform:标准地 zone:朔州经济开发区``."""
    return " ".join(shortened(iri, base) for iri in (reform, actor) if iri)


def resolve(kind: str, text: str, base: str = BASE) -> str:
    """IRI of a thing written as name, prefixed name or IRI."""
    if not text or text.startswith(("http://", "https://")):
        return text
    minter = Minter(base)
    prefix, colon, local = text.partition(":")
    if colon and prefix == kind:
        return minter.local(kind, local)
    return minter.local(kind, text) if kind in ("article", "claim") else minter.named(kind, text)


def read_table(path: Path) -> Sheet:
    """The file as a table, see `language.spreadsheet`; answers may be in Chinese."""
    return read_sheet(read_file(path, DecisionError), str(path), HEADINGS, fault=DecisionError)


def _lines(path: Path, base: str) -> list[Decision]:
    if not path.stat().st_size:
        return []
    found: list[Decision] = []
    sheet = read_table(path)
    for line, row in sheet.rows:
        decision = _decision(sheet.place(line), line, row, base)
        if row["decision"]:  # a line without an answer is an open question
            found.append(decision)
    return found


def _decision(where: str, line: int, row: Mapping[str, str], base: str) -> Decision:
    kind = _KINDS.meaning(row["kind"])
    answer = _ANSWERS.meaning(row["decision"] or "unsure")
    a, b = row["a"], row["b"]
    if kind is None:
        raise _fault(where, f"unknown kind {row['kind']!r}", f"kinds are {', '.join(KINDS)}")
    if not a:
        raise _fault(where, "column a is empty", "name the thing decided on")
    allowed = (OF_CLAIM if kind == "claim" else PAIR) if b else SINGLE.get(kind, ())
    if answer is None or answer not in allowed:
        if not b and kind != "claim" and (answer in PAIR or kind != "reform"):
            raise _fault(where, "column b is empty", "name the other thing")
        raise _fault(where, f"unknown decision {row['decision']!r}", f"decisions are {', '.join(allowed)}")
    if kind == "claim" and b and not _may_be_zone(b, base):
        raise _fault(where, f"{b} is no zone", "write a name, zone:NAME or the IRI of a zone")
    first, second = resolve(kind, a, base), resolve("zone" if kind == "claim" else kind, b, base)
    if first == second:
        raise _fault(where, "a and b are the same name", "name two things")
    return Decision(kind, first, second, answer, row.get("reason", ""), row.get("time", ""), line, row.get(ABOUT, ""))


def _may_be_zone(text: str, base: str) -> bool:
    """Whether column b of a claim can name a zone: no ``company:某公司`` and no IRI of something else."""
    if text.startswith(("http://", "https://")):
        return text.startswith(f"{base}zone/")
    prefix, colon, _ = text.partition(":")
    return not colon or prefix == "zone" or not (prefix.isascii() and prefix.isalpha())


def _check_repeats(lines: Iterable[Decision], where: str) -> None:
    seen: dict[tuple[str, ...], Decision] = {}
    for line in lines:
        one_by_one = line.kind == "claim"
        key = (line.a,) if one_by_one else tuple(sorted((line.a, line.b)))
        first = seen.setdefault(key, line)
        if first.decision != line.decision or (one_by_one and first.b != line.b):
            raise DecisionError(
                f"lines {first.line} and {line.line} clash: {first.decision} and {line.decision} on {_name(line.a)}",
                where=where,
                cure="take one of these lines out",
            )


def _chain(links: Mapping[str, list[tuple[str, int]]], start: str, goal: str) -> list[int]:
    """Lines of a shortest chain of *same* from one thing to another; empty where there is none."""
    paths: dict[str, list[int]] = {start: []}
    queue = [start]
    for name in queue:
        for other, number in links.get(name, ()):
            if other not in paths:
                paths[other] = [*paths[name], number]
                queue.append(other)
    return paths.get(goal, [])


def _representatives(links: Mapping[str, list[tuple[str, int]]], lines: Iterable[Decision]) -> dict[str, str]:
    """A zone of the catalogue, else the longest name, stands for all that are the same.

    For reforms it is one that stands in column b alone.
    """
    reforms = [line for line in lines if line.kind == "reform" and line.decision == "same"]
    known = {line.b for line in reforms} - {line.a for line in reforms}
    known |= _catalogued({iri for line in lines if line.kind == "zone" for iri in (line.a, line.b)})
    found: dict[str, str] = {}
    for start in sorted(links):
        if start in found:
            continue
        queue, seen = [start], {start}
        for name in queue:
            for other, _ in links[name]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        chosen = min(seen, key=lambda iri: (iri not in known, -len(_name(iri)), iri))
        found.update(dict.fromkeys(seen, chosen))
    return found


def _catalogued(zones: set[str]) -> set[str]:
    """Those of the zones that the catalogue has: its IRIs are the ones with code, level and place."""
    by_iri = load_vocabulary().zones.by_iri if zones else {}
    return {iri for iri in zones if _name(iri) in by_iri}


def _name(iri: str) -> str:
    return iri.rpartition("/")[2]


def _fault(where: str, what: str, cure: str) -> DecisionError:
    return DecisionError(what, where=where, cure=cure)
