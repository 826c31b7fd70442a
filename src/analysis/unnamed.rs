//! Files that do not name their package. Which one is meant, the files beside it tell, or the name of its folder.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{ast, is_name};

/// What is wrong with the heads of the files. Of a file whose head cannot be read that is reported already.
pub(super) fn report(files: &[ast::File], sources: &Sources, found: &Diagnostics) -> Vec<Diagnostic> {
    let named = |id: FileId| files.get(id.0 as usize).is_some_and(|file| file.package.is_some());
    let unnamed = sources.policies().filter(|(id, _)| !named(*id));
    let readable = unnamed.filter(|(id, _)| {
        let first = files.get(id.0 as usize).and_then(|file| file.items.first()).map(ast::Item::start);
        let is_in_head = |one: &Diagnostic| {
            let at = one.primary.span;
            at.file == *id && first.is_none_or(|first| at.start <= first)
        };
        !found.iter().any(|one| one.severity() == Severity::Error && is_in_head(one))
    });
    readable.map(|(id, source)| unnamed_file(id, source, files, sources)).collect()
}

fn unnamed_file(id: FileId, source: &Source, files: &[ast::File], sources: &Sources) -> Diagnostic {
    let start = Span::new(id, 0, 0);
    let is_empty = source.text.trim().is_empty();
    let wrong = match is_empty {
        true => Diagnostic::new(Code::Syntax, start, "this file is empty").label("nothing is declared here"),
        false => Diagnostic::new(Code::Syntax, start, "this file does not name its package")
            .label("a file begins with `package NAME`"),
    };
    let line = |name: &str| format!("package {name}\n");
    match (package_beside(source, files, sources), likely_name(&source.name)) {
        (Some(name), _) if !is_empty => wrong.help(format!("write `package {name}`")).fix(start, line(&name)),
        (Some(name), _) | (None, Some(name)) => {
            wrong.help(format!("write `package {name}`")).offer(start, line(&name))
        }
        (None, None) => wrong.help("write `package` and a name in front of all else"),
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
