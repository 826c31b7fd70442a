//! The Language Server Protocol (version 3.17) on top of [`exeunt::ide`]. Messages are handled one by one, in their
//! order, so that every answer is about the text that the editor had when it asked.

mod answer;
mod frames;
mod position;
mod publish;
mod world;

use std::time::Duration;

use crossbeam_channel::RecvTimeoutError;
use exeunt::diagnostic::Language;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Notification as _,
};
use lsp_types::request::{RegisterCapability, Request as _};
use lsp_types::{
    CodeActionProviderCapability, CodeLensOptions, CompletionOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, OneOf, PositionEncodingKind,
    RenameOptions, SemanticTokenModifier, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, WorkDoneProgressOptions,
};
use serde::de::DeserializeOwned;

use position::Encoding;
use publish::{Failed, Published};
use world::World;

/// How long the editor must be silent before a changed text is checked.
const SILENCE: Duration = Duration::from_millis(10);

/// Serves until the editor leaves.
pub(crate) fn serve(language: Language) -> Result<(), Failed> {
    let (connection, threads) = frames::connect();
    let served = greet_and_talk(&connection, language);
    // A message that cannot be read is why the rest failed, or ended.
    if let Some(why) = threads.broken() {
        return Err(why.clone().into());
    }
    served?;
    drop(connection);
    threads.finish()?;
    Ok(())
}

fn greet_and_talk(connection: &Connection, language: Language) -> Result<(), Failed> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let encoding = encoding(&params);
    connection.initialize_finish(id, greeting(encoding))?;
    if may_ask_to_watch(&params) {
        connection.sender.send(Message::Request(watch()))?;
    }
    let mut world = World::new(folders(&params), encoding, language);
    world.shows_documents = shows_documents(&params);
    talk(connection, &mut world)
}

fn talk(connection: &Connection, world: &mut World) -> Result<(), Failed> {
    let mut published = Published::default();
    published.update(connection, world)?;
    loop {
        let message = match connection.receiver.recv_timeout(SILENCE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) if world.is_changed() => {
                published.update(connection, world)?;
                continue;
            }
            Err(RecvTimeoutError::Timeout) => match connection.receiver.recv() {
                Ok(message) => message,
                Err(_) => return Ok(()),
            },
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        match message {
            Message::Request(request) if connection.handle_shutdown(&request)? => return Ok(()),
            Message::Request(request) => {
                connection.sender.send(Message::Response(answer::answer(world, request)))?;
                for asked in world.asked.drain(..) {
                    connection.sender.send(Message::Request(asked))?;
                }
            }
            Message::Notification(notification) => notice(world, notification),
            Message::Response(_) => {}
        }
    }
}

/// Takes in what the editor tells. What cannot be read is passed over: the protocol has no answer to it.
fn notice(world: &mut World, notification: Notification) {
    match notification.method.as_str() {
        DidOpenTextDocument::METHOD => {
            if let Some(it) = read::<lsp_types::DidOpenTextDocumentParams>(notification) {
                world.open(it.text_document);
            }
        }
        DidChangeTextDocument::METHOD => {
            if let Some(it) = read::<lsp_types::DidChangeTextDocumentParams>(notification) {
                world.change(it);
            }
        }
        DidCloseTextDocument::METHOD => {
            if let Some(it) = read::<lsp_types::DidCloseTextDocumentParams>(notification) {
                world.close(&it.text_document.uri);
            }
        }
        DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => world.reread(),
        _ => {}
    }
}

fn read<T: DeserializeOwned>(notification: Notification) -> Option<T> {
    serde_json::from_value(notification.params).ok()
}

/// UTF-8 where the editor can, since that is what texts are held in; otherwise UTF-16, which all can.
fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_ref());
    match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        true => Encoding::Utf8,
        false => Encoding::Utf16,
    }
}

/// Whether the editor watches the files that it is asked to.
fn may_ask_to_watch(params: &InitializeParams) -> bool {
    let workspace = params.capabilities.workspace.as_ref();
    let watching = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
    watching.and_then(|watching| watching.dynamic_registration).unwrap_or(false)
}

/// Whether the editor shows documents that it is asked to.
fn shows_documents(params: &InitializeParams) -> bool {
    let window = params.capabilities.window.as_ref();
    window.and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support)
}

/// Asks to be told of policies, and of the facts and calendars that they name, when they change on disk.
fn watch() -> Request {
    let watcher = |glob: &str| serde_json::json!({ "globPattern": glob });
    let registration = serde_json::json!({
        "id": "files",
        "method": DidChangeWatchedFiles::METHOD,
        "registerOptions": { "watchers": [watcher("**/*.policy"), watcher("**/*.json"), watcher("**/*.toml")] },
    });
    let params = serde_json::json!({ "registrations": [registration] });
    Request::new(RequestId::from(0), RegisterCapability::METHOD.to_owned(), params)
}

fn folders(params: &InitializeParams) -> Vec<std::path::PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    #[expect(deprecated, reason = "editors without workspace folders still name a root")]
    let root = params.root_uri.iter().filter(|_| params.workspace_folders.is_none());
    folders.chain(root).filter_map(|uri| world::path_of(uri.as_str())).collect()
}

fn greeting(encoding: Encoding) -> serde_json::Value {
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", ".", "{", ":"].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        document_formatting_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![answer::WHY.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: answer::token_types(),
                    token_modifiers: vec![SemanticTokenModifier::DECLARATION],
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        inlay_hint_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    };
    serde_json::json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "exeunt", "version": env!("CARGO_PKG_VERSION") },
    })
}
