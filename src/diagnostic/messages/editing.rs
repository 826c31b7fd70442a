//! Hover, completion and renaming in editors.

use crate::diagnostic::Message;

crate::messages! {
    no_name_here()
        en "there is no name here"
        zh "这里没有名称"
        de "hier ist kein Name";
    name_is_taken(name: &str, what: Message)
        en "`{name}` is taken: {what}"
        zh "`{name}` 已被使用:{what}"
        de "`{name}` ist vergeben: {what}";
    not_a_name()
        en "a name is a letter followed by letters, digits and `_`"
        zh "名称以字母开头,后接字母、数字和 `_`"
        de "ein Name ist ein Buchstabe, gefolgt von Buchstaben, Ziffern und `_`";
    words_of_the_language()
        en "`account` and `request` are words of the language"
        zh "`account` 和 `request` 是语言的关键字"
        de "`account` und `request` sind Wörter der Sprache";
    test_has_title()
        en "a test has a title, not a name"
        zh "测试有标题,没有名称"
        de "ein Test hat einen Titel, keinen Namen";
    kind_package()
        en "package"
        zh "包"
        de "Paket";
    kind_use()
        en "use"
        zh "引用"
        de "Verwendung";
    kind_record()
        en "record"
        zh "记录"
        de "Datensatz";
    kind_field()
        en "field"
        zh "字段"
        de "Feld";
    kind_derived()
        en "derived field"
        zh "派生字段"
        de "abgeleitetes Feld";
    kind_value()
        en "value"
        zh "值"
        de "Wert";
    kind_outcome()
        en "outcome"
        zh "结果"
        de "Ergebnis";
    kind_calendar()
        en "calendar"
        zh "日历"
        de "Kalender";
    kind_condition()
        en "condition"
        zh "条件"
        de "Bedingung";
    kind_let()
        en "named value"
        zh "命名的值"
        de "benannter Wert";
    kind_policy()
        en "policy"
        zh "规则"
        de "Richtlinie";
    kind_lifecycle()
        en "lifecycle"
        zh "生命周期"
        de "Lebenszyklus";
    kind_requirement()
        en "requirement"
        zh "要求"
        de "Voraussetzung";
    kind_warning()
        en "warning"
        zh "警告"
        de "Warnung";
    kind_deadline()
        en "deadline"
        zh "期限"
        de "Frist";
    kind_notice()
        en "notice"
        zh "通知"
        de "Mitteilung";
    kind_hold()
        en "hold"
        zh "保全"
        de "Sperre";
    kind_step()
        en "step"
        zh "步骤"
        de "Schritt";
    kind_fixture()
        en "fixture"
        zh "样例"
        de "Fixture";
    kind_test()
        en "test"
        zh "测试"
        de "Test";
    of_owner(kind: Message, owner: &str)
        en "{kind} of `{owner}`"
        zh "`{owner}` 的{kind}"
        de "{kind} von `{owner}`";
    of_package(kind: Message, package: &str)
        en "{kind} of package `{package}`"
        zh "包 `{package}` 的{kind}"
        de "{kind} des Pakets `{package}`";
    next_working_day(what: Message, today: &str, next: &str, first: &str, last: &str)
        en "{what}, from {first} to {last}; the next working day after {today} is {next}"
        zh "{what},自 {first} 至 {last};{today} 之后的下一个工作日是 {next}"
        de "{what}, von {first} bis {last}; der nächste Arbeitstag nach dem {today} ist der {next}";
    no_next_working_day(what: Message, today: &str, first: &str, last: &str)
        en "{what}, from {first} to {last}; it does not say which is the next working day after {today}"
        zh "{what},自 {first} 至 {last};其中没有说明 {today} 之后的下一个工作日"
        de "{what}, von {first} bis {last}; er gibt nicht an, welcher der nächste Arbeitstag nach dem {today} ist";
    now_means(meaning: Message)
        en "now: {meaning}"
        zh "现在:{meaning}"
        de "jetzt: {meaning}";
    on_or_after(time: &str)
        en "on or after {time}"
        zh "{time} 或之后"
        de "am {time} oder später";
    before(time: &str)
        en "before {time}"
        zh "{time} 之前"
        de "vor {time}";
    from_to(first: &str, last: &str)
        en "from {first} to {last}"
        zh "从 {first} 到 {last}"
        de "von {first} bis {last}";
    words_in_language()
        en "what people are shown instead of the name"
        zh "代替名称向人显示的文字"
        de "was Menschen statt des Namens sehen";
    message_in_language()
        en "a message in this language"
        zh "此语言的消息"
        de "eine Meldung in dieser Sprache";
    every_other_value()
        en "every value that no row before it is for"
        zh "前面各行没有列出的所有值"
        de "jeder Wert, für den keine Zeile davor steht";
    first_row_counts(rows: usize)
        en "{rows} {rows:row|rows}, of which the first that matches counts"
        zh "共 {rows} 行,以第一个匹配的行为准"
        de "{rows} {rows:Zeile|Zeilen}; die erste passende zählt";
    value_of(field: &str)
        en "a value of `{field}`"
        zh "`{field}` 的值"
        de "ein Wert von `{field}`";
    a_status()
        en "a status"
        zh "状态"
        de "ein Status";
    a_language()
        en "a language"
        zh "语言"
        de "eine Sprache";
    after_until_now(time: &str)
        en "after {time}, and not in the future"
        zh "{time} 之后,且不在将来"
        de "nach {time}, und nicht in der Zukunft";
    on_or_before(time: &str)
        en "on or before {time}"
        zh "{time} 或之前"
        de "am {time} oder früher";
}
