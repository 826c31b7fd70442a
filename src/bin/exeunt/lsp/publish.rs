//! Diagnostics, sent to the editor for every text.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::source::Span;
use lsp_server::{Connection, Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, PublishDiagnosticsParams,
};

use super::Failed;
use super::position::Encoding;
use super::world::{World, uri};

/// Publishes what was found in every text, nothing included, so that what was mended goes away.
pub(super) fn all(connection: &Connection, world: &mut World) -> Result<(), Failed> {
    let encoding = world.encoding;
    let versions = world.versions();
    let analysis = world.analysis();
    for (id, source) in analysis.sources.iter() {
        let Some(uri) = uri(source) else { continue };
        let here = analysis.diagnostics.iter().filter(|found| found.primary.span.file == id);
        let diagnostics = here.filter_map(|found| converted(analysis, encoding, found)).collect();
        let params =
            PublishDiagnosticsParams { uri, diagnostics, version: versions.get(&source.name).copied() };
        let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
        connection.sender.send(Message::Notification(notification))?;
    }
    world.published();
    Ok(())
}

/// A diagnostic in the protocol's form; notes and help follow the message.
pub(super) fn converted(
    analysis: &Analysis,
    encoding: Encoding,
    found: &Diagnostic,
) -> Option<lsp_types::Diagnostic> {
    let location = location(analysis, encoding, found.primary.span)?;
    let mut message = found.message.clone();
    let label = Some(&found.primary.text).filter(|label| !label.is_empty());
    let notes = found.notes.iter().map(|note| format!("note: {note}"));
    let help = found.help.iter().map(|help| format!("help: {help}"));
    for line in label.cloned().into_iter().chain(notes).chain(help) {
        message.push('\n');
        message.push_str(&line);
    }
    let related = found.secondary.iter().filter_map(|label| {
        let location = self::location(analysis, encoding, label.span)?;
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
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
