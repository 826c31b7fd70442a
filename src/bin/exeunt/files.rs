//! Files: the only place of the program that opens, reads and writes them by their paths. What is read is a regular file
//! of a bounded size; what is written is put in place as a whole.

mod facts;
mod found;
mod written;

use std::collections::BTreeSet;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use exeunt::diagnostic::Message;
use exeunt::source::FactsUnread;

use crate::messages::{Reason, usage};
use crate::outcome::Failure;

pub(crate) use facts::facts_beside;
#[cfg(feature = "lsp")]
pub(crate) use found::policies_below;
pub(crate) use found::{Exclusion, Found, SETTINGS, fixtures, named, policies, settings_above, watched};
pub(crate) use written::{
    Staged, Trees, commit, make_folder, new_folder, refuse_inputs, refuse_what_was_read, write,
};

/// What a file is read as, which bounds its size. `SECURITY.md` has these limits in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text of policies.
    Policy,
    /// Facts that a policy names, or that lie in a folder of fixtures.
    TestFacts,
    /// A built program.
    Program,
    /// `exeunt.toml`.
    Settings,
    /// A mapping of facts to the tables of a database.
    Mapping,
    /// Facts of services.
    Service,
    /// A list of mutants that are known to survive.
    Survivors,
    /// The manifest of a sweep.
    Manifest,
}

impl Kind {
    /// The most that is read.
    pub(crate) fn most_bytes(self) -> u64 {
        self.most_mib() << 20
    }

    /// The same in MiB.
    fn most_mib(self) -> u64 {
        match self {
            Self::Policy | Self::TestFacts | Self::Mapping | Self::Service | Self::Survivors => 8,
            // A manifest names each file of a folder.
            Self::Program | Self::Manifest => 256,
            Self::Settings => 1,
        }
    }
}

/// Why a file is not read.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The system refuses.
    Io(io::Error),
    /// It is a folder, a device, a pipe or a socket.
    NotRegular,
    /// It holds more than is read of its kind, in MiB.
    TooLarge(u64),
    /// It is not UTF-8 from this line on.
    NotText(usize),
}

impl Reason for Refused {
    fn reason(&self) -> Message {
        match self {
            Self::Io(error) => error.reason(),
            Self::NotRegular => usage::not_regular(),
            Self::TooLarge(most) => usage::larger_than(*most),
            Self::NotText(line) => usage::not_text(*line),
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Io(error) => error,
            Refused::NotRegular | Refused::TooLarge(_) | Refused::NotText(_) => {
                Self::new(io::ErrorKind::InvalidInput, refused.reason())
            }
        }
    }
}

impl From<Refused> for FactsUnread {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Io(error) if error.kind() == io::ErrorKind::NotFound => Self::NotThere,
            Refused::Io(_) => Self::NotReadable,
            Refused::NotRegular => Self::NotRegular,
            Refused::TooLarge(most) => Self::TooLarge(most),
            Refused::NotText(_) => Self::NotText,
        }
    }
}

/// Opens a regular file for reading.
pub(crate) fn open(file: &Path) -> Result<File, Refused> {
    open_if(file, Metadata::is_file)
}

/// Opens a file of which no more than a part is held at a time: a regular file, or a pipe that the user named.
pub(crate) fn open_stream(file: &Path) -> Result<File, Refused> {
    open_if(file, |found| found.is_file() || is_pipe(found))
}

/// The kind is looked at before the file is opened, as opening a device may act on it and opening a pipe may wait; and
/// again afterwards, as another file may have taken its place.
fn open_if(file: &Path, is_wanted: impl Fn(&Metadata) -> bool) -> Result<File, Refused> {
    let check = |found: &Metadata| if is_wanted(found) { Ok(()) } else { Err(Refused::NotRegular) };
    let found = std::fs::metadata(file)?;
    check(&found)?;
    let mut options = OpenOptions::new();
    options.read(true);
    if found.is_file() {
        without_waiting(&mut options);
    }
    let opened = options.open(file)?;
    check(&opened.metadata()?)?;
    if let Ok(real) = file.canonicalize() {
        READ.lock().unwrap_or_else(PoisonError::into_inner).insert(real);
    }
    Ok(opened)
}

/// The files that were opened for reading, links resolved.
static READ: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Whether a file was read, so that no result may take its place.
pub(crate) fn was_read(file: &Path) -> bool {
    let real = file.canonicalize();
    real.is_ok_and(|real| READ.lock().unwrap_or_else(PoisonError::into_inner).contains(&real))
}

#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags(libc::O_NONBLOCK);
}

#[cfg(not(unix))]
fn without_waiting(_: &mut OpenOptions) {}

#[cfg(unix)]
fn is_pipe(found: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    found.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// The bytes of a regular file.
pub(crate) fn bytes(file: &Path, kind: Kind) -> Result<Vec<u8>, Refused> {
    bounded(open(file)?, kind)
}

/// The text of a regular file.
pub(crate) fn text(file: &Path, kind: Kind) -> Result<String, Refused> {
    utf8(bytes(file, kind)?)
}

/// The text of a file that the user names, or a failure that says why there is none.
pub(crate) fn read_text(file: &Path, kind: Kind) -> Result<String, Failure> {
    text(file, kind).map_err(|why| unread(file, &why))
}

/// Whether a path stands for standard input: `-`.
pub(crate) fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// Standard input. It can be read only once; a second reader would find it empty.
pub(crate) fn input() -> io::Result<io::Stdin> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    match IS_TAKEN.swap(true, Ordering::Relaxed) {
        false => Ok(io::stdin()),
        true => Err(io::Error::other(usage::input_is_read_once())),
    }
}

/// The text of standard input.
pub(crate) fn standard_input(kind: Kind) -> Result<String, Failure> {
    let text = input().map_err(Refused::Io).and_then(|input| bounded(input.lock(), kind)).and_then(utf8);
    text.map_err(|why| Failure::Input(usage::cannot_read(usage::standard_input(), why.reason())))
}

/// The failure to read a file.
pub(crate) fn unread(file: &Path, why: &impl Reason) -> Failure {
    Failure::Input(usage::cannot_read(Message::code(&shown(file)), why.reason()))
}

fn bounded(file: impl Read, kind: Kind) -> Result<Vec<u8>, Refused> {
    let most = kind.most_bytes();
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(Refused::TooLarge(kind.most_mib())) } else { Ok(bytes) }
}

fn utf8(bytes: Vec<u8>) -> Result<String, Refused> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Refused::NotText(1 + memchr::memchr_iter(b'\n', valid).count())
    })
}

/// A path as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    let stripped = path.strip_prefix("./").ok().filter(|rest| !rest.as_os_str().is_empty());
    stripped.unwrap_or(path).display().to_string()
}
