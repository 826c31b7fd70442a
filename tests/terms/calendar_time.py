"""Instants as whole microseconds since 1970-01-01T00:00Z, and their calendar arithmetic in a zone."""

import calendar
import datetime as dt
import zoneinfo

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
MICROSECOND = dt.timedelta(microseconds=1)
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def instant(text):
    """An RFC 3339 time as an instant."""
    return (dt.datetime.fromisoformat(text) - EPOCH) // MICROSECOND


def text(micros, zone):
    """An instant as RFC 3339 in a zone."""
    return (EPOCH + micros * MICROSECOND).astimezone(zoneinfo.ZoneInfo(zone)).isoformat()


def plus(micros, zone, months=0, days=0):
    """An instant moved by the calendar of a zone: months, the day cut to the month's last; then days; the wall clock
    stays. A wall clock that is skipped takes the later instant, one that comes twice the earlier."""
    local = (EPOCH + micros * MICROSECOND).astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    moved = local.replace(year=year, month=month + 1, day=min(local.day, last)) + dt.timedelta(days=days)
    return (moved.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0) - EPOCH) // MICROSECOND


def day_of(micros, zone):
    """The day on which an instant falls in a zone."""
    return (EPOCH + micros * MICROSECOND).astimezone(zoneinfo.ZoneInfo(zone)).date()


def first_of(day, zone):
    """The first instant of a day."""
    midnight = dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(zone))
    return (midnight - EPOCH) // MICROSECOND


def last_of(day, zone):
    """The last instant of a day."""
    return first_of(day + dt.timedelta(days=1), zone) - 1


def moved(day, months=0, days=0):
    """A day moved by months, cut to the month's last day, then by days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last)) + dt.timedelta(days=days)


def next_day(month, number, after):
    """The first such day of a year after a day, which does not count itself."""
    day = dt.date(after.year, month, number)
    return day if day > after else dt.date(after.year + 1, month, number)


def date(text):
    """A day as it stands in JSON, or None."""
    return None if text is None else dt.date.fromisoformat(text)
