//! Texts made to be expensive to read, each of any size: what the front end does with them must grow as they do.

use std::hint::black_box;

use exeunt::analysis::{Analysis, analyse};
use exeunt::ir::PolicyId;
use exeunt::render::{self, Look};
use exeunt::source::{FileId, Sources};
use exeunt::sql::{self, Dialect};
use exeunt::{compare, facts, suite, syntax};

/// An input by its size, and what is done with it.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    /// The smallest size that is measured.
    pub(crate) size: usize,
    /// The size at which a test counts what is allocated.
    pub(crate) counted: usize,
    pub(crate) input: fn(usize) -> String,
    pub(crate) run: fn(&str),
}

/// A policy over n optional facts, and trades.
fn optional(n: usize, clauses: &str) -> String {
    let fields = each(n, |at| format!("o{at}: int?\n"));
    format!(
        "package p languages en zone UTC account {{ {fields} trades: many trade }} record trade {{ t: time }}\npolicy c on request {{ {clauses} }}"
    )
}

/// A package with an account, which the other texts go on from.
const HEAD: &str = "package p languages en zone UTC\naccount { a: bool  n: int  b: bool }\n";

pub(crate) const SERIES: &[Series] = &[
    // Errors on one line, or on lines of their own.
    check("`}` × n", 8 << 10, |n| "}".repeat(n)),
    check("`)` × n", 8 << 10, |n| ")".repeat(n)),
    check("`]` × n", 8 << 10, |n| "]".repeat(n)),
    check("backtick × n", 64 << 10, |n| "`".repeat(n)),
    check("`en \"` × n", 16 << 10, |n| format!("{HEAD}{}", "en \"".repeat(n))),
    repaired("`test \"x\" ` × n, one line", 4 << 10, |n| format!("{HEAD}{}", "test \"x\" ".repeat(n))),
    repaired("`test \"x\" ` × n, lines", 4 << 10, |n| format!("{HEAD}{}", "test \"x\"\n".repeat(n))),
    repaired("full-width brackets × n", 8 << 10, |n| "\u{ff08}\u{ff09}\u{ff5d}".repeat(n)),
    repaired("`/// x` lines", 8 << 10, |n| format!("{HEAD}{}", "/// x\n".repeat(n))),
    repaired("`condition c = ` × n, one line", 4 << 10, |n| format!("{HEAD}{}", "condition c = ".repeat(n))),
    repaired("`condition c = ` × n, lines", 4 << 10, |n| format!("{HEAD}{}", "condition c =\n".repeat(n))),
    repaired("`require x: ` × n, one line", 4 << 10, |n| policy(&"require x: ".repeat(n))),
    repaired("`require x: ` × n, lines", 4 << 10, |n| policy(&"require x:\n".repeat(n))),
    repaired("n wrong clauses, one line", 1_500, |n| policy(&wrong_clauses(n, " "))),
    repaired("n wrong clauses, lines", 1_500, |n| policy(&wrong_clauses(n, "\n"))),
    repaired("n misspelt keywords", 1_000, |n| {
        policy(&each(n, |at| format!("requir r{at}: a en \"x\" fix \"y\"\n")))
    }),
    check("hidden characters × n", 8 << 10, |n| "\u{202e}".repeat(n)),
    check("`==` in a row", 8 << 10, |n| format!("account {{ {} }}", "x == a\n".repeat(n))),
    check("`# x` on one line", 8 << 10, |n| format!("{HEAD}{}x", " ".repeat(n))),
    // Names.
    check("n unknown names × n fields", 1_000, unknown_names),
    check("n unknown fields in facts × n fields", 1_000, unknown_facts),
    check("n values of an enumeration, n wrong", 1_000, unknown_values),
    check("n languages without messages", 2_500, |n| {
        let languages: Vec<String> = (0..n).map(|at| format!("l{at}")).collect();
        format!(
            "package p languages {} zone UTC account {{ a: bool }}\npolicy c on request {{ require x: a final }}",
            languages.join(", ")
        )
    }),
    check("n conditions in a circle", 1_000, |n| {
        let items = each(n, |at| format!("condition c{at} = c{}\n", (at + 1) % n));
        format!("{HEAD}{items}")
    }),
    // Sound policies.
    check("n windows in one phrase", 400, |n| phrase(n, |at| format!("t{at}"))),
    check("n windows of one time", 400, |n| phrase(n, |_| "t0".to_owned())),
    check("n windows in one requirement", 1_000, |n| {
        let windows: Vec<String> = (0..n).map(|at| format!("no trade t within {}d", at + 1)).collect();
        trades(&format!("require x: {} en \"x\" fix \"y\"", windows.join(" and ")))
    }),
    check("n windows in n requirements", 1_000, |n| {
        trades(&each(n, |at| {
            format!("require r{at}: no trade t within {}d en \"x{at}\" fix \"y\"\n", at + 1)
        }))
    }),
    check("n requirements of one condition", 5_000, |n| {
        policy(&each(n, |at| format!("require r{at}: a en \"x{at}\" fix \"y\"\n")))
    }),
    check("n requirements of other conditions", 5_000, |n| {
        policy(&each(n, |at| format!("require r{at}: n > {at} en \"x{at}\" fix \"y\"\n")))
    }),
    check("n requirements that say the same", 5_000, |n| {
        policy(&each(n, |at| format!("require r{at}: n is not {at} en \"x\" fix \"y\"\n")))
    }),
    check("n allowances", 2_500, |n| {
        policy(&each(n, |at| format!("// allow W0401: why\nrequire r{at}: a en \"x{at}\" fix \"y\"\n")))
    }),
    check("n collections in `data`", 2_500, |n| {
        let fields = each(n, |at| format!("c{at}: many trade\n"));
        let rules = each(n, |at| format!("erase c{at}\n"));
        format!(
            "package p languages en zone UTC account {{ {fields} }} record trade {{ t: time }}\npolicy c on request {{ when some c0\n data {{ erase account\n{rules} }} }}"
        )
    }),
    check("n fields that nothing reads", 2_500, |n| {
        format!("package p languages en zone UTC account {{ {} }}", each(n, |at| format!("f{at}: time\n")))
    }),
    check("n optional facts that a chain shows to be present", 8_000, |n| {
        let checks: Vec<String> = (0..n).map(|at| format!("o{at} is present and o{at} > 3")).collect();
        optional(n, &format!("require x: {} en \"x\" fix \"y\"", checks.join(" and ")))
    }),
    check("n optional facts that `when` shows to be present, n requirements", 8_000, |n| {
        let shown: Vec<String> = (0..n).map(|at| format!("o{at} is present")).collect();
        let uses = each(n, |at| format!("require r{at}: o{at} > 3 and no trade en \"x{at}\" fix \"y\"\n"));
        optional(n, &format!("when {}\n{uses}", shown.join(" and ")))
    }),
    check("n names behind `expect blocked by`", 8_000, |n| {
        let clauses = each(n, |at| format!("require r{at}: n > {at} en \"x{at}\" fix \"y\"\n"));
        let names: Vec<String> = (0..n).map(|at| format!("r{at}")).collect();
        let policy = policy(&clauses);
        format!(
            "{policy}\ntest \"t\" for c at 2026-01-01 {{ account {{ n: 0 }} expect blocked by {} }}",
            names.join(", ")
        )
    }),
    check("n unknown packages", 1_000, |n| each(n, |at| format!("use p{at}\n"))),
    Series {
        name: "test: n windows in one requirement",
        size: 250,
        counted: 15,
        input: |n| {
            let windows: Vec<String> = (0..n).map(|at| format!("no trade t within {}d", at + 1)).collect();
            let policy = trades(&format!("require x: {} en \"x\" fix \"y\"", windows.join(" and ")));
            format!(
                "{policy}\ntest \"t\" for c at 2026-06-01 {{ account {{ trades: [{{ t: 3h ago }}] }} expect blocked }}"
            )
        },
        run: test,
    },
    // Formatting.
    Series {
        name: "format: n clauses",
        size: 2_500,
        counted: 156,
        input: |n| policy(&each(n, |at| format!("require r{at}: n > {at} en \"x{at}\" fix \"y\"\n"))),
        run: format_text,
    },
    // Facts.
    read("facts: a key n times", 2_500, |n| {
        format!("{{\"account\":{{{}}}}}", vec!["\"a\":true"; n].join(","))
    }),
    read("facts: n unknown keys", 2_500, |n| {
        let keys: Vec<String> = (0..n).map(|at| format!("\"k{at}\":1")).collect();
        format!("{{\"account\":{{{}}}}}", keys.join(","))
    }),
    read("facts: n wrong elements", 2_500, |n| {
        format!("{{\"account\":{{\"tags\":[{}]}}}}", vec!["1"; n].join(","))
    }),
];

/// Policies whose meaning, written out, grows with every step as far as it is not refused; their size is a depth.
pub(crate) const EXPANDED: &[Series] = &[
    Series {
        name: "diff: conditions that name the next four times",
        size: 1,
        counted: 1,
        input: doubled,
        run: diff,
    },
    Series {
        name: "diff: conditions that name the next twice",
        size: 2,
        counted: 1,
        input: widened,
        run: diff,
    },
    Series {
        name: "sql: records that hold the next twice",
        size: 2,
        counted: 1,
        input: nested,
        run: write_sql,
    },
];

const fn check(name: &'static str, size: usize, input: fn(usize) -> String) -> Series {
    Series { name, size, counted: size / 16, input, run: check_text }
}

/// Of mistakes that are repaired, for which a text is read many times.
const fn repaired(name: &'static str, size: usize, input: fn(usize) -> String) -> Series {
    Series { name, size, counted: size / 64, input, run: check_text }
}

const fn read(name: &'static str, size: usize, input: fn(usize) -> String) -> Series {
    Series { name, size, counted: size / 16, input, run: read_facts }
}

fn each(n: usize, text: impl Fn(usize) -> String) -> String {
    (0..n).map(text).collect()
}

fn policy(clauses: &str) -> String {
    format!("{HEAD}policy c on request {{\n{clauses}\n}}\n")
}

fn trades(clauses: &str) -> String {
    format!(
        "package p languages en zone UTC\naccount {{ trades: many trade }}\nrecord trade {{ t: time }}\npolicy c on request {{\n{clauses}\n}}\n"
    )
}

fn wrong_clauses(n: usize, end: &str) -> String {
    each(n, |at| format!("require r{at}: n is is {at} en \"x\" fix \"y\"{end}"))
}

fn unknown_names(n: usize) -> String {
    let fields = each(n, |at| format!("field{at:04}: bool\n"));
    let clauses = each(n, |at| format!("require r{at}: feild{at:04} en \"x{at}\" fix \"y\"\n"));
    format!("package p languages en zone UTC account {{ {fields} }}\npolicy c on request {{ {clauses} }}")
}

fn unknown_facts(n: usize) -> String {
    let fields = each(n, |at| format!("field{at:04}: bool\n"));
    let facts = each(n, |at| format!("feild{at:04}: true\n"));
    format!(
        "package p languages en zone UTC account {{ {fields} }}\npolicy c on request {{ when field0000 }}\nfixture f: account {{ {facts} }}"
    )
}

fn unknown_values(n: usize) -> String {
    let values: Vec<String> = (0..n).map(|at| format!("value{at:04}")).collect();
    let clauses = each(n, |at| format!("require r{at}: s is vaule{at:04} en \"x{at}\" fix \"y\"\n"));
    format!(
        "package p languages en zone UTC account {{ s: one of {} }}\npolicy c on request {{ {clauses} }}",
        values.join(", ")
    )
}

/// A phrase with a window over n times.
fn phrase(n: usize, name: impl Fn(usize) -> String) -> String {
    let fields = each(n, |at| format!("t{at}: time\n"));
    let times: Vec<String> = (0..n).map(name).collect();
    format!(
        "package p languages en zone UTC account {{ rs: many r }} record r {{ {fields} }}\npolicy c on request {{ require x: no r {} within 3d en \"x\" fix \"y\" }}",
        times.join(" or ")
    )
}

/// A chain of `depth` conditions, each of which names the next four times.
fn doubled(depth: usize) -> String {
    let conditions = each(depth, |at| {
        let next = at + 1;
        format!("condition c{at} = (c{next} or not c{next}) and (not c{next} or c{next})\n")
    });
    format!(
        "{HEAD}{conditions}condition c{depth} = a\npolicy c on request {{ require x: c0 en \"x\" fix \"y\" }}"
    )
}

/// The same, each naming the next twice beside something of its own.
fn widened(depth: usize) -> String {
    let conditions = each(depth, |at| {
        let next = at + 1;
        format!("condition c{at} = (c{next} and n > 1) or (c{next} and n < 2)\n")
    });
    format!(
        "{HEAD}{conditions}condition c{depth} = a\npolicy c on request {{ require x: c0 en \"x\" fix \"y\" }}"
    )
}

/// A chain of `depth` records, each of which holds the next twice.
fn nested(depth: usize) -> String {
    let records = each(depth, |at| {
        let next = at + 1;
        format!("record r{at} {{ a: r{next}  b: r{next} }}\n")
    });
    format!(
        "package p languages en zone UTC account {{ r: r0  b: bool }}\n{records}record r{depth} {{ v: bool }}\npolicy c on request {{ require x: b en \"x\" fix \"y\" }}"
    )
}

fn analysed(text: &str) -> Analysis {
    let mut sources = Sources::new();
    sources.add("input.policy", text);
    analyse(sources)
}

/// As `exeunt check` does.
fn check_text(text: &str) {
    let analysis = analysed(text);
    let look = Look { most: Some(100), ..Look::default() };
    black_box(render::diagnostics_as(&analysis.sources, &analysis.diagnostics, look));
}

fn test(text: &str) {
    let program = analysed(text).program.expect("the input is sound");
    black_box(suite::run(&program));
}

fn format_text(text: &str) {
    black_box(syntax::format(FileId(0), text)).ok();
}

fn read_facts(text: &str) {
    let mut sources = Sources::new();
    sources.add("input.policy", "package p languages en zone UTC\naccount { a: bool  tags: many text }\npolicy c on request { require x: a en \"x\" fix \"y\" }");
    let mut analysis = analyse(sources);
    let program = analysis.program.as_ref().expect("the policy is sound");
    let file = analysis.sources.add("facts.json", text);
    let read = facts::read(program, None, file, text);
    let look = Look { most: Some(100), ..Look::default() };
    black_box(render::diagnostics_as(&analysis.sources, &read.diagnostics, look));
}

fn diff(text: &str) {
    // What nests too deeply is refused before it is compared.
    let Some(program) = analysed(text).program else { return };
    black_box(compare::compare(&program, &program)).ok();
}

fn write_sql(text: &str) {
    let program = analysed(text).program.expect("the input is sound");
    let options = sql::Options {
        dialect: Dialect::DuckDb,
        now: Some(exeunt::ir::Timestamp::UNIX_EPOCH),
        emit: sql::Emit::Query,
        mapping: None,
        keys: None,
        texts: None,
    };
    black_box(sql::to_sql(&program, PolicyId::FIRST, &options));
}
