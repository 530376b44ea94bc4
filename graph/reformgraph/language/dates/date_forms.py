"""What a date looks like in Chinese print: the patterns that `reformgraph.language.dates.find_dates` interprets.

Three patterns, each anchored on the characters a date can begin with: `DATE` (年, 月, 日, halves, quarters, parts of
a month, ranges, prefixes and suffixes), `WORD` (近日, 截至目前, 下一步) and `STRETCH` (近三年, 5年来). In `DATE` the
names of groups end in ``a`` for the first date of a range and in ``b`` for the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reformgraph.language.lexicon import any_of, pairs, words

_CN = "一二三四五六七八九"
YEAR4 = f"(?:(?:18|19|20)[0-9]{{2}}|[一二][〇○零八九][〇○零{_CN}]{{2}})"
_MONTH = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{_CN}]|元(?=月))"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[{_CN}]?|[{_CN}])"
_TO = "(?:至|到|—{1,2}|-{1,2}|~)"
_NAMED_YEAR = (
    "[今去明]年|(?<![以之])前年|(?<![以今之产成用])后年(?=[，,、的将底初前起春夏秋冬上下]|[0-9]{1,2}月)|(?<!正)当年|同年(?![级龄])"
    "|次年|翌年|(?<![网线])上年(?=度|[底末]|同期|全年|[，,]|增|下降|[0-9])|本年(?!版)"
)
_NOT_BEFORE_MONTH = f"(?<![0-9上下本当同次这{_CN}两十几半每])"
_NAMED_MONTH = f"本月|上个?月|下个?月|当月|同月|次月|这个月|{_NOT_BEFORE_MONTH}月(?=[底末初])"
#: First and last day of the thirds of a month.
THIRDS = {word: tuple(map(int, days.split("-"))) for word, days in pairs("month_thirds")}
_THIRD = "|".join(THIRDS)
_EDGE = "初(?![级步中始心衷审评选验赛次冬春夏秋])|末(?![端位班])|底(?![部线蕴气数色座盘价])"
#: After a printed year: part of a name, or a stretch of history instead of a date.
_NO_YEAR = "(?!版|代|级|届|历史|文明|的历史|的文明|前的)"
_NO_HOUSE = "(?![楼院线路文令机房厅窗])"


class Point(NamedTuple):
    """The printed parts of one date, None where a part is not printed.

    Upper case is a number (``month``, ``day``, with ``*_from`` where a range is written as 1至7月), lower case
    parts such as ``edge`` are words.
    """

    year_from: str | None
    year: str | None
    short_year: str | None
    named_year: str | None
    whole_year: str | None
    month_from: str | None
    month: str | None
    day_from: str | None
    day: str | None
    month_part: str | None
    named_month: str | None
    named_month_day: str | None
    named_month_part: str | None
    half: str | None
    outer_month: str | None
    quarter_from: str | None
    quarter: str | None
    first_quarters: str | None
    first_months: str | None
    named_quarter: str | None
    year_edge: str | None
    mid_year: str | None
    within_year: str | None
    bare_day: str | None


def _year(t: str) -> str:
    return f"""(?P<any_year{t}>
        (?:(?P<year_from{t}>{YEAR4})年?{_TO})?(?P<year{t}>{YEAR4})年{_NO_YEAR}度?
      | (?P<short_year{t}>[0-9]{{2}})年(?=(?:1[0-2]|[1-9])月|[底末初][，,前])
      | (?P<named_year{t}>{_NAMED_YEAR})度?
      | (?P<whole_year{t}>全年)(?!无休|不休|不打烊|[0-9]{{3}}天|龄)
    )"""


def _rest(t: str, bare_day: str) -> str:
    return f"""(?:
        (?:(?P<month_from{t}>{_MONTH})月?份?{_TO})?(?P<month{t}>{_MONTH})月份?(?:月(?=[底初末]))?
          (?: (?:(?P<day_from{t}>{_DAY})[日号]?{_TO})?(?P<day{t}>{_DAY})(?:日|号{_NO_HOUSE})
            | (?P<month_part{t}>{_THIRD}|{_EDGE}) )?
      | (?P<named_month{t}>{_NAMED_MONTH})份?
          (?:(?P<named_month_day{t}>{_DAY})[日号]|(?P<named_month_part{t}>{_THIRD}|{_EDGE}))?
      | (?P<half{t}>[上下]半年)[底末初]?
      | (?(any_year{t})(?P<outer_month{t}>最后一个月|第一个月|头一个月)|(?!))
      | 第?(?:(?P<quarter_from{t}>[一二三1-3]){_TO})?第?(?P<quarter{t}>[一二三四1-4])季度[底末初]?
      | (?<![提之以目此当日眼跟面])[前头](?:(?P<first_quarters{t}>[一二两三1-3])个?季度
            |(?P<first_months{t}>两|{_MONTH})个?月(?![0-9底末初]))
      | (?P<named_quarter{t}>上一?个?季度|本季度|这个季度|下一?个?季度|首季度?)
      | (?(any_year{t})年?|(?<![0-9{_CN}两十几数半多])年)(?P<year_edge{t}>{_EDGE})
      | (?P<mid_year{t}>(?<![0-9{_CN}两十几数半多])年中)(?![国央小心共])
      | (?P<within_year{t}>(?<![0-9{_CN}两十几数半多个])年内)
      | (?P<bare_day{t}>{bare_day})
    )"""


def _point(t: str, bare_day: str) -> str:
    return f"{_year(t)}?(?:{_rest(t, bare_day)}|(?(any_year{t})|(?!)))"


def _begins(first: str, guard: str) -> re.Pattern[str]:
    """Finds every position where a pattern may begin: a character of a set, and what must stand around it.

    A pattern that begins with a plain set passes over most of a text at once, one that begins with a look
    ahead is tried at every character: so the guard looks at the character again from behind it.
    """
    return re.compile(f"{first}(?<={guard}.)")


_EVENT = any_of("period_events")
# 5日 alone is a date where a time of day or a sentence follows, and a stretch of time elsewhere (5日内)
_BARE_DAY = r"(?:3[01]|[12][0-9]|[1-9])日(?=上午|下午|中午|晚|凌晨|清晨|傍晚|夜|电|[，,]|至[0-9]{1,2}日)"
# what a date can begin with: a cheap look before the long pattern is tried
_BEGIN = (
    f"[0-9]{{1,4}}[年月日号季至到—~-]|[{_CN}十元][{_CN}十〇○零年月日季至到]|[今去明后]年|前[年0-9{_CN}十两]|当[年月]"
    f"|同[年月]|次[年月]|翌年|上[年半季个月一]|本[年月季]|下[半季个月一]|年[初底末中内]|第[一二三四1-4]|全年|首季|头[0-9一两三]"
    f"|截[至止]|自从?[0-9{_CN}十今去前明上本当]|从[0-9{_CN}十今去前明上本当]|从(?:{_EVENT})|月[底初末]|这个[月季]"
)

_DATE_FIRST = f"[0-9{_CN}十元今去前明后当同次翌上本下年第全首头截自从月这]"
_DATE_GUARD = f"(?<![0-9.](?=[0-9]))(?<![{_CN}十百千〇零第几数](?=[{_CN}十]))(?={_BEGIN})"
DATE_BEGINS = _begins(_DATE_FIRST, _DATE_GUARD)
DATE = re.compile(
    rf"""(?={_DATE_FIRST}){_DATE_GUARD}
    (?P<prefix>截[至止]到?|自从?|从(?P<event>{_EVENT})(?:之初|之日|以来)?[到至]|从)?
    (?:{_point("a", _BARE_DAY)})
    (?:(?P<to>{_TO})(?:{_point("b", "(?:3[01]|[12][0-9]|[1-9])[日号]")}))?
    (?P<suffix>(?:{_EVENT})?以来|至今|到(?:目前|现在|今天)|(?:{_EVENT})?起(?![来诉点步草码源伏到用])|开始
      |[以之]?前(?![后往来景进提期瞻沿述款所十一二三两几0-9]))?
    """,
    re.VERBOSE,
)
GROUPS_A = tuple(DATE.groupindex[name + "a"] for name in Point._fields)
GROUPS_B = tuple(DATE.groupindex[name + "b"] for name in Point._fields)

#: Words that stand for a time; the name of the group tells the kind (`reformgraph.language.dates.find_dates`).
_WORD_BEGIN = (
    f"截[至止]|到[目现]|迄今|至今|近[日期些几年一段]|日前|最近|新近|这[几些]|昨[日天]|今[日天后]|前[天段不]|明天|后天|当[日天前]|次日|翌日"
    f"|目前|现[在阶]|如今|眼下|下一|下阶|接下|未来|此[前后]|同期|不久|每[个季半年月周天日]|[多几数历]年|连[日月年]|长期|一[直段]|有史|段时"
    f"|(?:上上?|本|这|下)个?(?:周|星期|礼拜)[一二三四五六日天]"
    f'|自?(?:{_EVENT}|改革开放|建党|建国|入[夏秋冬春汛伏]|开年|今[春夏秋冬])(?:之日)?以来|党的|[“"]?[{_CN}十]{{1,2}}五[”"期时以末初开]'
)
_WORD_FIRST = (
    "[今昨前明后当次翌近日最新目现如眼截到迄至长多几数历有连这段改建成组设启创开运试实推挂获上投入党同此不下接未每上本"
    f'{_CN}十“"自]'
)
# The second characters of all that `_WORD_BEGIN` matches: most of what begins like a word of time ends here.
_WORD_SECOND = (
    f"[至止目现今日期些几年一段前近天后不在阶下来久个季半月周直史时的党国革夏秋冬春汛伏改入上个星礼十{_CN}"
    f"{''.join(word[:2] for word in words('period_events'))}]"
)
WORD_BEGINS = _begins(f"{_WORD_FIRST}(?={_WORD_SECOND})", f"(?={_WORD_BEGIN})")
WORD = re.compile(
    rf"""(?={_WORD_FIRST})(?={_WORD_BEGIN})(?:
      (?P<total>截[至止](?:到)?(?:目前|现在|当前|[今昨][日天]|日前|(?:记者)?发稿时?|当日|当天)(?:为止)?
        |到(?:目前|现在)为止|迄今(?:为止)?|(?<=[，。；,;\n])至今)
    | (?P<about>近日来?|近期(?![目规总任工计])|(?<![0-9{_CN}十几数工今昨明次当节往百])日前|最近(?![的距])|新近|这几天)
    | (?P<weekday>(?:上上?|本|这|下)(?:个)?(?:周|星期|礼拜)[一二三四五六日天])
    | (?P<day>昨[日天]|今[日天]|(?<![0-9{_CN}十几数以])前天|明天|(?<![以之])后天|当[日天](?=[，,上下晚])|次日|翌日)
        (?P<printed>（[0-9]{{1,2}}月[0-9]{{1,2}}日）|\([0-9]{{1,2}}月[0-9]{{1,2}}日\))?
    | (?P<now>目前(?<![项题科栏节名]目前)(?!期|置)
        |(?<![适相正担])当前|(?<![体表出实呈展发涌浮再重])现在|如今|眼下|现阶段)
    | (?P<future>下一步|下一阶段|下阶段|接下来|(?<![从])今后|未来(?![{_CN}0-9]))
    | (?P<clause>此前|同期|此后|不久前|前不久|前段时间)
    | (?P<periodic>每(?:个?季度|半年|年度?|个?月|周|天|日)(?![{_CN}0-9]{{1,2}}[次个]))
    | (?P<vague>近(?:些|几)?年来?|近几年|这些年来?|[多几数]年来|历年来|长期以来|一直以来|有史以来
        |连[日月年]来|(?:近)?一?段时间以来
        |(?:自)?(?:{_EVENT}|改革开放|建党|建国|入[夏秋冬春汛伏]|开年|今[春夏秋冬])(?:之日)?以来|党的[{_CN}十]{{1,3}}大以来)
    | [“"]?(?P<plan>[{_CN}十]{{1,2}})五[”"]?(?P<part>期间|时期|以来|末|初期?|开局)
    )""",
    re.VERBOSE,
)

#: A number of years, months or days that ends now.
_STRETCH_FIRST = f"[近过最未今0-9{_CN}十两几数]"
_STRETCH_GUARD = (
    f"(?<![0-9.第])(?<![{_CN}十百两](?=[{_CN}十百两]))"
    f"(?=近|过去|最近|未来|今后|[0-9{_CN}十两几数百多余]{{1,4}}个?[年月周天])"
)
STRETCH_BEGINS = _begins(_STRETCH_FIRST, _STRETCH_GUARD)
STRETCH = re.compile(
    rf"""(?={_STRETCH_FIRST}){_STRETCH_GUARD}(?:
      (?:(?<![附最就邻靠临远])近|过去|最近|未来|今后)的?这?(?:[0-9]{{1,3}}|[{_CN}十两几数百]{{1,3}})[多余]?(?:个?(?:年|季度|周|天|日(?=以?来|间))|个月)
        (?!度|级|期)[多半]?(?:时间)?(?:以?来|间|里|内)?
    | (?:[0-9]{{1,3}}|[{_CN}十两几数百]{{1,3}})[多余]?(?:个?(?:年|周|天)|个月)
        [多半]?(?:时间)?以?来(?![自到源访宾电的了看说讲临回往年料客人])
    )""",
    re.VERBOSE,
)

#: 2024-11-20, 2024/11/20 or 2024.11.20, not inside an address or a number.
NUMERIC = re.compile(
    r"(?P<year>[12](?<![0-9./_-][12])[0-9]{3})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9/._-])"
    # 20240307 at the head of a clause
    r"|(?<![0-9A-Za-z〔（(_/.-])(?P<year8>(?:19|20)[0-9]{2})(?P<month8>0[1-9]|1[0-2])"
    r"(?P<day8>0[1-9]|[12][0-9]|3[01])(?=[，, 日、])"
)


def matches(pattern: re.Pattern[str], begins: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """``pattern.finditer(text)``, tried only at the positions that `begins` finds."""
    end = 0
    for place in begins.finditer(text):
        if place.start() >= end and (found := pattern.match(text, place.start())):
            end = found.end()
            yield found
