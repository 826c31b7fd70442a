//! Reading a policy: names, literals, signs and texts.

crate::messages! {
    more_digits_than_any()
        en "more digits than any number here has"
        zh "位数多于这里任何数"
        de "mehr Stellen, als eine Zahl hier haben kann";
    not_in_calendar()
        en "not in the calendar"
        zh "日历中没有"
        de "nicht im Kalender";
    longer_than_calendar()
        en "longer than the calendar"
        zh "比日历还长"
        de "länger als der Kalender";
    number_out_of_range()
        en "this number is out of range"
        zh "这个数超出范围"
        de "diese Zahl liegt außerhalb des Wertebereichs";
    not_in_every_year()
        en "not every year has this day"
        zh "不是每年都有这一天"
        de "diesen Tag hat nicht jedes Jahr";
    only_in_leap_years()
        en "only leap years have it"
        zh "只有闰年才有"
        de "den haben nur Schaltjahre";
    the_day_before_or_after()
        en "write `02-28` or `03-01`"
        zh "请写 `02-28` 或 `03-01`"
        de "`02-28` oder `03-01` schreiben";
    month_then_day()
        en "the month, then the day: `06-01`"
        zh "先写月,再写日:`06-01`"
        de "erst der Monat, dann der Tag: `06-01`";
    no_such_day()
        en "there is no such day"
        zh "没有这一天"
        de "diesen Tag gibt es nicht";
    no_such_time()
        en "there is no such time"
        zh "没有这个时间"
        de "diese Uhrzeit gibt es nicht";
    time_without_minutes()
        en "this time has no minutes"
        zh "这个时间没有分钟"
        de "dieser Zeitpunkt hat keine Minuten";
    only_the_hour()
        en "only the hour is given"
        zh "只写了小时"
        de "nur die Stunde ist angegeben";
    write_in_full(example: &str)
        en "write it in full: `{example}`"
        zh "请写完整:`{example}`"
        de "vollständig schreiben: `{example}`";
    time_too_fine()
        en "this time is finer than a microsecond"
        zh "这个时间比微秒更细"
        de "dieser Zeitpunkt ist feiner als eine Mikrosekunde";
    at_most_six_digits()
        en "the seconds have at most six decimals"
        zh "秒的小数点后至多六位"
        de "die Sekunden haben höchstens sechs Nachkommastellen";
    whole_number_between()
        en "a whole number lies between -9223372036854775808 and 9223372036854775807"
        zh "整数在 -9223372036854775808 与 9223372036854775807 之间"
        de "eine ganze Zahl liegt zwischen -9223372036854775808 und 9223372036854775807";
    amount_out_of_range()
        en "this amount is out of range"
        zh "这个金额超出范围"
        de "dieser Betrag liegt außerhalb des Wertebereichs";
    days_out_of_range()
        en "this number of days is out of range"
        zh "这个天数超出范围"
        de "diese Anzahl von Tagen liegt außerhalb des Wertebereichs";
    length_out_of_range()
        en "this length is out of range"
        zh "这个时长超出范围"
        de "diese Dauer liegt außerhalb des Wertebereichs";
    not_used_in_names(sign: &str, code: &str)
        en "`{sign}` (U+{code}) is not used in names"
        zh "名称里不用 `{sign}`(U+{code})"
        de "`{sign}` (U+{code}) wird in Namen nicht verwendet";
    for_another_character()
        en "it stands in for another character, or is not in common use"
        zh "它代表另一个字符,或不常用"
        de "steht für ein anderes Zeichen oder ist ungebräuchlich";
    unicode_39()
        en "Unicode TS 39 counts it among those that names are disguised with"
        zh "Unicode TS 39 将它列为可用来伪装名称的字符"
        de "Unicode TS 39 zählt es zu den Zeichen, mit denen Namen getarnt werden";
    mixes_scripts(name: &str)
        en "`{name}` mixes scripts that look alike"
        zh "`{name}` 混用了相似的文字"
        de "`{name}` mischt Schriften, die gleich aussehen";
    which_script()
        en "which letter is of which script?"
        zh "哪个字母属于哪种文字?"
        de "welcher Buchstabe gehört zu welcher Schrift?";
    letter_can_pass()
        en "a letter of one script can pass for one of another, so that two names read the same"
        zh "一种文字的字母可以冒充另一种,使两个名称看起来相同"
        de "ein Buchstabe kann für den einer anderen Schrift gehalten werden, sodass zwei Namen gleich aussehen";
    one_script()
        en "write the whole name in one script; Chinese, Japanese and Korean may be mixed with Latin"
        zh "整个名称请用一种文字;中文、日文、韩文可以与拉丁字母混用"
        de "den ganzen Namen in einer Schrift schreiben; Chinesisch, Japanisch und Koreanisch dürfen mit lateinischen Buchstaben gemischt werden";
    text_not_on_line()
        en "this text does not end on its line"
        zh "这段文字没有在本行结束"
        de "dieser Text endet nicht in seiner Zeile";
    one_line_or_escape()
        en "write it on one line, or `\\n` where a line ends"
        zh "请写在一行里,换行处写 `\\n`"
        de "in eine Zeile schreiben, oder `\\n` am Zeilenende";
    not_an_escape(sign: char)
        en "`\\{sign}` is not an escape"
        zh "`\\{sign}` 没有意义"
        de "`\\{sign}` ist keine Escape-Sequenz";
    no_such_escape()
        en "no such escape"
        zh "没有这种转义"
        de "keine solche Escape-Sequenz";
    escapes_are()
        en "there are `\\n`, `\\t`, `\\\"` and `\\\\`"
        zh "可用的有 `\\n`、`\\t`、`\\\"` 和 `\\\\`"
        de "es gibt `\\n`, `\\t`, `\\\"` und `\\\\`";
    write_backslash()
        en "write `\\\\` for a backslash"
        zh "反斜杠请写 `\\\\`"
        de "für einen Backslash `\\\\` schreiben";
    character_not_allowed(code: &str)
        en "the character U+{code} is not allowed here"
        zh "这里不允许字符 U+{code}"
        de "das Zeichen U+{code} ist hier nicht erlaubt";
    invisible_character()
        en "an invisible character"
        zh "看不见的字符"
        de "ein unsichtbares Zeichen";
    reads_differently()
        en "it can make a rule read differently from what it says"
        zh "它会让规则看起来与实际不同"
        de "damit kann eine Regel anders aussehen, als sie lautet";
    nested_too_deeply()
        en "this is nested too deeply"
        zh "嵌套太深"
        de "das ist zu tief verschachtelt";
    more_than_levels(most: usize)
        en "more than {most} levels"
        zh "超过 {most} 层"
        de "mehr als {most} Ebenen";
    name_part_with_condition()
        en "name a part of it with `condition … = …`"
        zh "请用 `condition … = …` 给一部分命名"
        de "einen Teil mit `condition … = …` benennen";
    other_space()
        en "this is a space of another kind"
        zh "这里是另一种空格"
        de "das ist ein anderes Leerzeichen";
    not_a_space()
        en "looks like a space, but is not one"
        zh "看似空格,其实不是"
        de "sieht aus wie ein Leerzeichen, ist aber keines";
    plain_space()
        en "write a plain space"
        zh "请用普通空格"
        de "ein gewöhnliches Leerzeichen schreiben";
    full_width(sign: &str)
        en "`{sign}` is a full-width sign"
        zh "`{sign}` 是全角符号"
        de "`{sign}` ist ein Zeichen in voller Breite";
    chinese_keyboard()
        en "typed with a Chinese keyboard"
        zh "用中文输入法键入"
        de "mit chinesischer Tastatur geschrieben";
    other_languages_sign()
        en "another language's sign"
        zh "其他语言的符号"
        de "ein Zeichen einer anderen Sprache";
    straight_quotes()
        en "a text is written in straight double quotes"
        zh "文字要用直双引号"
        de "ein Text wird in gerade doppelte Anführungszeichen gesetzt";
    other_quotes()
        en "other quotes"
        zh "其他引号"
        de "andere Anführungszeichen";
}
