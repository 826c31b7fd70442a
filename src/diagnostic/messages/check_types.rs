//! Types: values, calls and windows.

use crate::diagnostic::Message;

crate::messages! {
    expected_found(expected: Message, found: Message)
        en "expected {expected}, found {found}"
        zh "应为{expected},却是{found}"
        de "erwartet: {expected}, gefunden: {found}";
    this_is(what: Message)
        en "this is {what}"
        zh "这是{what}"
        de "das ist: {what}";
    period_from_now()
        en "a period does not begin with `now`"
        zh "期限不从 `now` 开始"
        de "eine Frist beginnt nicht mit `now`";
    now_differs()
        en "`now` is not the same at the next judgement"
        zh "下次判断时 `now` 就不同了"
        de "`now` ist bei der nächsten Auswertung ein anderes";
    period_begins_with_fact()
        en "a period begins with a time or a date that is a fact"
        zh "期限从一个作为事实的时间或日期开始"
        de "eine Frist beginnt mit einem Zeitpunkt oder Datum, das ein Fakt ist";
    name_a_field_of(name: &str)
        en "name a field: of the account, or of the elements of `{name}`"
        zh "请写字段:账户的,或 `{name}` 的元素的"
        de "ein Feld nennen: des Kontos oder der Elemente von `{name}`";
    now_not_renamed()
        en "`now` cannot be given another name"
        zh "不能给 `now` 另起名字"
        de "`now` kann keinen anderen Namen bekommen";
    window_knows_now()
        en "every window refers to `now` by itself"
        zh "每个时间范围本来就以 `now` 为准"
        de "jedes Zeitfenster bezieht sich von selbst auf `now`";
    write_now_where()
        en "write `now` where it is compared"
        zh "请在比较处直接写 `now`"
        de "`now` dort schreiben, wo es verglichen wird";
    request_not_available(name: &str)
        en "`{name}` reads the request, which is not available here"
        zh "`{name}` 要读取申请,而这里没有申请"
        de "`{name}` liest den Antrag, den es hier nicht gibt";
    no_such_request()
        en "there is no such request here"
        zh "这里没有这样的申请"
        de "einen solchen Antrag gibt es hier nicht";
    on_request_or_leave_out()
        en "judge it `on request`, or leave the request out of what is read here"
        zh "请改为 `on request`,或不要在这里读取申请"
        de "`on request` auswerten, oder hier nichts vom Antrag lesen";
    reads_other_account(name: &str, package: &str)
        en "`{name}` reads the account of `{package}`, which is not the one judged here"
        zh "`{name}` 读取的是 `{package}` 的账户,不是这里判断的账户"
        de "`{name}` liest das Konto von `{package}`, über das hier nicht entschieden wird";
    written_for_account(package: &str)
        en "it was written for an account of `{package}`"
        zh "它是为 `{package}` 的账户写的"
        de "es ist für ein Konto von `{package}` geschrieben";
    declare_derived_there(package: &str)
        en "declare a derived field of the account in `{package}` for it, and read that"
        zh "请在 `{package}` 的账户里声明一个派生字段,再读取它"
        de "dafür in `{package}` ein abgeleitetes Feld des Kontos deklarieren und dieses lesen";
    never_absent()
        en "this value is never absent"
        zh "这个值不会缺失"
        de "dieser Wert fehlt nie";
    always_there(what: Message)
        en "this is {what}, and always present"
        zh "这是{what},总是存在"
        de "das ist: {what}, und immer vorhanden";
    declare_with_question()
        en "if it may be absent, declare its field with `?`"
        zh "如果可能缺失,请在声明字段时加 `?`"
        de "wenn er fehlen kann, das Feld mit `?` deklarieren";
    account_of(package: &str)
        en "the account of `{package}`"
        zh "`{package}` 的账户"
        de "das Konto von `{package}`";
    applies_to(account: Message)
        en "this applies to {account}"
        zh "这说的是{account}"
        de "das gilt für: {account}";
    paths_start()
        en "paths of facts start at `account` or `request`"
        zh "事实的路径从 `account` 或 `request` 开始"
        de "Pfade von Fakten beginnen mit `account` oder `request`";
    nothing_of_that_kind(path: &str, ty: Message)
        en "`{path}` is {ty} and has nothing of that kind"
        zh "`{path}` 是{ty},没有这样的内容"
        de "`{path}` ({ty}) hat nichts dergleichen";
    path_too_far()
        en "this path goes on too far"
        zh "这条路径太长"
        de "dieser Pfad geht zu weit";
    name_the_element(path: &str)
        en "name the element: `{path}`"
        zh "请写明元素:`{path}`"
        de "das Element nennen: `{path}`";
    say_what_absence_means(value: &str)
        en "say what absence means: `{value} is absent or …`, or `{value} is present and …`"
        zh "请写明缺失时如何:`{value} is absent or …` 或 `{value} is present and …`"
        de "angeben, was Fehlen bedeutet: `{value} is absent or …` oder `{value} is present and …`";
    sweep_without_request()
        en "a policy on sweep has no request to read"
        zh "`on sweep` 的规则没有申请可读"
        de "eine Richtlinie `on sweep` hat keinen Antrag zu lesen";
    no_request_here()
        en "there is no request here"
        zh "这里没有申请"
        de "hier gibt es keinen Antrag";
    on_request_or_without()
        en "judge it `on request`, or leave the request out"
        zh "请改为 `on request`,或去掉申请"
        de "`on request` auswerten oder den Antrag weglassen";
    looked_for_in(owner: &str)
        en "looked for in `{owner}`"
        zh "已在 `{owner}` 中查找"
        de "gesucht in `{owner}`";
    beyond_calendar()
        en "this lies beyond what the calendar is reckoned for"
        zh "这超出了日历的范围"
        de "das liegt außerhalb des berechneten Kalenders";
    calendar_range()
        en "from 0001-01-01 to 9999-12-30"
        zh "从 0001-01-01 到 9999-12-30"
        de "vom 0001-01-01 bis zum 9999-12-30";
    more_digits_than_type()
        en "this number has more digits than its type holds"
        zh "这个数的位数超过类型所能容纳"
        de "diese Zahl hat mehr Stellen, als ihr Typ fasst";
    at_most_digits(before: u32, after: u32)
        en "at most {before} digits before the point and {after} after it"
        zh "小数点前最多 {before} 位,后最多 {after} 位"
        de "höchstens {before} Stellen vor und {after} nach dem Komma";
    different_currencies(left: Message, right: Message)
        en "{left} and {right} are different currencies"
        zh "{left}与{right}货币不同"
        de "verschiedene Währungen: {left} und {right}";
    different_types(left: Message, right: Message)
        en "{left} and {right} are different types"
        zh "{left}与{right}类型不同"
        de "verschiedene Typen: {left} und {right}";
    write_currency_too(currency: &str)
        en "write the currency too: `… {currency}`"
        zh "请写明货币:`… {currency}`"
        de "auch die Währung schreiben: `… {currency}`";
    not_mixed()
        en "whole and decimal numbers are not mixed"
        zh "整数与小数不能混用"
        de "ganze Zahlen und Dezimalzahlen werden nicht gemischt";
    declare_both_decimal()
        en "declare both as `decimal`"
        zh "请都声明为 `decimal`"
        de "beide als `decimal` deklarieren";
    may_be_absent()
        en "this value may be absent"
        zh "这个值可能缺失"
        de "dieser Wert kann fehlen";
    not_shown_present()
        en "not shown to be present here"
        zh "在这里不能确定它存在"
        de "hier ist nicht sichergestellt, dass er vorhanden ist";
    starts_or_ends_at_time()
        en "this window starts or ends at a time"
        zh "这个时间范围以时间为界"
        de "dieses Zeitfenster beginnt oder endet an einem Zeitpunkt";
    moved_date_only_compared()
        en "a date moved by a length of the facts can only be compared"
        zh "按事实中的时长移动后的日期只能用于比较"
        de "ein Datum, das um eine Dauer aus den Fakten verschoben ist, lässt sich nur vergleichen";
    day_or_instant()
        en "this is a whole day, or with hours in the length an instant"
        zh "这是一整天；若时长含小时，则是一个时刻"
        de "dies ist ein ganzer Tag, oder bei einer Dauer mit Stunden ein Zeitpunkt";
    compare_moved_date()
        en "write the sum in the comparison or the window itself"
        zh "请直接在比较或时间范围中写出这个和"
        de "schreiben Sie die Summe direkt in den Vergleich oder das Zeitfenster";
    declare_as_length()
        en "a fact that is a length is declared so, `keep: length`, and given as `\"30d\"`"
        zh "是时长的事实要这样声明：`keep: length`，并以 `\"30d\"` 给出"
        de "ein Fakt, der eine Dauer ist, wird so deklariert, `keep: length`, und als `\"30d\"` angegeben";
    lengths_not_compared()
        en "lengths are neither compared nor added"
        zh "时长既不能比较，也不能相加"
        de "eine Dauer wird weder verglichen noch addiert";
    depends_on_the_month()
        en "whether a month is longer than 30 days depends on the month"
        zh "一个月是否长于 30 天取决于是哪个月"
        de "ob ein Monat länger als 30 Tage ist, hängt vom Monat ab";
    compare_moved_times()
        en "move a time by each of them, and compare the times: `t + a <= t + b`"
        zh "请用它们分别移动一个时间，再比较这两个时间：`t + a <= t + b`"
        de "verschieben Sie einen Zeitpunkt um beide und vergleichen Sie die Zeitpunkte: `t + a <= t + b`";
    now_not_an_operand()
        en "nothing is reckoned from `now`"
        zh "不从 `now` 推算"
        de "von `now` aus wird nichts berechnet";
    reckoned_from_a_fact()
        en "an anchor is reckoned from a time or a date that is a fact"
        zh "锚点从作为事实的时间或日期推算"
        de "ein Anker wird von einem Zeitpunkt oder Datum aus berechnet, das ein Fakt ist";
    steps_without_end()
        en "`now` moves on, so this would change again and again, without end"
        zh "`now` 不断前移,结果会一再变化,没有止境"
        de "`now` rückt vor, also änderte sich dies immer wieder, ohne Ende";
    anchor_the_event()
        en "reckon from the event, and compare `now` with that: `now <= end of month of placed`"
        zh "请从事件推算,再与 `now` 比较:`now <= end of month of placed`"
        de "vom Ereignis aus rechnen und `now` damit vergleichen: `now <= end of month of placed`";
    say_it_of_the_event(code: &str)
        en "say it of the event: `{code}`"
        zh "请就事件来写:`{code}`"
        de "vom Ereignis aus schreiben: `{code}`";
    months_after_end()
        en "a month after the end of a month need not be the end of one"
        zh "月末之后一个月不一定是月末"
        de "einen Monat nach einem Monatsende ist nicht immer ein Monatsende";
    end_is_clamped()
        en "28 February, a month later, is 28 March"
        zh "2 月 28 日过一个月是 3 月 28 日"
        de "der 28. Februar, einen Monat später, ist der 28. März";
    move_before_the_end(code: &str)
        en "move the time first, then take the end: `{code}`"
        zh "请先移动时间,再取末尾:`{code}`"
        de "zuerst den Zeitpunkt verschieben, dann das Ende nehmen: `{code}`";
    now_not_moved()
        en "`now` cannot be moved"
        zh "`now` 不能移动"
        de "`now` lässt sich nicht verschieben";
    nothing_to_round()
        en "there is nothing to round"
        zh "没有可取整的内容"
        de "es gibt nichts zu runden";
    is_exact()
        en "this is exact"
        zh "这是精确的"
        de "das ist genau";
    leave_out_rounded()
        en "leave out `rounded …`; a share is rounded, such as `(2.5 % of balance) rounded down`"
        zh "请去掉 `rounded …`;可取整的是百分比,如 `(2.5 % of balance) rounded down`"
        de "`rounded …` weglassen; gerundet wird ein Anteil, etwa `(2.5 % of balance) rounded down`";
    share_not_compared()
        en "a share is a side of a comparison"
        zh "百分比只能作为比较的一方"
        de "ein Anteil ist eine Seite eines Vergleichs";
    would_be_rounded()
        en "elsewhere it would have to be rounded"
        zh "在其他地方就必须取整"
        de "anderswo müsste er gerundet werden";
    compare_share()
        en "compare it: `fee <= 10 % of balance`, `fee <= smaller of (10 % of balance, 5 EUR)`, or round it: `(10 % of balance) rounded down`"
        zh "请用于比较:`fee <= 10 % of balance`、`fee <= smaller of (10 % of balance, 5 EUR)`,或取整:`(10 % of balance) rounded down`"
        de "vergleichen Sie ihn: `fee <= 10 % of balance`, `fee <= smaller of (10 % of balance, 5 EUR)`, oder runden Sie ihn: `(10 % of balance) rounded down`";
    factor_of_nine_digits()
        en "a factor, and what a share is divided by, have at most nine digits"
        zh "乘数以及百分比的除数最多九位数字"
        de "ein Faktor und der Teiler eines Anteils haben höchstens neun Ziffern";
    now_no_operand(of: &str)
        en "`now` is not an operand of `{of}`"
        zh "`now` 不能作为 `{of}` 的操作数"
        de "`now` ist kein Operand von `{of}`";
    changes_at_every_instant()
        en "the value would change at every instant"
        zh "这样的值在每个时刻都会改变"
        de "der Wert würde sich in jedem Augenblick ändern";
    compare_each_with_now()
        en "compare `now` with each of the other values: `now < a and now < b`"
        zh "将 `now` 分别与其他各值比较:`now < a and now < b`"
        de "vergleichen Sie `now` mit jedem der anderen Werte: `now < a and now < b`";
    move_other_side()
        en "move the other side, or use a window"
        zh "请移动另一边,或使用时间范围"
        de "die andere Seite verschieben oder ein Zeitfenster benutzen";
    one_boundary()
        en "each event has one boundary: the event moved forwards, which `now` is compared with"
        zh "每个事件只有一个界限:事件向后推移,再与 `now` 比较"
        de "jedes Ereignis hat eine Grenze: das nach vorn verschobene Ereignis, mit dem `now` verglichen wird";
    write_window_or_move()
        en "write `… within 15d`, `… more than 15d ago` or `… in the next 15d`; or move the event: `placed + 15d > now`"
        zh "请写 `… within 15d`、`… more than 15d ago` 或 `… in the next 15d`;或移动事件:`placed + 15d > now`"
        de "`… within 15d`, `… more than 15d ago` oder `… in the next 15d` schreiben; oder das Ereignis verschieben: `placed + 15d > now`";
    moving_window_form()
        en "a window that moves with `now` has a form of its own"
        zh "随 `now` 移动的时间范围另有写法"
        de "ein Zeitfenster, das mit `now` wandert, hat eine eigene Form";
    within_or_more()
        en "write `within 15d` for what lies since then, `more than 15d ago` for what lies before"
        zh "此后的写 `within 15d`,此前的写 `more than 15d ago`"
        de "`within 15d` für alles seitdem schreiben, `more than 15d ago` für alles davor";
    next_or_within_after()
        en "write `in the next 15d`, or `within 15d after now`"
        zh "请写 `in the next 15d` 或 `within 15d after now`"
        de "`in the next 15d` oder `within 15d after now` schreiben";
    now_not_an_event()
        en "`now` is not an event, so no window applies to it"
        zh "`now` 不是事件,不能用时间范围来说"
        de "`now` ist kein Ereignis, also gilt kein Zeitfenster dafür";
    window_of_event()
        en "a window applies to something that happened"
        zh "时间范围说的是发生过的事"
        de "ein Zeitfenster gilt für etwas, das geschehen ist";
    compare_now()
        en "compare it: `now > opened`"
        zh "请比较:`now > opened`"
        de "vergleichen: `now > opened`";
    days_not_years(days: u32, years: u32)
        en "{days} days are not always {years}y"
        zh "{days} 天并不总是 {years} 年"
        de "{days} Tage sind nicht immer {years}y";
    days_one_by_one()
        en "days, counted one by one"
        zh "逐日计算的天数"
        de "Tage, einzeln gezählt";
    leap_year()
        en "a calendar year has 366 days when it holds a 29 February"
        zh "含 2 月 29 日的一年有 366 天"
        de "ein Kalenderjahr mit einem 29. Februar hat 366 Tage";
    if_year_meant(years: u32)
        en "if a year is meant, write `{years}y`"
        zh "如果指一年,请写 `{years}y`"
        de "wenn ein Jahr gemeint ist, `{years}y` schreiben";
    window_of_elements()
        en "this window belongs to the elements"
        zh "这个时间范围属于元素"
        de "dieses Zeitfenster gehört zu den Elementen";
    parentheses_around_value(value: &str, rest: &str)
        en "put parentheses around the value: `({value}) {rest}`"
        zh "请给值加上括号:`({value}) {rest}`"
        de "den Wert in Klammern setzen: `({value}) {rest}`";
    compared_with_other_time(code: &str)
        en "`{code}`, compared with another time"
        zh "`{code}`,再与另一个时间比较"
        de "`{code}`, verglichen mit einem anderen Zeitpunkt";
    age_meant(meant: Message)
        en "if its age is meant, write {meant}"
        zh "如果指它过了多久,请写{meant}"
        de "wenn das Alter gemeint ist, {meant} schreiben";
    time_between_not_value()
        en "the time between two times is not a value; a window says how far apart they are"
        zh "两个时间之间的时长不是值;时间范围说明它们相距多远"
        de "der Abstand zweier Zeitpunkte ist kein Wert; ein Zeitfenster gibt an, wie weit sie auseinanderliegen";
    move_one_of_them(code: &str)
        en "move one of them: `{code}`"
        zh "请移动其中一个:`{code}`"
        de "einen davon verschieben: `{code}`";
    enumeration_without_quotes()
        en "a value of an enumeration has no quotes"
        zh "枚举的值不加引号"
        de "ein Wert einer Aufzählung hat keine Anführungszeichen";
    another_word_for_nothing()
        en "another word for nothing"
        zh "“没有”的另一种说法"
        de "ein anderes Wort für nichts";
    a_letter_is_wrong()
        en "a letter is wrong"
        zh "有字母写错了"
        de "ein Buchstabe ist falsch";
}
