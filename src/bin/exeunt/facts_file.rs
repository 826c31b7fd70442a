//! Files of facts in every form: plain, or compressed by gzip or zstd, which their first bytes tell.

mod zstd;

use std::io::{self, Read};
use std::path::Path;

use exeunt::diagnostic::Message;
use exeunt::facts::Options;

use crate::console::Console;
use crate::files::{self, is_standard_input};
use crate::help::text;
use crate::messages::{Reason, help, judging, usage};
use crate::outcome::Failure;

/// More text of one account is taken for a mistake.
pub(crate) const MOST_OF_ONE: u32 = 256 << 20;

/// How facts are read.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Reading {
    #[arg(long, help = text(help::allow_unknown_keys()))]
    allow_unknown_keys: bool,

    #[arg(long, value_name = "N", default_value_t = Options::default().limit, help = text(help::limit_of_facts()))]
    limit: usize,
}

impl Reading {
    /// Whether keys that nothing declares are ignored.
    pub(crate) fn allows_unknown_keys(self) -> bool {
        self.allow_unknown_keys
    }

    /// The same for the library.
    pub(crate) fn options(self) -> Options {
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        let options = Options { limit, ..Options::default() };
        if self.allow_unknown_keys { options.allowing_unknown_keys() } else { options }
    }
}

/// The name of a file of facts, as it is shown.
pub(crate) fn shown(file: &Path) -> String {
    if is_standard_input(file) { "<standard input>".to_owned() } else { files::shown(file) }
}

/// Whether a file of this name holds an account a line.
pub(crate) fn is_of_lines(file: &Path) -> bool {
    let name = uncompressed_name(file);
    name.ends_with(".ndjson") || name.ends_with(".jsonl")
}

/// Whether a file of this name holds one account, or one a line.
pub(crate) fn is_json(file: &Path) -> bool {
    uncompressed_name(file).ends_with(".json")
}

/// The name of a file in lower case, without the ending of a compression.
pub(crate) fn uncompressed_name(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let shorter = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned);
    shorter.unwrap_or(name)
}

/// Opens a file of which no more than a part is held at a time, or standard input for `-`.
pub(crate) fn open_stream(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    Ok(if is_standard_input(path) { Box::new(files::input()?) } else { Box::new(files::open_stream(path)?) })
}

/// Opens a regular file, or standard input for `-`, and undoes its compression.
fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    decompressed(if is_standard_input(path) {
        Box::new(files::input()?)
    } else {
        Box::new(files::open(path)?)
    })
}

/// Undoes a compression, which the first bytes tell.
pub(crate) fn decompressed(mut file: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    let compression = Compression::of(&magic);
    let whole = io::Cursor::new(magic).chain(file);
    Ok(match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(io::BufReader::new(whole))),
        Compression::Zstd => Box::new(zstd::Frames::new(Box::new(whole))),
    })
}

/// Reads a whole text of facts of at most that many bytes.
pub(crate) fn read_text(path: &Path, most: u32) -> Result<String, Failure> {
    let name = if is_standard_input(path) { usage::standard_input() } else { Message::code(&shown(path)) };
    let unread = |why: Message| Failure::Input(usage::cannot_read(name.clone(), why));
    let mut bytes = Vec::new();
    let file = open(path).map_err(|error| unread(error.reason()))?;
    file.take(u64::from(most) + 1).read_to_end(&mut bytes).map_err(|error| unread(error.reason()))?;
    if bytes.len() > most as usize {
        return Err(unread(usage::holds_more_than(most >> 20)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', valid).count();
        unread(usage::not_text(line))
    })
}

/// Reports how many errors and warnings are beyond the limit.
pub(crate) fn report_left_out(count: u64, console: &Console) {
    if count > 0 {
        console.warning(judging::more_not_shown(count, "--limit"));
    }
}

enum Compression {
    None,
    /// RFC 1952
    Gzip,
    /// RFC 8878
    Zstd,
}

impl Compression {
    fn of(magic: &[u8]) -> Self {
        match *magic {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [a, b, c, d] if zstd::is_magic([a, b, c, d]) => Self::Zstd,
            _ => Self::None,
        }
    }
}
