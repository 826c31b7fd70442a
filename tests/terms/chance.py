"""Generated facts: mostly tidy accounts, with each thing that may stand in the way now and then, often close to the
boundary of a window, sometimes unknown."""

import random

import calendar_time as time


class Chance:
    """A source of facts that is the same every time."""

    def __init__(self, name, zone):
        self.random, self.zone = random.Random(name).random, zone

    def happens(self, share):
        return self.random() < share

    def below(self, count):
        return int(self.random() * count)

    def one_of(self, *values):
        return values[self.below(len(values))]

    def now(self):
        """An instant between 2016 and 2027, often at the end of a month or close to a change of offset."""
        days = self.below(4000)
        start = time.instant("2016-01-01T00:00:00+00:00") + days * time.DAY + self.below(86_400) * time.SECOND
        if self.happens(0.3):
            year, month, day = self.one_of((2016, 2, 29), (2019, 3, 31), (2020, 10, 31), (2023, 3, 26), (2024, 2, 29))
            start = time.instant(f"{year}-{month:02}-{day:02}T{self.below(24):02}:30:00+00:00")
        return start + self.below(3) * self.below(1_000_000)

    def ago(self, now, months=0, days=0):
        """A time at about that distance before now: at the boundary, a microsecond beside it, or some days off."""
        earlier = time.plus(now, self.zone, -months, -days)
        if self.happens(0.5):
            return time.text(earlier + self.one_of(-1, 0, 0, 1), self.zone)
        return time.text(earlier + (self.below(41) - 20) * time.DAY // 2, self.zone)

    def day_ago(self, now, months=0, days=0):
        """A day at about that distance before the day of now: that day, one beside it, or some days off."""
        day = time.moved(time.day_of(now, self.zone), -months, -days)
        off = self.one_of(-1, 0, 0, 1) if self.happens(0.6) else self.below(41) - 20
        return time.moved(day, days=off).isoformat()

    def long_ago(self, now):
        return time.text(time.plus(now, self.zone, -36, -self.below(900)), self.zone)

    def amount(self, currency, share):
        """Nothing, or with this chance something, in either of the two forms of an amount."""
        number = f"{self.below(900)}.{1 + self.below(99):02}" if self.happens(share) else "0.00"
        return f"{number} {currency}" if self.happens(0.5) else {"amount": number, "currency": currency}

    def many(self, share, make):
        """With this chance one to three elements."""
        return [make() for _ in range(1 + self.below(3))] if self.happens(share) else []

    def forget(self, facts, keys, share=0.05):
        """Leaves one of the required facts out, now and then."""
        if self.happens(share):
            facts.pop(keys[self.below(len(keys))], None)
        return facts


def numbered(prefix, elements):
    """Elements under numbers that tell them apart."""
    return [{"number": f"{prefix}{1 + at}", **element} for at, element in enumerate(elements)]
