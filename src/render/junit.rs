//! The results of tests in the XML of JUnit, which build servers read: in English, like all machine formats.

use std::fmt::{self, Display, Formatter, Write as _};
use std::time::Duration;

use super::harmless::escaped;
use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::suite::{Mismatch, Ran, Report};

/// The report as JUnit XML: a suite for each policy, in the order of their first tests. `times` are those of the tests, in
/// their order; a test without a time has none.
#[must_use]
pub fn junit(report: &Report, times: &[Duration]) -> String {
    let times = times.iter().copied().map(Some).chain(std::iter::repeat(None));
    let tests: Vec<Timed<'_>> = report.tests.iter().zip(times).collect();
    let mut policies: Vec<&str> = Vec::new();
    for ran in &report.tests {
        if !policies.contains(&ran.policy.as_str()) {
            policies.push(&ran.policy);
        }
    }
    let suites: String = policies.iter().map(|policy| suite(policy, &tests)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"exeunt\" {}>\n{suites}</testsuites>\n",
        counts(tests.iter())
    )
}

/// A test with the time that it took.
type Timed<'a> = (&'a Ran, Option<Duration>);

fn suite(policy: &str, tests: &[Timed<'_>]) -> String {
    let of_policy = || tests.iter().filter(|(ran, _)| ran.policy == policy);
    let cases: String = of_policy().map(|(ran, time)| case(ran, *time)).collect();
    format!("    <testsuite name=\"{}\" {}>\n{cases}    </testsuite>\n", Xml(policy), counts(of_policy()))
}

/// The attributes that count tests. `disabled` is not written: no test is ever skipped.
fn counts<'a>(tests: impl Iterator<Item = &'a Timed<'a>>) -> String {
    let (mut count, mut failures, mut all) = (0, 0, None);
    for (ran, time) in tests {
        count += 1;
        failures += usize::from(!ran.mismatches.is_empty());
        all = time.map_or(all, |time| Some(all.unwrap_or_default() + time));
    }
    let time = all.map(seconds).unwrap_or_default();
    format!("tests=\"{count}\" skipped=\"0\" errors=\"0\" failures=\"{failures}\"{time}")
}

/// The attribute that says how long something took, in seconds.
fn seconds(time: Duration) -> String {
    format!(" time=\"{:.6}\"", time.as_secs_f64())
}

fn case(ran: &Ran, time: Option<Duration>) -> String {
    let attributes = format!(
        "name=\"{}\" classname=\"{}\" file=\"{}\"{}",
        Xml(&escaped(&ran.title)),
        Xml(&ran.policy),
        Xml(&escaped(&ran.file)),
        time.map(seconds).unwrap_or_default()
    );
    let lines: Vec<String> = ran.mismatches.iter().flat_map(lines).collect();
    let Some(first) = lines.first() else { return format!("        <testcase {attributes}/>\n") };
    format!(
        "        <testcase {attributes}>\n            <failure message=\"{}\">{}</failure>\n        </testcase>\n",
        Xml(first),
        Xml(&lines.join("\n"))
    )
}

fn lines(mismatch: &Mismatch) -> impl Iterator<Item = String> {
    let words = |message: &Message| escaped(&message.to_string()).into_owned();
    let head = words(&reports::expected(&mismatch.expected, &mismatch.found));
    std::iter::once(head).chain(mismatch.reasons.iter().map(move |reason| format!("  {}", words(reason))))
}

/// Text as the content of an element, or as the value of an attribute if it has one line.
struct Xml<'a>(&'a str);

impl Display for Xml<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|sign| match sign {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\n' => out.write_char('\n'),
            // XML 1.0 cannot represent these, not even by number.
            sign if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') => {
                write!(out, "{}", sign.escape_unicode())
            }
            sign => out.write_char(sign),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_xml_is_escaped() {
        assert_eq!(Xml("a < b && \"c\" > 'd'").to_string(), "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
        assert_eq!(Xml("]]> 注销 \u{1f600}").to_string(), "]]&gt; 注销 \u{1f600}");
    }

    #[test]
    fn what_xml_cannot_represent_is_shown_as_an_escape() {
        assert_eq!(Xml("\0 \u{1b}[31m \u{9f} \u{ffff}").to_string(), "\\u{0} \\u{1b}[31m \\u{9f} \\u{ffff}");
    }
}
