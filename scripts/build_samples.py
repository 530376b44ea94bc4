"""Draw the sample PDF: two columns of Chinese text with a text layer, no font embedded.

Run by maintainers; the PDF stands in the package. Needs reportlab.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

TARGET = Path(__file__).parents[1] / "graph" / "reformgraph" / "samples" / "bulletin.pdf"
HEADLINE = "大同经济技术开发区办件时限再压缩"
PARAGRAPHS = (
    "本报讯 大同经济技术开发区今年6月推出“五星管家”服务，给每家新落户企业配一名管家，从注册到投产全程跟办。"
    "首批管家三十二名，服务企业八十五家。",
    "该区持续深化承诺制改革，上半年实行承诺制项目27个，占备案项目的90%以上，"
    "施工许可办理时间由30个工作日压缩至12个工作日。",
    "“管家一个电话就上门。”大同云启数据科技有限公司董事长贺兰亭说，公司投资3.6亿元的数据标注基地提前两个月完工。",
    "下一步，大同经济技术开发区将全面推行“标准地”出让，力争年底前出让标准地5宗以上。（魏棠）",
)
FONT, SIZE, LEADING, WIDTH = "STSong-Light", 11, 17, 20


def wrapped(paragraph: str) -> list[str]:
    """Lines of one column, the first indented."""
    text = "　　" + paragraph
    return [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]


def main() -> None:
    """Write the PDF with fixed metadata."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    page = canvas.Canvas(str(TARGET), pagesize=A4, invariant=1)
    page.setTitle(HEADLINE)
    page.setFont(FONT, 20)
    page.drawString(60, 780, HEADLINE)
    page.setFont(FONT, SIZE)
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph)]
    half = (len(lines) + 1) // 2
    for column, part in enumerate((lines[:half], lines[half:])):
        for row, line in enumerate(part):
            page.drawString(60 + column * 250, 740 - row * LEADING, line)
    page.save()


if __name__ == "__main__":
    main()
