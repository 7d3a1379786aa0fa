"""Chinese numerals of headings and lists."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千]+"


def from_chinese(numeral: str) -> int:
    """The value of a numeral below 10,000.

    >>> [from_chinese(numeral) for numeral in ("七", "十", "十五", "二十", "一百零三")]
    [7, 10, 15, 20, 103]

    Raises ValueError for anything else.
    """
    total, digit = 0, 0
    if not numeral:
        raise ValueError("empty numeral")
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            raise ValueError(f"not a Chinese numeral: {numeral}")
    return total + digit


def to_chinese(value: int) -> str:
    """The numeral of a whole number from 1 to 9,999, as headings write it (十五, not 一十五).

    >>> [to_chinese(value) for value in (7, 10, 15, 20, 103)]
    ['七', '十', '十五', '二十', '一百零三']

    Raises ValueError outside that range.
    """
    if not 1 <= value <= 9999:
        raise ValueError(f"out of range: {value}")
    text, rest = "", value
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        digit, rest = divmod(rest, size)
        if digit:
            text += "零一二三四五六七八九"[digit] + unit
        elif text and rest and not text.endswith("零"):
            text += "零"
    if rest:
        text += "零一二三四五六七八九"[rest]
    return text.rstrip("零").removeprefix("一") if 10 <= value < 20 else text.rstrip("零")
