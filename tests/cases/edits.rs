//! Edits that are marked certain, and those among which an author chooses: each, made alone, removes its error and adds none. Warnings are told only of what is
//! right otherwise, and facts that are not JSON are judged only once they are.

use std::collections::BTreeMap;

use exeunt::analysis::{Analysis, analyse};
use exeunt::diagnostic::{Code, Diagnostic, Fix, Severity, fixed};

/// How often each thing is said.
fn said<'d>(found: impl Iterator<Item = &'d Diagnostic>) -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    for one in found.filter(|one| one.severity() == Severity::Error) {
        *said.entry(format!("{} {}", one.code.slug(), one.message)).or_default() += 1;
    }
    said
}

/// The edits that leave their diagnostic, or bring up another.
pub(crate) fn unsound(analysis: &Analysis) -> Vec<String> {
    let found = &analysis.diagnostics;
    let mut unsound = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let certain = one.fix.iter().filter(|fix| fix.certain && one.code != Code::FactSyntax);
        for fix in certain.chain(one.alternatives.iter().map(|it| &it.fix)) {
            let mut alone = one.clone();
            alone.fix = Some(Fix { certain: true, ..fix.clone() });
            let Some((text, _)) = fixed(&analysis.sources, fix.span.file, &[alone]) else {
                unsound.push(format!("{}: the edit cannot be made", one.message));
                continue;
            };
            let mut sources = analysis.sources.clone();
            sources.replace(fix.span.file, text);
            let others = found.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            let before = said(others);
            let after = said(analyse(sources).diagnostics.iter());
            let more = after.iter().filter(|(what, count)| before.get(*what).copied().unwrap_or(0) < **count);
            unsound.extend(more.map(|(what, _)| format!("`{}` makes: {what}", fix.replacement)));
        }
    }
    unsound
}
