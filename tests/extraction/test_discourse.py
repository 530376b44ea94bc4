"""What the text around a sentence makes of it: papers, sections, openers, lists, plans and orders that go on."""

from __future__ import annotations

import pytest

from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.discourse import read_modes
from support.frames import flow_of


def modes(*paragraphs: str) -> list[str]:
    flow = flow_of(*paragraphs)
    return [mode.tells for mode in read_modes(flow, read_sentences(flow))]


@pytest.mark.parametrize(
    ("paragraphs", "last"),
    [
        # a paper by its title, its opening formula
        (("#云川高新区2025年重点工作清单", "推行标准地。"), "planned"),
        (("#云川高新区营商环境提升行动走深走实", "推行标准地。"), "told"),
        (("为优化环境，结合本区实际，制定以下措施。", "推行标准地。"), "planned"),
        (("为优化环境，该区出台一批措施。", "推行标准地。"), "told"),
        (("#云川高新区年度小结及2025年工作打算", "推行标准地。"), "told"),
        # a section of work to come, and the next heading of its rank
        (("二、明年工作安排", "推行标准地。"), "planned"),
        (("二、明年工作安排", "推行全代办。", "三、主要成效", "推行标准地。"), "told"),
        # an opener holds to the paragraph's end
        (("下一步，该区再加力。推行标准地。",), "planned"),
        (("下一步，该区再加力。", "该区推行标准地。"), "told"),
        # a plan goes on over sentences without a subject and over a list, not over what is done
        (("云川高新区将走新路子。推行标准地。",), "planned"),
        (("云川高新区将走新路子。", "一是推行标准地。"), "planned"),
        (("云川高新区将走新路子。去年推行了标准地。",), "told"),
        (("云川高新区将走新路子。明溪高新区推行标准地。",), "told"),
        (("该项目将建成投产。推行标准地。",), "told"),
        (("云川高新区将清单扩大到园区。推行标准地。",), "told"),
        # an order, a rule, the list of a paper
        (("市长强调，云川高新区要改进作风。推行标准地。",), "required"),
        (("第三条 推行标准地。",), "required"),
        (("为带动开发区，《意见》拿出了6项重点举措：", "健全机构。", "推行标准地。"), "planned"),
        (("为带动开发区，《意见》拿出了6项重点举措：", "健全机构。", "近日，该区推行标准地。"), "told"),
    ],
)
def test_modes(paragraphs: tuple[str, ...], last: str) -> None:
    assert modes(*paragraphs)[-1] == last


def test_a_mode_keeps_its_rule_and_cue() -> None:
    flow = flow_of("下一步，该区再加力。推行标准地。")
    mode = read_modes(flow, read_sentences(flow))[1]
    assert mode.rule == "opener of what comes next"
    assert mode.cue is not None and flow.text[slice(*mode.cue)] == "下一步"
