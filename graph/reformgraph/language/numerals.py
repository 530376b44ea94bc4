"""Chinese numerals to integers (二十三, 三亿五千万, 二〇二四, with Arabic digits among them) and small ones back."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "元": 1,  # 元月
} | {str(value): value for value in range(10)}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def integer(text: str) -> int | None:
    """Value of a Chinese or mixed numeral, None if it is not one.

    >>> [integer(text) for text in ("二十三", "两千", "两百五", "二〇二四", "三亿五千万", "十", "百姓")]
    [23, 2000, 250, 2024, 350000000, 10, None]
    """
    if not text or len(text) > 32:
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _spoken(text)


def _spoken(text: str) -> int | None:
    total = section = 0
    digits = ""
    last = 1
    for character in text:
        if character in DIGITS:
            digits += str(DIGITS[character])
        elif character in _TENS:
            last = _TENS[character]
            section += int(digits or 1) * last
            digits = ""
        elif character in _MYRIADS:
            last = _MYRIADS[character]
            section += int(digits or 0)
            # 万亿 multiplies what stands before it, 三亿五千万 adds the part after 亿
            total = (total + section) * last if last > 10**4 else total + (section or 1) * last
            section, digits = 0, ""
        else:
            return None
    if digits:  # 两百五 is 250, 两百零五 is 205
        short = last > 1 and len(digits) == 1 and last >= 100
        section += int(digits) * (last // 10 if short else 1)
    return total + section


def numeral(number: int) -> str:
    """Chinese numeral of an integer from 0 to 9,999, as lists are numbered.

    >>> [numeral(number) for number in (0, 7, 10, 12, 20, 101, 110, 1234)]
    ['〇', '七', '十', '十二', '二十', '一百零一', '一百一十', '一千二百三十四']
    """
    if not 0 < number < 10_000:
        return "〇" if number == 0 else str(number)
    made = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            made += "零一二三四五六七八九"[digit] + unit
        elif made and number and made[-1] != "零":
            made += "零"
    return made.removeprefix("一") if made.startswith("一十") else made
