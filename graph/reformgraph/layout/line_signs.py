"""The signs by which printed lines show what they are: datelines, jumps, captions, furniture, sentence ends."""

from __future__ import annotations

import re

from reformgraph.language.lexicon import any_of

#: White space and invisible characters at the edges of a printed line.
SPACE = " \t\v\f\r\u3000\xa0\ufeff\u200b\u200c\u200d\u2002\u2003\u2009\u2028\u2029\x1c\x1d\x1e\x85"
ENDS = "。！？；!?;…．"
_CLOSERS = "”’」』）)》】〉\"'"
_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", "）": "（", ")": "(", "》": "《", "】": "【"}

DATELINE = re.compile(
    r"[【（(\[]?(?:"
    r"本[刊报网台社版](?:综合|快|简)?[讯电]|本[刊报网台社](?:综合)?消息"
    r"|[\u4e00-\u9fffA-Za-z]{2,12}(?<![通资简喜音短问数快])讯(?=[\s　（(:：】\]])"
    r"|[\u4e00-\u9fff]{1,10}(?:网|社|报|台|视|新闻|导报|发布|客户端|在线|频道)"
    r"(?:\s?[\u4e00-\u9fff]{0,6}\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?)?(?:消息|[电讯])(?=[\s　（(:：】\]])"
    r"|[\u4e00-\u9fff]{1,8}[网社报][^，。；]{0,12}?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[电讯]"
    r"|[\u4e00-\u9fff]{2,6}电(?=[（(](?:本[报网台社])?(?:特约|[见实]习)?(?:" + any_of("reporting_people") + r"))"
    r"|本[刊报网台][^，。；]{1,8}?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[电讯]"
    r")"
)
_DATELINE_WHO = re.compile(
    r"[】\]）)]?\s*[（(【]?\s*((?:[\u4e00-\u9fff]{0,8}(?:"
    + any_of("reporting_people")
    + r"|特约撰稿人?))[^）)】，。：:]{1,50}?)(?:报道|[)）】]|\s{2,}|(?=[，。：:]))"
)
JUMP = re.compile(
    r"\s*[（(【\[]?\s*[▶►→]?\s*(?:下转|"
    r"转)\s*(?:第?\s*[A-Za-z]?\s?[\d一二三四五六七八九十]{1,3}\s*[版页]|"
    r"[^（）()\s]{0,8}版)[^（）()]{0,10}[)）】\]]?\s*$"
)
FROM = re.compile(
    r"\s{0,8}[（(【\[]?\s{0,8}(?:紧接|上接|接)\s*(?:第?\s*[A-Za-z]?\s?[\d一二三四五六七八九十]{1,3}\s*[版页]|"
    r"[^（）()\s]{0,8}版)[^（）()]{0,14}[)）】\]]?"
)
#: Names of papers and columns over the first headline of a page.
RUBRIC = re.compile(
    r"[【\[]?[^，。：！？“”]{0,8}?(?:" + any_of("rubric_columns") + r"|"
    r"新闻节选|新闻摘要|动态|周刊|月刊|杂志|特刊|导刊|(?<![捷喜申汇预填通战播海情])报)[】\]]?$|"
    r"[\u4e00-\u9fff]{2,10}\s+(?:19|20)\d\d年\s?\d{1,2}月[号刊]?$"
)
#: Columns of short items, each of which is an article.
DIGEST = re.compile(r"[【\[]?(?:[\u4e00-\u9fff]{2})?(?:" + any_of("digest_columns") + r")[】\]]?$")
#: Kinds of writing that stand alone.
BOX = re.compile(
    r"[【\[■□◆●]?\s?(?:" + any_of("comment_columns") + r"|(?:新闻|背景|知识|相关)?链接|名词解释|"
    r"图片(?:新闻|报道|故事)|图说\S{0,3}|光影\S{0,3}|影像\S{0,3})[】\]]?$"
)
PHOTO = re.compile(r"[【\[]?(?:图片(?:新闻|报道|故事)|图说\S{0,3}|光影\S{0,3}|影像\S{0,3})[】\]]?$")
#: The presenter goes on to the next report.
PRESENTER = re.compile(r"(?:【(?:导语|口播|主播)】|主播\s?[:：])")
#: Lines that tell where and when a web page was published.
PUBLISHED = re.compile(r"(?:" + any_of("published_labels") + r")\s?[:：]|发表于")
NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}(?:[章节部条篇]|[，、：:\s]|$)|"
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|"
    r"\d{1,2}\s*[.．、](?!\d)|\d[ \u3000]+(?=[\u4e00-\u9fff]{2})(?![年月日个家项亿万余多号期])|0\d\b|"
    "[①-⑳]|其[一二三四五])"
)
#: Titles of official documents.
DOCUMENT = re.compile(
    "(?:"
    + any_of("openings_of_titles")
    + "|公布).{4,50}(?:"
    + any_of("issued_papers")
    + "|规划|细则)(?:[（(].{2,8}[)）])?$"
)
#: What the titles of documents and reports end with.
DOCUMENT_END = re.compile(
    r"(?:" + any_of("official_papers") + r"|一览表?|统计表|名单|目录)"
    r"(?:[（(].{1,10}[)）])?$"
)
#: The number of a document on a line of its own: 津政办函〔2017〕103号.
NUMBER_OF_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]\s?第?\d+号$")
#: The rest of a document's title, below the name of the office that issues it.
OF_DOCUMENT = re.compile(r"关于|印发|(?:19|20)\d\d年[^，。！？：]{0,24}(?:" + any_of("yearly_papers") + r")$")
LIST_ITEM = re.compile(
    r"(?:[-*•·●○◆◇■□▲△★☆▶]\s|[①-⑳]|[（(]?\d{1,3}[)）.．、](?!\d)|[（(][一二三四五六七八九十]{1,3}[)）])"
)
CAPTION = re.compile(
    r"[▲△◆▼●■↑↓←→◀▶◄►]?\s*(?:图为|图[①-⑩一二三四五六\d]|[上下左右题压本]图(?:为|[:：\s])|图[:：]|"
    "图片说明|资料图|航拍|[（(]?(?:上|下|左|右)图[)）]?[:：])"
)
_POINTED = re.compile(r"(?:[◀▶◄►▼↑↓←→]\s?|▲)[^，。：；\s][^，。：；]{3,30}。?$")
CREDIT = re.compile(
    r"(?:[^。]{0,30}(?:摄影?|供图|新华社发|资料图片?|资料照片|视频截图|效果图|/图|图/\S{2,10}|"
    r"图片来源.{0,20}))\s*[)）]?$"
)
_CREDIT_TAIL = (
    "图片）",
    "图片)",
    "照片）",
    "发）",
    "摄",
    "摄)",
    "摄）",
    "图",
    "图)",
    "图）",
    "摄影",
    "摄影)",
    "摄影）",
)
_STAFF = (
    "(?:本版|本期|今日)?(?:"
    + any_of("staff_labels")
    + r"|总?值班\S{0,4}|[一二三四五六七八]版责编|总编辑?|投稿\S{0,4}|刊头\S{0,2})"
)
# A row of a table: figures side by side.
_UNIT = r"(?:[万亿]?(?:" + any_of("table_units") + r")|%|％|倍)"
_TABLE_ROW = re.compile(
    r"[^。，；]{0,40}\d[\d.,%％]*[ \t\u3000]+[-+]?\d[\d.,%％]*(?:[ \t\u3000]|$)"
    rf"|[^。，；]{{0,40}}\d[\d.,]*{_UNIT}(?:[ ]{{2,4}}|[\t\u3000]{{1,4}})[-+]?\d[\d.,]*{_UNIT}?(?:[ \t\u3000]|$)"
)
#: Names of columns and kinds of writing that stand over a headline.
LABEL = re.compile(
    r"[【\[]?(?:"
    + any_of("feature_labels")
    + r"|记者(?:手记|观察|调查)|权威(?:发布|解读))[】\]]?$|[\u4e00-\u9fff]{2,8}[·•|"
    r"｜丨][\u4e00-\u9fff]{2,10}$|[\u4e00-\u9fff]{2,12}(?:"
    + any_of("series_labels")
    + r")$|[\u4e00-\u9fff]{2,10}[①-⑳]$|(?:[\u4e00-\u9fff]{2})?(?:走基层|观察|一线调研)$|"
    r"[\u4e00-\u9fff]{2,10}(?:专栏|系列报道)(?:之[一二三四五六七八九十]{1,2})?$"
)
#: A web page that tells that nothing is attached.
NO_ATTACHMENT = re.compile(r"(?:相关)?附件\s*[:：]?\s*无?$")
FURNITURE = re.compile(
    r"(?:"
    r"[-—–·•\s|/\\第共]*[A-Za-z]?\d{1,4}\s*(?:[-—–·•|]|[版页]|/\s*\d{1,4})*\s*$"
    r"|(?:https?://|www\.)\S+$"
    r"|!?\[[^\]]{0,80}\]\([^)\s]{0,400}[^)]{0,60}\)$"
    r"|(?:[-=_*~·.]\s?){3,}$|[—＿＝]{4,}$"
    rf"|[【（(\[■□●◆◎]?\s*{_STAFF}(?:\s*[/|丨]\s*{_STAFF})*\s*[:：/丨|]"
    rf"|[（(【\[■□●◆◎]?\s*(?:{any_of('page_editors')})\s"
    r"|(?:第\s?)?[A-Z]\s?\d{1,2}\s?版?\s*[·:：|/\s]\s*[\u4e00-\u9fff]{2,8}$"
    r"|[\u4e00-\u9fff]{2,6}(?:版|要闻|专刊|周刊|观察)\s*[A-Z]?\d{1,3}$"
    r"|第\s?[A-Za-z]?\d{1,3}\s?版\s*[:：]|[上下]一[版期]|放大\s|标题导航|版面(?:导航|概览|目录)|返回目录"
    r"|[>》▶★◆【\[]{0,3}\s{0,2}(?:"
    + any_of("page_furniture")
    + "|热门(?:推荐|文章|新闻|阅读|$)|扫一扫(?:$|关注|下载|观看|阅读|查看|二维码|在手机|加|上面|下面|"
    "[^，。]{0,6}二维码)|扫码(?:关注|下载|观看|阅读|查看|看|加)|长按(?:二维码|识别|图片|扫码)|"
    r"分享到?[:：]|分享$|" + NO_ATTACHMENT.pattern + r"|相关信息$|主播[:：].{0,24}(?:欢迎收看|"
    r"感谢收看|再见).{0,16}$|【?打印(?:\s|本页|此页|本文|正文|$|[】|])|【?关闭(?:窗口|本页|$|[】|])|"
    r"\[?返回|字体|字号|【字体|浏览次数|浏览量|阅读量?[:：\d]|点击数|点击量|点赞$|点?个?在看$|"
    r"" + any_of("reader_buttons") + r"|首页(?:$|[\s>|])|"
    "当前位置|您(?:当前|现在)?(?:所在)?的?位置|版权所有|版权声明|免责声明|主办单位|主办[:：]|"
    r"承办[:：]|联系我们|网站地图|\S?ICP备|备案号|国内统一|国际标准|CN\s?\d{2}|邮发代号|总第\s?\d|"
    r"(?:(?:19|20)\d\d年)?第\s?\d+\s?期(?:$|[\s（(总])|今日\d+版|新闻热线|投稿邮箱|投稿热线|广告热线|"
    "电子邮箱|E-?mail|邮箱[:：]|电话[:：]|联系电话[:：]|地址[:：]|邮编[:：]|订阅(?:热线|[:：])|"
    r"印刷[:：]|零售(?:价|每份|[:：])|定价[:：每]|社长[:：]|END$|—\s?END|全文完|（完）$|\(完\)$)|"
    r"[\u4e00-\u9fff]{2,10}[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]\s?第?\d+号$|"
    r"(?:第?[A-Za-z]?\s?\d{1,2}\s?版?\s?)?(?:[本今][报日]|"
    + any_of("page_sections")
    + ")?(?:"
    + any_of("plain_sections")
    + ")$|"
    r"[\u4e00-\u9fffA-Za-z·]{2,16}(?:\s{0,2}[>›»]\s{0,2}[\u4e00-\u9fffA-Za-z·]{1,16}){1,6}$|"
    r"[\u4e00-\u9fffA-Za-z·]{2,16}(?:\s{1,2}》\s{1,2}[\u4e00-\u9fffA-Za-z·]{1,16}){1,6}$|【(?:"
    + any_of("index_labels")
    + r")】|[^，。；！？“”]{2,24}(?:文字稿|文字实录|播出稿)$|[\u4e00-\u9fff]{2,10}(?:\s[-/|"
    r"｜]\s[\u4e00-\u9fff]{1,10}){2,5}$|[\u4e00-\u9fff]{2,6}[\s\u3000]{1,4}第?\s?[A-Z]?\d{1,3}\s?版$|"
    r"[\u4e00-\u9fff]{2,14}(?:门户网站?|政府网|官方网站)(?:[\s\u3000].{0,20})?$|(?:听新闻|语音播报|"
    r"点击收听)$|内部资料[\s\u3000]{0,3}(?:注意保存)?$|共印\s?\d+\s?份$|[【\[]相关(?:链接|阅读|新闻|"
    r"报道)[】\]][^，。]{0,24}$|[（(【\[]?\s*(?:"
    + any_of("publication_labels")
    + r"|更新时间\S?|"
    + any_of("publication_fields")
    + r"|"
    r"公开方式|索\s引\s号)\s*[:：]|[（(]此件[\u4e00-\u9fff]{2,8}[)）]$|[（(]共印\s?\d+\s?份[)）]$|"
    r"(?:抄送|抄报|报送|主送|分送|印送|报|送|发)\s*[:：]|[\u4e00-\u9fff]{2,16}(?:人民政府|办公厅|"
    "办公室|委员会|管委会|厅|局)文件$|[（(][^（）()]{0,30}(?:记者|编辑|摄像)[^（）()]{1,60}(?:编辑|"
    "摄像|解说|剪辑|制作)[^（）()]{0,20}[)）]$|(?:" + any_of("picture_credits") + "|"
    '部分图片)\\s*[:：/丨|]\\s*\\S{1,16}$|点[“\\"]?(?:在看|赞)|喜欢就点|觉得不错|'
    r"[^，。；！？]{6,40}[\s\[（(](?:19|20)\d\d-\d\d-\d\d[\])）]?$|"
    r"[\u4e00-\u9fffA-Za-z0-9]{2,16}\s(?:[昨今前]天|\d{1,2}(?:" + any_of("spans_ago") + r")前)(?:\s|$)|"
    r"[（(]\s*(?:来源|据|原载|摘自|转自|综合)[^（）()]{1,40}[)）]$)",
    re.I,
)
_DATE_ONLY = re.compile(
    r"[\s（(【]*(?:[\u4e00-\u9fff]{2,10}(?:报|网|刊|导报|时报)\s*)?(?:(?:19|"
    r"20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|"
    "二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]"
    # What has been taken is not parted anew: 30 spaces, or 20 times 农历, in front of another sign took years.
    r"{1,3}日)(?:(?=(?P<one>\d{1,2}:\d\d(?::\d\d)?|星期[一二三四五六日天末](?!报)|周[一二三四五六日末](?!报)|农历[^\s（(]{2,10}|今日\s?\S{1,3}\s?版|"
    r"第\s?\S{1,6}\s?[期版号]|[A-Za-z]?\d{1,2}版?|总第\s?\d+\s?期|来源\s*[:：]?\s*\S{2,20}|"
    r"[\u4e00-\u9fff]{2,10}[报网]|[|｜\s()（）】]))(?P=one))*$"
)
_MASTHEAD = re.compile(
    r"(?:《[^》]{2,12}》|[\u4e00-\u9fff]{2,10}(?:" + any_of("paper_ends") + r"|"
    r"都市报))\s*[（(]?\s*(?:(?:19|20)\d{6}|$)"
)
_FULL_DATE = re.compile(
    r"(?:19|20)\d\d\s{0,2}(?:[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)|年\s{0,2}\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日)"
)
_SENTENCE_SIGN = re.compile(r"[，。；！？、]")
_CREDITS = re.compile(
    "(?:"
    + any_of("credit_labels")
    + r"|发布者?)\s{0,2}[:：/丨]\s{0,2}[\u4e00-\u9fffA-Za-z0-9]{1,16}|发表于\s?[\u4e00-\u9fff]{0,6}|"
    r"原创|浏览次数|阅读数?\s?\d+|字号[^\s]{0,6}|分享"
)
_MAST_PART = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|星期[一二三四五六日天]|周[一二三四五六日](?![\u4e00-\u9fff])|"
    r"农历[\u4e00-\u9fff]{2,10}|"
    r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?[\u4e00-\u9fff]{0,6}|(?:第|总第|"
    r"今日)?\s?[A-Za-z]?\d{1,5}\s?[版期号页]|责编\s?[\u4e00-\u9fff]{2,3}|编辑\s?[\u4e00-\u9fff]{2,3}"
)
_MAST_NAME = re.compile("(?:" + any_of("masthead_words") + "|编印?|办公[室厅])$")
_SITE = re.compile(r"[^，。：！？“” ]{2,20}(?:报|刊|网站?|" + any_of("site_name_ends") + r")$")
_LETTERS = re.compile(r"[\u4e00-\u9fff]+")
_PROGRAMME = re.compile(r"[（(《][^（）()]{0,20}(?:19|20)\d{6}[^（）()]{0,20}[)）]$")
_FRESH = re.compile(
    "(?:"
    + any_of("fresh_openings")
    + r"|\d{4}年|\d{1,2}\s?月|初[春夏秋冬]|[春夏秋冬]日|“|「|《|[一二三四五六七八九十]、|"
    r"（[一二三四五六七八九十]）|\d[.、])"
)
_MID = re.compile(
    r"[，、。；：！？”’》）」』,;:!?%％)]|[\u4e00-\u9fff][，、。；]|(?:的|了|着|们|及其|以及)[\u4e00-\u9fff]"
)
OPEN_TAIL = re.compile(r"[，、,（(《“‘「『—\-]$")

_ORGAN = re.compile("(?:[一-鿿（）()·“”—-]{2,24}?)(?:" + any_of("organ_ends") + ")$")
#: Last characters of what `_ORGAN` matches.
_ORGAN_ENDS = frozenset("区园局厅委办室组心市县旗省镇乡道司团会院学盟队府部处站所地港城")
_ACTION = re.compile(
    r"" + any_of("headline_actions") + r""
    r"|" + any_of("headline_deeds") + r"|将(?!乐)|" + any_of("headline_particles") + r"|进(?!出口|修)"
    rf"|{'|'.join(f'{before}办$' for before in '站次上近成程业帮代领联快好能通包即秒门日')}"
)
#: An office named after what it does: 省优化营商环境工作第六督导组.
_BUREAU = re.compile(
    "(?:[省市县区州镇]|"
    + any_of("central_words")
    + "|[一-鿿]{2,4}[省市县区州旗])(?:(?!"
    + any_of("bureau_verbs")
    + ").){2,20}(?:"
    + any_of("task_organ_ends")
    + ")$"
)


def last_sign(text: str) -> str:
    """Last character of a line, closing quotes and brackets passed over."""
    for character in reversed(text[-6:]):
        if character not in _CLOSERS and character not in SPACE:
            return character
    return text[-1:]


def is_closed(text: str) -> bool:
    """Whether a line ends a sentence.

    >>> is_closed("他说：“好。”"), is_closed("办理时限由")
    (True, False)
    """
    return text[-1] in ENDS or (text[-1] in _CLOSERS and last_sign(text) in ENDS)


def is_dateline(text: str) -> bool:
    """Whether a line begins as the first line of a news report does (本报讯, 新华社…电)."""
    return DATELINE.match(text) is not None


def dateline_authors(text: str) -> str:
    """What a dateline says of its authors, as printed, or an empty text."""
    head = DATELINE.match(text)
    who = _DATELINE_WHO.match(text, head.end(), head.end() + 80) if head else None
    return who.group(1) if who else ""


def is_fresh(text: str) -> bool:
    """Whether a text begins as paragraphs and articles do."""
    return _FRESH.match(text) is not None or DATELINE.match(text) is not None


def is_middle(text: str) -> bool:
    """Whether a text begins in the middle of a sentence."""
    return _MID.match(text) is not None


def is_date_line(text: str) -> bool:
    """Whether a short line holds a date and what goes with it in a masthead, and nothing else."""
    if _MASTHEAD.match(text) is not None:
        return True
    if "20" not in text and "19" not in text:  # no year in digits
        return "二" in text and _DATE_ONLY.match(text) is not None
    if _DATE_ONLY.match(text) is not None or _PROGRAMME.match(text) is not None:
        return True
    return len(text) <= 90 and _is_masthead(text)


def _is_masthead(text: str) -> bool:
    """Whether all that stands beside a full date are names of papers and pages, clocks and credits."""
    dates = _FULL_DATE.findall(text)
    if len(dates) != 1 or _SENTENCE_SIGN.search(text):
        return False
    rest = _FULL_DATE.sub(" ", text)
    credits = _CREDITS.findall(rest)
    words = _LETTERS.findall(_MAST_PART.sub(" ", _CREDITS.sub(" ", rest)))
    if credits:
        return sum(map(len, words)) <= 14
    if len(words) > 4 or not all(len(word) <= 5 or _MAST_NAME.search(word) for word in words):
        return False
    date = _FULL_DATE.search(text)
    beside = text[: date.start()][-1:] + text[date.end() :][:1] if date else ""
    return _LETTERS.search(beside) is None or any(_MAST_NAME.search(word) for word in words)


def is_site(text: str) -> bool:
    """Whether a text is the name of a paper, a site or the office that keeps it."""
    return len(text) <= 24 and _SITE.match(text) is not None and not _ACTION.search(text)


def is_table_row(text: str) -> bool:
    """Whether a line is a row of a table: figures side by side."""
    # Most lines hold no space at all.
    spaced = " " in text or "\u3000" in text or "\t" in text
    return spaced and _TABLE_ROW.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line is a photo caption or credit."""
    if CAPTION.match(text) or _POINTED.match(text):
        return True
    return len(text) <= 120 and text.endswith(_CREDIT_TAIL) and CREDIT.search(text[-40:]) is not None


def is_unbalanced(text: str) -> bool:
    """Whether an opening quote or bracket of the text has no end in it.

    >>> is_unbalanced("推行“标准"), is_unbalanced("地”改革")
    (True, False)
    """
    return any(opener in text and text.count(opener) > text.count(closer) for closer, opener in _PAIRS.items())


def is_organ(text: str) -> bool:
    """Whether a text is the bare name of an organisation, zone or place.

    >>> is_organ("祁县经济开发区"), is_organ("全力打造一流开发区")
    (True, False)
    """
    if text[-1:] in "：:":
        text = text[:-1].rstrip()
    if not 3 <= len(text) <= 26 or text[-1] not in _ORGAN_ENDS or _ORGAN.match(text) is None:
        return False
    return _ACTION.search(text) is None or _BUREAU.match(text) is not None
