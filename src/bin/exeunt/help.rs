//! The help and errors in arguments, in the language of the reader. Clap has its own words in English only: for other
//! languages they are replaced here.

use std::sync::atomic::{AtomicUsize, Ordering};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use exeunt::diagnostic::{Language, Message};
use exeunt::facts::TimestampError;
use exeunt::ir::ProgramHashError;

use crate::messages::help;

/// The index of the language. Clap builds commands by functions without arguments, so that it is set beforehand.
static LANGUAGE: AtomicUsize = AtomicUsize::new(0);

/// Sets the language in which commands are built from now on.
pub(crate) fn set_language(language: Language) {
    let at = Language::ALL.iter().position(|it| *it == language);
    LANGUAGE.store(at.unwrap_or_default(), Ordering::Relaxed);
}

fn language() -> Language {
    Language::ALL[LANGUAGE.load(Ordering::Relaxed)]
}

/// A text of the help.
pub(crate) fn text(message: Message) -> String {
    message.text(language())
}

/// A heading of the help, which has no arguments.
pub(crate) fn heading(message: &Message) -> &'static str {
    message.row().map_or("", |row| row.texts().of(language()))
}

/// The language that the arguments ask for, before they are parsed.
pub(crate) fn asked_language(arguments: &[String]) -> Option<Language> {
    let next = arguments.iter().skip_while(|it| *it != "--ui-lang").nth(1);
    let joined = arguments.iter().find_map(|it| it.strip_prefix("--ui-lang="));
    joined.or(next.map(String::as_str)).and_then(Language::of_tag)
}

/// The page of the command that the arguments name.
pub(crate) fn page(mut root: Command, arguments: &[String]) -> StyledStr {
    root.build();
    let mut command = &root;
    // `exeunt help check` is the page of `check`.
    for argument in arguments.iter().filter(|argument| *argument != "help") {
        command = command.find_subcommand(argument).unwrap_or(command);
    }
    let is_described = command.get_arguments().any(has_described_values);
    let is_long = is_described && !arguments.iter().any(|argument| argument == "-h");
    let mut command = localized(command.clone(), is_long);
    if is_long { command.render_long_help() } else { command.render_help() }
}

fn localized(command: Command, is_long: bool) -> Command {
    let usage = text(help::usage("{usage}"));
    let command = command
        .help_template(format!("{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(heading(&help::commands()))
        .mut_args(|argument| localized_argument(argument, is_long));
    command.mut_subcommands(|command| match command.get_name() {
        "help" => command.about(text(help::help_of_command())),
        _ => command,
    })
}

fn localized_argument(argument: Arg, is_long: bool) -> Arg {
    let mut parts = match argument.get_id().as_str() {
        "help" => vec![text(help::print_help())],
        "version" => vec![text(help::print_version())],
        _ => argument.get_help().map(ToString::to_string).into_iter().collect(),
    };
    let defaults = argument.get_default_values().iter().map(|value| value.to_string_lossy());
    let defaults: Vec<_> = defaults.collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        parts.push(text(help::default_value(&defaults.join(", "))));
    }
    let values: Vec<_> =
        argument.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let own = argument.get_help_heading().map(str::to_owned);
    let described = is_long && has_described_values(&argument);
    let mut help = String::new();
    if described {
        let values = values.iter().map(|value| {
            let meaning = value.get_help().map(|help| format!(": {help}")).unwrap_or_default();
            format!("\n- {}{meaning}", value.get_name())
        });
        help = format!("\n\n{}{}", text(help::described_values()), values.collect::<String>());
    } else if !values.is_empty() && argument.get_action().takes_values() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        parts.push(text(help::possible_values(&names.join(", "))));
    }
    let help = parts.join(" ") + &help;
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    let argument = argument.help(help.clone()).long_help(help);
    match own {
        Some(_) => argument,
        None if argument.is_positional() => argument.help_heading(heading(&help::arguments())),
        None => argument.help_heading(heading(&help::options())),
    }
}

fn has_described_values(argument: &Arg) -> bool {
    argument.get_possible_values().iter().any(|value| value.get_help().is_some())
}

/// What is wrong with the arguments, without the usage.
#[expect(clippy::wildcard_enum_match_arm, reason = "the errors are those of clap")]
pub(crate) fn error(error: &clap::Error) -> Message {
    let of = |kind| error.get(kind).map(written).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let source = std::error::Error::source(error);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => help::value_is_missing(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match source.and_then(reason) {
            Some(why) => help::invalid_value_because(&value, &argument, why),
            None => help::invalid_value(&value, &argument),
        },
        ErrorKind::UnknownArgument => help::unexpected_argument(&argument),
        ErrorKind::InvalidSubcommand => help::unknown_command(&of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => help::missing_command(),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            help::wrong_number_of_values(&argument)
        }
        ErrorKind::NoEquals => help::value_is_missing(&argument),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => help::used_twice(&argument),
            prior => help::conflicting_arguments(&argument, &prior),
        },
        ErrorKind::MissingRequiredArgument => help::missing_arguments(&argument),
        ErrorKind::InvalidUtf8 => help::not_utf8_argument(),
        _ => help::invalid_usage(),
    }
}

/// Why a value is invalid, unless only a library says it.
fn reason(source: &(dyn std::error::Error + 'static)) -> Option<Message> {
    let instant = source.downcast_ref::<TimestampError>().map(TimestampError::message);
    let hash = source.downcast_ref::<ProgramHashError>().map(|_| help::hash_form());
    source.downcast_ref::<Message>().cloned().or(instant).or(hash)
}

/// The usage and what else may help, in lines of their own.
pub(crate) fn advice(error: &clap::Error) -> Vec<Message> {
    let of = |kind| error.get(kind).map(written).filter(|text| !text.is_empty());
    let usage = of(ContextKind::Usage);
    let usage = usage.as_deref().and_then(|usage| usage.trim().strip_prefix("Usage: ")).map(help::usage);
    let values = of(ContextKind::ValidValue).map(|values| help::possible_values(&values));
    values.into_iter().chain(usage).chain([help::more_with_help()]).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the values are those of clap")]
fn written(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
