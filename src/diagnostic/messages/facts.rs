//! Facts: values by their types, keys and paths.

use crate::diagnostic::Message;

crate::messages! {
    fault(path: &str, what: &Message)
        en "`{path}` {what}"
        zh "`{path}` {what}"
        de "`{path}` {what}";
    fault_in_words(text: &str, what: &Message, label: &Message)
        en "`{text}` {what}: {label}"
        zh "`{text}` {what}:{label}"
        de "`{text}` {what}: {label}";
    with_help(what: Message, help: &Message)
        en "{what}; {help}"
        zh "{what};{help}"
        de "{what}; {help}";
    takes(expected: Message, found: Message)
        en "takes {expected}, found {found}"
        zh "应为{expected},却是{found}"
        de "erwartet: {expected}, gefunden: {found}";
    this_is(what: Message)
        en "this is {what}"
        zh "这是{what}"
        de "das ist: {what}";
    an_amount_as_text()
        en "an amount as a text"
        zh "文本形式的金额"
        de "Betrag als Text";
    is_out_of_range()
        en "is out of range"
        zh "超出范围"
        de "liegt außerhalb des Wertebereichs";
    beyond_64_bits()
        en "beyond 64 bits"
        zh "超过 64 位"
        de "mehr als 64 Bit";
    whole_numbers_reach()
        en "whole numbers reach from -9223372036854775808 to 9223372036854775807"
        zh "整数的范围是 -9223372036854775808 到 9223372036854775807"
        de "ganze Zahlen reichen von -9223372036854775808 bis 9223372036854775807";
    takes_whole_number()
        en "takes a whole number, found a fraction"
        zh "应为整数,却是小数"
        de "erwartet eine ganze Zahl, gefunden: Bruch";
    not_a_whole_number()
        en "not a whole number"
        zh "不是整数"
        de "keine ganze Zahl";
    no_decimal()
        en "cannot be read as a decimal"
        zh "不能读作小数"
        de "ist keine lesbare Dezimalzahl";
    no_number()
        en "not a number"
        zh "不是数"
        de "keine Zahl";
    write_digits_with_point(example: &str)
        en "write digits with a point, such as `{example}`"
        zh "请写带小数点的数字,例如 `{example}`"
        de "Ziffern mit Punkt schreiben, etwa `{example}`";
    no_amount_read()
        en "cannot be read as an amount"
        zh "不能读作金额"
        de "ist kein lesbarer Betrag";
    no_amount()
        en "not an amount"
        zh "不是金额"
        de "kein Betrag";
    currency_missing()
        en "its currency is missing"
        zh "缺少货币"
        de "die Währung fehlt";
    write_amount_either(text: &str, object: &str)
        en "write an amount as `{text}` or `{object}`"
        zh "金额写成 `{text}` 或 `{object}`"
        de "Beträge als `{text}` oder `{object}` schreiben";
    write_amount(object: &str)
        en "write an amount as `{object}`"
        zh "金额写成 `{object}`"
        de "Beträge als `{object}` schreiben";
    takes_exact_amount()
        en "takes an exact amount, found a floating-point number"
        zh "应为精确的金额,却是浮点数"
        de "erwartet einen genauen Betrag, gefunden: Gleitkommazahl";
    not_exact()
        en "not exact"
        zh "不精确"
        de "nicht genau";
    write_as_text(text: &str)
        en "write it as a text: `\"{text}\"`"
        zh "请写成文本:`\"{text}\"`"
        de "als Text schreiben: `\"{text}\"`";
    names_no_currency(found: &str)
        en "names `{found}`, which is not a currency"
        zh "写了 `{found}`,它不是货币"
        de "nennt `{found}`, und das ist keine Währung";
    not_iso_4217()
        en "not a code of ISO 4217"
        zh "不是 ISO 4217 代码"
        de "kein Code nach ISO 4217";
    takes_other_currency(code: &str, found: &str)
        en "takes an amount in {code}, found one in {found}"
        zh "应为 {code} 的金额,却是 {found} 的"
        de "erwartet einen Betrag in {code}, gefunden: Betrag in {found}";
    this_is_in(currency: &str)
        en "this is in {currency}"
        zh "这是 {currency}"
        de "dieser Betrag ist in {currency}";
    has_at_most_decimals(what: Message, scale: u32)
        en "{what} has at most {scale} decimals"
        zh "{what}最多有 {scale} 位小数"
        de "höchstens {scale} Nachkommastellen ({what})";
    more_decimals_than_type()
        en "has more decimals than its type holds"
        zh "的小数位数超过类型所能容纳"
        de "hat mehr Nachkommastellen, als der Typ fasst";
    has_at_most_digits(what: Message, digits: u32)
        en "{what} has at most {digits} digits before the point"
        zh "{what}小数点前最多有 {digits} 位"
        de "höchstens {digits} Stellen vor dem Komma ({what})";
    no_date()
        en "cannot be read as a date"
        zh "不能读作日期"
        de "ist kein lesbares Datum";
    not_year_month_day()
        en "not `YYYY-MM-DD`"
        zh "不是 `YYYY-MM-DD`"
        de "nicht `JJJJ-MM-TT`";
    write_date(example: &str)
        en "write a date as `{example}`"
        zh "日期写成 `{example}`"
        de "Datum als `{example}` schreiben";
    beyond_last_day()
        en "beyond the last day, 9999-12-30"
        zh "超过最后一天 9999-12-30"
        de "nach dem letzten Tag, dem 9999-12-30";
    no_length()
        en "cannot be read as a length of time"
        zh "不能读作时长"
        de "ist keine lesbare Dauer";
    not_a_length()
        en "neither a number with a unit nor ISO 8601"
        zh "既不是带单位的数字，也不符合 ISO 8601"
        de "weder eine Zahl mit Einheit noch ISO 8601";
    write_length(units: &str, days: &str, iso: &str)
        en "write a length as `{units}`, `{days}` or `{iso}`: whole numbers without a sign"
        zh "时长写成 `{units}`、`{days}` 或 `{iso}`：不带正负号的整数"
        de "Dauer als `{units}`, `{days}` oder `{iso}` schreiben: ganze Zahlen ohne Vorzeichen";
    no_time()
        en "cannot be read as a time"
        zh "不能读作时间"
        de "ist kein lesbarer Zeitpunkt";
    write_time(example: &str)
        en "write a time as `{example}`, with its offset from UTC"
        zh "时间写成 `{example}`,带上与 UTC 的时差"
        de "Zeitpunkt als `{example}` schreiben, mit dem Abstand zu UTC";
    not_rfc_3339()
        en "not in the form of RFC 3339"
        zh "不是 RFC 3339 的形式"
        de "nicht in der Form von RFC 3339";
    time_of_day_missing()
        en "a `T` and the time of day are missing"
        zh "缺少 `T` 和一天中的时间"
        de "ein `T` und die Uhrzeit fehlen";
    finer_than_microsecond()
        en "is finer than a microsecond"
        zh "比微秒还细"
        de "ist feiner als eine Mikrosekunde";
    at_most_six_digits()
        en "at most six digits after the point"
        zh "小数点后最多六位"
        de "höchstens sechs Stellen nach dem Punkt";
    without_offset()
        en "without an offset it names no instant"
        zh "没有时差就不是一个确定的时刻"
        de "ohne Abstand zu UTC ist der Zeitpunkt nicht eindeutig";
    offset_neither()
        en "its offset is neither `Z` nor such as `+08:00`"
        zh "时差既不是 `Z`,也不是 `+08:00` 这样的形式"
        de "der Abstand zu UTC ist weder `Z` noch von der Form `+08:00`";
    no_time_of_day()
        en "is not a time of day"
        zh "不是一天中的时间"
        de "ist keine Uhrzeit";
    no_such_time()
        en "there is no such time"
        zh "没有这个时间"
        de "diese Uhrzeit gibt es nicht";
    times_run_from()
        en "times run from 0001-01-01T00:00:00Z to 9999-12-30T22:00:00Z"
        zh "时间从 0001-01-01T00:00:00Z 到 9999-12-30T22:00:00Z"
        de "Zeitpunkte reichen von 0001-01-01T00:00:00Z bis 9999-12-30T22:00:00Z";
    years_are()
        en "the years are 1 to 9999"
        zh "年份为 1 到 9999"
        de "die Jahre reichen von 1 bis 9999";
    no_day_of_calendar()
        en "is not a day of the calendar"
        zh "不是日历上的日期"
        de "ist kein Kalendertag";
    no_such_day()
        en "there is no such day"
        zh "没有这一天"
        de "diesen Tag gibt es nicht";
    no_service_declared()
        en "the policy's package declares no service"
        zh "该规则所在的包没有声明服务"
        de "das Paket der Richtlinie deklariert keinen Dienst";
    service_is_given_once()
        en "the facts of the service are the same for all accounts, and given once a run: `--service FILE`"
        zh "服务的事实对所有账户都相同,每次运行给出一次:`--service FILE`"
        de "die Fakten des Dienstes sind für alle Konten dieselben und werden einmal je Lauf angegeben: `--service FILE`";
    no_request_declared()
        en "the policy's package declares no request"
        zh "规则所在的包没有声明申请"
        de "das Paket der Richtlinie deklariert keinen Antrag";
    key_comes_once_more()
        en "this key comes once more in records of this shape"
        zh "同样形状的记录里这个键还出现了一次"
        de "dieser Schlüssel kommt in Datensätzen dieser Form noch einmal vor";
    key_comes_more(count: usize)
        en "this key comes {count} times more in records of this shape"
        zh "同样形状的记录里这个键还出现了 {count} 次"
        de "dieser Schlüssel kommt in Datensätzen dieser Form noch {count}-mal vor";
    more_not_listed(count: usize)
        en "{count} more errors and warnings in these facts are not listed"
        zh "这些事实里还有 {count} 个错误和警告没有列出"
        de "{count} weitere Fehler und Warnungen zu diesen Fakten sind nicht aufgeführt";
    nothing_declares(path: &str)
        en "nothing declares `{path}`"
        zh "没有声明 `{path}`"
        de "`{path}` ist nicht deklariert";
    ignored()
        en "ignored"
        zh "已忽略"
        de "ignoriert";
    leave_out_or_allow(option: &str)
        en "leave it out, or allow such keys with `{option}`"
        zh "请去掉它,或用 `{option}` 允许这样的键"
        de "weglassen, oder solche Schlüssel mit `{option}` zulassen";
    no_value_of(text: &str, path: &str)
        en "`{text}` is not a value of `{path}`"
        zh "`{text}` 不是 `{path}` 的值"
        de "`{text}` ist kein Wert von `{path}`";
    given_twice(path: &str)
        en "`{path}` is given twice"
        zh "`{path}` 给了两次"
        de "`{path}` ist doppelt angegeben";
    given_again()
        en "given again here"
        zh "又在这里给出"
        de "hier erneut angegeben";
    given_first()
        en "first given here"
        zh "先在这里给出"
        de "zuerst hier angegeben";
    part_missing(part: &str)
        en "its `{part}` is missing"
        zh "缺少 `{part}`"
        de "`{part}` fehlt";
    absent_assume_whole(path: &str)
        en "`{path}` is absent; assume the whole of it"
        zh "`{path}` 缺失;请假设整体的值"
        de "`{path}` fehlt; das Ganze annehmen";
    unknown_assume_whole(path: &str)
        en "`{path}` is unknown; assume the whole of it"
        zh "`{path}` 未知;请假设整体的值"
        de "`{path}` ist unbekannt; das Ganze annehmen";
    has_elements(path: &str, count: usize)
        en "`{path}` has {count} {count:element|elements}, counted from 0"
        zh "`{path}` 有 {count} 个元素,从 0 数起"
        de "`{path}` hat {count} {count:Element|Elemente}, gezählt ab 0";
    request_unknown()
        en "nothing is known of the request"
        zh "对申请一无所知"
        de "über den Antrag ist nichts bekannt";
    path_starts_at(root: &str, roots: &str)
        en "`{root}` is not a fact; paths start at `{roots}`"
        zh "`{root}` 不是事实;路径以 `{roots}` 开头"
        de "`{root}` ist kein Fakt; Pfade beginnen mit `{roots}`";
    has_no_fields(path: &str, ty: Message)
        en "`{path}` is {ty} and has no fields"
        zh "`{path}` 是{ty},没有字段"
        de "`{path}` ({ty}) hat keine Felder";
    no_field_in(name: &str, path: &str)
        en "there is no field `{name}` in `{path}`"
        zh "`{path}` 中没有字段 `{name}`"
        de "`{path}` hat kein Feld `{name}`";
    names_no_element(path: &str)
        en "`{path}` is not an element; write `trades[0]` for a collection's first"
        zh "`{path}` 不是元素;集合的第一个写作 `trades[0]`"
        de "`{path}` ist kein Element; das erste einer Sammlung heißt `trades[0]`";
    id_is_text_or_number(path: &str, ty: Message)
        en "`{path}` is {ty}; an id is text or a whole number"
        zh "`{path}` 是{ty};标识应为文本或整数"
        de "`{path}` ist kein Text und keine ganze Zahl, sondern: {ty}";
    not_given(path: &str)
        en "the facts do not give `{path}`"
        zh "事实没有给出 `{path}`"
        de "die Fakten enthalten `{path}` nicht";
    no_id_in_it()
        en "no id is found in it"
        zh "其中没有找到标识"
        de "keine Kennung gefunden";
    line_not_utf8()
        en "this line is not UTF-8"
        zh "这一行不是 UTF-8"
        de "diese Zeile ist kein UTF-8";
    no_character()
        en "not a character of UTF-8"
        zh "不是 UTF-8 的字符"
        de "kein Zeichen in UTF-8";
    do_not_serialise(error: &str)
        en "the facts do not serialise to JSON: {error}"
        zh "这些事实不能序列化为 JSON:{error}"
        de "die Fakten lassen sich nicht als JSON serialisieren: {error}";
}
