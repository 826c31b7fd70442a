//! Words of the drawing, and advice that several phases give.

use crate::diagnostic::Message;

crate::messages! {
    error()
        en "error"
        zh "错误"
        de "Fehler";
    warning()
        en "warning"
        zh "警告"
        de "Warnung";
    note()
        en "note"
        zh "说明"
        de "Hinweis";
    help()
        en "help"
        zh "帮助"
        de "Hilfe";
    and_more(counts: Message)
        en "… and {counts}"
        zh "……另有 {counts}"
        de "… und {counts}";
    more_errors(count: usize)
        en "{count} more {count:error|errors}"
        zh "{count} 个错误"
        de "{count} {count:weiterer|weitere} Fehler";
    more_warnings(count: usize)
        en "{count} more {count:warning|warnings}"
        zh "{count} 个警告"
        de "{count} weitere {count:Warnung|Warnungen}";
    both(one: Message, other: Message)
        en "{one} and {other}"
        zh "{one}、{other}"
        de "{one} und {other}";
    remove_it()
        en "remove it"
        zh "请删去"
        de "löschen";
    insert(text: &str)
        en "insert `{text}`"
        zh "请插入 `{text}`"
        de "`{text}` einfügen";
    write_this(text: &str)
        en "write `{text}`"
        zh "请写 `{text}`"
        de "`{text}` schreiben";
    did_you_mean(name: &str)
        en "did you mean `{name}`?"
        zh "是不是 `{name}`?"
        de "ist `{name}` gemeint?";
    there_is_no(what: Message, name: &str)
        en "there is no {what} `{name}` here"
        zh "这里没有{what} `{name}`"
        de "{what} `{name}` ist hier nicht deklariert";
    not_declared()
        en "not declared"
        zh "没有声明"
        de "nicht deklariert";
    leave_it_out()
        en "leave it out"
        zh "请去掉"
        de "weglassen";
    leave_out_one()
        en "leave one of them out"
        zh "请去掉其中一个"
        de "eine der beiden Angaben weglassen";
    opened_here()
        en "opened here"
        zh "从这里开始"
        de "hier geöffnet";
    no_such_value()
        en "no such value"
        zh "没有这个值"
        de "kein solcher Wert";
    the_values_are(names: &str)
        en "the values are {names}"
        zh "可用的值有 {names}"
        de "die Werte sind {names}";
    and_here()
        en "and here"
        zh "还有这里"
        de "und hier";
    next(before: Message, next: &Message)
        en "{before}, {next}"
        zh "{before}、{next}"
        de "{before}, {next}";
    either(before: Message, last: &Message)
        en "{before} or {last}"
        zh "{before}或{last}"
        de "{before} oder {last}";
    add_this(text: &str)
        en "add `{text}`"
        zh "请加上 `{text}`"
        de "`{text}` ergänzen";
}
