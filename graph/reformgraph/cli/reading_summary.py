"""What was read and what was not, in the last lines that `build` and `extract` print."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import click

from reformgraph.cli.messages import _t, language
from reformgraph.reading.page_files import PassedOver, passed_over


def tell_reading(numbers: Mapping[str, int], passed: Mapping[str, int]) -> None:
    """Print on stderr how many pages were read, failed and have no date, and what was passed over by kind.

    `numbers` has ``read``, ``failed``, ``undated`` (pages) and ``without_actor`` (claims), and ``stored`` where the
    pages are in a store that can be asked which they are.
    """
    click.echo(
        _t(
            f"读入 {numbers['read']} 页，失败 {numbers['failed']} 页；"
            f"无日期 {numbers['undated']} 页，无主体的陈述 {numbers['without_actor']} 条",
            f"read: {numbers['read']} pages, failed: {numbers['failed']}; "
            f"pages without a date: {numbers['undated']}, claims without an actor: {numbers['without_actor']}",
        ),
        err=True,
    )
    if numbers.get("stored") and numbers["undated"]:
        click.echo(
            _t(
                "没有日期的页面：reformgraph query undated-pages（在清单里写日期，或用 --date）",
                "pages without a date: reformgraph query undated-pages (write dates into a manifest, or give --date)",
            ),
            err=True,
        )
    if passed:
        click.echo(f"{_t('略过', 'passed over')}: {passed_text(passed)}", err=True)


def passed_text(passed: Mapping[str, int]) -> str:
    """Kinds and numbers, those with one cure together: ``3 .doc, 1 .wps (save as .docx); 2 .css``."""
    which = 0 if language() == "zh" else 1

    def cure(one: PassedOver) -> str:
        return one.cure[which]

    parts = []
    for told, kinds in groupby(passed_over(passed), key=cure):
        listed = ", ".join(f"{one.number} {one.kind}" for one in kinds)
        parts.append(f"{listed} ({told})" if told else listed)
    return "; ".join(parts)
