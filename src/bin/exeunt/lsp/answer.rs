//! Answers to the editor's requests, one function each.

use std::collections::HashMap;
use std::str::FromStr as _;

use exeunt::diagnostic::{Diagnostic, Fix, Language, Message};
use exeunt::eval::Evaluation;
use exeunt::facts::Facts;
use exeunt::ide::{self, ItemKind, Kind};
use exeunt::render::{self, Look};
use exeunt::source::{FileId, Span};
use exeunt::suite::{self, Ran};
use lsp_server::{ErrorCode, Request, Response};
use lsp_types::request::{
    CodeActionRequest, CodeLensRequest, Completion, DocumentHighlightRequest, DocumentSymbolRequest,
    ExecuteCommand, FoldingRangeRequest, Formatting, GotoDefinition, HoverRequest, InlayHintRequest,
    PrepareRenameRequest, RangeFormatting, References, Rename, Request as _, SemanticTokensFullRequest,
    WorkspaceSymbolRequest,
};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeLens, CodeLensParams, Command,
    CompletionItem, CompletionItemKind, CompletionParams, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentRangeFormattingParams, DocumentSymbol, DocumentSymbolParams,
    ExecuteCommandParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams, Location,
    MarkupContent, MarkupKind, PrepareRenameResponse, ReferenceParams, RenameParams, SemanticToken,
    SemanticTokenType, SemanticTokens, SemanticTokensParams, SymbolInformation, SymbolKind,
    TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit, WorkspaceSymbolParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::publish::{converted, location};
use super::world::World;
use crate::clock;
use crate::messages::serving;
use crate::unified::changes;

/// Answers a request; one that the server does not know gets the protocol's error.
pub(super) fn answer(world: &mut World, request: Request) -> Response {
    match request.method.as_str() {
        HoverRequest::METHOD => reply(world, request, hover),
        Completion::METHOD => reply(world, request, completion),
        GotoDefinition::METHOD => reply(world, request, definition),
        References::METHOD => reply(world, request, references),
        PrepareRenameRequest::METHOD => try_reply(world, request, prepare_rename),
        Rename::METHOD => try_reply(world, request, rename),
        DocumentSymbolRequest::METHOD => reply(world, request, document_symbols),
        WorkspaceSymbolRequest::METHOD => reply(world, request, workspace_symbols),
        CodeActionRequest::METHOD => reply(world, request, code_actions),
        CodeLensRequest::METHOD => reply(world, request, code_lenses),
        InlayHintRequest::METHOD => reply(world, request, inlay_hints),
        Formatting::METHOD => reply(world, request, formatting),
        RangeFormatting::METHOD => reply(world, request, range_formatting),
        DocumentHighlightRequest::METHOD => reply(world, request, highlights),
        FoldingRangeRequest::METHOD => reply(world, request, folding_ranges),
        ExecuteCommand::METHOD => try_reply(world, request, execute),
        SemanticTokensFullRequest::METHOD => reply(world, request, semantic_tokens),
        _ => Response::new_err(
            request.id,
            ErrorCode::MethodNotFound as i32,
            serving::not_supported(&request.method).text(world.language),
        ),
    }
}

fn reply<P: DeserializeOwned, R: Serialize>(
    world: &mut World,
    request: Request,
    with: fn(&mut World, P) -> Option<R>,
) -> Response {
    try_reply(world, request, |world, params| Ok(with(world, params)))
}

fn try_reply<P: DeserializeOwned, R: Serialize>(
    world: &mut World,
    request: Request,
    with: impl Fn(&mut World, P) -> Result<R, Message>,
) -> Response {
    let Request { id, params, .. } = request;
    match serde_json::from_value(params) {
        Ok(params) => match with(world, params) {
            Ok(result) => Response::new_ok(id, result),
            Err(why) => Response::new_err(id, ErrorCode::RequestFailed as i32, why.text(world.language)),
        },
        Err(error) => {
            let why = serving::invalid_parameters(&error.to_string()).text(world.language);
            Response::new_err(id, ErrorCode::InvalidParams as i32, why)
        }
    }
}

/// The file and the offset that a request is about.
fn place(world: &mut World, at: &TextDocumentPositionParams) -> Option<(FileId, u32)> {
    let file = world.file(&at.text_document.uri)?;
    let encoding = world.encoding;
    let source = world.analysis().sources.get(file)?;
    Some((file, encoding.offset(source, at.position)))
}

fn hover(world: &mut World, params: HoverParams) -> Option<Hover> {
    let (file, offset) = place(world, &params.text_document_position_params)?;
    let (encoding, language) = (world.encoding, world.language);
    let analysis = world.analysis();
    let found = ide::hover(analysis, file, offset, clock::now()?)?;
    let range = encoding.range(analysis.sources.get(file)?, found.span);
    let contents =
        HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: found.markdown(language) });
    Some(Hover { contents, range: Some(range) })
}

fn completion(world: &mut World, params: CompletionParams) -> Option<Vec<CompletionItem>> {
    let (file, offset) = place(world, &params.text_document_position)?;
    let language = world.language;
    let items = ide::complete(world.analysis(), file, offset);
    let converted = items.into_iter().enumerate().map(|(at, item)| CompletionItem {
        kind: Some(match item.kind {
            ItemKind::Keyword => CompletionItemKind::KEYWORD,
            ItemKind::Unit => CompletionItemKind::UNIT,
            ItemKind::Name(kind) => completion_kind(kind),
        }),
        detail: Some(item.detail.text(language)).filter(|detail| !detail.is_empty()),
        sort_text: Some(format!("{at:04}")),
        label: item.label,
        ..CompletionItem::default()
    });
    Some(converted.collect())
}

fn completion_kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Package | Kind::Import => CompletionItemKind::MODULE,
        Kind::Record => CompletionItemKind::STRUCT,
        Kind::Field | Kind::Derived => CompletionItemKind::FIELD,
        Kind::Value | Kind::Outcome => CompletionItemKind::ENUM_MEMBER,
        Kind::Calendar => CompletionItemKind::CONSTANT,
        Kind::Condition | Kind::Policy => CompletionItemKind::FUNCTION,
        Kind::Let | Kind::Lifecycle => CompletionItemKind::CONSTANT,
        Kind::Requirement | Kind::Warning | Kind::Step | Kind::Deadline | Kind::Notice | Kind::Hold => {
            CompletionItemKind::METHOD
        }
        Kind::Fixture | Kind::Test => CompletionItemKind::CONSTANT,
    }
}

fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Package | Kind::Import => SymbolKind::MODULE,
        Kind::Record => SymbolKind::STRUCT,
        Kind::Field | Kind::Derived => SymbolKind::FIELD,
        Kind::Value | Kind::Outcome => SymbolKind::ENUM_MEMBER,
        Kind::Calendar => SymbolKind::CONSTANT,
        Kind::Condition | Kind::Policy => SymbolKind::FUNCTION,
        Kind::Let | Kind::Lifecycle => SymbolKind::CONSTANT,
        Kind::Requirement | Kind::Warning | Kind::Step | Kind::Deadline | Kind::Notice | Kind::Hold => {
            SymbolKind::METHOD
        }
        Kind::Fixture | Kind::Test => SymbolKind::CONSTANT,
    }
}

fn definition(world: &mut World, params: GotoDefinitionParams) -> Option<Location> {
    let (file, offset) = place(world, &params.text_document_position_params)?;
    let encoding = world.encoding;
    let analysis = world.analysis();
    location(analysis, encoding, ide::definition(analysis, file, offset)?)
}

fn references(world: &mut World, params: ReferenceParams) -> Option<Vec<Location>> {
    let (file, offset) = place(world, &params.text_document_position)?;
    let encoding = world.encoding;
    let analysis = world.analysis();
    let found = ide::references(analysis, file, offset, params.context.include_declaration);
    Some(found.into_iter().filter_map(|span| location(analysis, encoding, span)).collect())
}

fn prepare_rename(
    world: &mut World,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, Message> {
    let Some((file, offset)) = place(world, &params) else { return Ok(None) };
    let encoding = world.encoding;
    let analysis = world.analysis();
    let span = ide::can_rename(analysis, file, offset).map_err(|error| error.message())?;
    Ok(location(analysis, encoding, span).map(|location| PrepareRenameResponse::Range(location.range)))
}

fn rename(world: &mut World, params: RenameParams) -> Result<Option<WorkspaceEdit>, Message> {
    let Some((file, offset)) = place(world, &params.text_document_position) else { return Ok(None) };
    let edits = ide::rename(world.analysis(), file, offset, &params.new_name);
    let edits = edits.map_err(|error| error.message())?;
    Ok(Some(workspace_edit(world, &edits)))
}

fn workspace_edit(world: &mut World, edits: &[Fix]) -> WorkspaceEdit {
    let encoding = world.encoding;
    let analysis = world.analysis();
    #[expect(clippy::mutable_key_type, reason = "the protocol's map; a URI's text does not change")]
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        if let Some(place) = location(analysis, encoding, edit.span) {
            changes.entry(place.uri).or_default().push(TextEdit::new(place.range, edit.replacement.clone()));
        }
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

fn document_symbols(world: &mut World, params: DocumentSymbolParams) -> Option<Vec<DocumentSymbol>> {
    let file = world.file(&params.text_document.uri)?;
    let (encoding, language) = (world.encoding, world.language);
    let analysis = world.analysis();
    let source = analysis.sources.get(file)?;
    let range = |span: Span| encoding.range(source, span);
    Some(
        ide::outline(analysis, file)
            .into_iter()
            .map(|symbol| document_symbol(symbol, language, &range))
            .collect(),
    )
}

fn document_symbol(
    symbol: ide::Symbol,
    language: Language,
    range: &dyn Fn(Span) -> lsp_types::Range,
) -> DocumentSymbol {
    let children = symbol.children.into_iter().map(|child| document_symbol(child, language, range)).collect();
    #[expect(deprecated, reason = "the protocol's structure has a field that it replaced")]
    DocumentSymbol {
        detail: Some(symbol.kind.words().text(language)),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.whole.to(symbol.at)),
        selection_range: range(symbol.at),
        children: Some(children),
        name: Some(symbol.name).filter(|name| !name.is_empty()).unwrap_or_else(|| "…".to_owned()),
    }
}

fn workspace_symbols(world: &mut World, params: WorkspaceSymbolParams) -> Option<Vec<SymbolInformation>> {
    let encoding = world.encoding;
    let analysis = world.analysis();
    let found = ide::find(analysis, &params.query).into_iter().filter_map(|symbol| {
        #[expect(deprecated, reason = "the protocol's structure has a field that it replaced")]
        Some(SymbolInformation {
            location: location(analysis, encoding, symbol.at)?,
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            container_name: Some(symbol.owner),
            name: symbol.name,
        })
    });
    Some(found.collect())
}

/// The edits of the diagnostics that touch the range.
fn code_actions(world: &mut World, params: CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    let file = world.file(&params.text_document.uri)?;
    let (encoding, language) = (world.encoding, world.language);
    let source = world.analysis().sources.get(file)?;
    let (from, to) = (encoding.offset(source, params.range.start), encoding.offset(source, params.range.end));
    let touching = world.analysis().diagnostics.iter().filter(|found| {
        let at = found.primary.span;
        at.file == file && at.start <= to && from <= at.end
    });
    let mended: Vec<_> =
        touching.flat_map(|found| titled(found).map(|titled| (found.clone(), titled))).collect();
    let actions = mended.into_iter().map(|(found, (title, fix))| {
        let edit = workspace_edit(world, std::slice::from_ref(&fix));
        let diagnostic = converted(world.analysis(), encoding, language, &found);
        CodeActionOrCommand::CodeAction(CodeAction {
            title: title.text(language),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(diagnostic.into_iter().collect()),
            edit: Some(edit),
            is_preferred: Some(fix.certain),
            ..CodeAction::default()
        })
    });
    Some(actions.collect())
}

/// The edits of a diagnostic, each with what an editor's menu calls it.
fn titled(found: &Diagnostic) -> impl Iterator<Item = (Message, Fix)> {
    let advised = || found.advice().unwrap_or_else(|| found.message.clone());
    let fix = found.fix.clone().map(|fix| (advised(), fix));
    fix.into_iter().chain(found.alternatives.iter().map(|it| (it.title.clone(), it.fix.clone())))
}

/// Each test's result, above it, and the command that shows why.
fn code_lenses(world: &mut World, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let uri = params.text_document.uri;
    let file = world.file(&uri)?;
    let (encoding, language) = (world.encoding, world.language);
    let analysis = world.analysis();
    let (source, program) = (analysis.sources.get(file)?, analysis.program.as_ref()?);
    let here = program.tests().iter().filter(|test| test.origin.span().file == file);
    let lenses = here.flat_map(|test| {
        let start = test.origin.start;
        let title = result(&suite::run_test(program, test)).text(language);
        let result = Command { title, command: String::new(), arguments: None };
        let why = Command {
            title: serving::why().text(language),
            command: WHY.to_owned(),
            arguments: Some(vec![uri.as_str().into(), test.title.as_str().into()]),
        };
        let range = encoding.range(source, Span::new(file, start, start));
        [result, why].map(|command| CodeLens { range, command: Some(command), data: None })
    });
    Some(lenses.collect())
}

/// The command that shows the verdict of a test, and the truth of every condition that it depends on.
pub(super) const WHY: &str = "exeunt.why";

/// Executes a command of a lens. The explanation is the result; an editor that can shows it.
fn execute(world: &mut World, params: ExecuteCommandParams) -> Result<Option<String>, Message> {
    let [uri, title] = params.arguments.as_slice() else { return Err(serving::no_such_command()) };
    let (Some(uri), Some(title)) = (uri.as_str(), title.as_str()) else {
        return Err(serving::no_such_command());
    };
    if params.command != WHY {
        return Err(serving::no_such_command());
    }
    let uri = Uri::from_str(uri).map_err(|_| serving::no_such_command())?;
    let Some(text) = explained(world, &uri, title) else { return Err(serving::no_such_test(title)) };
    world.show(&text)?;
    Ok(Some(text))
}

/// The verdict of a test with its trace, as `exeunt eval --trace` prints them.
fn explained(world: &mut World, uri: &Uri, title: &str) -> Option<String> {
    let file = world.file(uri)?;
    let look = Look { language: world.language, ..Look::default() };
    let analysis = world.analysis();
    let program = analysis.program.as_ref()?;
    let mut here = program.tests().iter().filter(|test| test.origin.span().file == file);
    let test = here.find(|test| test.title == title)?;
    let facts = Facts::of_test(program, test);
    let evaluation = Evaluation::new(program, test.policy, &facts, test.now);
    let verdict = evaluation.verdict();
    let page = render::verdict(&verdict, look.language.tag(), look.colour);
    let tree = render::trace(&analysis.sources, program, &evaluation.trace(), verdict.zone, look);
    Some(format!("{}\n\n{page}\n\n{tree}", render::escaped(&test.title)))
}

fn result(ran: &Ran) -> Message {
    match ran.mismatches.first() {
        None => serving::test_passes(Message::verbatim(ran.verdict.status.word())),
        Some(mismatch) => serving::test_fails(&mismatch.expected, &mismatch.found),
    }
}

/// The edits that format a text; none where it cannot be read, which the diagnostics say.
fn formatting(world: &mut World, params: DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    format_lines(world, &params.text_document.uri, 0..usize::MAX)
}

/// The same of the lines that a range touches.
fn range_formatting(world: &mut World, params: DocumentRangeFormattingParams) -> Option<Vec<TextEdit>> {
    let (first, last) = (params.range.start.line as usize, params.range.end.line as usize);
    format_lines(world, &params.text_document.uri, first..last.saturating_add(1))
}

/// The edits of these lines that format them: a cursor stays where nothing changes.
fn format_lines(world: &mut World, uri: &Uri, lines: std::ops::Range<usize>) -> Option<Vec<TextEdit>> {
    let file = world.file(uri)?;
    let encoding = world.encoding;
    let source = world.analysis().sources.get(file)?;
    let formatted = exeunt::syntax::format(file, &source.text).ok()?;
    let old: Vec<&str> = source.text.split_inclusive('\n').collect();
    let new: Vec<&str> = formatted.split_inclusive('\n').collect();
    let edits = changes(&old, &new).into_iter().filter_map(|(removed, added)| {
        let is_wanted = removed.start < lines.end && lines.start < removed.end.max(removed.start + 1);
        let start = |line| source.line_start(line).unwrap_or(source.text.len() as u32);
        let span = Span::new(file, start(removed.start), start(removed.end));
        is_wanted.then(|| TextEdit::new(encoding.range(source, span), new[added].concat()))
    });
    Some(edits.collect())
}

/// The other places of a text that name the same.
fn highlights(world: &mut World, params: DocumentHighlightParams) -> Option<Vec<DocumentHighlight>> {
    let (file, offset) = place(world, &params.text_document_position_params)?;
    let encoding = world.encoding;
    let analysis = world.analysis();
    let source = analysis.sources.get(file)?;
    let here = ide::references(analysis, file, offset, true).into_iter().filter(|at| at.file == file);
    Some(here.map(|at| DocumentHighlight { range: encoding.range(source, at), kind: None }).collect())
}

fn folding_ranges(world: &mut World, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let file = world.file(&params.text_document.uri)?;
    let folds = ide::folds(world.analysis(), file).into_iter().map(|fold| FoldingRange {
        start_line: fold.first as u32,
        end_line: fold.last as u32,
        kind: fold.is_comment.then_some(FoldingRangeKind::Comment),
        ..FoldingRange::default()
    });
    Some(folds.collect())
}

/// The types of names, in the order in which [`token_type`] counts them.
pub(super) fn token_types() -> Vec<SemanticTokenType> {
    vec![
        SemanticTokenType::NAMESPACE,
        SemanticTokenType::STRUCT,
        SemanticTokenType::PROPERTY,
        SemanticTokenType::ENUM_MEMBER,
        SemanticTokenType::FUNCTION,
        SemanticTokenType::VARIABLE,
        SemanticTokenType::METHOD,
    ]
}

fn token_type(kind: Kind) -> u32 {
    match kind {
        Kind::Package | Kind::Import => 0,
        Kind::Record => 1,
        Kind::Field | Kind::Derived => 2,
        Kind::Value | Kind::Outcome => 3,
        Kind::Condition | Kind::Policy | Kind::Lifecycle => 4,
        Kind::Let | Kind::Calendar | Kind::Fixture | Kind::Test => 5,
        Kind::Requirement | Kind::Warning | Kind::Step | Kind::Deadline | Kind::Notice | Kind::Hold => 6,
    }
}

/// The names of a text by what they mean; each place is relative to the one before.
fn semantic_tokens(world: &mut World, params: SemanticTokensParams) -> Option<SemanticTokens> {
    let file = world.file(&params.text_document.uri)?;
    let encoding = world.encoding;
    let analysis = world.analysis();
    let source = analysis.sources.get(file)?;
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for name in ide::names(analysis, file) {
        let range = encoding.range(source, name.at);
        // A text over several lines is not a name.
        if range.start.line != range.end.line {
            continue;
        }
        let is_same_line = range.start.line == line;
        data.push(SemanticToken {
            delta_line: range.start.line - line,
            delta_start: range.start.character - if is_same_line { column } else { 0 },
            length: range.end.character - range.start.character,
            token_type: token_type(name.kind),
            token_modifiers_bitset: u32::from(name.is_declaration),
        });
        (line, column) = (range.start.line, range.start.character);
    }
    Some(SemanticTokens { result_id: None, data })
}

fn inlay_hints(world: &mut World, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let file = world.file(&params.text_document.uri)?;
    let encoding = world.encoding;
    let analysis = world.analysis();
    let source = analysis.sources.get(file)?;
    let (from, to) = (encoding.offset(source, params.range.start), encoding.offset(source, params.range.end));
    let hints = ide::hints(analysis, file, from, to).into_iter().map(|hint| InlayHint {
        position: encoding.position(source, hint.after.end),
        label: InlayHintLabel::String(hint.words),
        kind: Some(InlayHintKind::PARAMETER),
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(hints.collect())
}
