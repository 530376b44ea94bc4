"""`reformgraph chart`: adoption curves, matrix, timelines and maps as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.command_groups import SuggestingGroup
from reformgraph.cli.completion import names
from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import store_option
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from reformgraph.show.charts import Drawing

_ENDINGS = (".svg", ".png")


def _output(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--lang", type=click.Choice(["zh", "en"]), help=_t("图中文字的语言", "Language of the words.")
    )(command)
    told = _t("输出文件，.svg 或 .png", "File to write, .svg or .png")
    return store_option(click.option("-o", "--output", required=True, metavar="FILE", help=told)(command))


def _write(output: str, lang: str | None, store: str, draw: Callable[[Any, str], Drawing]) -> None:
    from reformgraph.analysis.network import knowledge_graph
    from reformgraph.show.graph.write_file import check_writable, write_bytes, write_text
    from reformgraph.store import open_store

    ending = next((one for one in _ENDINGS if output.lower().endswith(one)), None)
    if ending is None:
        raise UsageError("a chart is written as SVG or PNG", where=output, cure="end the name in .svg or .png")
    check_writable(output)
    with open_store(store) as opened:
        drawing = draw(knowledge_graph(opened), lang or language())
    if ending == ".png":
        from reformgraph.show.charts.png import to_png

        write_bytes(output, to_png(drawing))
    else:
        write_text(output, drawing.to_svg())
    click.echo(output, err=True)


@click.group(
    cls=SuggestingGroup,
    help=_t(
        "生成报告用的图表（SVG 或 PNG）。\n\n例：reformgraph chart curve --reform 标准地 -o 标准地.svg",
        "Charts for reports, as SVG with real text or PNG.\n\n"
        "Example: reformgraph chart curve --reform 标准地 -o curve.svg",
    ),
)
def command() -> None:
    """The group of charts."""


@command.command(
    help=_t("采用曲线：每项改革到某日已有多少主体采用", "Adoption curves: how many had adopted by each day.")
)
@click.option(
    "--reform",
    "reforms",
    shell_complete=names("reform"),
    multiple=True,
    metavar="NAME",
    help=_t("改革，可重复至六项；默认采用最多的五项", "A reform, up to six times; by default the five most adopted."),
)
@_output
def curve(reforms: tuple[str, ...], output: str, lang: str | None, store: str) -> None:
    """Draw adoption curves."""
    from reformgraph.show.charts import adoption_curve
    from reformgraph.show.graph.selection import find

    _write(
        output,
        lang,
        store,
        lambda graph, tongue: adoption_curve(graph, [find(graph, "reform", name) for name in reforms], tongue),
    )


@command.command(
    help=_t(
        "采用矩阵：开发区 × 改革，按状态着色，格中为年份",
        "Matrix of zones and reforms, coloured by status, with years.",
    )
)
@click.option(
    "--category",
    shell_complete=names("category"),
    default="",
    metavar="NAME",
    help=_t("只画此类改革", "Only reforms of this category."),
)
@click.option("--province", default="", metavar="NAME", help=_t("只画此省", "Only this province."))
@click.option(
    "--sort",
    type=click.Choice(["count", "name", "date"]),
    default="count",
    show_default=True,
    help=_t("排序：采用数、名称、最早时间", "Order: adoptions, name, first date."),
)
@click.option("--rows", type=click.IntRange(1, 500), default=40, show_default=True, help=_t("最多多少行", "Most rows."))
@click.option(
    "--columns", type=click.IntRange(1, 200), default=24, show_default=True, help=_t("最多多少列", "Most columns.")
)
@_output
def matrix(
    category: str, province: str, sort: str, rows: int, columns: int, output: str, lang: str | None, store: str
) -> None:
    """Draw the matrix."""
    from reformgraph.show.charts import adoption_matrix
    from reformgraph.show.charts.matrix import matrix_of

    def draw(graph: Any, tongue: str) -> Drawing:
        return adoption_matrix(graph, matrix_of(graph, category, province, rows, columns, sort), language=tongue)

    _write(output, lang, store, draw)


@command.command(
    help=_t(
        "时间线：一个开发区的各项改革，或一项改革的各采用者", "Timeline of a zone's reforms, or of a reform's adopters."
    )
)
@click.option("--zone", shell_complete=names("actor"), metavar="NAME", help=_t("开发区", "A zone."))
@click.option("--reform", shell_complete=names("reform"), metavar="NAME", help=_t("改革", "A reform."))
@_output
def timeline(zone: str | None, reform: str | None, output: str, lang: str | None, store: str) -> None:
    """Draw a timeline."""
    from reformgraph.show.charts import reform_timeline, zone_timeline
    from reformgraph.show.graph.selection import find

    if bool(zone) == bool(reform):
        raise UsageError("a timeline is of a zone or of a reform", cure="give --zone or --reform")
    if zone:
        _write(output, lang, store, lambda graph, tongue: zone_timeline(graph, find(graph, "zone", zone), tongue))
    else:
        _write(
            output,
            lang,
            store,
            lambda graph, tongue: reform_timeline(graph, find(graph, "reform", reform or ""), tongue),
        )


@command.command(
    "map",
    help=_t("扩散地图：采用者在何处、何时（按坐标画，不用底图）", "Map of spread, from coordinates, without tiles."),
)
@click.option("--reform", shell_complete=names("reform"), required=True, metavar="NAME", help=_t("改革", "A reform."))
@_output
def spread(reform: str, output: str, lang: str | None, store: str) -> None:
    """Draw the map of spread."""
    from reformgraph.show.charts import spread_map
    from reformgraph.show.graph.selection import find

    _write(output, lang, store, lambda graph, tongue: spread_map(graph, find(graph, "reform", reform), tongue))
