//! What each word of the language means, for editors. `kw_NAME` describes the keyword of that name.

crate::messages! {
    kw_package()
        en "the package that the file belongs to"
        zh "包的名称,文件属于该包"
        de "Paket, zu dem die Datei gehört";
    kw_languages()
        en "the languages of the messages, the default first"
        zh "消息的语言,默认语言在前"
        de "Sprachen der Meldungen, die Standardsprache zuerst";
    kw_zone()
        en "the time zone of calendar days"
        zh "日历日所用的时区"
        de "Zeitzone der Kalendertage";
    kw_use()
        en "makes another package's records and policies available"
        zh "使另一个包的记录和规则可用"
        de "macht Datensätze und Richtlinien eines anderen Pakets verfügbar";
    kw_outcomes()
        en "the outcomes that the package's policies can have"
        zh "包中规则可以有的结果"
        de "mögliche Ergebnisse der Richtlinien des Pakets";
    kw_words()
        en "what people are shown instead of the names of fields"
        zh "向人显示的字段文字"
        de "was Menschen statt der Namen von Feldern sehen";
    kw_title()
        en "what people are shown instead of the policy's name"
        zh "向人显示的规则标题"
        de "was Menschen statt des Namens der Richtlinie sehen";
    kw_leaves()
        en "the account is gone after this outcome"
        zh "此结果之后账户不再存在"
        de "nach diesem Ergebnis gibt es das Konto nicht mehr";
    kw_account()
        en "the account that is judged"
        zh "被判断的账户"
        de "das Konto, das beurteilt wird";
    kw_request()
        en "the holder's request"
        zh "持有人的申请"
        de "der Antrag des Inhabers";
    kw_service()
        en "facts of the service itself, given once a run"
        zh "服务自身的事实,每次运行给出一次"
        de "Fakten des Dienstes selbst, einmal je Lauf angegeben";
    kw_record()
        en "the fields of a record"
        zh "记录的字段"
        de "Felder eines Datensatzes";
    kw_condition()
        en "a named condition"
        zh "有名称的条件"
        de "eine benannte Bedingung";
    kw_let()
        en "a name for a value"
        zh "值的名称"
        de "ein Name für einen Wert";
    kw_policy()
        en "a policy: when an account may leave"
        zh "规则:账户何时可以注销"
        de "Richtlinie: wann ein Konto gelöscht werden darf";
    kw_lifecycle()
        en "a lifecycle: policies that follow each other until the account is used again"
        zh "生命周期:依次执行的规则,直到账户再次被使用"
        de "Lebenszyklus: Richtlinien, die aufeinander folgen, bis das Konto wieder benutzt wird";
    kw_fixture()
        en "named facts for tests"
        zh "供测试使用、有名称的事实"
        de "benannte Fakten für Tests";
    kw_test()
        en "a test of a policy at an instant"
        zh "在某一时刻对规则的测试"
        de "Test einer Richtlinie zu einem Zeitpunkt";
    kw_on()
        en "what triggers the policy"
        zh "规则由什么触发"
        de "Auslöser der Richtlinie";
    kw_sweep()
        en "the service looks through its accounts"
        zh "服务方清查账户"
        de "der Dienst sieht seine Konten durch";
    kw_when()
        en "selects the accounts that the policy applies to"
        zh "选出规则适用的账户"
        de "wählt die Konten aus, für die die Richtlinie gilt";
    kw_require()
        en "a requirement that must hold"
        zh "必须满足的要求"
        de "eine Voraussetzung, die erfüllt sein muss";
    kw_warn()
        en "a warning, which blocks nothing"
        zh "警告,不阻止任何操作"
        de "eine Warnung, die nichts verhindert";
    kw_step()
        en "a step that the holder takes"
        zh "持有人要完成的步骤"
        de "ein Schritt, den der Inhaber ausführt";
    kw_deadline()
        en "a duty of the service to do something in time, which blocks nothing"
        zh "服务方须在期限内履行的义务,不阻止任何操作"
        de "eine Pflicht des Dienstes, etwas rechtzeitig zu tun; sie verhindert nichts";
    kw_notify()
        en "a notice that the holder gets so long before the outcome, which waits for it"
        zh "在执行结果之前若干时间须发给持有人的通知,未发则结果不执行"
        de "eine Mitteilung, die der Inhaber so lange vor dem Ergebnis bekommt; es wartet auf sie";
    kw_counted()
        en "the time after which the notice has to be sent"
        zh "通知须在其之后发出的时间"
        de "der Zeitpunkt, nach dem die Mitteilung gesendet sein muss";
    kw_shown()
        en "the collection whose elements show that the notice was sent"
        zh "其元素表明通知已发出的集合"
        de "die Sammlung, deren Elemente zeigen, dass die Mitteilung gesendet wurde";
    kw_met()
        en "the time at which what is due was done"
        zh "履行义务的时间"
        de "der Zeitpunkt, zu dem das Geschuldete getan wurde";
    deadline_stands()
        en "how the deadline stands"
        zh "期限的状态"
        de "wie es um die Frist steht";
    met_in_time()
        en "what is due was done in time"
        zh "已按期履行"
        de "das Geschuldete wurde rechtzeitig getan";
    not_begun()
        en "the time that the deadline runs from is absent"
        zh "期限的起算时间不存在"
        de "der Zeitpunkt, ab dem die Frist läuft, fehlt";
    deadline_not_asked()
        en "the deadline does not concern the account"
        zh "期限不适用于该账户"
        de "die Frist betrifft das Konto nicht";
    deadline_unknown()
        en "facts are missing to say how the deadline stands"
        zh "缺少事实,无法得知期限的状态"
        de "es fehlen Fakten, um zu sagen, wie es um die Frist steht";
    kw_grace()
        en "a period before the outcome, in which the request can be cancelled"
        zh "执行结果之前、可以撤销申请的期间"
        de "Bedenkzeit vor dem Ergebnis, in der der Antrag zurückgenommen werden kann";
    kw_outcome()
        en "what is done with an eligible account"
        zh "对符合条件的账户的处理"
        de "was mit einem berechtigten Konto geschieht";
    kw_data()
        en "what becomes of the account's data"
        zh "账户数据的处理"
        de "was mit den Daten des Kontos geschieht";
    kw_final()
        en "the requirement, once failed, can never be met"
        zh "要求一旦不满足,就无法再满足"
        de "die Voraussetzung kann, einmal verfehlt, nie mehr erfüllt werden";
    kw_law()
        en "the legal basis"
        zh "法律依据"
        de "die Rechtsgrundlage";
    kw_otherwise()
        en "the outcome where this requirement fails"
        zh "此要求不满足时的结果"
        de "das Ergebnis, wenn diese Voraussetzung nicht erfüllt ist";
    kw_nothing()
        en "no requirement is asked of the other accounts"
        zh "对其他账户不作任何要求"
        de "von den übrigen Konten wird nichts verlangt";
    kw_asked()
        en "whether a requirement is asked of an account"
        zh "某条要求是否适用于账户"
        de "ob eine Voraussetzung von einem Konto verlangt wird";
    otherwise_nothing()
        en "accounts to which no group applies have nothing to fulfil"
        zh "不属于任何分组的账户无须满足任何要求"
        de "Konten, für die keine Gruppe gilt, müssen nichts erfüllen";
    kw_fix()
        en "what the holder can do about it"
        zh "持有人可以怎样处理"
        de "was der Inhaber tun kann";
    kw_link()
        en "where the holder can do it"
        zh "持有人在哪里处理"
        de "wo der Inhaber es tun kann";
    kw_as()
        en "the key of the field in JSON"
        zh "字段在 JSON 中的键"
        de "Schlüssel des Felds in JSON";
    kw_key()
        en "the field by which the elements of the record are told apart"
        zh "用来区分该记录各元素的字段"
        de "das Feld, an dem sich die Elemente des Datensatzes unterscheiden";
    kw_dated()
        en "the time that a bare window applies to"
        zh "未写明时间的时间范围所针对的时间"
        de "Zeitpunkt, auf den sich ein bloßes Zeitfenster bezieht";
    kw_left()
        en "the time since which the account is gone: no policy applies to it any more"
        zh "账户离开的时间:此后任何规则都不再适用"
        de "Zeitpunkt, seit dem es das Konto nicht mehr gibt: keine Richtlinie gilt mehr";
    kw_by()
        en "by what, or by which requirements"
        zh "通过什么,或因哪些要求"
        de "wodurch, oder durch welche Voraussetzungen";
    kw_one()
        en "one of the values listed"
        zh "所列值之一"
        de "einer der aufgeführten Werte";
    kw_of()
        en "of what"
        zh "属于什么"
        de "wovon";
    kw_many()
        en "a collection"
        zh "集合"
        de "eine Sammlung";
    kw_bool()
        en "`true` or `false`"
        zh "`true` 或 `false`"
        de "`true` oder `false`";
    kw_int()
        en "a whole number"
        zh "整数"
        de "eine ganze Zahl";
    kw_decimal()
        en "a decimal number"
        zh "小数"
        de "eine Dezimalzahl";
    kw_text()
        en "a text"
        zh "文字"
        de "ein Text";
    kw_money()
        en "an amount in one currency"
        zh "某一种货币的金额"
        de "ein Betrag in einer Währung";
    kw_time()
        en "an instant"
        zh "时刻"
        de "ein Zeitpunkt";
    kw_date()
        en "a calendar day"
        zh "日历日"
        de "ein Kalendertag";
    kw_length()
        en "a length of time, such as 30 days or a year"
        zh "时长，如 30 天或一年"
        de "eine Dauer, etwa 30 Tage oder ein Jahr";
    kw_not()
        en "the opposite holds"
        zh "相反的条件成立"
        de "das Gegenteil gilt";
    kw_and()
        en "both hold"
        zh "两者都成立"
        de "beides gilt";
    kw_or()
        en "at least one holds"
        zh "至少一个成立"
        de "mindestens eines gilt";
    kw_if()
        en "`if A then B`: B holds wherever A does"
        zh "`if A then B`:凡 A 成立,B 也成立"
        de "`if A then B`: wo A gilt, gilt auch B";
    kw_then()
        en "what holds wherever the condition of `if` does"
        zh "`if` 的条件成立时须成立的条件"
        de "was gilt, wo die Bedingung von `if` gilt";
    kw_case()
        en "the value of the first row that matches: `case plan {{ free: 10  pro: 20 }}`"
        zh "第一个匹配的行的值:`case plan {{ free: 10  pro: 20 }}`"
        de "der Wert der ersten Zeile, die zutrifft: `case plan {{ free: 10  pro: 20 }}`";
    kw_below()
        en "a row for values below this one"
        zh "小于该值的行"
        de "eine Zeile für Werte unter diesem";
    kw_to()
        en "a row for values from one to another, or the last of some days, both included; or where a date is moved"
        zh "从一个值到另一个值的行或一段日子的最后一天,两端都包含;或日期移到哪里"
        de "eine Zeile für Werte von einem bis zum anderen oder der letzte von Tagen, beide eingeschlossen; oder wohin ein Datum verschoben wird";
    kw_is()
        en "equals"
        zh "等于"
        de "ist gleich";
    kw_absent()
        en "there is no value"
        zh "没有值"
        de "es gibt keinen Wert";
    kw_present()
        en "there is a value"
        zh "有值"
        de "es gibt einen Wert";
    kw_in()
        en "is a member of"
        zh "是其成员"
        de "ist enthalten in";
    kw_starts()
        en "the text begins so"
        zh "文本以此开头"
        de "der Text beginnt so";
    kw_satisfies()
        en "meets a policy, or a condition"
        zh "满足某条规则或某个条件"
        de "erfüllt eine Richtlinie oder eine Bedingung";
    kw_no()
        en "not one element"
        zh "一个元素也没有"
        de "kein einziges Element";
    kw_some()
        en "at least one element"
        zh "至少一个元素"
        de "mindestens ein Element";
    kw_every()
        en "all elements"
        zh "所有元素"
        de "alle Elemente";
    kw_at()
        en "the instant of a test"
        zh "测试的时刻"
        de "Zeitpunkt eines Tests";
    kw_least()
        en "that many elements or more"
        zh "这么多个元素或更多"
        de "so viele Elemente oder mehr";
    kw_most()
        en "that many elements or fewer"
        zh "这么多个元素或更少"
        de "so viele Elemente oder weniger";
    kw_exactly()
        en "that many elements"
        zh "正好这么多个元素"
        de "genau so viele Elemente";
    kw_where()
        en "a condition that the elements meet"
        zh "元素须满足的条件"
        de "Bedingung, die die Elemente erfüllen";
    kw_within()
        en "at most that long ago, or later"
        zh "至多这么久以前,或更晚"
        de "höchstens so lange her, oder später";
    kw_more()
        en "longer ago than that"
        zh "比这更久以前"
        de "länger her als das";
    kw_than()
        en "how long ago"
        zh "多久以前"
        de "wie lange her";
    kw_ago()
        en "before now"
        zh "现在之前"
        de "vor jetzt";
    kw_the()
        en "`in the next`"
        zh "`in the next`"
        de "`in the next`";
    kw_next()
        en "how far ahead"
        zh "往后多久"
        de "wie weit voraus";
    kw_after()
        en "later than that time"
        zh "晚于该时间"
        de "später als dieser Zeitpunkt";
    kw_before()
        en "earlier than that time"
        zh "早于该时间"
        de "früher als dieser Zeitpunkt";
    kw_since()
        en "at that time or later"
        zh "该时间或之后"
        de "zu diesem Zeitpunkt oder später";
    kw_between()
        en "from the first time to the second"
        zh "从第一个时间到第二个时间"
        de "vom ersten Zeitpunkt bis zum zweiten";
    kw_now()
        en "the instant at which the account is judged"
        zh "判断账户的时刻"
        de "Zeitpunkt, zu dem das Konto beurteilt wird";
    kw_count()
        en "how many elements there are"
        zh "有多少个元素"
        de "wie viele Elemente es gibt";
    kw_any()
        en "ways, one of which is enough"
        zh "几种途径,满足其一即可"
        de "Wege, von denen einer genügt";
    kw_distinct()
        en "how many different values a field has"
        zh "某个字段有多少个不同的值"
        de "wie viele verschiedene Werte ein Feld hat";
    kw_total()
        en "the sum of a field"
        zh "某个字段的总和"
        de "Summe eines Felds";
    kw_latest()
        en "the latest time of a field"
        zh "某个字段最晚的时间"
        de "spätester Zeitpunkt eines Felds";
    kw_earliest()
        en "the earliest time of a field"
        zh "某个字段最早的时间"
        de "frühester Zeitpunkt eines Felds";
    kw_largest()
        en "the largest value of a field"
        zh "某个字段的最大值"
        de "größter Wert eines Felds";
    kw_smallest()
        en "the smallest value of a field"
        zh "某个字段的最小值"
        de "kleinster Wert eines Felds";
    kw_later()
        en "the later of two or more times or dates"
        zh "两个或多个时间或日期中较晚的一个"
        de "der spätere von mehreren Zeitpunkten oder Tagen";
    kw_earlier()
        en "the earlier of two or more times or dates"
        zh "两个或多个时间或日期中较早的一个"
        de "der frühere von mehreren Zeitpunkten oder Tagen";
    kw_larger()
        en "the larger of two or more numbers or amounts"
        zh "两个或多个数字或金额中较大的一个"
        de "der größere von mehreren Zahlen oder Beträgen";
    kw_smaller()
        en "the smaller of two or more numbers or amounts"
        zh "两个或多个数字或金额中较小的一个"
        de "der kleinere von mehreren Zahlen oder Beträgen";
    kw_true()
        en "holds"
        zh "成立"
        de "gilt";
    kw_false()
        en "does not hold"
        zh "不成立"
        de "gilt nicht";
    kw_full()
        en "to the end of the last day"
        zh "到最后一天结束"
        de "bis zum Ende des letzten Tages";
    kw_days()
        en "calendar days"
        zh "日历日"
        de "Kalendertage";
    kw_day()
        en "a calendar day"
        zh "一个日历日"
        de "ein Kalendertag";
    kw_calendar()
        en "which days are worked, for as long as that is known"
        zh "哪些天是工作日(已知的期间内)"
        de "welche Tage Arbeitstage sind, solange das bekannt ist";
    kw_rest()
        en "the days of the week on which nobody works"
        zh "每周的休息日"
        de "die Wochentage, an denen nicht gearbeitet wird";
    kw_covers()
        en "the days for which the calendar is known"
        zh "日历已知的期间"
        de "die Tage, für die der Kalender bekannt ist";
    kw_holiday()
        en "days on which nobody works"
        zh "放假的日子"
        de "Tage, an denen nicht gearbeitet wird";
    kw_working()
        en "days that are worked"
        zh "上班的日子"
        de "Arbeitstage";
    kw_moved()
        en "a date that falls on a day of rest is the next working day instead"
        zh "日期落在休息日时改为下一个工作日"
        de "statt eines Ruhetags gilt der nächste Arbeitstag";
    kw_rounded()
        en "rounds what would have more decimals than its type holds"
        zh "对小数位超出其类型的值取整"
        de "rundet, was mehr Nachkommastellen hätte, als sein Typ fasst";
    kw_down()
        en "to the next lesser value"
        zh "取不大于它的最近值"
        de "auf den nächstkleineren Wert";
    kw_up()
        en "to the next greater value"
        zh "取不小于它的最近值"
        de "auf den nächstgrößeren Wert";
    kw_half()
        en "`half even`: to the nearest value, from the middle to the even one"
        zh "`half even`:取最近值,正中时取偶数"
        de "`half even`: auf den nächsten Wert, aus der Mitte auf den geraden";
    kw_even()
        en "`half even`: to the nearest value, from the middle to the even one"
        zh "`half even`:取最近值,正中时取偶数"
        de "`half even`: auf den nächsten Wert, aus der Mitte auf den geraden";
    kw_start()
        en "the beginning of a period of the calendar"
        zh "日历期间的开始"
        de "der Anfang eines Zeitraums im Kalender";
    kw_end()
        en "the end of a period of the calendar"
        zh "日历期间的结束"
        de "das Ende eines Zeitraums im Kalender";
    kw_anniversary()
        en "the first anniversary after a day, at least a year later"
        zh "某日之后的第一个周年日,至少满一年"
        de "der erste Jahrestag nach einem Tag, mindestens ein Jahr später";
    kw_month()
        en "a calendar month"
        zh "日历月"
        de "ein Kalendermonat";
    kw_quarter()
        en "a quarter of a calendar year"
        zh "日历季度"
        de "ein Quartal";
    kw_year()
        en "a calendar year"
        zh "日历年"
        de "ein Kalenderjahr";
    kw_until()
        en "the condition that ends the outcome"
        zh "使结果终止的条件"
        de "Bedingung, die das Ergebnis beendet";
    kw_sets()
        en "the time of the account that carrying the outcome out sets"
        zh "执行该结果时所设置的账户时间"
        de "Zeitpunkt des Kontos, den das Ausführen des Ergebnisses setzt";
    kw_restarted()
        en "the time of the account after which the lifecycle begins anew"
        zh "账户的某个时间,在其之后生命周期重新开始"
        de "Zeitpunkt des Kontos, nach dem der Lebenszyklus von vorn beginnt";
    kw_cancelled()
        en "what cancels the request during the grace period"
        zh "冷静期内什么会撤销申请"
        de "was den Antrag in der Bedenkzeit zurücknimmt";
    kw_erase()
        en "is deleted"
        zh "删除"
        de "wird gelöscht";
    kw_retain()
        en "is kept for a time, then deleted"
        zh "保留一段时间,然后删除"
        de "wird eine Zeit lang aufbewahrt, dann gelöscht";
    kw_for()
        en "how long, or which policy"
        zh "多长时间,或哪条规则"
        de "wie lange, oder welche Richtlinie";
    kw_forfeit()
        en "is lost to the holder"
        zh "持有人失去"
        de "verfällt für den Inhaber";
    kw_keep()
        en "is kept: as it is, or `anonymised`"
        zh "保留:原样保留,或 `anonymised`"
        de "wird behalten: so, wie es ist, oder `anonymised`";
    kw_hold()
        en "keeps data that would go, while its condition holds or is unknown"
        zh "条件成立或未知期间,保留本应处理掉的数据"
        de "behält Daten, die sonst verschwänden, solange die Bedingung gilt oder unbekannt ist";
    kw_everything()
        en "the account and each of its collections"
        zh "账户及其每个集合"
        de "das Konto und jede seiner Sammlungen";
    kw_anonymised()
        en "without its reference to the holder"
        zh "不再与持有人关联"
        de "ohne Bezug zum Inhaber";
    kw_removing()
        en "the fields that are emptied"
        zh "被清空的字段"
        de "die Felder, die geleert werden";
    kw_replacing()
        en "the fields that get another value, each with it"
        zh "被替换的字段,各带替换值"
        de "die Felder, die einen anderen Wert bekommen, jedes mit diesem";
    kw_it()
        en "the start of the period, where it is absent"
        zh "期限的起点(缺失时)"
        de "der Beginn der Frist, wo er fehlt";
    kw_with()
        en "overrides facts of the fixture or file"
        zh "覆盖样例或文件中的事实"
        de "ersetzt Fakten der Fixture oder der Datei";
    kw_from()
        en "reads the facts from a file"
        zh "从文件读取事实"
        de "liest die Fakten aus einer Datei";
    kw_expect()
        en "what the test expects"
        zh "测试所期望的结果"
        de "was der Test erwartet";
    kw_eligible()
        en "all requirements hold, and the grace period is over"
        zh "所有要求均已满足,冷静期已结束"
        de "alle Voraussetzungen sind erfüllt, und die Bedenkzeit ist vorbei";
    kw_never()
        en "not eligible now, nor at any later time"
        zh "现在和以后都不符合条件"
        de "weder jetzt noch später berechtigt";
    kw_message()
        en "some failed requirement or warning has this message"
        zh "某个不满足的要求或某个警告有此消息"
        de "eine nicht erfüllte Voraussetzung oder eine Warnung hat diese Meldung";
    kw_open()
        en "the deadline runs, and what is due is not yet done"
        zh "期限未届满,尚未履行"
        de "die Frist läuft, das Geschuldete ist noch nicht getan";
    kw_overdue()
        en "the last instant has passed, and what is due was not done by then"
        zh "期限已届满,当时尚未履行"
        de "die Frist ist abgelaufen, ohne dass das Geschuldete getan war";
    kw_begun()
        en "whether the time that a deadline runs from is present"
        zh "期限的起算时间是否存在"
        de "ob der Zeitpunkt vorliegt, ab dem eine Frist läuft";
    kw_due()
        en "the last instant of a deadline"
        zh "期限的最后时刻"
        de "der letzte Augenblick einer Frist";
    kw_plan()
        en "what is done with the data of an account that may go"
        zh "对可以离开的账户的数据的处理"
        de "was mit den Daten eines Kontos geschieht, das gehen darf";
    kw_would()
        en "of an account that may not go yet, if it went now"
        zh "尚不能离开的账户若现在离开"
        de "eines Kontos, das noch nicht gehen darf, ginge es jetzt";
    kw_be()
        en "of an account that may not go yet, if it went now"
        zh "尚不能离开的账户若现在离开"
        de "eines Kontos, das noch nicht gehen darf, ginge es jetzt";
    kw_erased()
        en "the data are erased"
        zh "数据被删除"
        de "die Daten werden gelöscht";
    kw_kept()
        en "the data are kept"
        zh "数据被保留"
        de "die Daten werden aufbewahrt";
    kw_held()
        en "the data would go, and a hold keeps them"
        zh "数据本应处理掉,但因保全而保留"
        de "die Daten verschwänden, und eine Sperre behält sie";
    kw_without()
        en "the data are kept without an end"
        zh "数据无限期保留"
        de "die Daten werden ohne Ende aufbewahrt";
    kw_leaving()
        en "the time by which the account has left: that of `left by`"
        zh "账户离开的时间,即 `left by` 的时间"
        de "der Zeitpunkt, seit dem das Konto verschwunden ist: der von `left by`";
    kw_only()
        en "what the data are kept for, and for nothing else"
        zh "数据仅为此目的保留"
        de "wofür die Daten behalten werden, und für nichts sonst";
    only_for()
        en "the purpose for which the data are kept"
        zh "保留数据的目的"
        de "der Zweck, zu dem die Daten behalten werden";
    without_start()
        en "what is said of data that lack the start of the period"
        zh "对缺少期限起点的数据的规定"
        de "was für Daten ohne Beginn der Frist gilt";
    without_start_no_end()
        en "data that lack the start of the period are kept without an end"
        zh "缺少期限起点的数据无限期保留"
        de "Daten ohne Beginn der Frist werden ohne Ende behalten";
    after_leaving()
        en "counted from the time by which the account has left"
        zh "从账户离开之时起算"
        de "gezählt ab dem Zeitpunkt, seit dem das Konto verschwunden ist";
    kw_forfeited()
        en "the holder loses them"
        zh "持有人失去它们"
        de "der Inhaber verliert sie";
    kw_tell()
        en "is told that the data go, beside what becomes of them"
        zh "除处理数据之外,另行告知数据将被清除"
        de "wird benachrichtigt, neben dem, was aus den Daten wird";
    kw_informed()
        en "they are told"
        zh "告知它们"
        de "sie werden benachrichtigt";
    not_informed()
        en "they are not told"
        zh "不告知它们"
        de "sie werden nicht benachrichtigt";
    kw_copies()
        en "copies of what goes, in backups for example"
        zh "被清除数据的副本,例如备份中的副本"
        de "Kopien dessen, was verschwindet, etwa in Sicherungen";
    kw_gone()
        en "the copies are gone"
        zh "副本已清除"
        de "die Kopien sind gelöscht";
    copies_gone_within()
        en "how long after the data go copies of them, in backups for example, are gone"
        zh "数据清除后多久,其副本(例如备份中的副本)也被清除"
        de "wie lange nach den Daten auch deren Kopien, etwa in Sicherungen, gelöscht sind";
    copies_expected_gone()
        en "the instant by which copies of the data are gone"
        zh "数据的副本最迟何时被清除"
        de "der Zeitpunkt, bis zu dem Kopien der Daten gelöscht sind";
    kw_undetermined()
        en "facts are missing to decide"
        zh "缺少作出判断所需的事实"
        de "es fehlen Fakten für die Entscheidung";
    no_plan_to_carry_out()
        en "there is no plan to carry out"
        zh "没有可执行的处理方案"
        de "es ist kein Plan auszuführen";
    would_be_done()
        en "what would be done with the data of an account that may not go yet"
        zh "尚不能离开的账户的数据将如何处理"
        de "was mit den Daten eines Kontos geschähe, das noch nicht gehen darf";
    item_undetermined()
        en "facts are missing to say what becomes of the data"
        zh "缺少事实,无法得知数据如何处理"
        de "es fehlen Fakten, um zu sagen, was aus den Daten wird";
    due_for_erasure_since()
        en "the first instant at which the data were due for erasure"
        zh "数据应予删除的最早时刻"
        de "der erste Augenblick, ab dem die Daten zu löschen sind";
    kept_without_end()
        en "nothing ends the period: its start is absent"
        zh "期限没有终点:起算时间不存在"
        de "nichts beendet die Frist: ihr Beginn fehlt";
    kw_unknown()
        en "the value is not known"
        zh "值未知"
        de "der Wert ist nicht bekannt";
    fields_of_account()
        en "the fields of the account"
        zh "账户的字段"
        de "die Felder des Kontos";
    fields_of_request()
        en "the fields of the request"
        zh "申请的字段"
        de "die Felder des Antrags";
    fields_of_service()
        en "the fields of the service"
        zh "服务的字段"
        de "die Felder des Dienstes";
    facts_of_account()
        en "the facts of the account"
        zh "账户的事实"
        de "die Fakten des Kontos";
    facts_of_request()
        en "the facts of the request"
        zh "申请的事实"
        de "die Fakten des Antrags";
    rounded_down()
        en "to the next lesser value"
        zh "取不大于它的最近值"
        de "auf den nächstkleineren Wert";
    rounded_up()
        en "to the next greater value"
        zh "取不小于它的最近值"
        de "auf den nächstgrößeren Wert";
    rounded_half_even()
        en "to the nearest value, from the middle to the even one"
        zh "取最近值,正中时取偶数"
        de "auf den nächsten Wert, aus der Mitte auf den geraden";
    facts_of_service()
        en "the facts of the service"
        zh "服务的事实"
        de "die Fakten des Dienstes";
    at_least()
        en "that many elements or more"
        zh "这么多个元素或更多"
        de "so viele Elemente oder mehr";
    at_most()
        en "that many elements or fewer"
        zh "这么多个元素或更少"
        de "so viele Elemente oder weniger";
    in_the_next()
        en "from now on, up to that far ahead"
        zh "从现在起,到这么久以后"
        de "von jetzt an bis so weit voraus";
    differs()
        en "differs from"
        zh "不等于"
        de "ist ungleich";
    is_one_of()
        en "is one of the values listed"
        zh "是所列值之一"
        de "ist einer der aufgeführten Werte";
    is_not_one_of()
        en "is none of the values listed"
        zh "不是所列值中的任何一个"
        de "ist keiner der aufgeführten Werte";
    is_absent()
        en "there is no value"
        zh "没有值"
        de "es gibt keinen Wert";
    is_present()
        en "there is a value"
        zh "有值"
        de "es gibt einen Wert";
    meets_policy()
        en "the account meets another policy"
        zh "账户满足另一条规则"
        de "das Konto erfüllt eine andere Richtlinie";
    one_of_names()
        en "one of the names listed"
        zh "所列名称之一"
        de "einer der aufgeführten Namen";
    eligible_after()
        en "the last instant before the account is eligible"
        zh "账户符合条件之前的最后一刻"
        de "der letzte Augenblick, bevor das Konto berechtigt ist";
    eligible_from()
        en "the first instant at which the account is eligible"
        zh "账户符合条件的第一刻"
        de "der erste Augenblick, in dem das Konto berechtigt ist";
    warning_applies()
        en "the warning applies"
        zh "警告适用"
        de "die Warnung gilt";
    warning_does_not_apply()
        en "the warning does not apply"
        zh "警告不适用"
        de "die Warnung gilt nicht";
    failed_for_good()
        en "the requirement has failed for good"
        zh "要求已无法再满足"
        de "die Voraussetzung ist endgültig nicht erfüllt";
    reported_missing()
        en "the fact is reported as missing"
        zh "该事实被列为缺少"
        de "der Fakt gilt als fehlend";
    done_with_account()
        en "what is done with the account"
        zh "对账户的处理"
        de "was mit dem Konto geschieht";
    end_of_last_day()
        en "to the end of the last calendar day"
        zh "到最后一个日历日结束"
        de "bis zum Ende des letzten Kalendertags";
    end_of_day()
        en "to the end of the calendar day"
        zh "到该日历日结束"
        de "bis zum Ende des Kalendertags";
    unit_days()
        en "calendar days"
        zh "日历日"
        de "Kalendertage";
    unit_weeks()
        en "weeks"
        zh "周"
        de "Wochen";
    unit_months()
        en "calendar months"
        zh "日历月"
        de "Kalendermonate";
    unit_years()
        en "calendar years"
        zh "日历年"
        de "Kalenderjahre";
    unit_hours()
        en "hours"
        zh "小时"
        de "Stunden";
    unit_minutes()
        en "minutes"
        zh "分钟"
        de "Minuten";
    unit_seconds()
        en "seconds"
        zh "秒"
        de "Sekunden";
    placeholder_count()
        en "how many elements block"
        zh "有多少个元素造成阻止"
        de "wie viele Elemente im Weg stehen";
    placeholder_each()
        en "a field of each element that blocks"
        zh "每个造成阻止的元素的某个字段"
        de "ein Feld jedes Elements, das im Weg steht";
    placeholder_clears()
        en "the last instant at which waiting is not yet enough"
        zh "等待尚不足够的最后一刻"
        de "der letzte Augenblick, in dem Warten noch nicht genügt";
    placeholder_due()
        en "the instant of the act that a notice is of, if all notices go out on time"
        zh "通知所预告的执行时刻(各通知均按时发出时)"
        de "der Zeitpunkt der Handlung, die eine Mitteilung ankündigt, wenn alle rechtzeitig gesendet werden";
    placeholder_now()
        en "the instant of the judgement"
        zh "判断的时刻"
        de "der Zeitpunkt der Beurteilung";
    kw_less()
        en "not as long ago as that"
        zh "不到这么久以前"
        de "nicht so lange her wie das";
    at_least_ago()
        en "at least that long ago"
        zh "至少这么久以前"
        de "mindestens so lange her";
    date_of()
        en "the day on which a time falls, in the zone"
        zh "时间所在的日期(按时区)"
        de "der Tag, auf den ein Zeitpunkt in der Zeitzone fällt";
    next_day()
        en "the first such day of a year after a day"
        zh "某日之后第一个这样的月日"
        de "der erste solche Tag im Jahr nach einem Tag";
}
