//! What the checker says of `let` and `case`.

use crate::diagnostic::Message;

crate::messages! {
    no_row_for()
        en "this case has no row for some facts"
        zh "这个 `case` 对某些事实没有对应的行"
        de "für manche Fakten hat dieser `case` keine Zeile";
    without_row(rows: &str)
        en "missing: {rows}"
        zh "缺少:{rows}"
        de "es fehlt: {rows}";
    every_value_has_row()
        en "every value of the keys has a row, so that a new one cannot be forgotten"
        zh "键的每个值都有一行,这样新的值不会被遗漏"
        de "jeder Wert der Schlüssel hat eine Zeile, damit ein neuer nicht vergessen wird";
    add_rows(rows: &str)
        en "add {rows}, or a last row for `_`"
        zh "添加 {rows},或在最后添加 `_` 行"
        de "{rows} ergänzen, oder eine letzte Zeile für `_`";
    never_reached()
        en "this row is never reached"
        zh "这一行永远不会用到"
        de "diese Zeile wird nie erreicht";
    rows_above_match()
        en "rows above match everything that it does"
        zh "它能匹配的一切都已由上面的行匹配"
        de "Zeilen darüber treffen auf alles zu, worauf sie zutrifft";
    remove_or_move_up()
        en "remove it, or move it above the more general row"
        zh "删除它,或把它移到更一般的行之上"
        de "sie entfernen oder über die allgemeinere Zeile stellen";
    ranges_overlap()
        en "two ranges overlap"
        zh "两个范围重叠"
        de "zwei Bereiche überschneiden sich";
    also_in_other()
        en "some of these values are also in the other range"
        zh "其中一些值也在另一个范围内"
        de "einige dieser Werte liegen auch im anderen Bereich";
    the_other_range()
        en "the other range"
        zh "另一个范围"
        de "der andere Bereich";
    end_before_next()
        en "end one where the next begins; both ends of `A to B` are included"
        zh "让一个范围在下一个开始之前结束;`A to B` 包含两端"
        de "einen enden lassen, wo der nächste beginnt; bei `A to B` gehören beide Enden dazu";
    too_many_combinations()
        en "too many combinations of rows in one comparison"
        zh "一次比较中行的组合太多"
        de "zu viele Kombinationen von Zeilen in einem Vergleich";
    more_combinations_than(most: usize)
        en "these are more than {most}"
        zh "超过了 {most} 种"
        de "das sind mehr als {most}";
    fewer_rows_or_conditions()
        en "use fewer rows, or compare in the rows: `case … {{ a: (x < 3)  b: (x < 5) }}`"
        zh "减少行数,或在行内比较:`case … {{ a: (x < 3)  b: (x < 5) }}`"
        de "weniger Zeilen verwenden, oder in den Zeilen vergleichen: `case … {{ a: (x < 3)  b: (x < 5) }}`";
    add_row_absent(path: &str)
        en "add a row `absent: …`, or ask `{path} is present` first; `_` does not match what is absent"
        zh "添加一行 `absent: …`,或先判断 `{path} is present`;`_` 不匹配缺失的值"
        de "eine Zeile `absent: …` ergänzen oder zuerst `{path} is present` verlangen; `_` trifft nicht auf Fehlendes zu";
    patterns_for_keys()
        en "a row has one pattern for each key"
        zh "每一行对每个键有一个模式"
        de "eine Zeile hat ein Muster für jeden Schlüssel";
    so_many_for(patterns: usize, keys: usize)
        en "{patterns} {patterns:pattern|patterns} for {keys} {keys:key|keys}"
        zh "{keys} 个键对应了 {patterns} 个模式"
        de "{patterns} {patterns:Muster|Muster} für {keys} {keys:Schlüssel|Schlüssel}";
    one_pattern_each()
        en "write the patterns in the order of the keys with commas between them, and `_` for any value"
        zh "按键的顺序写出模式,用逗号分隔;任何值写作 `_`"
        de "die Muster in der Reihenfolge der Schlüssel schreiben, mit Kommas dazwischen, und `_` für jeden Wert";
    any_beside_others()
        en "`_` beside other values"
        zh "`_` 与其他值并列"
        de "`_` neben anderen Werten";
    matches_everything()
        en "this matches every value"
        zh "这匹配每个值"
        de "das trifft auf jeden Wert zu";
    leave_out_others()
        en "leave out `_`, or everything else"
        zh "去掉 `_`,或去掉其他的值"
        de "`_` weglassen, oder alles andere";
    never_absent()
        en "this key is never absent"
        zh "这个键不会缺失"
        de "dieser Schlüssel fehlt nie";
    no_fact_matches()
        en "no fact matches this"
        zh "没有事实能匹配它"
        de "kein Fakt trifft darauf zu";
    key_is_present()
        en "always there, or shown to be"
        zh "总是存在,或已确认存在"
        de "immer vorhanden, oder so gezeigt";
    remove_row()
        en "remove the row"
        zh "删除这一行"
        de "die Zeile entfernen";
    empty_range()
        en "a range without values"
        zh "没有值的范围"
        de "ein Bereich ohne Werte";
    least_first()
        en "write the least value first, within what the type holds"
        zh "先写最小的值,且不超出类型的范围"
        de "den kleinsten Wert zuerst schreiben, innerhalb dessen, was der Typ fasst";
    not_a_literal(name: &str)
        en "`{name}` is not a value of the key"
        zh "`{name}` 不是这个键的值"
        de "`{name}` ist kein Wert des Schlüssels";
    literal_of(ty: Message)
        en "here stands a literal: the key is {ty}"
        zh "这里要写字面值:键是{ty}"
        de "hier steht ein Literal: der Schlüssel ist {ty}";
    this_key()
        en "this key"
        zh "这个键"
        de "dieser Schlüssel";
    period_by_now()
        en "the length of a period cannot depend on the day on which it is asked for"
        zh "期限的长度不能取决于询问的日期"
        de "die Länge einer Frist kann nicht von dem Tag abhängen, an dem gefragt wird";
    chosen_by_now()
        en "this value is chosen by `now`"
        zh "这个值由 `now` 选择"
        de "dieser Wert wird durch `now` bestimmt";
    period_would_change()
        en "a period that runs would become longer or shorter when the law changes"
        zh "法律变更时,进行中的期限会变长或变短"
        de "eine laufende Frist würde mit dem Gesetz länger oder kürzer";
    choose_by_start()
        en "choose by the time from which the period runs, such as `case request.made {{ until …: …  from …: … }}`"
        zh "用期限的起算时间来选择,例如 `case request.made {{ until …: …  from …: … }}`"
        de "nach der Zeit wählen, ab der die Frist läuft, etwa `case request.made {{ until …: …  from …: … }}`";
    let_is_condition(name: &str)
        en "write `condition {name} = …`: a `let` names a value"
        zh "请写 `condition {name} = …`:`let` 命名的是一个值"
        de "`condition {name} = …` schreiben: ein `let` benennt einen Wert";
}
