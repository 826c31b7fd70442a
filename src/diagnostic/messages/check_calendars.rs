//! Calendars of working days.

crate::messages! {
    no_calendar(package: &str)
        en "`{package}` declares no calendar"
        zh "`{package}` 没有声明日历"
        de "`{package}` deklariert keinen Kalender";
    which_days_are_worked()
        en "which days are worked?"
        zh "哪些天是工作日?"
        de "welche Tage sind Arbeitstage?";
    declare_one(code: &str)
        en "declare one, `{code}`, or name that of another package: `… of holidays.prc`"
        zh "请声明一个:`{code}`,或写明另一个包的日历:`… of holidays.prc`"
        de "einen deklarieren, `{code}`, oder den eines anderen Pakets nennen: `… of holidays.prc`";
    several_calendars(names: &str)
        en "there are several calendars: `{names}`"
        zh "有多个日历:`{names}`"
        de "es gibt mehrere Kalender: `{names}`";
    declared_here()
        en "declared here"
        zh "在此声明"
        de "hier deklariert";
    name_one_of_them(name: &str)
        en "name the one that is meant: `… of {name}`"
        zh "请写明所指的日历:`… of {name}`"
        de "den gemeinten nennen: `… of {name}`";
    from_there_on(path: &str)
        en "`of` names a calendar here; for the days after a time write `… after {path}`"
        zh "这里的 `of` 后面是日历;要说某时间之后的天数,请写 `… after {path}`"
        de "`of` nennt hier einen Kalender; für die Tage nach einem Zeitpunkt `… after {path}` schreiben";
    made_of_itself()
        en "this calendar is made of itself"
        zh "这个日历由它自己组成"
        de "dieser Kalender besteht aus sich selbst";
    leads_back_here()
        en "it leads back here"
        zh "又回到这里"
        de "das führt hierher zurück";
    covers_missing()
        en "this calendar has no `covers`"
        zh "这个日历没有 `covers`"
        de "diesem Kalender fehlt `covers`";
    until_when_known()
        en "until when are its holidays known?"
        zh "它的假日到何时为止是已知的?"
        de "bis wann sind seine Feiertage bekannt?";
    write_covers(code: &str)
        en "write `{code}`: beyond that no day is guessed"
        zh "请写 `{code}`:此外的日子不作猜测"
        de "`{code}` schreiben: darüber hinaus wird kein Tag geraten";
    outside_coverage()
        en "this day lies outside of what the calendar covers"
        zh "这一天不在日历涵盖的范围内"
        de "dieser Tag liegt außerhalb dessen, was der Kalender umfasst";
    not_covered()
        en "not covered"
        zh "未涵盖"
        de "nicht umfasst";
    covered_days()
        en "the days that are covered"
        zh "涵盖的日子"
        de "die umfassten Tage";
    every_day_is_rest()
        en "every day of the week is a day of rest"
        zh "一周的每一天都是休息日"
        de "jeder Wochentag ist ein Ruhetag";
    nothing_would_end()
        en "nothing would ever end"
        zh "什么期限都不会结束"
        de "nichts würde je enden";
    too_many_days()
        en "this calendar names too many days"
        zh "这个日历写的日子太多"
        de "dieser Kalender nennt zu viele Tage";
    at_most_days(most: usize)
        en "at most {most}"
        zh "最多 {most} 天"
        de "höchstens {most}";
    day_named_twice()
        en "this is said twice"
        zh "写了两次"
        de "das steht zweimal da";
    named_again()
        en "a second time"
        zh "第二次"
        de "ein zweites Mal";
    named_here()
        en "said here first"
        zh "先写在这里"
        de "zuerst hier";
    nothing_in_common()
        en "these calendars cover no day together"
        zh "这些日历没有共同涵盖的日子"
        de "diese Kalender umfassen keinen Tag gemeinsam";
    covered_where_each_is()
        en "it is covered where each of them is"
        zh "只有各日历都涵盖的日子才算涵盖"
        de "umfasst ist, was jeder von ihnen umfasst";
    move_its_date(code: &str)
        en "a whole day is moved, not a time: `{code}`"
        zh "移动的是整天,不是时刻:`{code}`"
        de "verschoben wird ein ganzer Tag, kein Zeitpunkt: `{code}`";
    working_days_of_facts()
        en "a length of the facts cannot count working days"
        zh "事实中的时长不能按工作日计算"
        de "eine Länge der Fakten kann keine Arbeitstage zählen";
    facts_name_no_calendar()
        en "the facts name no calendar"
        zh "事实中没有写明日历"
        de "die Fakten nennen keinen Kalender";
    write_elapsed_or_full_days()
        en "write `15d` or `15 full days`, or choose the length by a `case` of the policy"
        zh "请写 `15d` 或 `15 full days`,或在规则中用 `case` 选择时长"
        de "`15d` oder `15 full days` schreiben, oder die Länge in der Regel mit `case` wählen";
    rows_to_days_and_instants()
        en "the rows of this length lead to a day and to an instant"
        zh "这个时长的各行有的得到日期,有的得到时刻"
        de "die Zeilen dieser Länge führen zu einem Tag und zu einem Zeitpunkt";
    write_days_in_each_row()
        en "write days or working days in each row"
        zh "请在每一行写天数或工作日数"
        de "in jeder Zeile Tage oder Arbeitstage schreiben";
    not_the_name_of_calendar()
        en "not the name of a calendar's file"
        zh "不是日历文件的名称"
        de "nicht der Name einer Kalenderdatei";
    no_calendar_here()
        en "no calendar is found here"
        zh "这里找不到日历"
        de "hier gibt es keinen Kalender";
    name_calendar_or_braces()
        en "name a file of TOML with `rest`, `covers`, `holiday` and `working`, or write these lines in braces"
        zh "请写含有 `rest`、`covers`、`holiday` 和 `working` 的 TOML 文件,或把这些行写在花括号里"
        de "eine TOML-Datei mit `rest`, `covers`, `holiday` und `working` nennen, oder diese Zeilen in geschweiften Klammern schreiben";
    not_a_key_here(name: &str)
        en "a calendar has no `{name}` here"
        zh "日历在这里没有 `{name}`"
        de "`{name}` gibt es in einem Kalender hier nicht";
    not_a_value_of(key: &str)
        en "`{key}` does not take this value"
        zh "`{key}` 不能是这个值"
        de "`{key}` nimmt diesen Wert nicht an";
    key_is_missing(key: &str)
        en "`{key}` is missing"
        zh "缺少 `{key}`"
        de "`{key}` fehlt";
    which_days()
        en "which days?"
        zh "哪些天?"
        de "welche Tage?";
    days_given_twice()
        en "one day or several, not both"
        zh "是一天还是多天,不能两者都写"
        de "ein Tag oder mehrere, nicht beides";
}
