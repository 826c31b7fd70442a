//! Files that do not name their package. Which one is meant, the files beside it tell, or the name of its folder.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::messages::{analysis, common};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{ast, is_name};

/// What is wrong with the heads of the files. Of a file whose head cannot be read that is reported already.
pub(super) fn report(files: &[ast::File], sources: &Sources, found: &Diagnostics) -> Vec<Diagnostic> {
    let mut first_errors: HashMap<FileId, u32> = HashMap::new();
    for one in found.iter().filter(|one| one.severity() == Severity::Error) {
        let at = one.primary.span;
        first_errors.entry(at.file).and_modify(|first| *first = at.start.min(*first)).or_insert(at.start);
    }
    let named = |id: FileId| files.get(id.0 as usize).is_some_and(|file| file.package.is_some());
    let unnamed = sources.policies().filter(|(id, _)| !named(*id));
    let readable = unnamed.filter(|(id, _)| {
        let item = files.get(id.0 as usize).and_then(|file| file.items.first()).map(ast::Item::known_by);
        let is_in_head = |error: u32| item.is_none_or(|item| error <= item.end);
        !first_errors.get(id).is_some_and(|&error| is_in_head(error))
    });
    readable.map(|(id, source)| unnamed_file(id, source, files, sources)).collect()
}

fn unnamed_file(id: FileId, source: &Source, files: &[ast::File], sources: &Sources) -> Diagnostic {
    let start = Span::new(id, 0, 0);
    let is_empty = source.text.trim().is_empty();
    let wrong = match is_empty {
        true => Diagnostic::new(Code::Syntax, start, analysis::file_is_empty())
            .label(analysis::nothing_declared_here()),
        false => Diagnostic::new(Code::Syntax, start, analysis::package_not_named())
            .label(analysis::begins_with_package()),
    };
    let line = |name: &str| format!("package {name}\n");
    match (package_beside(source, files, sources), likely_name(&source.name)) {
        (Some(name), _) if !is_empty => {
            wrong.help(common::write_this(&format!("package {name}"))).fix(start, line(&name))
        }
        (Some(name), _) | (None, Some(name)) => {
            wrong.help(common::write_this(&format!("package {name}"))).offer(start, line(&name))
        }
        (None, None) => wrong.help(analysis::package_before_all()),
    }
}

/// The package that all other files of the folder name.
fn package_beside(source: &Source, files: &[ast::File], sources: &Sources) -> Option<String> {
    let folder = Path::new(&source.name).parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let beside = sources.policies().filter(|(_, other)| Path::new(&other.name).parent() == Some(folder));
    let mut names = beside.filter_map(|(id, _)| files.get(id.0 as usize)?.package.as_ref());
    let first = names.next()?;
    names.all(|name| name.text == first.text).then(|| first.text.clone())
}

/// The name of the folder, or else of the file, if it can be the name of a package.
fn likely_name(path: &str) -> Option<String> {
    let path = Path::new(path);
    let folder = path.parent().and_then(Path::file_name);
    let names = [folder, path.file_stem()].into_iter().flatten().filter_map(|name| name.to_str());
    names.into_iter().find(|name| is_name(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::diagnostic::Diagnostic;
    use crate::source::Sources;

    const SOUND: &str = "account { open: bool }\n";

    /// What is found in the last of these files.
    fn found(files: &[(&str, &str)]) -> Vec<Diagnostic> {
        let mut sources = Sources::new();
        let last = files.iter().map(|(name, text)| sources.add(*name, *text)).last();
        let found = analyse(sources).diagnostics.into_iter();
        found.filter(|one| Some(one.primary.span.file) == last).collect()
    }

    /// The message, the edit, and whether it is made without asking.
    fn said(files: &[(&str, &str)]) -> Vec<(String, Option<(String, bool)>)> {
        let edit = |one: &Diagnostic| one.fix.clone().map(|fix| (fix.replacement, fix.certain));
        found(files).iter().map(|one| (one.message.to_string(), edit(one))).collect()
    }

    fn unnamed(edit: Option<(&str, bool)>) -> Vec<(String, Option<(String, bool)>)> {
        let edit = edit.map(|(name, certain)| (format!("package {name}\n"), certain));
        vec![("this file does not name its package".to_owned(), edit)]
    }

    #[test]
    fn the_package_of_the_files_beside_is_meant() {
        let beside = ("terms/shop/close.policy", "package bank\n");
        assert_eq!(said(&[beside, ("terms/shop/tests.policy", SOUND)]), unnamed(Some(("bank", true))));
    }

    #[test]
    fn otherwise_the_folder_or_the_file_may_give_its_name() {
        assert_eq!(said(&[("terms/shop/close.policy", SOUND)]), unnamed(Some(("shop", false))));
        assert_eq!(said(&[("close.policy", SOUND)]), unnamed(Some(("close", false))));
        assert_eq!(said(&[("a-b/c-d.policy", SOUND)]), unnamed(None));
        let others = [("x/a.policy", "package a\n"), ("x/b.policy", "package b\n"), ("x/c.policy", SOUND)];
        assert_eq!(said(&others), unnamed(Some(("x", false))));
    }

    #[test]
    fn an_empty_file_says_so() {
        for text in ["", "\n  \n"] {
            let edit = Some(("package shop\n".to_owned(), false));
            assert_eq!(said(&[("shop/new.policy", text)]), [("this file is empty".to_owned(), edit)]);
        }
    }

    #[test]
    fn a_head_that_cannot_be_read_is_reported_once() {
        assert_eq!(found(&[("a.policy", "demo\nlanguages en\naccount { open: bool }\n")]).len(), 1);
    }
}
