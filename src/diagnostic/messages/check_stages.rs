//! What the checker says of acts that set facts, of what goes before them, and of their order.

crate::messages! {
    not_to_set(name: &str)
        en "`{name}` cannot be set"
        zh "`{name}` 不能被设置"
        de "`{name}` kann nicht gesetzt werden";
    is_derived()
        en "this is derived from other facts"
        zh "这是由其他事实推出的"
        de "das ergibt sich aus anderen Fakten";
    set_given_time()
        en "name a given field of the account: `suspended_at: time?`"
        zh "请写账户中给出的字段:`suspended_at: time?`"
        de "ein gegebenes Feld des Kontos nennen: `suspended_at: time?`";
    set_already()
        en "it would have been set before the act"
        zh "在执行之前它就已有值"
        de "er wäre schon vor der Ausführung gesetzt";
    declare_optional_time(name: &str)
        en "declare it as `{name}: time?`"
        zh "请声明为 `{name}: time?`"
        de "als `{name}: time?` deklarieren";
    no_account_to_set()
        en "the package declares no account"
        zh "该包没有声明账户"
        de "das Paket deklariert kein Konto";
    becomes_the_instant()
        en "`sets` names the optional time of the account that becomes the instant of the act"
        zh "`sets` 指明账户中哪个可为空的时间成为执行的时刻"
        de "`sets` nennt den Zeitpunkt des Kontos, der fehlen darf und zu dem der Ausführung wird";
    done_already(policy: &str)
        en "`{policy}` speaks only of accounts for which it has been carried out"
        zh "`{policy}` 只针对已经执行过它的账户"
        de "`{policy}` gilt nur für Konten, bei denen es schon ausgeführt ist";
    set_by_outcome(time: &str)
        en "where `{time}` is present, this is done already"
        zh "`{time}` 有值时,此事已经执行"
        de "wo `{time}` vorhanden ist, ist das schon geschehen";
    present_by_when(time: &str)
        en "and only where `{time}` is present is this true"
        zh "而只有 `{time}` 有值时,此条件才成立"
        de "und nur wo `{time}` vorhanden ist, gilt das";
    set_another_time()
        en "let the outcome set another time, or leave the condition out"
        zh "请让结果设置另一个时间,或去掉该条件"
        de "das Ergebnis einen anderen Zeitpunkt setzen lassen, oder die Bedingung weglassen";
}
