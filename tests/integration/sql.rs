//! Queries as texts: that they parse, and that nothing of a policy or mapping gets out of its quotes. What they give is
//! held against the evaluator in `tests/engines`.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Code;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::source::{FileId, Sources};
use exeunt::sql::{Accounts, Columns, Dialect, Emit, KeyRange, Keys, Mapping, Options, columns_read, to_sql};
use exeunt_testkit::facts::{FactSource, Known};
use exeunt_testkit::policies::NOT_IN_SQL;
use exeunt_testkit::{Dice, generated, shipped, sound};
use proptest::prelude::*;
use serde_json::Value as Json;
use sqlparser::dialect::{DuckDbDialect, HiveDialect, PostgreSqlDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

/// Every hostile text has this in it: found bare among the tokens, it has escaped.
const MARK: &str = "pwned";

fn parser_of(dialect: Dialect) -> Box<dyn sqlparser::dialect::Dialect> {
    match dialect {
        Dialect::DuckDb => Box::new(DuckDbDialect {}),
        Dialect::Postgres => Box::new(PostgreSqlDialect {}),
        Dialect::Spark => Box::new(HiveDialect {}),
    }
}

/// The statements of a text that is written for a dialect.
fn statements(dialect: Dialect, text: &str) -> usize {
    let parsed = Parser::parse_sql(parser_of(dialect).as_ref(), text);
    parsed.unwrap_or_else(|error| panic!("{}: {error}\n{text}", dialect.name())).len()
}

/// Bare words and operators that hold the mark.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn escaped(dialect: Dialect, text: &str) -> Vec<Token> {
    let parser = parser_of(dialect);
    let tokens = Tokenizer::new(parser.as_ref(), text).tokenize();
    let tokens = tokens.unwrap_or_else(|error| panic!("{}: {error}\n{text}", dialect.name()));
    let is_bare = |token: &Token| match token {
        Token::Word(word) => word.quote_style.is_none() && word.value.contains(MARK),
        Token::SingleQuotedString(_) | Token::EscapedStringLiteral(_) | Token::Whitespace(_) => false,
        other => other.to_string().contains(MARK),
    };
    tokens.into_iter().filter(is_bare).collect()
}

#[test]
fn what_is_written_for_the_shipped_policies_parses() {
    // Those of which a form is refused: one without `now` may be, where one with it is not.
    let mut refused = std::collections::BTreeSet::new();
    let Analysis { program, sources: texts, .. } = shipped();
    let program = program.expect("`shipped` has no errors");
    for policy in program.policies().ids() {
        let name = program.policy_name(policy).to_string();
        for dialect in Dialect::ALL {
            let forms = [
                (None, Emit::Query),
                (Some(Timestamp::from_micros(1_554_091_200_000_000)), Emit::Query),
                (None, Emit::Summary),
                (Some(Timestamp::UNIX_EPOCH), Emit::View("verdicts".to_owned())),
            ];
            for (now, emit) in forms {
                let options = Options { dialect, now, emit, mapping: None, keys: None, texts: Some(&texts) };
                let text = to_sql(&program, policy, &options).text;
                if text.is_none() {
                    refused.insert(name.clone());
                }
                assert!(text.is_none_or(|text| statements(dialect, &text) == 1), "{name}");
            }
            let tables =
                Options { dialect, now: None, emit: Emit::Tables, mapping: None, keys: None, texts: None };
            let tables = to_sql(&program, policy, &tables).text.expect("tables are always written");
            // The parser does not know where Spark keeps its tables.
            assert!(statements(dialect, &tables.replace(") USING PARQUET", ")")) >= 1, "{tables}");
        }
    }
    assert_eq!(refused.iter().map(String::as_str).collect::<Vec<_>>(), NOT_IN_SQL);
}

#[test]
fn what_is_written_for_the_plans_of_shipped_policies_parses() {
    let Analysis { program, sources: texts, .. } = shipped();
    let program = program.expect("`shipped` has no errors");
    let with_data = |id: &PolicyId| !program.policies()[*id].data.is_empty();
    for policy in program.policies().ids().filter(with_data) {
        let name = program.policy_name(policy);
        for dialect in Dialect::ALL {
            for now in [None, Some(Timestamp::from_micros(1_554_091_200_000_000))] {
                let emit = Emit::Plan;
                let options = Options { dialect, now, emit, mapping: None, keys: None, texts: Some(&texts) };
                match to_sql(&program, policy, &options).text {
                    Some(text) => assert_eq!(statements(dialect, &text), 1, "{name}"),
                    None => assert!(NOT_IN_SQL.contains(&name.as_str()), "{name} is refused"),
                }
            }
        }
    }
}

/// A mapping to start from has every fact that the query reads, each in a form that is understood.
#[test]
fn a_mapping_to_start_from_fits_every_shipped_policy() {
    let program = shipped().program.expect("`shipped` has no errors");
    for policy in program.policies().ids() {
        let name = program.policy_name(policy);
        let written = |emit: Emit, mapping: Option<&Mapping>| {
            let dialect = Dialect::Postgres;
            to_sql(&program, policy, &Options { dialect, now: None, emit, mapping, keys: None, texts: None })
        };
        let text = written(Emit::Mapping, None).text.expect("a mapping is always written");
        let mapping = Mapping::read(FileId(1), &text).unwrap_or_else(|found| panic!("{text}\n{found:?}"));
        let (default, mapped) = (written(Emit::Query, None), written(Emit::Query, Some(&mapping)));
        assert_eq!(default.text.is_some(), mapped.text.is_some(), "{name}: {:?}\n{text}", mapped.diagnostics);
        if let Some(query) = mapped.text {
            assert_eq!(statements(Dialect::Postgres, &query), 1, "{name}");
        }
    }
}

/// The first thing that adopters type: a field `id` (B6 of the review of the field).
#[test]
fn facts_may_have_the_names_of_keys() {
    let policy = r#"
package shop
languages en
zone UTC
account { id: text  Account_Id: int  orders: many order }
record order { id: text  position: int?  account_id: text  placed: time }
policy close on request {
  require named: id is "a"  en "No" fix "Wait"
  require quiet: no order placed within 15d where (position is present and position is 1 and account_id is "b")  en "No" fix "Wait"
}
"#;
    let program = sound([("shop.policy", policy)]).program.expect("`sound` has no errors");
    let policy = program.policy("shop.close").expect("it is there");
    for dialect in Dialect::ALL {
        let written = |emit: Emit, mapping: Option<&Mapping>| {
            let options = Options { dialect, now: None, emit, mapping, keys: None, texts: None };
            let written = to_sql(&program, policy, &options);
            written.text.unwrap_or_else(|| panic!("{:?}", written.diagnostics))
        };
        let tables = written(Emit::Tables, None);
        for column in ["fact_id", "fact_position", "fact_position_known", "fact_account_id", "Account_Id"] {
            assert!(tables.contains(column), "`{column}` is missing in\n{tables}");
        }
        assert_eq!(statements(dialect, &written(Emit::Query, None)), 1);
        let template = written(Emit::Mapping, None);
        assert!(template.contains("[account.columns]\nid = \"id\"\n"), "{template}");
        let mapping = Mapping::read(FileId(1), &template).expect("the mapping is sound");
        let mapped = written(Emit::Query, Some(&mapping));
        assert_eq!(statements(dialect, &mapped), 1);
        // The mapping leads the fact to the column that has its name.
        let led = mapped.replace('`', "\"");
        assert!(led.contains(".\"id\" AS \"fact_id\""), "{led}");
    }
}

const PLANNED: &str = r#"
package shop
languages en
zone UTC
account { n: int  term: length  kind: one of a, b  trades: many trade  notes: many note }
record trade { placed: time?  items: many item }
record item { made: time? }
record note { text: text }
policy close on sweep {
  require good: n is 0  en "No" fix "Wait"
  data {
    erase account, notes
    retain trades for 3y after placed law "Tax"
    retain trades.items for 1y after placed law "Tax"
  }
}
"#;

/// Why the plan of a policy is refused.
fn refused_plan(policy: &str, mapping: Option<&str>) -> (Code, String) {
    let program = sound([("shop.policy", policy)]).program.expect("`sound` has no errors");
    let mapping = mapping.map(|text| Mapping::read(FileId(1), text).expect("the mapping is sound"));
    let options = Options {
        dialect: Dialect::DuckDb,
        now: None,
        emit: Emit::Plan,
        mapping: mapping.as_ref(),
        keys: None,
        texts: None,
    };
    let written = to_sql(&program, PolicyId::FIRST, &options);
    assert_eq!(written.text, None);
    let found = &written.diagnostics[0];
    (found.code, format!("{} {}", found.message, found.primary.text))
}

#[test]
fn plans_that_no_query_says_exactly_are_refused() {
    let whole = PLANNED.replace("    retain trades.items for 1y after placed law \"Tax\"\n", "");
    let (code, why) = refused_plan(&whole.replace("for 3y after placed", "for term after placed"), None);
    assert_eq!(code, Code::NotInDialect);
    assert!(why.contains("moves by a length that each account has of its own"), "{why}");
    let (start, _) = PLANNED.split_once("  data {").expect("it has one");
    let (code, why) = refused_plan(&format!("{start}}}\n"), None);
    assert_eq!(code, Code::NotInDialect);
    assert!(why.contains("`shop.close` does not say what becomes of the data"), "{why}");
}

const MAPPED: &str = r#"
[account]
table = "users"
key = "uid"

[account.columns]
n = "n"

[collections."account.trades"]
table = "orders"
owner = "user_id"
KEY
complete = true

[collections."account.trades".columns]
placed = "placed_at"

[collections."account.trades.items"]
ITEMS

[collections."account.trades.items".columns]
made = "made"
"#;

#[test]
fn elements_of_mapped_collections_have_keys() {
    let table = "table = \"items\"\nowner = [\"user_id\", \"order_id\"]\nkey = \"item_id\"\ncomplete = true";
    let mapping = |key: &str, items: &str| MAPPED.replace("KEY", key).replace("ITEMS", items);
    let (code, why) = refused_plan(PLANNED, Some(&mapping("key = \"order_id\"", "json = \"items\"")));
    assert_eq!(code, Code::NotInDialect);
    assert!(
        why.contains("nothing tells the elements of `account.trades.items` apart but their places"),
        "{why}"
    );
    let (code, why) = refused_plan(PLANNED, Some(&mapping("", table)));
    assert_eq!(code, Code::NotMapped);
    assert!(why.contains("`account.trades`"), "{why}");

    let program = sound([("shop.policy", PLANNED)]).program.expect("`sound` has no errors");
    let mapping = Mapping::read(FileId(1), &mapping("key = \"order_id\"", table)).expect("it is sound");
    let options = Options {
        dialect: Dialect::Postgres,
        now: None,
        emit: Emit::Plan,
        mapping: Some(&mapping),
        keys: None,
        texts: None,
    };
    let text = to_sql(&program, PolicyId::FIRST, &options).text.expect("it is written");
    assert_eq!(statements(Dialect::Postgres, &text), 1);
    assert!(text.contains("\"order_id\"") && text.contains("\"item_id\""), "{text}");
}

const POLICY: &str = r#"
package shop
languages en
account { status: one of normal, limited  name: text  balance: money CNY  tags: many text  home: address?  trades: many trade }
record address { city: text  since: time? }
record trade { state: one of open, done  placed: time }
policy close on sweep {
  require good: status is normal and name is "x" and "vip" in tags and balance is 0 CNY
    en "No" fix "Wait"
  require at_home: home is absent or home.city is "x"
    en "No" fix "Wait"
  require idle: no open trade within 15d
    en "No" fix "Wait"
}
"#;

pub(crate) fn program() -> (Program, Sources) {
    let analysis = sound([("shop.policy", POLICY)]);
    (analysis.program.expect("`sound` has no errors"), analysis.sources)
}

/// Replaces every text constant of a program, and makes every name that facts, words and requirements have a hostile one.
fn with_texts(program: &Program, text: &str) -> Program {
    // Names that stand one in another are held to 63 bytes.
    let short = format!("{MARK}{}", text.chars().take(11).collect::<String>());
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
    fn replace(value: &mut Json, text: &str, short: &str) {
        match value {
            Json::Array(parts) => parts.iter_mut().for_each(|part| replace(part, text, short)),
            Json::Object(fields) => fields.iter_mut().for_each(|(key, value)| match (key.as_str(), value) {
                ("text", value @ Json::String(_)) => *value = text.into(),
                ("name" | "outcome" | "otherwise", Json::String(name)) => name.push_str(short),
                (_, value) => replace(value, text, short),
            }),
            _ => {}
        }
    }
    let mut written = serde_json::to_value(program).expect("it is there");
    replace(&mut written, text, &short);
    exeunt::ir::read_unverified(&written.to_string()).expect("it is there")
}

/// Texts of quotes, comment marks, backslashes and words.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "'",
        "''",
        "\"",
        "`",
        "\\",
        "\\'",
        ";",
        "--",
        "/*",
        "*/",
        "\n",
        "\r",
        "$$",
        "$1",
        ":now",
        " ",
        "E'",
        "pwned",
        "; DROP TABLE pwned; --",
        "') OR pwned --",
        "交",
        "\u{2028}",
        "%",
        "{",
        "U&'",
    ]);
    prop::collection::vec(piece, 1..7).prop_map(|pieces| format!("{}{MARK}{}", pieces[0], pieces.concat()))
}

fn quoted(text: &str) -> String {
    let escaped: String = text.chars().map(|sign| format!("\\U{:08x}", sign as u32)).collect();
    format!("\"{escaped}\"")
}

/// What is asked of accounts, with a key that may be any text.
fn about_accounts(accounts: &Accounts, key: &str) -> Vec<String> {
    let range = |after: Option<String>| KeyRange { after, until: key.to_owned() };
    vec![
        accounts.keys(),
        accounts.count(),
        accounts.batch(None, 10),
        accounts.batch(Some(key), 10),
        accounts.until(key),
        accounts.repeated(&range(None)),
        accounts.repeated(&range(Some(key.to_owned()))),
        format!("SELECT {}", accounts.table_literal()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_text_of_a_policy_gets_out_of_its_quotes(text in hostile(), file in hostile()) {
        let (program, _) = program();
        let mut texts = Sources::new();
        texts.add(file, format!("{text}{}", " ".repeat(POLICY.len())));
        let program = with_texts(&program, &text);
        let range = KeyRange { after: Some(text.clone()), until: text.clone() };
        let of_range = Keys::Range(range);
        let these = Keys::These(vec![text.clone(), "a".to_owned()]);
        for dialect in Dialect::ALL {
            for (emit, now, keys) in [
                (Emit::View(text.clone()), Some(Timestamp::UNIX_EPOCH), &of_range),
                (Emit::Query, None, &of_range),
                (Emit::Query, None, &these),
                (Emit::Summary, None, &of_range),
            ] {
                let keys = Some(keys.clone());
                let options = Options { dialect, now, emit, mapping: None, keys, texts: Some(&texts) };
                let written = to_sql(&program, PolicyId::FIRST, &options);
                // Signs of several bytes make a name too long, which is said.
                prop_assume!(!written.diagnostics.iter().any(|found| found.code == Code::NotInDialect));
                let written = written.text.expect("nothing is refused");
                prop_assert!(written.matches(MARK).count() > 10);
                prop_assert_eq!(escaped(dialect, &written), Vec::<Token>::new(), "{}", written);
                prop_assert_eq!(statements(dialect, &written), 1, "{}", written);
            }
            let tables = Options { dialect, now: None, emit: Emit::Tables, mapping: None, keys: None, texts: None };
            let tables = to_sql(&program, PolicyId::FIRST, &tables).text.expect("tables are always written");
            prop_assert_eq!(escaped(dialect, &tables), Vec::<Token>::new(), "{}", tables);
            for query in about_accounts(&Accounts::of(dialect, None), &text) {
                prop_assert_eq!(escaped(dialect, &query), Vec::<Token>::new(), "{}", query);
                prop_assert_eq!(statements(dialect, &query), 1, "{}", query);
            }
        }
    }

    #[test]
    fn no_name_of_a_mapping_gets_out_of_its_quotes(names in prop::collection::vec(hostile(), 12), json in any::<bool>()) {
        let (program, _) = program();
        let name = |at: usize| quoted(&names[at]);
        let rows = if json { format!("json = [{}, {}]", name(6), name(7)) } else { format!("table = {}", name(6)) };
        let mapping = format!(
            "[account]\ntable = [{}, {}]\nkey = {}\n[account.columns]\nstatus = {{ column = {}, codes = {{ normal = {} }} }}\n\
             name = {{ json = [{}, {}] }}\nbalance = {{ column = {}, minor_units = true }}\ntags = {{ json = {} }}\n\
             home = {{ present = {} }}\n\"home.city\" = {}\n\"home.since\" = {{ column = {}, known = {} }}\n\
             [collections.\"account.trades\"]\n{rows}\nowner = {}\nkey = {}\ncomplete = true\n\
             [collections.\"account.trades\".columns]\nstate = {}\nplaced = {}\n",
            name(0), name(1), name(2), name(3), name(4), name(5), name(6), name(7), name(8), name(9), name(10), name(11),
            name(0), name(1), name(2), name(3), name(4),
        );
        let mapping = Mapping::read(FileId(1), &mapping).expect("a sound mapping");
        for dialect in Dialect::ALL {
            let options = Options { dialect, now: None, emit: Emit::Query, mapping: Some(&mapping), keys: None, texts: None };
            let written = to_sql(&program, PolicyId::FIRST, &options);
            if dialect == Dialect::Spark && written.text.is_none() {
                prop_assert!(written.diagnostics.iter().all(|found| found.code == Code::NotInDialect));
                continue;
            }
            prop_assert!(written.text.is_some(), "{:?}", written.diagnostics);
            let written = written.text.unwrap_or_default();
            prop_assert!(written.contains(MARK));
            prop_assert_eq!(escaped(dialect, &written), Vec::<Token>::new(), "{}", written);
            for query in about_accounts(&Accounts::of(dialect, Some(&mapping)), &names[0]) {
                prop_assert_eq!(escaped(dialect, &query), Vec::<Token>::new(), "{}", query);
                prop_assert_eq!(statements(dialect, &query), 1, "{}", query);
            }
            let columns = columns_read(&program, PolicyId::FIRST, &options).expect("the query was written");
            for Columns { query, .. } in columns {
                prop_assert_eq!(escaped(dialect, &query), Vec::<Token>::new(), "{}", query);
                prop_assert_eq!(statements(dialect, &query), 1, "{}", query);
            }
        }
    }

    #[test]
    fn no_mapping_makes_the_reader_panic(text in "[\\[\\]{}=\"a-z.,0-9\n ]{0,80}") {
        let _ = Mapping::read(FileId(1), &text);
    }
}

#[test]
fn a_mistake_in_a_mapping_is_reported_at_its_place() {
    let (program, _) = program();
    let text = "[account]\ntable = \"users\"\nkey = \"uid\"\n[account.columns]\nstatsu = \"s\"\n";
    let mapping = Mapping::read(FileId(1), text).expect("it can be read");
    let options = Options {
        dialect: Dialect::Postgres,
        now: None,
        emit: Emit::Query,
        mapping: Some(&mapping),
        keys: None,
        texts: None,
    };
    let found = to_sql(&program, PolicyId::FIRST, &options).diagnostics;
    let misspelt = &found[0];
    assert_eq!((misspelt.code, &text[misspelt.primary.span.range()]), (Code::MappedNothing, "statsu"));
    assert_eq!(misspelt.help.as_ref().map(ToString::to_string).as_deref(), Some("did you mean `status`?"));
    let missing: Vec<String> = found[1..].iter().map(|found| found.message.to_string()).collect();
    assert!(found[1..].iter().all(|found| found.code == Code::NotMapped), "{missing:?}");
    assert!(
        missing.iter().any(|it| it == "the policy reads `account.name`, which is not mapped"),
        "{missing:?}"
    );
}

#[test]
fn a_json_key_that_spark_cannot_name_is_refused_at_its_place() {
    let (program, _) = program();
    let columns = "status = \"s\"\nbalance = \"b\"\ntags = \"t\"\nhome = { present = \"h\" }\n\"home.city\" = \"c\"\n\"home.since\" = \"d\"\n";
    for key in ["it's", "a]", "*", "why?", " a", "\ta"] {
        let key = quoted(key);
        let text = format!(
            "[account]\ntable = \"users\"\nkey = \"uid\"\n[account.columns]\n{columns}name = {{ json = [\"j\", {key}] }}\n\
             [collections.\"account.trades\"]\njson = [\"k\", {key}]\n[collections.\"account.trades\".columns]\n\
             state = {key}\nplaced = \"placed\"\n"
        );
        let mapping = Mapping::read(FileId(1), &text).expect("a sound mapping");
        let written = |dialect| {
            let options = Options {
                dialect,
                now: None,
                emit: Emit::Query,
                mapping: Some(&mapping),
                keys: None,
                texts: None,
            };
            to_sql(&program, PolicyId::FIRST, &options)
        };
        assert!(written(Dialect::DuckDb).text.is_some() && written(Dialect::Postgres).text.is_some());
        let refused = written(Dialect::Spark);
        assert_eq!(refused.text, None);
        assert!(refused.diagnostics.iter().all(|found| found.code == Code::NotInDialect));
        let mut places: Vec<&str> =
            refused.diagnostics.iter().map(|found| &text[found.primary.span.range()]).collect();
        places.sort_unstable();
        assert_eq!(places, ["\"account.trades\"", "name", "state"], "{:?}", refused.diagnostics);
    }
}

/// Engines divide in types of their own.
#[test]
fn a_share_that_is_rounded_is_refused() {
    let text = "package demo languages en account { fee: money EUR  balance: money EUR }
        policy close on sweep { require fee: fee <= (2.5 % of balance) rounded half even en \"-\" fix \"-\" }";
    let program = exeunt_testkit::compiled([("test.policy", text)]);
    let policy = program.policy("close").expect("it is declared");
    for dialect in Dialect::ALL {
        let options =
            Options { dialect, now: None, emit: Emit::Query, mapping: None, texts: None, keys: None };
        let written = to_sql(&program, policy, &options);
        assert!(written.text.is_none(), "{dialect:?}");
        assert!(written.diagnostics.iter().any(|found| found.code == Code::NotInDialect), "{dialect:?}");
    }
}

/// A bare NULL has no type: an engine cannot choose the function. What is unknown of a service is written as one.
#[test]
fn no_function_of_time_is_called_on_a_bare_null() {
    let mut written = 0;
    for seed in 200..260 {
        let program = generated(seed).program.expect("a random package compiles");
        let known = if seed % 2 == 0 { Known::Partly(100) } else { Known::Partly(40) };
        let services = FactSource::new(&program).services(known, &mut Dice::new(seed));
        let program = program.with_services(services);
        for policy in program.policies().ids() {
            for dialect in Dialect::ALL {
                let options =
                    Options { dialect, now: None, emit: Emit::Query, mapping: None, keys: None, texts: None };
                let Some(text) = to_sql(&program, policy, &options).text else { continue };
                written += 1;
                for call in [
                    "epoch_us(NULL",
                    "date_add(NULL",
                    "timestampadd(NULL",
                    "(NULL + INTERVAL",
                    "(NULL AT TIME ZONE",
                ] {
                    assert!(!text.contains(call), "seed {seed}, {}: {call}\n{text}", dialect.name());
                }
            }
        }
    }
    assert!(written > 60, "{written} queries");
}

#[test]
fn windows_of_dates_compare_columns_with_literals_where_now_is_known() {
    let text = r#"
package shop
languages en
zone Asia/Shanghai
account { ends: date  contracts: many contract }
record contract { signed: date }
policy close on sweep {
  require over: ends more than 15d ago    en "No" fix "Wait"
  require idle: no contract within 15d    en "No" fix "Wait"
}
"#;
    let program = sound([("dates.policy", text)]).program.expect("`sound` has no errors");
    let now: Timestamp = "2026-06-16T12:00+08:00".parse().expect("a time");
    for dialect in Dialect::ALL {
        let written = |now| {
            let options = Options { dialect, now, emit: Emit::Query, mapping: None, keys: None, texts: None };
            to_sql(&program, PolicyId::FIRST, &options).text.expect("nothing is refused")
        };
        let known = written(Some(now));
        assert!(known.contains("< DATE '2026-06-01'") && known.contains(">= DATE '2026-06-01'"), "{known}");
        assert!(!written(None).contains("DATE '2026"), "`now` is bound when the query runs");
    }
}

fn query(text: &str, now: Option<&str>) -> (String, Vec<Code>) {
    let program = sound([("first.policy", text)]).program.expect("`sound` has no errors");
    let now = now.map(|now| now.parse().expect("a time"));
    let dialect = Dialect::DuckDb;
    let options = Options { dialect, now, emit: Emit::Query, mapping: None, keys: None, texts: None };
    let written = to_sql(&program, PolicyId::FIRST, &options);
    let codes = written.diagnostics.iter().map(|found| found.code).collect();
    (written.text.expect("nothing is refused"), codes)
}

#[test]
fn eligibility_is_found_on_both_sides_of_a_change_of_law() {
    let text = r#"
package shop
languages en
account { used: time  known: bool }
let notice: length = case now { until 2026-06-30: 10d  from 2026-07-01: 30d }
policy close on sweep {
  require quiet: used more than notice ago    en "Wait"
  when now since 2027-01-01 { require named: known    en "No" fix "Say who you are" }
}
"#;
    let changes = ["2026-06-30 23:59:59.999999", "2026-12-31 23:59:59.999999"];
    let named = |now| {
        let (query, codes) = query(text, now);
        assert_eq!(codes, [], "eligible_after is given");
        changes.map(|change| query.contains(change))
    };
    assert_eq!(named(None), [true, true]);
    assert_eq!(named(Some("2026-06-16T12:00Z")), [true, true]);
    assert_eq!(named(Some("2026-07-16T12:00Z")), [true, true], "the phase starts behind the first change");
    assert_eq!(named(Some("2027-07-16T12:00Z")), [false, true]);
}

#[test]
fn a_table_of_more_rows_is_no_query_of_their_square() {
    let bytes = |rows: usize| {
        let table: String = (0..rows).map(|row| format!("  {row}: {}d\n", row + 1)).collect();
        let text = format!(
            "package shop\nlanguages en\naccount {{ used: time  level: int }}\n\
             let notice: length = case level {{\n{table}  _: 1y\n}}\n\
             policy close on request {{ require quiet: used more than notice ago en \"Wait\" }}\n"
        );
        query(&text, None).0.len()
    };
    let (few, many) = (bytes(15), bytes(60));
    assert!(many < 6 * few, "four times the rows are {many} bytes instead of {few}");
}

/// `${…}` in a query is replaced before Spark reads it, in texts, names and comments; there a backslash at the end of a
/// comment takes in the next line.
#[test]
fn what_spark_would_replace_is_spelt_out_or_refused() {
    let (program, _) = program();
    let mut texts = Sources::new();
    texts.add("${x}.policy", POLICY.replace("\n    en \"No\"", " // ${x} \\\n    en \"No\""));
    let rest = "name = \"n\"\nbalance = \"b\"\ntags = \"t\"\nhome = { present = \"h\" }\n\"home.city\" = \"c\"\n\"home.since\" = \"d\"\n\
        [collections.\"account.trades\"]\njson = [\"k\", \"${x}\"]\n[collections.\"account.trades\".columns]\nstate = \"s\"\nplaced = \"p\"\n";
    let written = |column: &str| {
        let text = format!(
            "[account]\ntable = \"users\"\nkey = \"uid\"\n[account.columns]\n\
             status = {{ column = \"{column}\", codes = {{ normal = \"${{x}}\" }} }}\n{rest}"
        );
        let mapping = Mapping::read(FileId(1), &text).expect("a sound mapping");
        let (dialect, texts) = (Dialect::Spark, Some(&texts));
        let options =
            Options { dialect, now: None, emit: Emit::Query, mapping: Some(&mapping), keys: None, texts };
        to_sql(&program, PolicyId::FIRST, &options)
    };
    let text = written("status").text.expect("it can be written");
    assert!(text.contains("$ {x}.policy") && text.contains("CAST(X'247B787D' AS STRING)"), "{text}");
    assert!(!text.contains("${") && !text.contains("\\\n"), "{text}");
    let refused = written("${x}");
    assert_eq!(refused.text, None);
    assert!(refused.diagnostics.iter().all(|found| found.code == Code::NotInDialect));
}
