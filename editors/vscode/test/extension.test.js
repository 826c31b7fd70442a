// The extension, loaded with a stand-in for the editor: what it starts, and for which files.
"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const test = require("node:test");

const started = [];
const shown = [];
const editor = {
  workspace: {
    getConfiguration: () => ({ get: (_key, otherwise) => editor.path ?? otherwise }),
  },
  window: { showErrorMessage: (message) => shown.push(message) },
};

class LanguageClient {
  constructor(id, _name, server, options) {
    Object.assign(this, { id, server, options });
    started.push(this);
  }

  async start() {
    if (this.server.command === "missing") throw new Error("ENOENT");
  }

  async stop() {
    this.stopped = true;
  }
}

const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === "vscode") return editor;
  if (request === "vscode-languageclient/node") return { LanguageClient };
  return load(request, ...rest);
};
const extension = require("../src/extension.js");

test("it starts the server for policies and stops it", async () => {
  await extension.activate();
  const [client] = started;
  assert.deepStrictEqual(client.server, { command: "exeunt", args: ["lsp", "--stdio"] });
  assert.deepStrictEqual(client.options.documentSelector, [{ scheme: "file", language: "exeunt" }]);
  await extension.deactivate();
  assert.ok(client.stopped);
});

test("a server that is not there is told with the setting to change", async () => {
  editor.path = "missing";
  await extension.activate();
  assert.match(shown[0], /`missing lsp` does not start.*exeunt\.server\.path/);
});

test("the manifest names files that exist", () => {
  const fs = require("node:fs");
  const path = require("node:path");
  const root = path.join(__dirname, "..");
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const files = [
    manifest.main,
    ...manifest.contributes.languages.map((language) => language.configuration),
    ...manifest.contributes.grammars.map((grammar) => grammar.path),
  ];
  for (const file of files) assert.ok(fs.existsSync(path.join(root, file)), file);
});
