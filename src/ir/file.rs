//! Programs as files: versioned JSON for people and other tools, and a compact binary form. Each announces the hash of its
//! content. Whatever is read is compared with that and verified before it is handed out.

use serde::{Deserialize, Serialize};

use super::{
    Choices, Definition, DefinitionId, EnumerationId, FORMAT, Hashes, IndexVec, InvalidProgram, Lifecycle,
    LifecycleId, Package, PackageId, Policy, PolicyId, Program, Record, RecordId, Services, Test, verify,
};
use crate::diagnostic::messages::programs;

/// Opens the binary form. The first byte is no text and the last would be changed by a transfer as text.
const MAGIC: [u8; 8] = *b"\x89exeunt\n";
/// Magic, format, length and hash.
const HEADER: usize = MAGIC.len() + size_of::<u32>() + size_of::<u64>() + blake3::OUT_LEN;

/// The JSON form.
#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    /// BLAKE3 of the binary form's content.
    content_hash: String,
    #[serde(flatten)]
    program: &'a Program,
}

/// Reads a program that has yet to be verified. The fields are those of [`Program`], in its order.
#[derive(Deserialize)]
#[serde(remote = "Program")]
struct Unverified {
    files: Vec<String>,
    packages: IndexVec<PackageId, Package>,
    records: IndexVec<RecordId, Record>,
    enumerations: IndexVec<EnumerationId, Choices>,
    definitions: IndexVec<DefinitionId, Definition>,
    policies: IndexVec<PolicyId, Policy>,
    lifecycles: IndexVec<LifecycleId, Lifecycle>,
    tests: Vec<Test>,
    #[serde(skip)]
    hashes: Hashes,
    #[serde(skip)]
    services: Services,
}

/// What is read of the JSON form before the program in it.
#[derive(Deserialize)]
struct Head {
    format: u32,
    content_hash: Option<String>,
}

/// A program from its JSON form, *not* verified: for tests of what becomes of programs that are not sound. Evaluating one
/// may panic.
#[doc(hidden)]
#[must_use]
pub fn read_unverified(json: &str) -> Option<Program> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.disable_recursion_limit();
    Unverified::deserialize(&mut reader).ok()
}

impl Program {
    /// The program as JSON, with its format and the hash of its content first.
    ///
    /// # Errors
    /// None that a program could cause; those of the writers.
    pub fn to_json(&self) -> Result<String, InvalidProgram> {
        let content_hash = blake3::hash(&self.content()?).to_hex().to_string();
        let written = Written { format: FORMAT, content_hash, program: self };
        serde_json::to_string(&written)
            .map_err(|error| InvalidProgram::new(programs::cannot_be_written(&error.to_string())))
    }

    /// A program from its JSON form, verified.
    ///
    /// # Errors
    /// If the text is not such a form of [`FORMAT`], its content is not what its hash announces, or the program in it is
    /// not sound.
    pub fn from_json(text: &str) -> Result<Self, InvalidProgram> {
        let unreadable =
            |error: serde_json::Error| InvalidProgram::new(programs::not_a_built_program(&error.to_string()));
        let Head { format, content_hash } = serde_json::from_str(text).map_err(unreadable)?;
        check_format(format)?;
        let mut reader = serde_json::Deserializer::from_str(text);
        // Nesting is bounded by `nesting`, in terms of the program rather than of JSON.
        reader.disable_recursion_limit();
        let program = Unverified::deserialize(&mut reader).map_err(unreadable)?;
        reader.end().map_err(unreadable)?;
        verify(&program)?;
        match content_hash {
            Some(announced) if announced == blake3::hash(&program.content()?).to_hex().as_str() => {
                Ok(program)
            }
            Some(_) => Err(damaged().at("content_hash")),
            None => Err(InvalidProgram::new(programs::no_hash()).at("content_hash")),
        }
    }

    /// The content of the binary form.
    fn content(&self) -> Result<Vec<u8>, InvalidProgram> {
        postcard::to_allocvec(self)
            .map_err(|error| InvalidProgram::new(programs::cannot_be_written(&error.to_string())))
    }

    /// The program in its compact binary form: magic, format, length and BLAKE3 hash of the content, then the content.
    ///
    /// # Errors
    /// None that a program could cause; those of the writer.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidProgram> {
        let content = self.content()?;
        let mut bytes = Vec::with_capacity(HEADER + content.len());
        bytes.extend(MAGIC);
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend((content.len() as u64).to_le_bytes());
        bytes.extend(blake3::hash(&content).as_bytes());
        bytes.extend(content);
        Ok(bytes)
    }

    /// A program from its binary form, verified.
    ///
    /// # Errors
    /// If the bytes are not such a form of [`FORMAT`], are damaged, or the program in them is not sound.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidProgram> {
        let content = content(bytes)?;
        let unreadable =
            |error: postcard::Error| InvalidProgram::new(programs::not_a_built_program(&error.to_string()));
        let mut reader = postcard::Deserializer::from_bytes(content);
        let program = Unverified::deserialize(&mut reader).map_err(unreadable)?;
        let rest = reader.finalize().map_err(unreadable)?;
        if !rest.is_empty() {
            return Err(InvalidProgram::new(programs::bytes_behind(rest.len())));
        }
        verify(&program)?;
        Ok(program)
    }

    /// A program from either form, told apart by how it begins, and verified.
    ///
    /// # Errors
    /// As [`Program::from_json`] and [`Program::from_bytes`].
    pub fn load(bytes: &[u8]) -> Result<Self, InvalidProgram> {
        if bytes.starts_with(&MAGIC[..1]) {
            return Self::from_bytes(bytes);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| InvalidProgram::new(programs::neither_form()))?;
        Self::from_json(text)
    }
}

fn check_format(format: u32) -> Result<(), InvalidProgram> {
    if format == FORMAT {
        return Ok(());
    }
    let reason = programs::other_format(FORMAT, format);
    Err(InvalidProgram::new(reason).at("format"))
}

/// What the header announces, if it is all there and undamaged.
fn content(bytes: &[u8]) -> Result<&[u8], InvalidProgram> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or_else(|| InvalidProgram::new(programs::not_binary_form()))?;
    let short = || InvalidProgram::new(programs::cut_short());
    let (format, rest) = rest.split_first_chunk().ok_or_else(short)?;
    check_format(u32::from_le_bytes(*format))?;
    let (length, rest) = rest.split_first_chunk().ok_or_else(short)?;
    let (hash, content) = rest.split_first_chunk::<{ blake3::OUT_LEN }>().ok_or_else(short)?;
    if (content.len() as u64) < u64::from_le_bytes(*length) {
        return Err(short());
    }
    if content.len() as u64 != u64::from_le_bytes(*length) || blake3::hash(content) != *hash {
        return Err(damaged());
    }
    Ok(content)
}

fn damaged() -> InvalidProgram {
    InvalidProgram::new(programs::damaged())
}
