//! Fixtures in JSON, in folders called `fixtures`: they run as the tests of the policies do.

use std::path::Path;

use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::suite::fixtures;

use crate::console::Console;
use crate::files::{self, Kind};
use crate::outcome::Failure;
use crate::policies::Loaded;
use crate::project::Project;

/// Adds the fixtures of a project to the tests of its program. One that cannot be read ends the command.
pub(super) fn add(project: &Project, loaded: &mut Loaded, console: &Console) -> Result<(), Failure> {
    let (mut diagnostics, mut tests) = (Vec::<Diagnostic>::new(), Vec::new());
    let found = project.fixtures()?;
    found.passed_over.into_iter().for_each(|why| console.warning(why));
    for path in found.files {
        let text = files::read_text(&path, Kind::TestFacts)?;
        let name = files::shown(&path);
        let file = loaded.sources.add(name.clone(), text.clone());
        let title = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or(&name);
        let read = if is_lines(&path) { fixtures::lines } else { fixtures::one };
        let found = read(&loaded.program, file, title, &text);
        tests.push((name, found.tests));
        diagnostics.extend(found.diagnostics);
    }
    if diagnostics.iter().any(|found| found.severity() == Severity::Error) {
        console.errors(&loaded.sources, &diagnostics)?;
        return Err(Failure::Facts);
    }
    console.report(&console.drawn(&loaded.sources, &diagnostics));
    loaded.program.add_tests(tests).map_err(|refused| Failure::Internal(refused.message()))
}

fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| !extension.eq_ignore_ascii_case("json"))
}
