//! Diagnostics, as the editor is told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::str::FromStr as _;

use exeunt::analysis::Analysis;
use exeunt::diagnostic::{Diagnostic, Language, Severity};
use exeunt::source::Span;
use lsp_server::{Connection, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, PublishDiagnosticsParams, Uri,
};

use super::position::Encoding;
use super::world::{World, uri};

/// Why the server ends.
pub(super) type Failed = Box<dyn Error + Send + Sync>;

/// What the editor was told.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// The diagnostics of each text that has some, by URI.
    shown: BTreeMap<String, Vec<lsp_types::Diagnostic>>,
}

impl Published {
    /// Tells what was found in the texts that the editor holds, and elsewhere what is not as it was told; nothing found
    /// is told too, so that what was mended goes away.
    pub(super) fn update(&mut self, connection: &Connection, world: &mut World) -> Result<(), Failed> {
        let versions = world.versions();
        let found = by_text(world.encoding, world.language, world.analysis());
        let told: BTreeSet<&String> = found.keys().chain(self.shown.keys()).collect();
        let elsewhere = told.into_iter().filter(|&name| !versions.contains_key(name));
        let changed = elsewhere.filter(|&name| found.get(name) != self.shown.get(name));
        for name in versions.keys().chain(changed) {
            let version = versions.get(name).copied();
            let Ok(uri) = Uri::from_str(name) else { continue };
            let diagnostics = found.get(name).cloned().unwrap_or_default();
            let params = PublishDiagnosticsParams { uri, diagnostics, version };
            let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
            connection.sender.send(lsp_server::Message::Notification(notification))?;
        }
        self.shown = found;
        world.published();
        Ok(())
    }
}

/// The diagnostics of each text that has some, by its URI.
fn by_text(
    encoding: Encoding,
    language: Language,
    analysis: &Analysis,
) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let mut texts: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
    for found in &analysis.diagnostics {
        let source = analysis.sources.get(found.primary.span.file);
        if let Some((source, diagnostic)) = source.zip(converted(analysis, encoding, language, found)) {
            texts.entry(source.name.clone()).or_default().push(diagnostic);
        }
    }
    texts
}

/// A diagnostic in the protocol's form; notes and help follow the message.
pub(super) fn converted(
    analysis: &Analysis,
    encoding: Encoding,
    language: Language,
    found: &Diagnostic,
) -> Option<lsp_types::Diagnostic> {
    let location = location(analysis, encoding, found.primary.span)?;
    let mut message = found.message.text(language);
    let label = Some(&found.primary.text).filter(|label| !label.is_empty());
    for line in label.map(|label| label.text(language)).into_iter().chain(found.remarks(language)) {
        message.push('\n');
        message.push_str(&line);
    }
    let related = found.secondary.iter().filter_map(|label| {
        let location = self::location(analysis, encoding, label.span)?;
        Some(DiagnosticRelatedInformation { location, message: label.text.text(language) })
    });
    Some(lsp_types::Diagnostic {
        range: location.range,
        severity: Some(match found.severity() {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(found.code.slug().to_owned())),
        source: Some("exeunt".to_owned()),
        message,
        related_information: Some(related.collect()),
        ..lsp_types::Diagnostic::default()
    })
}

/// A span as a place in a file.
pub(super) fn location(analysis: &Analysis, encoding: Encoding, span: Span) -> Option<Location> {
    let source = analysis.sources.get(span.file)?;
    Some(Location { uri: uri(source)?, range: encoding.range(source, span) })
}
