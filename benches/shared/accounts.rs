//! Accounts of Taobao as an export might hold them, from a fixed seed: 20 trades and 3.4 KB of JSON on average, with keys that
//! no policy declares among those that it needs.

use std::fmt::Write as _;

/// The instant that they are judged at: 2019-04-01T12:00:00+08:00.
pub(crate) const NOW: i64 = 1_554_091_200_000_000;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
const HOURS_EAST: i64 = 8;

/// A source of random numbers (Marsaglia's xorshift64*).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound as u64) as i64
    }

    fn is(&mut self, in_thousand: i64) -> bool {
        self.below(1000) < in_thousand
    }

    fn pick<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len() as i64) as usize]
    }
}

/// Writes accounts, a line each.
#[derive(Debug)]
pub(crate) struct Accounts {
    dice: Dice,
    next: u64,
    /// How many trades an account has on average.
    trades: i64,
}

const TITLES: [&str; 6] =
    ["夏季短袖T恤", "USB-C cable", "保温杯 500ml", "Paperback, used", "手机壳", "Shoes, size 42"];

impl Accounts {
    /// Accounts with that many trades on average, from a seed.
    pub(crate) fn new(seed: u64, trades: i64) -> Self {
        Self { dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1), next: 0, trades }
    }

    /// Writes the next account, with the end of its line.
    pub(crate) fn write(&mut self, out: &mut String) {
        self.next += 1;
        let _ = write!(out, "{{\"id\":\"u{:010}\",\"account\":{{", self.next);
        let status = if self.dice.is(970) { "normal" } else { self.dice.pick(&["limited", "stolen"]) };
        let limited = self.dice.is(20);
        let deposit = if self.dice.is(970) { "0" } else { "500.00" };
        let _ = write!(
            out,
            "\"nick\":\"tb{}_{}\",\"status\":\"{status}\",\"ever_limited\":{limited},\"auction_deposit\":\"{deposit} CNY\",",
            self.dice.below(1_000_000_000),
            self.dice.below(100),
        );
        self.trades(out);
        self.listings(out);
        self.others(out);
        let channel = if self.dice.is(980) { self.dice.pick(&["app", "web"]) } else { "phone" };
        let agreed = self.dice.is(980);
        let _ = writeln!(
            out,
            "}},\"request\":{{\"channel\":\"{channel}\",\"reason_chosen\":true,\"agreed\":{agreed},\"security_checked\":true,\
             \"code_verified\":true}}}}"
        );
    }

    fn trades(&mut self, out: &mut String) {
        let (has_open, has_recent) = (self.dice.is(150), self.dice.is(150));
        out.push_str("\"trades\":[");
        let count = self.dice.below(2 * self.trades + 1);
        for at in 0..count {
            if at > 0 {
                out.push(',');
            }
            let placed = NOW - 40 * DAY - self.dice.below(3 * 365) * DAY - self.dice.below(86_400) * SECOND;
            let is_open = has_open && at + 1 == count;
            let is_recent = has_recent && at + 2 == count;
            let placed =
                if is_open || is_recent { NOW - self.dice.below(12 * 86_400) * SECOND } else { placed };
            self.trade(placed, is_open, out);
        }
        out.push_str("],");
    }

    fn trade(&mut self, placed: i64, is_open: bool, out: &mut String) {
        let state = match is_open {
            true => self.dice.pick(&["unpaid", "paid", "shipped"]),
            false if self.dice.is(900) => "completed",
            false => "cancelled",
        };
        let _ = write!(
            out,
            "{{\"id\":{},\"state\":\"{state}\",\"placed\":\"{}\",",
            40_000 + self.dice.below(50_000),
            time(placed)
        );
        if state == "completed" {
            let completed = (placed + (2 + self.dice.below(8)) * DAY).min(NOW - SECOND);
            let _ = write!(out, "\"completed\":\"{}\",", time(completed));
        }
        let title = self.dice.pick(&TITLES);
        let (yuan, fen) = (self.dice.below(500), self.dice.below(100));
        let _ = write!(out, "\"title\":\"{title}\",\"price\":\"{yuan}.{fen:02} CNY\"}}");
    }

    fn listings(&mut self, out: &mut String) {
        let has_recent = self.dice.is(100);
        out.push_str("\"listings\":[");
        for at in 0..self.dice.below(4) {
            let comma = if at > 0 { "," } else { "" };
            let recent = has_recent && at == 0;
            let published = NOW - if recent { 0 } else { 100 * DAY } - self.dice.below(80) * DAY;
            let state = self.dice.pick(&["on_sale", "withdrawn", "deleted"]);
            let _ = write!(out, "{comma}{{\"state\":\"{state}\",\"published\":\"{}\"", time(published));
            if self.dice.is(300) {
                let _ = write!(out, ",\"edited\":\"{}\"", time(published + self.dice.below(5) * DAY));
            }
            out.push('}');
        }
        out.push_str("],");
    }

    fn others(&mut self, out: &mut String) {
        let opened = time(NOW - self.dice.below(2000) * DAY);
        let shops = if self.dice.is(30) { format!("{{\"opened\":\"{opened}\"}}") } else { String::new() };
        let report = |outcome: &str| format!("{{\"filed\":\"{opened}\",\"outcome\":\"{outcome}\"}}");
        let reports = match self.dice.below(100) {
            0..2 => report("upheld"),
            2..10 => report("dismissed"),
            _ => String::new(),
        };
        let violation = format!("{{\"name\":\"spam\",\"imposed\":\"{opened}\"}}");
        let violations = if self.dice.is(10) { violation } else { String::new() };
        let services = match self.dice.below(100) {
            0..5 => "{\"name\":\"taobao\",\"group\":\"taobao\"},{\"name\":\"fliggy\",\"group\":\"other\"}",
            5..30 => "{\"name\":\"taobao\",\"group\":\"taobao\"},{\"name\":\"ecs\",\"group\":\"aliyun\"}",
            _ => "{\"name\":\"taobao\",\"group\":\"taobao\"}",
        };
        let _ = write!(
            out,
            "\"shops\":[{shops}],\"reports\":[{reports}],\"violations\":[{violations}],\"services\":[{services}]"
        );
        if self.dice.is(200) {
            self.b2b(out);
        }
    }

    fn b2b(&mut self, out: &mut String) {
        let unsettled = if self.dice.is(900) { "0" } else { "88.80" };
        let _ = write!(out, ",\"b2b\":{{\"unsettled\":\"{unsettled} CNY\",\"orders\":[");
        for at in 0..self.dice.below(4) {
            let comma = if at > 0 { "," } else { "" };
            let state = if self.dice.is(950) { "completed" } else { "paid" };
            let placed = time(NOW - self.dice.below(900) * DAY);
            let _ = write!(out, "{comma}{{\"state\":\"{state}\",\"placed\":\"{placed}\"}}");
        }
        out.push(']');
        if self.dice.is(500) {
            let _ = write!(out, ",\"paid_until\":\"{}\"", time(NOW + (self.dice.below(400) - 350) * DAY));
        }
        out.push('}');
    }
}

/// An instant as RFC 3339, at +08:00. (H. Hinnant, `civil_from_days`.)
fn time(micros: i64) -> String {
    let seconds = micros.div_euclid(SECOND) + HOURS_EAST * 3600;
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let z = days + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (month, day) = ((shifted + 2) % 12 + 1, day_of_year - (153 * shifted + 2) / 5 + 1);
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+{HOURS_EAST:02}:00",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Lines of that many accounts.
pub(crate) fn lines(count: usize, seed: u64, trades: i64) -> String {
    let mut accounts = Accounts::new(seed, trades);
    let mut text = String::new();
    for _ in 0..count {
        accounts.write(&mut text);
    }
    text
}
