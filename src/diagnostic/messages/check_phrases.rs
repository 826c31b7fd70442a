//! Types: noun phrases, their nouns and adjectives.

use crate::diagnostic::Message;

crate::messages! {
    here_it_is(what: Message)
        en "here it is {what}"
        zh "在这里它是 {what}"
        de "hier ist es: {what}";
    where_present(path: &str)
        en "write `where ({path} is present and {path})` behind the noun"
        zh "请在名词后写 `where ({path} is present and {path})`"
        de "hinter dem Substantiv `where ({path} is present and {path})` schreiben";
    value_of_both(name: &str, first: &str, second: &str)
        en "`{name}` is a value of both `{first}` and `{second}`"
        zh "`{name}` 既是 `{first}` 的值,也是 `{second}` 的值"
        de "`{name}` ist ein Wert sowohl von `{first}` als auch von `{second}`";
    which_of_them()
        en "which of them?"
        zh "指哪一个?"
        de "welches von beiden?";
    write_where_is(field: &str, value: &str)
        en "write `where {field} is {value}`"
        zh "请写 `where {field} is {value}`"
        de "`where {field} is {value}` schreiben";
    not_an_adjective(word: &str, noun: &str)
        en "`{word}` is not an adjective of `{noun}`"
        zh "`{word}` 不是 `{noun}` 的形容词"
        de "`{word}` ist kein Adjektiv von `{noun}`";
    neither_boolean_nor_value()
        en "neither a boolean nor a value of its enumerations"
        zh "既不是布尔字段,也不是它的枚举值"
        de "weder ein Wahrheitswert noch ein Wert seiner Aufzählungen";
    can_be(noun: &str, words: &str)
        en "the adjectives of `{noun}` are {words}"
        zh "`{noun}` 的形容词有 {words}"
        de "die Adjektive von `{noun}` sind {words}";
    behind_its_noun(word: &str)
        en "`{word}` is written behind its noun"
        zh "`{word}` 写在了名词后面"
        de "`{word}` steht hinter seinem Substantiv";
    adjective_not_time()
        en "an adjective, and not a time"
        zh "是形容词,不是时间"
        de "ein Adjektiv und kein Zeitpunkt";
    adjective_before(word: &str, noun: &str)
        en "write `{word} {noun}`; of every element, `every {noun} satisfies {word}`"
        zh "请写 `{word} {noun}`;要说每个元素,写 `every {noun} satisfies {word}`"
        de "`{word} {noun}` schreiben; für jedes Element `every {noun} satisfies {word}`";
    time_needs_window()
        en "a time needs a window after it"
        zh "时间后面要有时间范围"
        de "hinter einem Zeitpunkt fehlt ein Zeitfenster";
    when()
        en "when?"
        zh "什么时候?"
        de "wann?";
    add_window()
        en "add `within 15d`, `before …`; an adjective is written before the noun"
        zh "请加上 `within 15d`、`before …`;形容词写在名词前面"
        de "`within 15d`, `before …` ergänzen; ein Adjektiv steht vor dem Substantiv";
    or_behind_noun()
        en "`or` directly follows the noun"
        zh "`or` 紧跟在名词后面"
        de "`or` folgt direkt auf das Substantiv";
    not_a_time_of_noun()
        en "not a time of the noun"
        zh "不是这个名词的时间"
        de "kein Zeitpunkt des Substantivs";
    parentheses_around()
        en "put parentheses around what belongs together"
        zh "请给属于一起的部分加上括号"
        de "Zusammengehöriges in Klammern setzen";
    which_time_dated(name: &str)
        en "`{name}` does not declare by which time it is dated"
        zh "`{name}` 没有声明以哪个时间为准"
        de "`{name}` deklariert nicht, nach welchem Zeitpunkt datiert wird";
    window_of_which_time()
        en "this window applies to which of its times?"
        zh "这个时间范围指它的哪个时间?"
        de "für welchen seiner Zeitpunkte gilt dieses Zeitfenster?";
    has_times(name: &str, count: usize)
        en "`{name}` has {count} times"
        zh "`{name}` 有 {count} 个时间"
        de "`{name}` hat {count} Zeitpunkte";
    name_it_or_dated_by(first: &str)
        en "name it here, or write `dated by {first}` in the record"
        zh "请在这里写明,或在记录里写 `dated by {first}`"
        de "hier nennen oder `dated by {first}` in den Datensatz schreiben";
    give_field_of_time()
        en "give the record a field of type `time`"
        zh "请给记录加一个 `time` 类型的字段"
        de "dem Datensatz ein Feld vom Typ `time` geben";
    field_of_request(name: &str)
        en "`{name}` is a field of the request"
        zh "`{name}` 是申请的字段"
        de "`{name}` ist ein Feld des Antrags";
    field_of_account(name: &str)
        en "`{name}` is a field of the account"
        zh "`{name}` 是账户的字段"
        de "`{name}` ist ein Feld des Kontos";
    field_of(name: &str, record: &str)
        en "`{name}` is a field of `{record}`"
        zh "`{name}` 是 `{record}` 的字段"
        de "`{name}` ist ein Feld von `{record}`";
    some_where(record: &str, word: &str)
        en "refer to its elements: `some {record} where {word} …`"
        zh "请用它的元素来写:`some {record} where {word} …`"
        de "seine Elemente nennen: `some {record} where {word} …`";
    phrase_is_over()
        en "the phrase with its elements has ended before this"
        zh "这个短语之后说的不再是它的元素"
        de "die Wendung mit ihren Elementen endet schon davor";
    parentheses_around_satisfies()
        en "put parentheses around all that they satisfy: `satisfies (… and …)`"
        zh "请给它们要满足的全部内容加上括号:`satisfies (… and …)`"
        de "alles, was sie erfüllen, in Klammern setzen: `satisfies (… and …)`";
    say_behind_where(noun: &str, name: &str)
        en "write it behind `where`: `{noun} where … {name} …`"
        zh "请写在 `where` 后面:`{noun} where … {name} …`"
        de "hinter `where` schreiben: `{noun} where … {name} …`";
    value_of(word: &str, field: &str)
        en "`{word}` is a value of `{field}`"
        zh "`{word}` 是 `{field}` 的值"
        de "`{word}` ist ein Wert von `{field}`";
    stands_alone(example: &str)
        en "it is written on its own: `{example}`"
        zh "请单独写:`{example}`"
        de "es wird für sich geschrieben: `{example}`";
    noun_can_be(noun: &str, word: &str)
        en "`{word}` is an adjective of `{noun}`"
        zh "`{word}` 是 `{noun}` 的形容词"
        de "`{word}` ist ein Adjektiv von `{noun}`";
    account_is_meant(name: &str)
        en "write `account.{name}` where the account is meant"
        zh "指账户时请写 `account.{name}`"
        de "`account.{name}` schreiben, wo das Konto gemeint ist";
    where_without_noun()
        en "`where` has no noun to refer to here"
        zh "这里的 `where` 没有名词可说"
        de "`where` hat hier kein Substantiv, auf das es sich bezieht";
    phrase_ended_before_or()
        en "the phrase ended before the `or`"
        zh "短语在 `or` 之前已经结束"
        de "die Wendung endete vor dem `or`";
    where_behind_noun()
        en "put `where …` right behind the noun, and parentheses around the whole"
        zh "请把 `where …` 紧放在名词后面,并给整体加上括号"
        de "`where …` direkt hinter das Substantiv setzen und das Ganze in Klammern";
    or_beside_and()
        en "`or` is mixed with `and` or `not` here"
        zh "这里 `or` 与 `and` 或 `not` 并列"
        de "`or` ist hier mit `and` oder `not` gemischt";
    nothing_of_every()
        en "nothing is required of the elements"
        zh "没有对每个元素说什么"
        de "von den Elementen wird nichts verlangt";
    every_what()
        en "every … what?"
        zh "每个……怎样?"
        de "every … und weiter?";
    add_satisfies()
        en "add `satisfies …`, a time or `where …`"
        zh "请加上 `satisfies …`、时间或 `where …`"
        de "`satisfies …`, einen Zeitpunkt oder `where …` ergänzen";
    two_words_after_noun()
        en "two words follow the noun"
        zh "名词后面并列着两个词"
        de "auf das Substantiv folgen zwei Wörter";
    one_or_both()
        en "one of them, or both?"
        zh "其中之一,还是两者?"
        de "eines davon oder beide?";
    words_after_noun()
        en "the words after a noun are times of it, joined by `or`; adjectives are written before it"
        zh "名词后面的词是它的时间,用 `or` 连接;形容词写在前面"
        de "die Wörter hinter einem Substantiv sind dessen Zeitpunkte, mit `or` verbunden; Adjektive stehen davor";
    write_or_between()
        en "write `or` between them"
        zh "请在中间写 `or`"
        de "`or` dazwischen schreiben";
    may_be_element_of(name: &str, collections: Message)
        en "`{name}` may be an element of {collections}"
        zh "`{name}` 可能是{collections}的元素"
        de "`{name}` kann ein Element sein von {collections}";
    which_collection()
        en "which collection?"
        zh "哪个集合?"
        de "welche Sammlung?";
    record_they_hold()
        en "the record that they hold"
        zh "它们所含的记录"
        de "der Datensatz, den sie enthalten";
    name_the_collection(name: &str)
        en "name the collection: `{name}`"
        zh "请写明集合:`{name}`"
        de "die Sammlung nennen: `{name}`";
    said_of(word: &str, record: &str)
        en "`{word}` applies to `{record}`"
        zh "`{word}` 说的是 `{record}`"
        de "`{word}` gilt für `{record}`";
    name_noun(noun: &str)
        en "name the noun: `{noun}`"
        zh "请写明名词:`{noun}`"
        de "das Substantiv nennen: `{noun}`";
    noun_is_either(field: &str, noun: &str)
        en "the noun is `{field}` or `{noun}`"
        zh "名词是 `{field}` 或 `{noun}`"
        de "das Substantiv ist `{field}` oder `{noun}`";
    set_not_counted()
        en "nothing can be said of the members of a set"
        zh "对集合的成员不能作任何限定"
        de "über die Elemente einer Menge lässt sich nichts aussagen";
    set_of_plain_values()
        en "a set of plain values"
        zh "由单个值组成的集合"
        de "eine Menge einfacher Werte";
    declared_as_set()
        en "declared as a set here"
        zh "在这里声明为集合"
        de "hier als Menge deklariert";
    ask_for_member(path: &str)
        en "ask for a member, `… in {path}`, or how many there are, `count of {path} >= 2`; to say more of them, declare `many` of a record"
        zh "请询问其中的成员 `… in {path}`,或成员的个数 `count of {path} >= 2`;要作更多限定,请声明 `many` 记录"
        de "nach einem Element fragen, `… in {path}`, oder nach der Anzahl, `count of {path} >= 2`; um mehr über sie auszusagen, `many` eines Datensatzes deklarieren";
    not_a_collection(path: &str)
        en "`{path}` is not a collection"
        zh "`{path}` 不是集合"
        de "`{path}` ist keine Sammlung";
    nothing_to_count()
        en "nothing here can be counted"
        zh "这里没有可以计数的东西"
        de "hier gibt es nichts zu zählen";
    a_single_value()
        en "a single value"
        zh "单个值"
        de "ein einzelner Wert";
    without_quantifier(path: &str)
        en "write it without a quantifier: `{path}`, or `not {path}`"
        zh "请不用量词:`{path}`,或 `not {path}`"
        de "ohne Quantor schreiben: `{path}` oder `not {path}`";
}
