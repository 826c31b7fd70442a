; Words of the language.
[
  "package" "languages" "zone" "use" "outcomes" "leaves" "words" "title" "record" "calendar" "condition" "let" "policy" "lifecycle" "fixture" "test" "on" "as"
  "when" "require" "warn" "step" "deadline" "notify" "counted" "shown" "met" "grace" "outcome" "data" "until" "sets" "restarted" "cancelled" "by" "dated" "left" "key"
  "rest" "covers" "holiday" "working" "to"
  "erase" "retain" "forfeit" "keep" "hold" "everything" "anonymised" "removing" "replacing" "it" "for" "fix" "link" "law" "otherwise" "nothing" "asked"
  "case" "with" "from" "expect" "eligible" "at" "never" "message" "sweep" "open" "overdue" "begun" "due"
  "plan" "would" "be" "erased" "kept" "held" "without" "forfeited" "undetermined" "leaving" "only" "tell" "informed" "copies" "gone"
] @keyword

["account" "request" "service"] @keyword
(final) @keyword

; Words that join conditions.
["and" "or" "not" "if" "then" "is" "in" "starts" "satisfies" "where" "one" "of" "absent" "present" "unknown" "below" "to"] @keyword.operator
(quantifier) @keyword.operator
["within" "more" "less" "than" "ago" "the" "next" "before" "after" "since" "between" "full" "days" "day"] @keyword.operator
["moved" "rounded" "down" "up" "half" "even" "start" "end" "anniversary" "date" "month" "quarter" "year"] @keyword.operator
(month_day) @number
["any" "count" "distinct" "total" "latest" "earliest" "largest" "smallest"] @function.builtin
["later" "earlier" "larger" "smaller"] @function.builtin
(now) @variable.builtin

; Declarations.
(package name: (name) @module)
(use name: (name) @module)
(record name: (name) @type)
(field name: (name) @property)
(derived name: (name) @property)
(condition name: (name) @function)
(calendar name: (name) @constant)
(let name: (name) @constant)
(policy name: (name) @function)
(lifecycle name: (name) @constant)
(lifecycle stage: (name) @function)
(lifecycle restarted_by: (name) @property)
(require name: (name) @label)
(warn name: (name) @label)
(step name: (name) @label)
(deadline name: (name) @label)
(notify name: (name) @label)
(notify at: (name) @property)
(hold name: (name) @label)
(fixture name: (name) @constant)
(fact_field name: (name) @property)
(enumeration value: (name) @constant)
(declared_outcome name: (name) @constant)
(message language: (name) @attribute)
(said language: (name) @attribute)

; Types.
[(simple_type) "many" "money"] @type.builtin
(money_type currency: (name) @constant)

; Literals.
(text) @string
(escape) @string.escape
(interpolation) @string.special
[(integer) (decimal) (duration)] @number
[(time) (date)] @number
(currency) @constant
(boolean) @boolean
(zone_name) @string.special

(path (name) @variable)
(words_of_field field: (path (name) @property))
(record_type (path (name) @type))
(satisfies policy: (path (name) @function))
(doc) @comment.documentation
(comment) @comment
["{" "}" "[" "]" "(" ")"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter
["=" "+" "-" "<" "<=" ">" ">="] @operator
