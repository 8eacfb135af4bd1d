"""Durations, buffers and percentages as people write them: ``2-3 weeks``, ``~4h``, ``8 hours (adjusted: 2 days)``.

What can be read in two ways is not read at all: a schedule is to be trusted or silent. Nothing here knows labels,
rules or what a schedule does with time.
"""

import math
import re
from collections.abc import Iterator, Mapping

from milestone_ls.records import Record
from milestone_ls.syntax.amounts import (
    DASH,
    MOST_READ,
    bound,
    decimal,
    is_negative,
    parentheses,
    says_nothing,
    without_parentheses,
)
from milestone_ls.syntax.intervals import Interval


class WorkingTime(Record):
    """How much work fits into a day and a week."""

    hours_per_day: float = 8
    days_per_week: float = 5

    def hours(self, unit: str) -> float:
        """The working hours of one *unit*, as written. A month is a twelfth of 52 weeks."""
        found = _UNIT_NAME.search(unit.casefold())
        name = found.group() if found else "hour"
        hours = self._usual(name)
        # Calendar days count the free ones too, so that seven of them are a week.
        return hours * self.days_per_week / 7 if name == "day" and unit.casefold().startswith("calendar") else hours

    def _usual(self, name: str) -> float:
        day, week = self.hours_per_day, self.hours_per_day * self.days_per_week
        by_name = {"min": 1 / 60, "month": week * 52 / 12, "mo": week * 52 / 12, "year": week * 52, "yr": week * 52}
        by_letter = {"m": 1 / 60, "h": 1.0, "d": day, "w": week}
        return by_name.get(name) or by_letter[name[0]]


class Duration(Record):
    """Working time, in hours, that ``text[start:end]`` says; *unit* is the unit that stands there last."""

    hours: Interval
    start: int
    end: int
    unit: str


class Share(Record):
    """Per cent that ``text[start:end]`` says."""

    percent: Interval
    start: int
    end: int


_WORDS: Mapping[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DIGITS = r"\d{1,3}/\d{1,3}|(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,6}(?:[.,]\d{1,4})?)[½¼¾]?|[½¼¾]"
_WORDED = (
    rf"(?:half(?:\s+an?)?|a\s+couple\s+of|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?:\s+and\s+a\s+half)?)"
)
_NUMBER = rf"(?:{_DIGITS}|{_WORDED}(?=[\s-]))"
_UNIT = (
    r"(?:(?:working|work|business|calendar|person|man|developer|dev|engineering|full)[\s-]+)?"
    r"(?:minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|(?<=\d)m)(?![A-Za-z])"
)
_UNIT_NAME = re.compile(r"min|month|mo|year|yr|hour|hr|day|week|wk|[hdwm](?=\s*\Z)")


def _single(name: str) -> str:
    """The pattern of a number with its unit, whose groups are called after *name*."""
    return rf"(?P<{name}>{_NUMBER})(?P<{name}_more>\s*\+)?\s*-?\s*(?P<{name}_unit>{_UNIT})"


_ONE = re.compile(rf"(?<![\w.,/]){_single('one')}(?P<and_more>\+)?", re.IGNORECASE)
_NEXT = re.compile(rf"\s*(?:,|and\b|\+|&)?\s*{_single('one')}", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})\s*(?P<low_unit>{_UNIT})?\s*(?:{DASH}|\.\.\.?|\bto\b|\bor\b|\band\b)\s*"
    rf"{_single('high')}",
    re.IGNORECASE,
)
# `Week 8: 5 days` tells when, and then how long.
_WHEN = re.compile(rf"\s*(?:week|sprint|phase|month|day|q)s?\s*\d+(?:\s*{DASH}\s*\d+)?\s*[:,]", re.IGNORECASE)
_SPOILT = re.compile(
    rf"\s*(?:and|or|plus|per|each|times|to)\b|\s*[+&/*×]|\s*{DASH}\s*\d|\s*x\s*\d|[\s\w]*\bbuffer", re.IGNORECASE
)
_APPROXIMATE = re.compile(
    r"\W*(?:about|approx(?:imately|\.)?|around|roughly|circa|ca\.?|est(?:imated|\.)?|some|i\.e\.|=)?\W*", re.IGNORECASE
)
_ADJUSTED = re.compile(r"\badjusted\b(?!\s+(?:up\s+|down\s+)?from)", re.IGNORECASE)
_PER_CENT = r"(?:%|per\s?cent\b)"
_HUNDREDTHS = r"\d{1,4}(?:[.,]\d{1,3})?"
_PERCENT = re.compile(
    rf"(?<![\w.,])(?P<low>{_HUNDREDTHS})\s*{_PER_CENT}?(?:\s*(?:{DASH}|\bto\b)\s*(?P<high>{_HUNDREDTHS}))?"
    rf"\s*{_PER_CENT}(?P<more>\+)?",
    re.IGNORECASE,
)


def read_duration(text: str, time: WorkingTime) -> Duration | None:
    """The duration that *text* states; None where it states none, or none that is certain.

    An adjusted one in parentheses counts before the one in front of it. It must be a duration alone or say *adjusted*.
    """
    text = text[:MOST_READ]
    if says_nothing(text):
        return None
    for start, end in parentheses(text):
        adjusted = _in_parentheses(text, start, end, time)
        if adjusted is not None:
            return adjusted
    return _certain(without_parentheses(text), 0, time)


def read_share(text: str) -> Share | None:
    """The percentage that *text* states; what stands in parentheses is a remark."""
    plain = without_parentheses(text[:MOST_READ])
    found = list(_PERCENT.finditer(plain))
    if len(found) != 1 or says_nothing(text):
        return None
    (only,) = found
    before = plain[: only.start()]
    kind = bound(before)
    low = decimal(only["low"])
    high = decimal(only["high"]) if only["high"] else low
    if kind is None or is_negative(before) or high < low:
        return None
    return Share(_bounded(Interval(low, high), "least" if only["more"] else kind), only.start(), only.end())


def read_buffer(text: str, time: WorkingTime) -> Duration | Share | None:
    """The buffer that *text* states: an amount, or else a percentage."""
    amount = read_duration(text, time)
    if amount is not None or list(_amounts(without_parentheses(text[:MOST_READ]), 0, time)):
        return amount
    return read_share(text)


def _in_parentheses(text: str, start: int, end: int, time: WorkingTime) -> Duration | None:
    inside = text[:end]
    found = list(_amounts(inside, start, time))
    if len(found) != 1:
        return None
    (only,) = found
    alone = _APPROXIMATE.fullmatch(inside, start, only.start) and not inside[only.end :].strip(" .~")
    if not alone and not _ADJUSTED.search(inside, start):
        return None
    return _certain(inside, start, time, alone=not alone)


def _certain(text: str, start: int, time: WorkingTime, *, alone: bool = False) -> Duration | None:
    """The only duration in ``text[start:]`` if nothing around it makes it doubtful.

    alone   what stands before it is not looked at
    """
    if (when := _WHEN.match(text, start)) is not None:
        start = when.end()
    found = list(_amounts(text, start, time))
    if len(found) != 1:
        return None
    (only,) = found
    before = text[start : only.start]
    if _SPOILT.match(text, only.end) or (not alone and any(map(str.isdigit, before))) or is_negative(before):
        return None
    kind = bound(before)
    if kind is None or only.hours.low > only.hours.high:
        return None
    return Duration(_bounded(only.hours, kind), only.start, only.end, only.unit)


def _bounded(interval: Interval, kind: str) -> Interval:
    if kind == "most":
        return Interval(0, interval.high)
    return Interval(interval.low, math.inf) if kind == "least" else interval


def _amounts(text: str, start: int, time: WorkingTime) -> Iterator[Duration]:
    """The amounts of time in ``text[start:]``; ``1 week 2 days`` is one."""
    while True:
        ranged, one = _RANGE.search(text, start), _ONE.search(text, start)
        if ranged is not None and (one is None or ranged.start() <= one.start()) and _is_range(ranged, text):
            yield _ranged(ranged, time)
            start = ranged.end()
        elif one is not None:
            amount = _summed(one, text, time)
            yield amount
            start = amount.end
        else:
            return


def _is_range(found: re.Match[str], text: str) -> bool:
    """``and`` joins the ends of a range only behind ``between``."""
    joined = text[found.end("low_unit") if found["low_unit"] else found.end("low") : found.start("high")]
    return joined.strip().casefold() != "and" or text[: found.start()].rstrip().casefold().endswith("between")


def _ranged(found: re.Match[str], time: WorkingTime) -> Duration:
    unit = found["high_unit"]
    low = _number(found["low"]) * time.hours(found["low_unit"] or unit)
    high = _number(found["high"]) * time.hours(unit)
    return Duration(Interval(low, math.inf if found["high_more"] else high), found.start(), found.end(), unit)


def _summed(found: re.Match[str], text: str, time: WorkingTime) -> Duration:
    more = bool(found["one_more"] or found["and_more"])
    start, end, unit = found.start(), found.end(), found["one_unit"]
    hours = _number(found["one"]) * time.hours(unit)
    while not more and (smaller := _NEXT.match(text, end)) and time.hours(smaller["one_unit"]) < time.hours(unit):
        end, unit = smaller.end(), smaller["one_unit"]
        hours += _number(smaller["one"]) * time.hours(unit)
    return Duration(Interval(hours, math.inf if more else hours), start, end, unit)


def _number(written: str) -> float:
    words = written.casefold().split()
    if not words[0][0].isalpha():
        return decimal(written)
    if words[0] == "half":
        return 0.5
    if "couple" in words:
        return 2
    return _WORDS[words[0]] + (0.5 if words[-1] == "half" else 0)
