//! Two versions of a package among the texts are one mistake, however many names both declare.

use std::collections::HashMap;

use crate::diagnostic::messages::check_names;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Sources};
use crate::syntax::ast;

/// A package, and the folders of its earlier and its later declaration of a name.
type Versions<'a> = (&'a str, &'a str, &'a str);

/// The diagnostics, with one for all names that the files of a package in one folder declare again in another.
pub(super) fn as_one(found: Vec<Diagnostic>, sources: &Sources, files: &[ast::File]) -> Vec<Diagnostic> {
    let mut counts: HashMap<Versions<'_>, usize> = HashMap::new();
    for versions in found.iter().filter_map(|one| versions_of(one, sources, files)) {
        *counts.entry(versions).or_default() += 1;
    }
    // One name alone may have been chosen twice.
    counts.retain(|_, count| *count > 1);
    let mut reported: Vec<Versions<'_>> = Vec::new();
    let mut kept = Vec::with_capacity(found.len());
    for one in found {
        match versions_of(&one, sources, files).filter(|versions| counts.contains_key(versions)) {
            None => kept.push(one),
            Some(versions) if reported.contains(&versions) => {}
            Some(versions) => {
                reported.push(versions);
                kept.push(in_two_folders(one, versions));
            }
        }
    }
    kept
}

/// The package and the folders in which a name is declared twice.
fn versions_of<'a>(one: &Diagnostic, sources: &'a Sources, files: &'a [ast::File]) -> Option<Versions<'a>> {
    let earlier = one.secondary.first().filter(|_| one.code == Code::DuplicateName)?.span.file;
    let later = one.primary.span.file;
    let package = |file: FileId| files.get(file.0 as usize)?.package.as_ref().map(|name| name.text.as_str());
    let folder = |file: FileId| sources.get(file).map(|source| folder_of(&source.name));
    let name = package(earlier).filter(|name| package(later) == Some(*name))?;
    let (earlier, later) = (folder(earlier)?, folder(later)?);
    (earlier != later).then_some((name, earlier, later))
}

/// What is before the last separator of a path.
fn folder_of(name: &str) -> &str {
    name.rsplit_once(['/', '\\']).map_or(".", |(folder, _)| folder)
}

fn in_two_folders(one: Diagnostic, (package, earlier, later): Versions<'_>) -> Diagnostic {
    Diagnostic {
        message: check_names::package_in_two_folders(package, earlier, later),
        help: Some(check_names::exclude_one_version()),
        fix: None,
        alternatives: Vec::new(),
        ..one
    }
}
