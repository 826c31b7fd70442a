//! The texts of the editor's folders: as they are on disk, and over that as the editor has them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;

use exeunt::analysis::{Analysis, Incremental};
use exeunt::diagnostic::{Language, Message};
use exeunt::source::{FactsUnread, FileId, Source, Sources};
use lsp_server::{Request, RequestId};
use lsp_types::request::{Request as _, ShowDocument};
use lsp_types::{DidChangeTextDocumentParams, TextDocumentItem, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tempfile::TempDir;

use super::position::Encoding;
use crate::files::{self, Kind};
use crate::messages::{Reason as _, serving};
use crate::project::Project;

/// What a path may hold unescaped in a URI (RFC 3986, 3.3).
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text that the editor holds, with the version that it gave it.
#[derive(Debug)]
struct Open {
    source: Arc<Source>,
    version: i32,
}

/// Everything that the editor looks at.
pub(super) struct World {
    folders: Vec<PathBuf>,
    pub(super) encoding: Encoding,
    /// The language of diagnostics.
    pub(super) language: Language,
    /// Texts on disk, by URI.
    on_disk: BTreeMap<String, Arc<Source>>,
    /// Texts that the editor holds, by URI.
    open: BTreeMap<String, Open>,
    latest: Incremental,
    /// Whether `latest` is about texts as they were before.
    is_stale: bool,
    is_changed: bool,
    /// What is asked of the editor, to be sent after the next answer.
    pub(super) asked: Vec<Request>,
    /// Whether the editor can show a file that it is asked to.
    pub(super) shows_documents: bool,
    /// Where explanations are written, once there is one.
    explanations: Option<TempDir>,
    /// How many requests were sent to the editor.
    requests: i32,
}

impl World {
    pub(super) fn new(folders: Vec<PathBuf>, encoding: Encoding, language: Language) -> Self {
        let (on_disk, open) = (BTreeMap::new(), BTreeMap::new());
        let mut world = Self {
            folders,
            encoding,
            language,
            on_disk,
            open,
            latest: Incremental::new(Sources::new()),
            is_stale: true,
            is_changed: true,
            asked: Vec::new(),
            shows_documents: false,
            explanations: None,
            requests: 0,
        };
        world.reread();
        world
    }

    /// Whether a text has changed since its diagnostics were published.
    pub(super) fn is_changed(&self) -> bool {
        self.is_changed
    }

    pub(super) fn published(&mut self) {
        self.is_changed = false;
    }

    /// Asks the editor to show a text beside the policies; whether it can.
    pub(super) fn show(&mut self, text: &str) -> Result<bool, Message> {
        if !self.shows_documents {
            return Ok(false);
        }
        let folder = match self.explanations.take() {
            Some(folder) => folder,
            None => tempfile::tempdir().map_err(|error| error.reason())?,
        };
        self.requests += 1;
        let file = folder.path().join(format!("why-{}.txt", self.requests));
        self.explanations = Some(folder);
        let none: [&Path; 0] = [];
        files::write(&file, text.as_bytes(), none).map_err(|_| serving::cannot_show())?;
        let params = serde_json::json!({ "uri": uri_of(&file), "takeFocus": true });
        let id = RequestId::from(self.requests);
        self.asked.push(Request::new(id, ShowDocument::METHOD.to_owned(), params));
        Ok(true)
    }

    /// Reads the folders again.
    pub(super) fn reread(&mut self) {
        let found = self.folders.iter().flat_map(|folder| Project::policies_below(folder));
        let texts = found.filter_map(|file| {
            let text = files::text(&file, Kind::Policy).ok()?;
            let uri = uri_of(&file);
            Some((uri.clone(), Arc::new(Source::new(uri, text))))
        });
        self.on_disk = texts.collect();
        self.touch();
    }

    fn touch(&mut self) {
        self.is_stale = true;
        self.is_changed = true;
    }

    pub(super) fn open(&mut self, document: TextDocumentItem) {
        let uri = canonical(document.uri.as_str());
        let source = Arc::new(Source::new(uri.as_str(), document.text));
        self.open.insert(uri, Open { source, version: document.version });
        self.touch();
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        self.open.remove(&canonical(uri.as_str()));
        self.touch();
    }

    /// Applies the editor's edits, in their order.
    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) {
        let encoding = self.encoding;
        let uri = canonical(params.text_document.uri.as_str());
        let Some(Open { source, version }) = self.open.get_mut(&uri) else { return };
        *version = params.text_document.version;
        for change in params.content_changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let start = encoding.offset(source, range.start) as usize;
                    let end = (encoding.offset(source, range.end) as usize).max(start);
                    format!("{}{}{}", &source.text[..start], change.text, &source.text[end..])
                }
            };
            *source = Arc::new(Source::new(uri.as_str(), text));
        }
        self.touch();
    }

    /// What is known of the texts as they are now.
    pub(super) fn analysis(&mut self) -> &Analysis {
        if std::mem::take(&mut self.is_stale) {
            let open = &self.open;
            self.latest.update(self.sources(), |policies, path| facts_beside(open, policies, path));
        }
        self.latest.analysis()
    }

    fn sources(&self) -> Sources {
        let mut texts: BTreeMap<&String, &Arc<Source>> = self.on_disk.iter().collect();
        texts.extend(self.open.iter().map(|(uri, open)| (uri, &open.source)));
        let mut sources = Sources::new();
        for source in texts.into_values() {
            sources.share(Arc::clone(source));
        }
        sources
    }

    /// The version of each text that the editor holds, by URI.
    pub(super) fn versions(&self) -> BTreeMap<String, i32> {
        self.open.iter().map(|(uri, open)| (uri.clone(), open.version)).collect()
    }

    /// The file of a URI.
    pub(super) fn file(&mut self, uri: &Uri) -> Option<FileId> {
        let name = canonical(uri.as_str());
        self.analysis().sources.iter().find(|(_, source)| source.name == name).map(|(id, _)| id)
    }
}

/// The URI of a source.
pub(super) fn uri(source: &Source) -> Option<Uri> {
    Uri::from_str(&source.name).ok()
}

/// The path that a `file:` URI names.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let path = uri.strip_prefix("file://")?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    Some(PathBuf::from(decoded.into_owned()))
}

/// The file of facts that policies name by `path`, as the editor has it, or as it is on disk.
fn facts_beside(
    open: &BTreeMap<String, Open>,
    policies: &Source,
    path: &str,
) -> Result<(String, String), FactsUnread> {
    let folder = path_of(&policies.name).ok_or(FactsUnread::NotThere)?.with_file_name("");
    if let Some((uri, open)) = open.get_key_value(&uri_of(&folder.join(path))) {
        return Ok((uri.clone(), open.source.text.clone()));
    }
    files::facts_beside(&folder, path).map(|(file, text)| (uri_of(&file), text))
}

fn uri_of(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    format!("file://{}", utf8_percent_encode(&whole.to_string_lossy(), IN_PATH))
}

/// Editors escape differently, so URIs of files are compared in one form.
fn canonical(uri: &str) -> String {
    path_of(uri).map_or_else(|| uri.to_owned(), |path| uri_of(&path))
}
