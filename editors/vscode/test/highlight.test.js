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
  ["    hold trial: some pending case_file on everything", "trial", "entity.name.tag.exeunt"],
  ["    hold trial: some pending case_file on everything", "on everything", "keyword.control.exeunt"],
  ["/// What is known.", "/// What is known.", "comment.line.documentation.exeunt"],
  ["// a note \"with a quote", "// a note \"with a quote", "comment.line.double-slash.exeunt"],
];


const inLine = (line, expected) => {
  for (const [word, scope] of Object.entries(expected)) cases.push([line, word, `${scope}.exeunt`]);
};
const word = "keyword.operator.word";
const control = "keyword.control";
inLine("languages zh, en", { languages: control });
inLine("use alibaba_cn", { use: "keyword.other", alibaba_cn: "entity.name.namespace" });
inLine("account {", { account: control });
inLine("  closed: time? as \"closed_at\"", { closed: "variable.other.member", time: "support.type", as: control });
inLine("  tags: many text", { many: "support.type", text: "support.type" });
inLine("  price: money CNY", { money: "support.type" });
inLine("  open = state is one of paid, shipped", { open: "variable.other.member", is: word });
inLine("  dated by placed", { dated: control, by: control });
inLine("condition calm = no trade", { condition: "storage.type", calm: "entity.name.function" });
inLine("policy sweep_idle on sweep {", { sweep_idle: "entity.name.function", sweep: control });
inLine("  when last_login more than 12mo ago", { when: control, "more than": word, ago: word, "12mo": "constant.numeric.duration" });
inLine("  require a: at least 2 trade where paid", { "at least": word, 2: "constant.numeric", where: word });
inLine("  require a: at most 2 trade and exactly 3 shop", { "at most": word, and: word, exactly: word });
inLine("  require a: every shop satisfies name is present", { every: word, satisfies: word, present: "constant.language" });
inLine("  require a: if not agreed then closed is absent", { if: word, not: word, then: word, absent: "constant.language" });
inLine("  require a: total price of trade >= 1 CNY", { total: "support.function", of: word, ">=": "keyword.operator" });
inLine("  require a: count of trade < 3", { count: "support.function" });
inLine("  require a: latest placed of trade before 2026-01-01", { latest: "support.function", before: word });
inLine("  require a: trade in the next 7 full days", { "the next": word, "full days": word });
inLine("  require a: trade within 7d after opened", { within: word, after: word });
inLine("  require a: trade since 2026-01-01", { since: word, "2026-01-01": "constant.numeric.time" });
inLine("  require a: trade between now and 2026-01-01", { between: word, now: "constant.language" });
inLine("    zh \"…\" fix \"…\" link \"…\" law \"…\"", { fix: control, link: control, law: control });
inLine("    otherwise suspend", { otherwise: control });
inLine("  warn points when points > 0: en \"…\"", { warn: control, points: "entity.name.tag" });
inLine("  step confirm: en \"…\"", { step: control, confirm: "entity.name.tag" });
inLine("  grace 60d after request.submitted cancelled by login", { grace: control, cancelled: control });
inLine("  deadline answer: 1mo after asked met by answered law \"…\"", { deadline: control, answer: "entity.name.tag", met: control, law: control });
inLine("  expect deadline answer open due 2026-06-06", { deadline: control, answer: "entity.name.tag", open: control, due: control });
inLine("  notify early: 90d before counted since login shown by told at sent where first", { notify: control, early: "entity.name.tag", counted: control, shown: control, by: control });
inLine("  expect deadline answer not begun", { "not begun": control });
inLine("  require a: no trade where open", { where: word });
inLine("outcomes { close leaves  suspend }", { outcomes: control, leaves: control });
inLine("  outcome suspend until reverified sets suspended_at", { outcome: control, until: control, sets: control });
inLine("lifecycle dormancy: suspend then delete restarted by last_used", { lifecycle: "storage.type", dormancy: "variable.other.constant", then: word, restarted: control, by: control });
inLine("  data {", { data: control });
inLine("    erase account, shops", { erase: control });
inLine("    retain trades for 3y after placed law \"…\"", { retain: control, for: control, "3y": "constant.numeric.duration" });
inLine("    forfeit points", { forfeit: control });
inLine("    tell shares where not revoked", { tell: control });
inLine("  expect not informed account.shares[1]", { "not informed": control });
inLine("    erase posts copies gone within 35d", { "copies gone": control, "35d": "constant.numeric.duration" });
inLine("  expect copies gone account.posts by 2026-07-06", { "copies gone": control });
inLine("    retain log for 90d after leaving law \"…\"", { after: word, leaving: control });
inLine("    hold suit: some open case on everything", { hold: control, suit: "entity.name.tag", "on everything": control });
inLine("record invoice { number: text key }", { key: control });
inLine("    keep trades anonymised", { keep: control, anonymised: control });
inLine("    keep trades anonymised removing buyer replacing title \"…\" leaving placed", { removing: control, replacing: control, leaving: control });
inLine("    retain trades for 3y after closed without it no end then anonymised removing buyer", { "without it no end": control, then: control });
inLine("fixture tidy: account from \"a.json\" with { a: unknown }", { fixture: control, from: control, with: control, unknown: "constant.language" });
inLine("  account tidy with { flag: true  at: 3d ago }", { true: "constant.language", "3d": "constant.numeric.duration" });
inLine("  expect blocked by settled", { expect: control, by: control });
inLine("  expect eligible after 2026-06-06T12:00Z", { eligible: control });
inLine("  require a: end of quarter of paid < now", { "end of quarter": word });
inLine("  require a: name starts with \"x\"", { "starts with": word });
inLine("  expect never", { never: control });
inLine("  expect no warn points", { no: word });
inLine("  expect message zh \"…\"", { message: control });

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

test("every word of the language is one of the highlighting too", async () => {
  const lexical = fs.readFileSync(path.join(root, "../../grammar/lexical.pest"), "utf8");
  const words = [...lexical.matchAll(/^kw_\w+ = @\{ "(\w+)"/gm)].map(([, word]) => word);
  assert.ok(words.length > 60, `${words.length} words`);
  const around = { least: "at least 1", most: "at most 1", more: "more than 1d ago", less: "less than 1d ago", than: "more than 1d ago" };
  const behind = { the: "the next 1d", next: "the next 1d", full: "1 full days", days: "1 full days", day: "1 full day" };
  const ahead = { one: "x: one of a", of: "x: one of a", starts: "name starts with \"a\"" };
  const anchors = {};
  for (const word of ["start", "end"]) anchors[word] = `${word} of day of x`;
  for (const word of ["month", "quarter", "year"]) anchors[word] = `start of ${word} of x`;
  const deadlines = { met: "x met by y", counted: "x counted since y", shown: "x shown by y", notify: "notify x: 90d before", begun: "expect deadline x not begun", due: "expect deadline x due 2026-01-01" };
  for (const word of ["open", "overdue"]) deadlines[word] = `expect deadline x ${word}`;
  const plans = { plan: "expect no plan", without: "expect kept account.x without end", leaving: "retain x for 90d after leaving", only: "retain x for 90d after closed only for \"tax\"", it: "retain x for 3y after closed without it no end" };
  Object.assign(plans, { words: "words { account.x en \"x\" }", title: "title en \"x\"" });
  Object.assign(plans, { key: "record r { number: text key }", everything: "hold x: y on everything", held: "expect held account.x by y" });
  for (const word of ["copies", "gone"]) plans[word] = "erase posts copies gone within 35d";
  for (const word of ["would", "be"]) plans[word] = "expect would be erased account";
  for (const word of ["erased", "kept", "forfeited", "informed", "undetermined"]) plans[word] = `expect ${word} account.x`;
  const missing = [];
  for (const word of words) {
    const line = { ...around, ...behind, ...ahead, ...anchors, ...deadlines, ...plans }[word] ?? `x ${word} y of z`;
    const found = scopes(await loading, line).find(([text]) => text.split(/\s+/).includes(word));
    if (!found || found[1] === "source.exeunt") missing.push(word);
  }
  assert.deepStrictEqual(missing, []);
});
