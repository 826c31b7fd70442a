//! The language that a verdict is shown in.

use exeunt::ir::{PolicyId, Program};

use crate::messages::judging;
use crate::outcome::Failure;
use crate::project::settings_here;

/// The variables that name the terminal's language, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language asked for, which the policy must speak; else that of the project's settings or the terminal's if the policy
/// speaks it; else the policy's first.
pub(in crate::command) fn choose(
    program: &Program,
    policy: PolicyId,
    asked: Option<&str>,
) -> Result<String, Failure> {
    let package = &program.packages()[program.policies()[policy].package];
    let spoken = &package.languages;
    if let Some(asked) = asked {
        return spoken.iter().find(|language| *language == asked).cloned().ok_or_else(|| {
            let spoken = spoken.join(", ");
            Failure::Input(judging::language_not_spoken(&package.name, asked, &spoken))
        });
    }
    let preferred = [settings_here().language, terminal_language()].into_iter().flatten();
    let preferred = preferred.filter(|language| spoken.contains(language));
    Ok(preferred.chain(spoken.first().cloned()).next().unwrap_or_default())
}

/// `zh` of `zh_CN.UTF-8`.
fn terminal_language() -> Option<String> {
    let locale =
        VARIABLES.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())?;
    locale.split(['_', '-', '.', '@']).next().map(str::to_owned)
}
