/**
 * @file exeunt: a policy language for the terms under which an account may leave.
 * It follows grammar/*.pest; where that looks ahead, this one lets two readings run until one of them ends.
 */
/// <reference types="tree-sitter-cli/dsl" />

const list = (rule) => seq(rule, repeat(seq(",", rule)));
/** What the aggregates begin with; each is a name where no `of` follows. */
const totals = ["total", "latest", "earliest", "largest", "smallest"];
/** What the anchors begin with; each is a name likewise. */
const anchors = ["start", "end", "anniversary"];
/** What the extremes of values begin with; likewise. */
const extremes = ["later", "earlier", "larger", "smaller"];

module.exports = grammar({
  name: "exeunt",

  word: ($) => $.name,

  extras: ($) => [/\s/, $.doc, $.comment],

  conflicts: ($) => [
    [$.one_of, $.binary],
    [$.binary, $.window_between],
    [$.binary, $.window_within],
    [$.binary, $.window_distance],
    [$.comparison, $.binary],
    [$.membership, $.binary],
    [$.binary, $.window_edge],
    [$._operand, $.binary],
    [$._operand, $.predicate],
    [$._expression, $.junction],
    [$.phrase],
    [$.require],
    // A language may be the next name as well.
    [$.declared_outcome],
    [$.words_of_field],
    [$._value_of_enumeration],
    [$.enumeration],
    [$.left_by],
    // `key` may begin the next field.
    [$.field],
    // `undetermined account` is an item of a plan, unless the facts of the account follow the status.
    [$.expected_item, $.expect_status],
    [$.window_within],
    [$.junction],
    [$.or_times],
    [$.quantified],
    [$.one_of],
    [$.aggregate, $.path],
    [$.simple_type, $.path],
  ],

  rules: {
    source_file: ($) => repeat($._item),

    doc: () => token(prec(2, /\/\/\/[^\n]*/)),
    comment: () => token(prec(1, /\/\/[^\n]*/)),

    _item: ($) =>
      choice(
        $.package,
        $.languages,
        $.zone,
        $.use,
        $.outcomes,
        $.words,
        $.record,
        $.calendar,
        $.condition,
        $.let,
        $.policy,
        $.lifecycle,
        $.fixture,
        $.test,
      ),

    package: ($) => seq("package", field("name", $.name)),
    languages: ($) => seq("languages", list($._language)),
    _language: ($) => choice($.name, alias($.language_tag, $.name)),
    language_tag: () => /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})+/,
    zone: ($) => seq("zone", $.zone_name),
    zone_name: () => /\p{XID_Start}[\p{XID_Continue}\/+\-]*/u,
    use: ($) => seq("use", field("name", $.name)),

    outcomes: ($) => seq("outcomes", "{", repeat(seq($.declared_outcome, optional(","))), "}"),
    declared_outcome: ($) => seq(field("name", $.name), optional("leaves"), repeat($.said)),
    said: ($) => seq(field("language", $._language), field("text", $.text)),

    words: ($) => seq("words", "{", repeat(seq($.words_of_field, optional(","))), "}"),
    words_of_field: ($) => seq(field("field", $.path), repeat1($.said)),

    record: ($) =>
      seq(
        choice("account", "request", "service", seq("record", field("name", $.name))),
        "{",
        repeat(seq($._member, optional(","))),
        "}",
      ),
    _member: ($) => choice($.dated_by, $.left_by, $.field, $.derived),
    dated_by: ($) => seq("dated", "by", $.name),
    left_by: ($) => seq("left", "by", list($.name)),
    field: ($) =>
      seq(field("name", $._member_name), ":", field("type", $._type), optional("?"), optional("key"), optional(seq("as", $.text))),
    derived: ($) => seq(field("name", $._member_name), "=", field("body", $._expression)),
    _member_name: ($) => choice($.name, alias(choice("dated", "left", "key"), $.name)),
    _type: ($) => choice($.many_type, $.enumeration, $.money_type, $.simple_type, $.record_type),
    many_type: ($) => seq("many", choice($.simple_type, $.record_type)),
    enumeration: ($) => seq("one", "of", list($._value_of_enumeration)),
    _value_of_enumeration: ($) => seq(field("value", $.name), repeat($.said)),
    money_type: ($) => seq("money", field("currency", $.name)),
    simple_type: () => prec.dynamic(1, choice("bool", "int", "decimal", "text", "time", "date", "length")),
    record_type: ($) => $.path,

    calendar: ($) =>
      seq(
        "calendar",
        field("name", $.name),
        choice(
          seq("=", $.path, repeat(seq("and", $.path))),
          seq("from", $.text),
          seq("{", repeat(choice($.rest, $.covers, $.holiday, $.working)), "}"),
        ),
      ),
    rest: ($) => seq("rest", list($.name)),
    covers: ($) => seq("covers", $.date, "to", $.date),
    holiday: ($) => seq("holiday", $.date, optional(seq("to", $.date)), optional($.text)),
    working: ($) => seq("working", $.date, optional(seq("to", $.date)), optional($.text)),

    condition: ($) => seq("condition", field("name", $.name), "=", field("body", $._expression)),

    let: ($) =>
      seq(
        "let",
        field("name", $.name),
        optional(seq(":", field("type", $._type))),
        "=",
        field("body", $._expression),
      ),

    policy: ($) =>
      seq(
        "policy",
        field("name", $.name),
        "on",
        field("trigger", choice("request", "sweep")),
        "{",
        repeat($._clause),
        "}",
      ),
    lifecycle: ($) =>
      seq(
        "lifecycle",
        field("name", $.name),
        ":",
        field("stage", $.name),
        repeat(seq("then", field("stage", $.name))),
        "restarted",
        "by",
        field("restarted_by", $.name),
      ),
    _clause: ($) => choice($.title, $.when, $.group, $.require, $.warn, $.step, $.asks_nothing, $.deadline, $.notify, $.grace, $.outcome, $.data),
    title: ($) => seq("title", repeat1($.said)),
    when: ($) => seq("when", $._expression),
    group: ($) => seq("when", field("condition", $._expression), "{", repeat($._clause), "}"),
    asks_nothing: () => seq("otherwise", "nothing", "is", "asked"),
    require: ($) =>
      seq(
        "require",
        field("name", $.name),
        ":",
        choice(field("condition", $._expression), $.any_of),
        repeat(choice($.message, $.final, $.law, $.otherwise)),
      ),
    any_of: ($) => seq("any", "of", "{", repeat1($.way), "}"),
    way: ($) => seq(field("name", $.name), ":", "{", repeat($._clause), "}"),
    final: () => "final",
    law: ($) => seq("law", $.text),
    otherwise: ($) => seq("otherwise", $.name),
    message: ($) =>
      seq(
        field("language", $._language),
        field("text", $.text),
        repeat(choice(seq("fix", field("fix", $.text)), seq("link", field("link", $.text)))),
      ),
    warn: ($) =>
      seq(
        "warn",
        field("name", $.name),
        optional(seq("when", $._expression)),
        ":",
        repeat(choice($.message, $.law)),
      ),
    step: ($) => seq("step", field("name", $.name), ":", repeat(choice($.message, $.law))),
    deadline: ($) =>
      seq(
        "deadline",
        field("name", $.name),
        ":",
        choice($._length_value, $.case),
        "after",
        $._value,
        "met",
        "by",
        $._value,
        optional($.law),
      ),
    notify: ($) =>
      seq(
        "notify",
        field("name", $.name),
        ":",
        $._length_value,
        optional(seq("to", $._length_value)),
        "before",
        "counted",
        "since",
        $._value,
        "shown",
        "by",
        field("shown_by", $.path),
        optional(seq("at", field("at", $.name))),
        optional($.where),
        repeat(choice($.message, $.law)),
      ),
    grace: ($) =>
      seq("grace", $._length_value, "after", $._value, optional(seq("cancelled", "by", $.phrase))),
    outcome: ($) =>
      seq("outcome", $.name, optional($.outcome_value), optional(seq("until", $.name)), optional(seq("sets", $.name))),
    outcome_value: ($) =>
      choice(
        seq("for", choice($._length_value, $.case)),
        seq("of", choice($.parenthesized, $.case, $.extreme, $.literal, $.path)),
      ),
    data: ($) => seq("data", "{", repeat(choice($.hold, $.data_rule)), "}"),
    hold: ($) =>
      seq(
        "hold",
        field("name", $.name),
        ":",
        $._expression,
        "on",
        choice("everything", seq($._targets, optional($.where))),
        optional($.law),
      ),
    data_rule: ($) =>
      choice(
        seq("tell", $._targets, optional($.where), optional($.copies), optional($.law)),
        seq(
          choice(
            seq("erase", $._targets),
            seq("retain", $._targets, $._period, optional($.without_it), optional(seq("then", $._anonymised))),
            seq("forfeit", $._targets),
            seq("keep", $._targets, optional($._anonymised)),
          ),
          optional($.where),
          optional($.purpose),
          optional($.copies),
          optional($.law),
        ),
      ),
    purpose: ($) => seq("only", "for", $.text),
    copies: ($) => seq("copies", "gone", "within", $._length_value),
    _period: ($) => seq("for", $._length_value, "after", choice("leaving", $._value)),
    without_it: ($) => seq("without", "it", choice(seq("no", "end"), $._period)),
    _anonymised: ($) =>
      seq("anonymised", optional($.removing), optional($.replacing), optional(seq("leaving", list($.name)))),
    removing: ($) => seq("removing", list($.name)),
    replacing: ($) => seq("replacing", list($.replacement)),
    replacement: ($) => seq(field("field", $.name), choice($.text, $.name)),
    _targets: ($) => list($.path),

    fixture: ($) =>
      seq("fixture", field("name", $.name), ":", choice("account", "request", "service"), $.facts),
    facts: ($) =>
      choice(
        $.fact_record,
        seq(choice(seq("from", $.text), field("base", $.name)), optional(seq("with", $.fact_record))),
      ),
    fact_record: ($) => seq("{", repeat(seq($.fact_field, optional(","))), "}"),
    fact_field: ($) => seq(field("name", $.name), ":", field("value", $.fact)),
    fact: ($) =>
      choice($.fact_list, $.fact_record, "absent", "unknown", $.relative, $.literal, $.name),
    fact_list: ($) => seq("[", optional(seq(list($.fact), optional(","))), "]"),
    relative: ($) => choice(seq($._length, "ago"), seq("in", $._length)),

    test: ($) =>
      seq(
        "test",
        field("title", $.text),
        "for",
        field("policy", $.path),
        "at",
        $.literal,
        "{",
        repeat(choice($.given, $.expectation)),
        "}",
      ),
    given: ($) => seq(choice("account", "request", "service"), $.facts),
    expectation: ($) =>
      seq(
        "expect",
        choice(
          seq("eligible", choice("after", "from"), choice($.relative, $.literal)),
          "never",
          seq(optional("no"), "warn", $.name),
          seq("final", $.name),
          seq("message", $._language, $.text),
          seq("unknown", $.fact_path),
          seq("deadline", $.name, choice($.deadline_due, seq($.deadline_state, optional($.deadline_due)))),
          seq("outcome", $.name, optional(seq(choice("for", "of"), $.literal))),
          seq("no", "plan"),
          seq(optional(seq("would", "be")), $.expected_item),
          $.expect_status,
        ),
      ),
    deadline_state: () => choice("open", "met", "overdue", "unknown", seq("not", choice("begun", "asked"))),
    deadline_due: ($) => seq("due", choice($.relative, $.literal)),
    expected_item: ($) =>
      choice(
        seq("erased", $.fact_path, optional(seq("due", "since", choice($.relative, $.literal)))),
        seq("kept", $.fact_path, optional($.kept_for)),
        seq("held", $.fact_path, "by", $.name),
        seq("anonymised", $.fact_path, optional($.removing), optional($.replacing)),
        seq(choice("forfeited", "undetermined"), $.fact_path),
        seq(optional("not"), "informed", $.fact_path),
        seq("copies", "gone", $.fact_path, "by", choice($.relative, $.literal)),
      ),
    kept_for: ($) => choice(seq("until", choice($.relative, $.literal)), seq("without", "end"), seq("for", $.literal, "after", "leaving")),
    expect_status: ($) =>
      seq(field("status", choice($.name, alias(choice("eligible", "undetermined"), $.name))), optional(seq("by", list($.name)))),
    fact_path: ($) =>
      seq(
        choice($.name, alias(choice("account", "request", "service"), $.name)),
        repeat(
          choice(
            seq(".", $.name),
            seq("[", choice($.integer, seq(field("key", $.name), "=", choice($.text, $.integer))), "]"),
          ),
        ),
      ),

    _expression: ($) => choice($.if_then, $.junction, $._operand),
    if_then: ($) => seq("if", $._expression, "then", $._expression),
    junction: ($) => seq($._operand, repeat1(seq(choice("and", "or"), $._operand))),
    _operand: ($) => choice($.negation, $.quantified, $.predicate, $._value),
    negation: ($) => seq("not", $._operand),

    quantified: ($) =>
      seq($.quantifier, $.phrase, optional(seq("satisfies", field("claim", $._operand)))),
    quantifier: ($) =>
      choice(
        "no",
        "some",
        "every",
        seq(choice(seq("at", "least"), seq("at", "most"), "exactly"), $.integer),
      ),

    phrase: ($) =>
      seq(repeat1($.phrase_word), optional($.or_times), optional($._window), optional($.where)),
    phrase_word: ($) => $.path,
    or_times: ($) => repeat1(seq("or", $.phrase_word)),
    where: ($) => seq("where", $._expression),

    predicate: ($) => seq($._value, choice($._window, $._suffix)),
    _suffix: ($) => choice($.presence, $.one_of, $.comparison, $.membership, $.starts_with, $.satisfies),
    presence: () => seq("is", choice("absent", "present")),
    one_of: ($) => seq("is", optional("not"), "one", "of", list($._value)),
    comparison: ($) =>
      seq(field("operator", choice("is", seq("is", "not"), "<", "<=", ">", ">=")), $._value),
    membership: ($) => seq("in", $._value),
    starts_with: ($) => seq("starts", "with", $.text),
    satisfies: ($) => seq("satisfies", field("policy", $.path)),

    _value: ($) => choice($.binary, $._primary, $.working_day, $.rounded),
    rounded: ($) => prec.right(1, seq($.parenthesized, "rounded", choice("down", "up", seq("half", "even")))),
    working_day: ($) =>
      prec.right(1, seq($._primary, "moved", "to", $._article, "working", "day", optional(seq("of", $.path)))),
    _article: () => 'a',
    binary: ($) => prec.left(seq($._value, choice("+", "-", "*"), $._primary)),
    _primary: ($) =>
      choice($.parenthesized, $.case, $.share, $.literal, $.extreme, $.aggregate, $.anchor, $.now, $.path),
    anchor: ($) =>
      choice(
        seq(choice("start", "end"), "of", $.period, "of", $._anchored),
        seq("date", "of", $._anchored),
        seq("next", $.month_day, "after", $._anchored),
        seq("anniversary", "of", $._anchored, "after", $._anchored),
      ),
    period: () => choice("day", "month", "quarter", "year"),
    month_day: () => token(prec(3, /\d{2}-\d{2}/)),
    _anchored: ($) => choice($.parenthesized, $.literal, $.now, $.path),
    parenthesized: ($) => seq("(", $._expression, ")"),
    case: ($) => seq("case", list(field("key", choice($.now, $.path))), "{", repeat($.case_row), "}"),
    case_row: ($) => seq(list($.case_pattern), ":", field("value", $._value), optional($.law)),
    case_pattern: ($) => seq($._choice, repeat(seq("or", $._choice))),
    _choice: ($) =>
      choice(
        "absent",
        seq(choice("below", "from", "until"), $.literal),
        seq($.literal, "to", $.literal),
        $.literal,
        $.name,
      ),
    now: () => "now",
    share: ($) => seq(choice($.integer, $.decimal), "%", "of", $._primary),
    extreme: ($) =>
      seq(choice(...extremes), "of", "(", $._value, repeat1(seq(",", $._value)), ")"),
    aggregate: ($) =>
      seq(
        choice(
          "count",
          seq("count", "distinct", field("of", $.path)),
          seq(choice(...totals), field("of", $.path)),
        ),
        "of",
        $.phrase,
      ),

    _window: ($) =>
      choice(
        $.window_within,
        $.window_distance,
        $.window_next,
        $.window_edge,
        $.window_between,
      ),
    window_within: ($) =>
      seq("within", $._length_value, optional(seq(choice("after", "before"), $._value))),
    window_distance: ($) =>
      seq(
        choice(seq(choice("more", "less"), "than"), seq("at", "least")),
        $._length_value,
        choice("ago", seq(choice("after", "before"), $._value)),
      ),
    window_next: ($) => seq("in", "the", "next", $._length_value),
    window_edge: ($) => seq(choice("before", "after", "since"), $._value),
    window_between: ($) => seq("between", $._value, "and", $._value),

    path: ($) =>
      seq(
        choice(
          $.name,
          alias(choice("account", "request", "service", "count", "one", ...totals, ...anchors, ...extremes, "date"), $.name),
        ),
        repeat(seq(token.immediate("."), $.name)),
      ),

    literal: ($) =>
      choice($.time, $.date, $.money, $.decimal, $.full_days, $.working_days, $.duration, $.integer, $.text, $.boolean),
    boolean: () => choice("true", "false"),
    time: () =>
      token(prec(4, /\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+\-]\d{2}:\d{2})/)),
    date: () => token(prec(3, /\d{4}-\d{2}-\d{2}/)),
    money: ($) => seq(choice($.integer, $.decimal), $.currency),
    currency: () => token(prec(1, /[A-Z]{3}/)),
    decimal: () => token(prec(2, /-?[0-9][0-9_]*\.[0-9]+/)),
    duration: () => token(prec(2, /([0-9][0-9_]*(min|mo|s|h|d|w|y))+/)),
    integer: () => token(prec(1, /-?[0-9][0-9_]*/)),
    _length_value: ($) => choice($._length, $.parenthesized, $.path),
    _length: ($) => choice($.full_days, $.working_days, $.duration),
    full_days: ($) => seq($.integer, "full", choice("days", "day")),
    working_days: ($) =>
      prec.right(seq($.integer, "working", choice("days", "day"), optional(seq("of", $.path)))),

    text: ($) => seq('"', repeat(choice($.interpolation, $.escape, $._text)), '"'),
    _text: () => token.immediate(prec(1, /[^"\\{\n]+/)),
    escape: () => token.immediate(/\\["\\nt]/),
    interpolation: () => token.immediate(/\{[^}"\n]*\}/),

    name: () => /[\p{XID_Start}_]\p{XID_Continue}*/u,
  },
});
