"""Flows of paragraphs for tests of frames."""

from __future__ import annotations

from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Role, Span


def flow_of(*paragraphs: str) -> Flow:
    """Paragraphs, the first as the headline where it begins with ``#``."""
    text, parts = "", []
    for paragraph in paragraphs:
        role: Role = "title" if paragraph.startswith("#") else "body"
        body = paragraph.removeprefix("#")
        parts.append(Paragraph(role, (Span.at(len(text), len(text) + len(body)),)))
        text += body + "\n"
    return Flow(text, parts)
