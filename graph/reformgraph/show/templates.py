"""Templates of pages: a name and values in, HTML out; every value is escaped unless it is HTML already."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reformgraph.language.white_space import undirected

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: What no page of HTML may hold: controls and lone surrogates.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@cache
def environment() -> Environment:
    """The templates of `show/templates`; a name that a template is not given is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from reformgraph.show.page_language import kept, say

    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, finalize=shown, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals.update(say=say, kept=kept)
    return made


def fill(name: str, **values: object) -> Markup:
    """A template filled in."""
    from markupsafe import Markup

    return Markup(environment().get_template(name).render(values))  # noqa: S704


def _source(name: str) -> str | None:
    entry = files("reformgraph.show") / "templates" / name
    return entry.read_text("utf-8").replace("\r\n", "\n") if entry.is_file() else None


def shown(value: object) -> object:
    """A value as it is shown: signs that turn the direction of text dropped; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _ODD.sub("\ufffd", undirected(value))
    return value
