//! Nothing of a policy, a mapping or a key gets out of its quotes: whatever they hold, the engines give the evaluator's
//! verdicts, and an unrelated table is unchanged.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Code;
use exeunt::facts;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::source::{FileId, Sources};
use exeunt::sql::{Dialect, Emit, KeyRange, Keys, Mapping, Options, Written, to_sql};
use exeunt_testkit::sound;
use serde_json::{Value as Json, json};

use crate::differential::population;
use crate::engine::{COLUMNS, Engine, Job, Query, Row};
use crate::jobs::{expected, shown};

const NOW: Timestamp = Timestamp::from_micros(1_577_836_800_000_000);

/// Texts that nobody calls anything, in fours, for each four is tried at once.
const WORDS: [[&str; 4]; 11] = [
    ["'", "\"", "`", "\\"],
    ["''", "\"\"", "``", "\\\\"],
    ["\\'", "\\\"", "\\`", "a\\"],
    [";", "--", "/*", "*/"],
    ["$$", "$1", "$now", ":now"],
    ["%s", "%(now)s", "?", "${x}"],
    ["a\nb", "a\tb", "\n-- a", "U&'\\0027'"],
    ["\n::error::a", "##[error]b", "\u{2066}c\u{2069}", "\t##vso[d]"],
    ["\u{2019}", "\u{201c}x\u{201d}", "\u{ff07}", "\u{2bc}\u{2028}"],
    [
        "'); DROP TABLE canary; --",
        "\"; DROP TABLE canary; --",
        "`; DROP TABLE canary; --",
        "\\'; DROP TABLE canary; --",
    ],
    [
        "$$; DROP TABLE canary; $$",
        "*/ DROP TABLE canary; /*",
        "'] || (SELECT 1) || ['",
        "1; DROP TABLE canary",
    ],
];

/// What the paths of Spark's JSON have no way to name.
const UNNAMED_IN_SPARK: [char; 3] = ['\'', '?', ']'];

/// What Spark replaces in a query before it reads it; no name can hold it.
const REPLACED_BY_SPARK: &str = "${";

/// Four words in every place that a policy and a mapping have for them.
struct Hostile {
    dialect: Dialect,
    words: [&'static str; 4],
    /// What tables and columns are called: the words, but for those that the dialect refuses.
    names: [String; 4],
    /// Keys in JSON, likewise.
    keys: [String; 4],
    program: Program,
    texts: Sources,
}

impl Hostile {
    fn new(dialect: Dialect, words: [&'static str; 4]) -> Self {
        let Analysis { program, sources: texts, .. } = sound([("shop.policy", policy(words))]);
        let program = program.expect("`sound` has no errors");
        let plain = |kind: &str| [0, 1, 2, 3].map(|at| format!("{kind}{at}"));
        let mut hostile = Self { dialect, words, names: plain("n"), keys: plain("k"), program, texts };
        for (at, word) in words.into_iter().enumerate() {
            let unnamed = dialect == Dialect::Spark && word.contains(REPLACED_BY_SPARK);
            hostile.name(at, unnamed, |hostile| &mut hostile.names[at]);
            let unnamed = dialect == Dialect::Spark
                && (word.contains(UNNAMED_IN_SPARK) || word.starts_with(char::is_whitespace));
            hostile.name(at, unnamed, |hostile| &mut hostile.keys[at]);
        }
        hostile
    }

    /// Puts a word at a place, or sees that the dialect refuses it there.
    fn name(&mut self, at: usize, refused: bool, place: impl Fn(&mut Self) -> &mut String) {
        let word = self.words[at].to_owned();
        let plain = std::mem::replace(place(self), word);
        let Written { text, diagnostics } = self.write(None, Emit::Query, None);
        assert_eq!(text.is_none(), refused, "{}: {:?}: {diagnostics:?}", self.dialect.name(), self.words[at]);
        if refused {
            assert!(diagnostics.iter().all(|found| found.code == Code::NotInDialect), "{diagnostics:?}");
            *place(self) = plain;
        }
    }

    fn write(&self, now: Option<Timestamp>, emit: Emit, keys: Option<Keys>) -> Written {
        let (dialect, mapping) = (self.dialect, self.mapping());
        to_sql(
            &self.program,
            PolicyId::FIRST,
            &Options { dialect, now, emit, mapping: Some(&mapping), keys, texts: Some(&self.texts) },
        )
    }

    fn mapping(&self) -> Mapping {
        let [users, orders, owner, uid] = [0, 1, 2, 3].map(|at| in_toml(&self.names[at]));
        let pairs = |pair: &dyn Fn(usize) -> String| (0..4).map(pair).collect::<Vec<_>>();
        let codes = pairs(&|at| format!("{} = {}", STATES[at], in_toml(self.words[at]))).join(", ");
        let state = format!("state = {{ column = \"st\", codes = {{ {codes} }} }}");
        let keys = pairs(&|at| format!("k{at} = {{ json = [\"profile\", {}] }}", in_toml(&self.keys[at])))
            .join("\n");
        let text = format!(
            "[account]\ntable = {users}\nkey = {uid}\n\
             [account.columns]\nc0 = {users}\nc1 = {orders}\nc2 = {owner}\nseen = \"seen\"\n{state}\n{keys}\n\
             [collections.\"account.orders\"]\ntable = {orders}\nowner = {owner}\ncomplete = true\n\
             [collections.\"account.orders\".columns]\n{state}\n"
        );
        Mapping::read(FileId(1), &text).unwrap_or_else(|found| panic!("{text}\n{found:?}"))
    }

    fn written(&self, now: Option<Timestamp>, emit: Emit, keys: Option<Keys>) -> String {
        let written = self.write(now, emit, keys);
        written.text.unwrap_or_else(|| panic!("{:?}: {:?}", self.words, written.diagnostics))
    }

    /// Accounts whose keys are the words and one more, in the order of their keys.
    fn accounts(&self) -> Vec<Account> {
        let mut accounts: Vec<Account> = (0..5).map(|at| Account { words: self.words, at }).collect();
        accounts.sort_by_key(Account::id);
        accounts
    }

    fn job(&self, accounts: &[Account]) -> Job {
        let [users, orders, owner, view] = self.names.each_ref().map(String::as_str);
        let view_of = self.written(Some(NOW), Emit::View(view.to_owned()), None);
        let bound = self.written(None, Emit::Query, None);
        let keys = Keys::Range(KeyRange { after: Some(accounts[0].id()), until: accounts[3].id() });
        let ranged = self.written(Some(NOW), Emit::Query, Some(keys));
        let view = format!("SELECT * FROM {}", quoted(self.dialect, view));
        let query = |text: &str, now: Option<Timestamp>| Query {
            text: text.to_owned(),
            now: now.map(shown),
            columns: COLUMNS.to_vec(),
        };
        let rows = json!({
            users: accounts.iter().map(|account| account.row(self)).collect::<Vec<_>>(),
            orders: accounts.iter().map(|account| json!({owner: account.id(), "st": account.word()})).collect::<Vec<_>>(),
            "canary": [{"says": "alive"}],
        });
        Job {
            tables: format!("{}{view_of}", tables(self.dialect, &self.names)),
            rows,
            queries: vec![
                query(&bound, Some(NOW)),
                query(&ranged, None),
                query(&view, None),
                query(&canary(self.dialect), None),
            ],
        }
    }

    fn expected(&self, account: &Account) -> Row {
        let text = json!({"policy": "shop.close", "account": account.facts()}).to_string();
        let read = facts::read(&self.program, None, FileId(0), &text);
        let envelope = read.envelope.unwrap_or_else(|| panic!("{:?}", read.diagnostics));
        [vec![Some(account.id())], expected(&self.program, PolicyId::FIRST, &envelope.facts, NOW)].concat()
    }

    fn check(&self, engine: &mut Engine) {
        let accounts = self.accounts();
        let job = self.job(&accounts);
        let results = engine
            .run(&job)
            .unwrap_or_else(|error| panic!("{:?}: {error}\n{}", self.words, job.queries[0].text));
        let all: Vec<Row> = accounts.iter().map(|account| self.expected(account)).collect();
        let ranged = all[1..=3].to_vec();
        let alive = ["canary", "alive", "", ""].map(|text| Some(text.to_owned())).to_vec();
        let canary = vec![[alive, vec![None, None]].concat()];
        assert_eq!(all.iter().filter(|row| row[1].as_deref() == Some("eligible")).count(), 1, "{all:?}");
        for ((given, wanted), query) in
            results.into_iter().zip([all.clone(), ranged, all, canary]).zip(&job.queries)
        {
            assert_eq!(in_order(given), wanted, "{:?}\n{}", self.words, query.text);
        }
    }
}

/// The order of keys is the engine's.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    rows
}

/// An account that differs from the policy in the word at its place; the last one in none.
struct Account {
    words: [&'static str; 4],
    at: usize,
}

impl Account {
    fn id(&self) -> String {
        self.words.get(self.at).map_or("plain", |word| word).to_owned()
    }

    /// A code, of an order that is open or of one that is done.
    fn word(&self) -> &'static str {
        self.words[self.at % 4]
    }

    fn texts(&self) -> [String; 4] {
        let text = |at: usize| {
            if at == self.at { format!("{}x", self.words[at]) } else { self.words[at].to_owned() }
        };
        [text(0), text(1), text(2), text(3)]
    }

    fn row(&self, hostile: &Hostile) -> Json {
        let [users, orders, owner, uid] = &hostile.names;
        let [one, two, three, _] = self.texts();
        let profile: serde_json::Map<String, Json> =
            hostile.keys.iter().cloned().zip(self.texts().map(Json::from)).collect();
        let profile = Json::Object(profile);
        let profile = if hostile.dialect == Dialect::Spark { profile.to_string().into() } else { profile };
        json!({uid: self.id(), users: one, orders: two, owner: three, "st": self.word(), "profile": profile, "seen": "2019-01-01 00:00:00+00"})
    }

    /// The same as the policy calls it.
    fn facts(&self) -> Json {
        let [c0, c1, c2, _] = self.texts();
        let [k0, k1, k2, k3] = self.texts();
        let state = STATES[self.at % 4];
        json!({"c0": c0, "c1": c1, "c2": c2, "k0": k0, "k1": k1, "k2": k2, "k3": k3, "state": state,
            "seen": "2019-01-01T00:00:00Z", "orders": [{"state": state}]})
    }
}

/// The words of the enumeration.
const STATES: [&str; 4] = ["w0", "w1", "w2", "w3"];

/// Its conditions have comments behind them, which come to the query with the lines.
fn policy(words: [&str; 4]) -> String {
    let [a, b, c, d] = words.map(in_policy);
    format!(
        "package shop\nlanguages en\n\
         account {{ c0: text  c1: text  c2: text  k0: text  k1: text  k2: text  k3: text  state: one of w0, w1, w2, w3  seen: time  orders: many order }}\n\
         record order {{ state: one of w0, w1, w2, w3 }}\n\
         policy close on sweep {{\n\
         \x20 require columns: c0 is {a} // */ ; DROP TABLE canary; \\\n    and c1 is {b} // '\"`$$ \\\n    and c2 is {c} // \\\n    en \"No\" fix \"Wait\"\n\
         \x20 require keys: k0 is {a} and k1 is {b} and k2 is {c} and k3 is {d} en \"No\" fix \"Wait\"\n\
         \x20 require codes: state is not w1 en \"No\" fix \"Wait\"\n\
         \x20 require orders: no order where state is w2 en \"No\" fix \"Wait\"\n\
         \x20 require seen: seen more than 15d ago en \"No\" fix \"Wait\"\n\
         }}\n"
    )
}

fn in_policy(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

fn in_toml(word: &str) -> String {
    let escaped: String = word.chars().map(|sign| format!("\\U{:08x}", sign as u32)).collect();
    format!("\"{escaped}\"")
}

fn quoted(dialect: Dialect, name: &str) -> String {
    let mark = if dialect == Dialect::Spark { "`" } else { "\"" };
    format!("{mark}{}{mark}", name.replace(mark, &mark.repeat(2)))
}

fn tables(dialect: Dialect, names: &[String; 4]) -> String {
    let [users, orders, owner, uid] = names.each_ref().map(|name| quoted(dialect, name));
    let [text, time, json] = types(dialect);
    let end = if dialect == Dialect::Spark { " USING PARQUET" } else { "" };
    format!(
        "CREATE TABLE {users} (\n{uid} {text}, {users} {text}, {orders} {text}, {owner} {text}, st {text}, profile {json}, seen {time}){end};\n\
         CREATE TABLE {orders} (\n{owner} {text}, st {text}){end};\n\
         CREATE TABLE {} (\nsays {text}){end};\n",
        quoted(dialect, "canary")
    )
}

/// The types of texts, of instants and of JSON.
fn types(dialect: Dialect) -> [&'static str; 3] {
    match dialect {
        Dialect::DuckDb => ["VARCHAR", "TIMESTAMPTZ", "JSON"],
        Dialect::Postgres => ["text", "timestamptz", "jsonb"],
        Dialect::Spark => ["STRING", "TIMESTAMP_LTZ", "STRING"],
    }
}

/// What the canary says, in the columns of a verdict.
fn canary(dialect: Dialect) -> String {
    let [text, time, _] = types(dialect);
    format!(
        "SELECT 'canary' AS id, says AS status, '' AS failed, '' AS unknown, \
         CAST(NULL AS {text}) AS outcome, CAST(NULL AS {time}) AS eligible_after FROM canary"
    )
}

/// A program that no text compiles to, but that a built one may contain: every name is one of the words.
fn renamed(program: &Program, words: [&'static str; 4]) -> Program {
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
    fn rename(value: &mut Json, next: &mut dyn FnMut() -> &'static str) {
        match value {
            Json::Array(parts) => parts.iter_mut().for_each(|part| rename(part, next)),
            Json::Object(fields) => fields.iter_mut().for_each(|(key, value)| match (key.as_str(), value) {
                ("name", Json::String(name)) => name.push_str(next()),
                (_, value) => rename(value, next),
            }),
            _ => {}
        }
    }
    let mut written = serde_json::to_value(program).expect("a program is written");
    let mut words = words.into_iter().cycle();
    rename(&mut written, &mut || words.next().unwrap_or_default());
    exeunt::ir::read_unverified(&written.to_string()).expect("and read")
}

/// The default layout, its tables and a query over them, of programs with such names.
fn tables_are_made(engine: &mut Engine) {
    for words in WORDS {
        let Analysis { program, sources: texts, .. } = sound([("shop.policy", policy(words))]);
        let program = program.expect("`sound` has no errors");
        let program = renamed(&program, words);
        let compared = population(&program, &texts, PolicyId::FIRST, 8, 1, 1).compare(engine);
        let refused = engine.dialect == Dialect::Spark && words.concat().contains(REPLACED_BY_SPARK);
        assert_eq!(compared.refused == 0, !refused, "{words:?}: {compared:?}");
        assert!(compared.differences.is_empty(), "{words:?}: {}", compared.differences.join("\n"));
    }
}

fn nothing_escapes(dialect: Dialect) {
    let mut engine = Engine::start(dialect);
    for words in WORDS {
        Hostile::new(dialect, words).check(&mut engine);
    }
    tables_are_made(&mut engine);
}

#[test]
#[ignore = "needs DuckDB: tests/engines/run"]
fn duckdb_is_not_injected() {
    nothing_escapes(Dialect::DuckDb);
}

#[test]
#[ignore = "needs PostgreSQL: tests/engines/run"]
fn postgres_is_not_injected() {
    nothing_escapes(Dialect::Postgres);
}

#[test]
#[ignore = "needs Spark: tests/engines/run"]
fn spark_is_not_injected() {
    nothing_escapes(Dialect::Spark);
}
