// The TextMate grammar, run by the library that the editor itself uses.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const root = path.join(__dirname, "..");

async function grammar() {
  const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope !== "source.exeunt") return null;
      const file = path.join(root, "syntaxes/exeunt.tmLanguage.json");
      return textmate.parseRawGrammar(fs.readFileSync(file, "utf8"), file);
    },
  });
  return registry.loadGrammar("source.exeunt");
}

function scopes(loaded, text) {
  let state = textmate.INITIAL;
  const found = [];
  for (const line of text.split("\n")) {
    const tokens = loaded.tokenizeLine(line, state);
    state = tokens.ruleStack;
    for (const token of tokens.tokens) {
      found.push([line.slice(token.startIndex, token.endIndex).trim(), token.scopes.at(-1), token.scopes]);
    }
  }
  return found;
}

const loading = grammar();

const cases = [
  ["package taobao", "taobao", "entity.name.namespace.exeunt"],
  ["zone Asia/Shanghai", "Asia/Shanghai", "constant.other.zone.exeunt"],
  ["record trade {", "trade", "entity.name.type.exeunt"],
  ["  交易: many trade", "交易", "variable.other.member.exeunt"],
  ["  status: one of normal, limited", "one of", "support.type.exeunt"],
  ["policy close on request {", "close", "entity.name.function.exeunt"],
  ["  require settled: no trade completed within 15d", "settled", "entity.name.tag.exeunt"],
  ["  require settled: no trade completed within 15d", "no", "keyword.operator.word.exeunt"],
  ["  require settled: no trade completed within 15d", "15d", "constant.numeric.duration.exeunt"],
  ["  require empty: balance is 12.50 CNY", "CNY", "constant.other.currency.exeunt"],
  ["  require empty: balance is 12.50 CNY", "12.50", "constant.numeric.money.exeunt"],
  ["test \"x\" for close at 2026-06-01T12:00+08:00 {", "2026-06-01T12:00+08:00", "constant.numeric.time.exeunt"],
  ["    en \"You have {count} trades\"", "count", "variable.other.exeunt"],
  ["    final", "final", "keyword.control.exeunt"],
  ["/// What is known.", "/// What is known.", "comment.line.documentation.exeunt"],
  ["// a note \"with a quote", "// a note \"with a quote", "comment.line.double-slash.exeunt"],
];

for (const [line, word, scope] of cases) {
  test(`${word} in ${line.trim()}`, async () => {
    const found = scopes(await loading, line).find(([text]) => text === word);
    assert.ok(found, `${word} is no token of its own`);
    assert.strictEqual(found[1], scope);
  });
}

test("every shipped policy is read to its end, and no text runs over its line", async () => {
  const policies = path.join(root, "../../policies");
  const files = fs.readdirSync(policies, { recursive: true }).filter((file) => file.endsWith(".policy"));
  assert.ok(files.length > 5);
  for (const file of files) {
    const loaded = await loading;
    let state = textmate.INITIAL;
    for (const line of fs.readFileSync(path.join(policies, file), "utf8").split("\n")) {
      state = loaded.tokenizeLine(line, state).ruleStack;
      assert.strictEqual(state.depth, 1, `${file}: ${line}`);
    }
  }
});
