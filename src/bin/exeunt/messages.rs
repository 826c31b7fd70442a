//! What the program itself says, in every language; what the library says of policies and facts is declared there.

pub(crate) mod help;
pub(crate) mod judging;
#[cfg(feature = "lsp")]
pub(crate) mod serving;
pub(crate) mod sweeping;
pub(crate) mod usage;

use std::error::Error;
use std::io;

use exeunt::diagnostic::Message;

/// What can be named as the reason of a failure.
pub(crate) trait Reason {
    /// The reason, in every language.
    fn reason(&self) -> Message;
}

impl Reason for io::Error {
    fn reason(&self) -> Message {
        why(self)
    }
}

/// Why something failed: a message that an error carries, an error of the operating system, or the words of the error.
pub(crate) fn why(error: &(dyn Error + 'static)) -> Message {
    if let Some(message) = error.downcast_ref::<Message>() {
        return message.clone();
    }
    let Some(error) = error.downcast_ref::<io::Error>() else { return Message::verbatim(error.to_string()) };
    match (error.get_ref(), error.raw_os_error()) {
        (Some(inner), _) => why(inner),
        (None, Some(code)) => of_system(error.kind(), code.unsigned_abs())
            .unwrap_or_else(|| Message::verbatim(error.to_string())),
        (None, None) if error.kind() == io::ErrorKind::InvalidData => usage::not_utf8_stream(),
        (None, None) => Message::verbatim(error.to_string()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn of_system(kind: io::ErrorKind, code: u32) -> Option<Message> {
    Some(match kind {
        io::ErrorKind::NotFound => usage::no_such_file(code),
        io::ErrorKind::PermissionDenied => usage::permission_denied(code),
        io::ErrorKind::IsADirectory => usage::is_a_directory(code),
        io::ErrorKind::NotADirectory => usage::not_a_directory(code),
        io::ErrorKind::AlreadyExists => usage::file_exists(code),
        io::ErrorKind::FileTooLarge => usage::file_too_large(code),
        io::ErrorKind::StorageFull => usage::no_space_left(code),
        io::ErrorKind::ReadOnlyFilesystem => usage::read_only_file_system(code),
        io::ErrorKind::DirectoryNotEmpty => usage::directory_not_empty(code),
        _ if code == 40 => usage::too_many_links(code),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use exeunt::diagnostic::proofread;

    #[test]
    fn every_row_is_written_in_every_language() {
        let found = proofread(
            &[
                help::all(),
                judging::all(),
                #[cfg(feature = "lsp")]
                serving::all(),
                sweeping::all(),
                usage::all(),
            ]
            .concat(),
        );
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn errors_of_the_system_are_those_that_it_reports() {
        for code in [2, 13, 17, 20, 21, 27, 28, 30, 39, 40] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(why(&error).to_string(), error.to_string());
            assert!(why(&error).row().is_some(), "{error}");
        }
    }
}
