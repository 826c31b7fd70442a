//! Which files a policy can need, told by their words alone, before any is parsed: those of its package, and of all that
//! these use. What a comment or a text says is taken for what is declared, so that there may be too many, never too few.

use std::collections::HashSet;

use exeunt::source::{Source, Sources};
use unicode_normalization::UnicodeNormalization as _;

/// The package of files that name none.
const UNNAMED: &str = "main";

/// The files that a policy, `package.policy`, can need; `None` if that may be all.
pub(crate) fn needed(sources: &Sources, policy: &str) -> Option<Sources> {
    let (package, _) = policy.split_once('.')?;
    let mut missing = vec![package.nfc().collect::<String>()];
    let (mut packages, mut files) = (HashSet::new(), HashSet::new());
    while let Some(package) = missing.pop() {
        if package == UNNAMED {
            return None;
        }
        for (file, source) in sources.iter() {
            if named_after(source, "package").any(|name| name == package) && files.insert(file) {
                missing.extend(named_after(source, "use").filter(|used| !packages.contains(used)));
            }
        }
        packages.insert(package);
    }
    (files.len() < sources.iter().count()).then(|| sources.only(|file| files.contains(&file)))
}

/// The names that stand behind a keyword, wherever its letters occur.
fn named_after<'s>(source: &'s Source, keyword: &'s str) -> impl Iterator<Item = String> + 's {
    source.text.match_indices(keyword).filter_map(move |(at, _)| {
        let rest = without_comments(&source.text[at + keyword.len()..]);
        let end =
            rest.find(|sign: char| sign.is_whitespace() || (sign.is_ascii_punctuation() && sign != '_'));
        let name: String = rest[..end.unwrap_or(rest.len())].nfc().collect();
        (!name.is_empty()).then_some(name)
    })
}

/// The text from its next word on.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    rest
}
