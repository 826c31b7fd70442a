//! Policies: messages to the holder, and links.

crate::messages! {
    no_scheme()
        en "does not begin with `https://`, `http://` or `mailto:`"
        zh "不以 `https://`、`http://` 或 `mailto:` 开头"
        de "beginnt nicht mit `https://`, `http://` oder `mailto:`";
    character_not_as_is(code: &str)
        en "an address does not hold the character U+{code} as it is"
        zh "地址中不能直接出现字符 U+{code}"
        de "eine Adresse enthält das Zeichen U+{code} nicht unmittelbar";
    no_host()
        en "the host is missing, or cannot be the name of one"
        zh "缺少主机名,或主机名不成立"
        de "der Host fehlt, oder es kann kein Hostname sein";
    no_mailbox()
        en "not a mailbox such as `help@example.com`"
        zh "不是 `help@example.com` 这样的邮箱"
        de "kein Postfach wie `help@example.com`";
    link_not_followed()
        en "this link is not an address that can be followed"
        zh "这个链接不是可以打开的地址"
        de "dieser Link ist keine Adresse, der man folgen kann";
    write_whole_address()
        en "write a whole address, such as `https://example.com/deposit`"
        zh "请写完整的地址,例如 `https://example.com/deposit`"
        de "eine vollständige Adresse schreiben, etwa `https://example.com/deposit`";
    before_at_not_host()
        en "what is before the `@` is not the host"
        zh "`@` 之前的不是主机名"
        de "was vor dem `@` steht, ist nicht der Host";
    leave_before_at()
        en "leave out what is before the `@`"
        zh "请去掉 `@` 之前的部分"
        de "weglassen, was vor dem `@` steht";
    host_lookalikes()
        en "letters of the host look like other letters"
        zh "主机名中的字母与别的字母相像"
        de "Buchstaben des Hosts sehen aus wie andere";
    host_in_one_script()
        en "write the host in one script, or as `xn--…`"
        zh "请用一种文字写主机名,或写成 `xn--…`"
        de "den Host in einer Schrift schreiben oder als `xn--…`";
    link_may_lead()
        en "this link may lead elsewhere than it seems"
        zh "这个链接所指的可能与看上去的不同"
        de "dieser Link kann woandershin führen, als es scheint";
    shown_as_text()
        en "pages show it as text, which nobody can follow"
        zh "页面把它显示为文字,无法点开"
        de "Seiten zeigen ihn als Text, dem man nicht folgen kann";
    two_messages_in(language: &str)
        en "two messages are in `{language}`"
        zh "有两条消息用 `{language}`"
        de "zwei Meldungstexte sind in `{language}`";
    language_again()
        en "in this language again"
        zh "又是这种语言"
        de "noch einmal in dieser Sprache";
    language_first()
        en "first in this language here"
        zh "这里首次用这种语言"
        de "zuerst hier in dieser Sprache";
    keep_or_say_language()
        en "keep one of them, or name the language of the other"
        zh "请保留一条,或写明另一条的语言"
        de "einen behalten oder die Sprache des anderen angeben";
    lacks_languages(name: &str, languages: &str)
        en "`{name}` has no message in {languages}"
        zh "`{name}` 没有 {languages} 的提示"
        de "`{name}` hat keinen Meldungstext in {languages}";
    message_missing()
        en "a message is missing"
        zh "缺少提示"
        de "ein Meldungstext fehlt";
    add_message(example: &str)
        en "add `{example}`"
        zh "请加上 `{example}`"
        de "`{example}` ergänzen";
    behind_no_message(word: &str)
        en "`{word}` follows no message"
        zh "`{word}` 前面没有消息"
        de "vor `{word}` steht kein Meldungstext";
    no_message_before()
        en "there is no message before it"
        zh "它前面没有消息"
        de "davor ist kein Meldungstext";
    write_behind_text(word: &str)
        en "write it behind the text of a message: `en \"…\" {word} \"…\"`"
        zh "请写在提示文字之后:`en \"…\" {word} \"…\"`"
        de "hinter den Text einer Meldung schreiben: `en \"…\" {word} \"…\"`";
    add_it(text: &str)
        en "add it: `{text}`"
        zh "请加上:`{text}`"
        de "ergänzen: `{text}`";
    declare_languages(name: &str)
        en "declare the languages of the messages: `languages {name}`"
        zh "请声明提示的语言:`languages {name}`"
        de "die Sprachen der Meldungstexte deklarieren: `languages {name}`";
    form_never_closed()
        en "a plural form is never closed"
        zh "复数形式没有结束"
        de "eine Pluralform wird nicht geschlossen";
    add_closing_bracket()
        en "add `]`; a `]` within a form is written twice"
        zh "请补上 `]`;形式中的 `]` 要写两次"
        de "`]` ergänzen; ein `]` innerhalb einer Form wird doppelt geschrieben";
    not_a_plural_form()
        en "this is not a plural form"
        zh "这不是复数形式"
        de "das ist keine Pluralform";
    plural_forms_are()
        en "forms are written `{{count: one [1 trade] other [{{count}} trades]}}`"
        zh "形式写作 `{{count: one [1 trade] other [{{count}} trades]}}`"
        de "Formen werden so geschrieben: `{{count: one [1 trade] other [{{count}} trades]}}`";
    no_such_form(language: &str, name: &str)
        en "`{language}` has no plural form `{name}`"
        zh "`{language}` 没有复数形式 `{name}`"
        de "`{language}` hat keine Pluralform `{name}`";
    forms_of_language(language: &str, forms: &str)
        en "whole numbers in `{language}` take {forms}"
        zh "`{language}` 的整数用 {forms}"
        de "ganze Zahlen haben in `{language}`: {forms}";
    form_twice(name: &str)
        en "the plural form `{name}` is given twice"
        zh "复数形式 `{name}` 给出了两次"
        de "die Pluralform `{name}` steht zweimal da";
    forms_of_no_number()
        en "plural forms for a value that is not a whole number"
        zh "复数形式所依据的不是整数"
        de "Pluralformen von etwas, das keine ganze Zahl ist";
    numbers_have_forms()
        en "forms depend on `{{count}}`, or on a value that is an `int`"
        zh "形式取决于 `{{count}}` 或 `int` 类型的值"
        de "Formen hängen von `{{count}}` ab oder von einem Wert, der ein `int` ist";
    forms_within_forms()
        en "plural forms within a plural form"
        zh "复数形式里又有复数形式"
        de "Pluralformen innerhalb einer Pluralform";
    forms_not_known(language: &str)
        en "the plural forms of `{language}` are not known"
        zh "不知道 `{language}` 的复数形式"
        de "die Pluralformen von `{language}` sind nicht bekannt";
    word_without_forms()
        en "word the message so that it fits every number: `Trades: {{count}}`"
        zh "请换一种适合任何数的说法,例如 `Trades: {{count}}`"
        de "so formulieren, dass es zu jeder Zahl passt: `Trades: {{count}}`";
    lacks_form(language: &str, form: &str)
        en "in `{language}` this lacks the plural form `{form}`"
        zh "`{language}` 还缺复数形式 `{form}`"
        de "in `{language}` fehlt die Pluralform `{form}`";
    add_form(name: &str)
        en "add `{name} […]`"
        zh "请加上 `{name} […]`"
        de "`{name} […]` ergänzen";
    interpolation_never_closed()
        en "an interpolation is never closed"
        zh "插值没有结束"
        de "ein Platzhalter wird nicht geschlossen";
    add_closing_brace()
        en "add the `}}`"
        zh "请补上 `}}`"
        de "das `}}` ergänzen";
    brace_closes_nothing()
        en "this `}}` closes nothing"
        zh "这个 `}}` 没有对应的开头"
        de "dieses `}}` schließt nichts";
    remove_or_open_brace()
        en "remove it, or open the `{{` before it"
        zh "请删去,或在它前面补上 `{{`"
        de "löschen oder davor das `{{` öffnen";
    clears_never_filled()
        en "`{{clears}}` can never be filled: waiting does not clear this"
        zh "`{{clears}}` 永远填不上:等待解决不了"
        de "`{{clears}}` bleibt immer leer: durch Warten erledigt sich das nicht";
    time_cannot_turn()
        en "time alone cannot turn the condition true"
        zh "仅凭时间流逝,这个条件不会成立"
        de "Zeit allein kann die Bedingung nicht wahr machen";
    nothing_to_refer_to(words: &str)
        en "`{words}` has nothing to refer to"
        zh "`{words}` 没有可指的内容"
        de "`{words}` hat nichts, worauf es sich bezieht";
    needs_one_collection()
        en "it needs a condition over one collection, such as `no open trade`"
        zh "需要针对一个集合的条件,例如 `no open trade`"
        de "nötig ist eine Bedingung über eine Sammlung, etwa `no open trade`";
    not_an_interpolation(words: &str)
        en "`{words}` is not an interpolation"
        zh "`{words}` 不是可填的内容"
        de "`{words}` ist kein Platzhalter";
    interpolations_are()
        en "there are `{{field.path}}`, `{{count}}`, `{{each FIELD}}`, `{{clears}}` and `{{now}}`"
        zh "可用的有 `{{field.path}}`、`{{count}}`、`{{each FIELD}}`、`{{clears}}` 和 `{{now}}`"
        de "es gibt `{{field.path}}`, `{{count}}`, `{{each FIELD}}`, `{{clears}}` und `{{now}}`";
    is_derived_field(name: &str)
        en "`{name}` is a derived field"
        zh "`{name}` 是派生字段"
        de "`{name}` ist ein abgeleitetes Feld";
    given_fields_shown()
        en "of the elements, given fields are shown"
        zh "元素只能显示给定字段"
        de "von den Elementen werden angegebene Felder gezeigt";
    names_nothing(path: &str)
        en "there is nothing that `{path}` could name"
        zh "没有 `{path}` 所指的内容"
        de "es gibt nichts, was `{path}` nennen könnte";
    is_condition_not_value(name: &str)
        en "`{name}` is a condition, not a value"
        zh "`{name}` 是条件,不是值"
        de "`{name}` ist eine Bedingung, kein Wert";
    names_no_field(path: &str)
        en "`{path}` names no field"
        zh "`{path}` 没有写出字段"
        de "`{path}` nennt kein Feld";
    goes_beyond_value(path: &str)
        en "`{path}` goes beyond a value"
        zh "`{path}` 超出了值"
        de "`{path}` geht über einen Wert hinaus";
    no_single_value(name: &str)
        en "`{name}` is not a single value"
        zh "`{name}` 不是单个值"
        de "`{name}` ist kein einzelner Wert";
    in_a_message()
        en "in a message"
        zh "在提示中"
        de "in einem Meldungstext";
}
