"""Names of authors in bylines, printed alone or at the end of a body."""

from __future__ import annotations

import re

_COMPOUND = frozenset(["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "轩辕", "令狐", "呼延", "端木", "百里", "东郭", "南门", "太史", "申屠", "公冶", "濮阳", "淳于", "单于", "澹台", "钟离", "鲜于", "闾丘", "亓官", "仲孙", "第五", "赫连", "万俟", "闻人", "欧陽"])  # fmt: skip
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦归海岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福付肖邸原代冶苑尧禚苟郇仝乞药辜逯雒迟腾栗芦忻兰修佀兀员鹿承禤练侍覃漆豆戢亢撒肇信位佀门才智母芳展初竹揭卿云宾旷木斛占但鄞綦莽谌粟曲靖刑冼楼凡亓布盘冀尉臺邝檀郄巨仵庆闪来晋呼贠郸次令火玄种海衣要仁青"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華錢謝鄒喬蘇魯韋馬鳳湯羅畢鄔樂時傅齊顧黃蕭龐項葉劉譚賀龍鍾駱盧應鄧單陸榮儲烏車寧厲黎賴藺喬陰蒼雙黨譚貢勞閻連農溫"
)
#: Words of two to four characters that begin with a surname and are no names, or stand alone as headings.
_NO_NAMES = frozenset(
    ["安全", "安排", "安装", "高新", "高效", "高端", "高度", "高标准", "高质量", "高水平", "成效", "成果", "成立", "成功", "成为", "成本", "经验", "经济", "经营", "经过", "金融", "金牌", "金秋", "文化", "文明", "文旅", "文件", "方法", "方案", "方面", "方向", "方便", "时间", "时代", "时期", "时限", "时评", "关键", "关于", "关注", "关键词", "全面", "全力", "全市", "全省", "全县", "全区", "全国", "全程", "全员", "全部", "全年", "国家", "国际", "国内", "国资", "公司", "公告", "公开", "公示", "公共", "公园", "和谐", "应用", "应对", "应急", "应当", "应该", "从严", "从而", "党建", "党员", "党委", "党政", "党的", "党课", "党工委", "强化", "强调", "强企", "强县", "强国", "强村", "简介", "简讯", "简政", "简化", "解读", "解决", "解析", "利用", "利好", "广告", "广泛", "广大", "广场", "计划", "计算", "明确", "明年", "明天", "平台", "平安", "项目", "单位", "双创", "通知", "通过", "通报", "通告", "通讯", "通讯员", "向上", "向前", "向好", "于是", "干部", "干事", "施工", "施策", "施行", "能力", "能源", "何以", "何为", "容缺", "容错", "司法", "万元", "万亩", "相关", "相信", "相比", "相应", "充分", "充电", "东部", "来源", "来自", "来信", "后续", "后来", "后记", "商务", "商业", "商会", "管理", "管委会", "管家", "支持", "支部", "支撑", "连续", "连接", "连日", "印发", "印象", "信用", "信息", "信访", "信心", "游客", "海外", "山西", "山东", "江苏", "江西", "江南", "云南", "贵州", "宁夏", "海南", "湖南", "湖北", "广东", "广西", "河南", "河北", "甘肃", "安徽", "吉林", "福建", "上海", "北京", "天津", "重庆", "青海", "石材", "车间", "路径", "路线", "路演", "农业", "农村", "农民", "水利", "水平", "水电", "牛羊", "查看", "查处", "展望", "展示", "展开", "展会", "初步", "初心", "初春", "初秋", "初夏", "初冬", "修订", "包联", "包保", "包括", "古城", "古镇", "家园", "乡村", "智能", "智慧", "智造", "要素", "要求", "要闻", "要点", "有力", "有效", "有序", "有关", "有为", "有限", "有解", "步骤", "步伐", "权威", "权威发布", "权利", "华丽", "温馨", "温度", "庆祝", "位于", "位置", "红色", "红利", "红头", "盘活", "盘点", "都是", "都要", "都市", "居民", "居住", "雷锋", "雷达", "爱心", "爱国", "满意", "满足", "满园", "常态", "常务", "常态化", "严格", "严守", "严肃", "严厉", "严查", "严管", "那么", "那些", "简单", "边界", "边境", "阳光", "福利", "法治", "法院", "法律", "法人", "言论", "商情", "师资", "年度", "年内", "年末", "年底", "年产", "年轻", "须知", "丰富", "丰收", "富民", "富裕", "实干", "祝贺", "石油", "门户", "门槛", "才能", "人才", "母亲", "种植", "种业", "种子", "宣传", "宣布", "宣讲", "诸多", "左右", "包容", "封面", "山水", "山河", "谷雨", "班子", "班车", "秋收", "仲裁", "武装", "景区", "景点", "景色", "束缚", "幸福", "白酒", "白皮书", "印刷", "索引", "蓝天", "蓝图", "池塘", "终身", "衡量", "农户", "别墅", "连线", "古代", "易地", "终端", "融合", "融资", "融媒", "融入", "冷链", "空间", "空气", "养老", "养殖", "相声", "权益", "益民", "公益", "公平", "公积金", "法规", "归来", "归纳", "海洋", "海关", "况且", "有序", "商贸", "牟利", "年终", "原料", "原因", "原则", "代办", "代表", "代码", "药品", "药材", "承诺", "承接", "承办", "承诺制", "练就", "信贷", "位居", "智库", "芳华", "竹林", "木材", "占比", "但是", "但愿", "曲线", "凡是", "布局", "盘山", "楼宇", "尉官", "次日", "令人", "火热", "种粮", "衣食", "青年", "青春", "青山", "试行", "综合", "见图", "待续", "节选", "摘编", "摘要", "导读", "提要", "结语", "前言", "背景", "链接", "新闻", "图文", "附件", "目录", "编者按", "编后", "评论", "短评", "声音", "观点", "数据", "亮点", "特写", "侧记", "综述", "访谈", "快讯", "消息", "专版", "专题", "特刊"]
)  # fmt: skip
_ROLE = (
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,10}?(?:记者|通讯员|评论员|特约撰稿人?|特约作者|撰稿人?|撰文|作者|编译|采写|采访)"
    r"|(?:文图?|图文?|摄影|整理|供稿|报道|摄)(?=[\s:：/丨|]))"
)
_ROLES = re.compile(rf"{_ROLE}\s*[:：/丨|]?\s*")
_PAPER = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:本[报刊网台]|融媒体?|全媒体|首席|见习|实习)[\u4e00-\u9fff]{0,6}$")
_TAIL_ROLE = re.compile(
    r"\s*(?:[/\s]*(?:文图|图文|文/图|图/文|文|图|摄|摄影|报道|采写|整理|撰稿|供稿|编译|综合|综合报道|综合整理))+\s*$"
)
_MARK = re.compile(r"^[■□●◆▲△★☆◎○◇▪▶►◤◥※\-—\s]+")
_SPLIT = re.compile(r"[\s、，,/;；|丨&]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,12}·[\u4e00-\u9fff·]{1,16}")
_BRACKET = re.compile(r"[（(【\[]\s*([^（）()【】\[\]]{2,60}?)\s*[)）】\]]\s*$")
_BARE = re.compile(r"[\u4e00-\u9fff· \u3000\t、]{2,40}")
_ENDS = "。！？…”’!?）)"
_LABEL = re.compile(r"(?:作者|记者|通讯员|撰稿|撰文|文|编译|整理|采写|供稿)\s*[:：/丨|]\s*")


def is_name(text: str) -> bool:
    """Whether a text looks like a Chinese personal name with a known surname.

    >>> is_name("房琴"), is_name("欧阳震华"), is_name("开发区")
    (True, True, False)
    """
    if text in _NO_NAMES or text[-1:] in "镇县市区省乡局厅" or not _NAME.fullmatch(text):
        return False
    if "·" in text:
        return True
    if text[:2] in _COMPOUND:
        return 3 <= len(text) <= 4
    return text[0] in _SURNAMES and len(text) <= 3 and text[:2] not in _NO_NAMES


def names_of(text: str, *, strict: bool = True) -> tuple[str, ...]:
    """The names a byline is made of, roles dropped; empty where anything in it is no name.

    Parameters
    ----------
    strict
        Ask for a known surname of every name; otherwise of two or three characters at least.

    >>> names_of("本报记者 梁燕 通讯员 何 山 文/图")
    ('梁燕', '何山')
    """
    text = _MARK.sub("", text).strip()
    text = _TAIL_ROLE.sub("", text)
    text = _ROLES.sub(" ", text)
    tokens = [token for token in _SPLIT.split(text) if token]
    names: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if len(token) == 1 and place + 1 < len(tokens) and len(tokens[place + 1]) <= 2:
            token += tokens[place + 1]
            place += 1
        place += 1
        if _PAPER.fullmatch(token):
            continue
        if is_name(token) or (
            not strict and 2 <= len(token) <= 3 and _NAME.fullmatch(token) and token not in _NO_NAMES
        ):
            names.append(token)
        else:
            return ()
    return tuple(dict.fromkeys(names)) if len(names) <= 8 else ()


def has_role(text: str) -> bool:
    """Whether a line says that it names authors: by a mark or by a word such as 记者."""
    return _MARK.match(text) is not None or _ROLES.match(text) is not None


def line_names(text: str) -> tuple[str, ...]:
    """Names of a line that is a byline and nothing else; empty if it is none."""
    if len(text) > 60 or text[-1] in "。，；：？！":
        return ()
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        return names_of(bracket.group(1))
    marked = has_role(text)
    return names_of(text, strict=not marked)


def end_names(text: str) -> tuple[int, tuple[str, ...]]:
    """Names printed at the end of the last line of a body, and the offset at which they begin.

    Returns ``(len(text), ())`` where there are none.

    >>> end_names("形成闭环运行。房琴")
    (7, ('房琴',))
    >>> end_names("确保了企业正常用水。 （程露）")
    (10, ('程露',))
    """
    from_here = max(0, len(text) - 64)
    tail = text[from_here:]
    if tail[-1] in ")）】]":
        found = _BRACKET.search(tail)
        if found and (found.start() == 0 or tail[: found.start()].rstrip()[-1:] in "。！？…”’!?；"):
            names = names_of(found.group(1), strict=True) or names_of(found.group(1), strict=False)
            if names:
                return from_here + len(tail[: found.start()].rstrip()), names
        return len(text), ()
    last = max(map(tail.rfind, _ENDS))
    rest = tail[last + 1 :].strip() if last >= 0 else ""
    if 2 <= len(rest) <= 44 and (_BARE.fullmatch(rest) or has_role(rest)):
        names = names_of(rest)
        if names and sum(map(len, names)) <= 24:
            return len(text) - len(tail[last + 1 :].lstrip()), names
    return len(text), ()


def labelled_names(text: str) -> tuple[str, ...]:
    """Names after labels such as 作者： or 记者： inside a publication line (来源：… 作者：…)."""
    names: list[str] = []
    for found in _LABEL.finditer(text):
        for token in _SPLIT.split(text[found.end() : found.end() + 30].strip()):
            if not is_name(token):
                break
            names.append(token)
    return tuple(dict.fromkeys(names))
