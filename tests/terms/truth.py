"""True, False, and None for what is unknown; windows that remember their boundaries."""

import decimal

import calendar_time as time


def both(*truths):
    """Whether all hold."""
    truths = list(truths)
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def either(*truths):
    """Whether some holds."""
    return negation(both(*(negation(truth) for truth in truths)))


def negation(truth):
    return None if truth is None else not truth


def is_one_of(value, *values):
    return None if value is None else value in values


def some(elements, holds):
    """Whether some element is so; an unknown collection says nothing."""
    return None if elements is None else either(*(holds(element) for element in elements))


def no(elements, holds=lambda element: True):
    return negation(some(elements, holds))


def below(value, limit):
    """Whether a number is less than another."""
    return None if value is None or limit is None else value < limit


def number(amount):
    """The number of an amount as it stands in JSON."""
    if amount is None:
        return None
    return decimal.Decimal(str(amount["amount"] if isinstance(amount, dict) else amount.split()[0]))


def is_zero(amount):
    """An amount as it stands in JSON."""
    if amount is None:
        return None
    written = amount["amount"] if isinstance(amount, dict) else amount.split()[0]
    return not any(digit in "123456789" for digit in str(written))


def deadline(clock, ends, done, asked=True):
    """How a deadline stands, and its last instant where it is known. All ends that are possible have to agree; what was not
    done is None."""
    if asked is not True:
        return {"state": "not_asked" if asked is False else "unknown"}
    found = {"due": time.text(ends[0], clock.zone)} if len(ends) == 1 else {}
    in_time = {done is not None and time.instant(done) <= end for end in ends}
    over = {clock.now > end for end in ends}
    if len(in_time) > 1 or in_time == {False} and len(over) > 1:
        return {"state": "unknown", **found}
    if in_time == {True}:
        return {"state": "met", **found}
    return {"state": "overdue" if over == {True} else "open", **found}


class Clock:
    """The instant of a judgement. Each window that is asked leaves the instants at which it may change."""

    def __init__(self, now, zone):
        self.now, self.zone, self.boundaries = now, zone, set()

    def within(self, event, months=0, days=0, known=True):
        """`event within …`: not later than the event moved forwards. An absent event (None) is not."""
        if not known:
            return None
        if event is None:
            return False
        last = time.plus(time.instant(event), self.zone, months, days)
        self.boundaries.add(last)
        return self.now <= last

    def more_than_ago(self, event, months=0, days=0, known=True):
        """`event more than … ago`."""
        if not known:
            return None
        return event is not None and not self.within(event, months, days)

    def is_past(self, event):
        """Before now."""
        self.boundaries.add(time.instant(event) - 1)
        self.boundaries.add(time.instant(event))
        return time.instant(event) < self.now

    def until(self, last):
        """Not later than an instant."""
        self.boundaries.add(last)
        return self.now <= last

    def since(self, first):
        """Not before an instant."""
        return not self.until(first - 1)
