//! The files that a policy depends on: those of its package and of all packages that it uses, directly or not. They are
//! found from the headers alone, before any file is parsed, so that there may be files too many, but never too few.

use std::collections::HashSet;

use exeunt::source::Sources;
use exeunt::syntax::{Header, header};
use unicode_normalization::UnicodeNormalization as _;

/// The package of files that name none.
const UNNAMED: &str = "main";

/// The files that a policy, `package.policy`, may depend on; `None` if that may be all.
pub(crate) fn package_closure(sources: &Sources, policy: &str) -> Option<Sources> {
    let (package, _) = policy.split_once('.')?;
    let headers: Vec<_> = sources.iter().map(|(file, source)| (file, header(&source.text))).collect();
    let mut missing = vec![package.nfc().collect::<String>()];
    let (mut packages, mut files) = (HashSet::new(), HashSet::new());
    while let Some(package) = missing.pop() {
        if package == UNNAMED {
            return None;
        }
        for (file, Header { packages: own, uses }) in &headers {
            if own.contains(&package) && files.insert(*file) {
                missing.extend(uses.iter().filter(|used| !packages.contains(*used)).cloned());
            }
        }
        packages.insert(package);
    }
    (files.len() < headers.len()).then(|| sources.only(|file| files.contains(&file)))
}
