// Starts the language server for policies. Everything that it shows, the server finds.
"use strict";

const { workspace, window } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** Starts the server when the first policy is opened. */
async function activate() {
  const command = workspace.getConfiguration("exeunt").get("server.path", "exeunt");
  const server = { command, args: ["lsp", "--stdio"] };
  client = new LanguageClient("exeunt", "exeunt", server, {
    documentSelector: [{ scheme: "file", language: "exeunt" }],
  });
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(
      `exeunt: \`${command} lsp\` does not start: ${error.message}. Set \`exeunt.server.path\`.`,
    );
  }
}

/** Stops it with the editor. */
function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
