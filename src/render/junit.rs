//! What came out of the tests, in JUnit's XML, which build servers read.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::harmless::escaped;
use crate::suite::{Ran, Report};

/// The report as JUnit XML: a suite for each policy, in the order of their first tests. `None` if a text holds what
/// XML cannot.
#[must_use]
pub fn junit(report: &Report) -> Option<String> {
    let mut document = Document::new("exeunt");
    let mut policies: Vec<&str> = Vec::new();
    for ran in &report.tests {
        if !policies.contains(&ran.policy.as_str()) {
            policies.push(&ran.policy);
        }
    }
    for policy in policies {
        let mut suite = TestSuite::new(policy);
        let of_policy = report.tests.iter().filter(|ran| ran.policy == policy);
        suite.add_test_cases(of_policy.map(case));
        document.add_test_suite(suite);
    }
    document.to_string().ok()
}

fn case(ran: &Ran) -> TestCase {
    let mut case = TestCase::new(&*escaped(&ran.title), status(ran));
    case.set_classname(ran.policy.as_str());
    case.extra.insert("file".into(), (&*escaped(&ran.file)).into());
    case
}

fn status(ran: &Ran) -> TestCaseStatus {
    let lines = ran.mismatches.iter().flat_map(|mismatch| {
        let head = format!("expected {}; {}", escaped(&mismatch.expected), escaped(&mismatch.found));
        std::iter::once(head).chain(mismatch.reasons.iter().map(|reason| format!("  {}", escaped(reason))))
    });
    let lines: Vec<String> = lines.collect();
    let Some(first) = lines.first() else { return TestCaseStatus::success() };
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(first.as_str()).set_description(lines.join("\n"));
    status
}
