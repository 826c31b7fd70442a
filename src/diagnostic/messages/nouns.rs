//! What is named in other messages: declarations, and types in the author's words.

crate::messages! {
    field()
        en "field"
        zh "字段"
        de "Feld";
    record()
        en "record"
        zh "记录"
        de "Datensatz";
    condition()
        en "condition"
        zh "条件"
        de "Bedingung";
    named_value()
        en "named value"
        zh "命名的值"
        de "benannter Wert";
    a_row_of_case()
        en "a row of a case"
        zh "`case` 的一行"
        de "eine Zeile eines `case`";
    key_of_case()
        en "a key of a case: an enumeration, a bool, a number, an amount, a date or a time"
        zh "`case` 的键:枚举、`bool`、数字、金额、日期或时间"
        de "ein Schlüssel eines `case`: eine Aufzählung, ein `bool`, eine Zahl, ein Betrag, ein Datum oder eine Zeit";
    ordered_key()
        en "a key whose values have an order"
        zh "值有顺序的键"
        de "ein Schlüssel, dessen Werte eine Reihenfolge haben";
    fixture()
        en "fixture"
        zh "样例"
        de "Fixture";
    package()
        en "package"
        zh "包"
        de "Paket";
    policy()
        en "policy"
        zh "规则"
        de "Richtlinie";
    collection()
        en "collection"
        zh "集合"
        de "Sammlung";
    requirement_or_clause()
        en "requirement or clause"
        zh "要求或子句"
        de "Voraussetzung oder Klausel";
    requirement()
        en "requirement"
        zh "要求"
        de "Voraussetzung";
    language()
        en "language"
        zh "语言"
        de "Sprache";
    status()
        en "status"
        zh "状态"
        de "Status";
    hold()
        en "hold"
        zh "保全"
        de "Sperre";
    deadline()
        en "deadline"
        zh "期限"
        de "Frist";
    item_of_plan()
        en "an item of the plan"
        zh "处理方案中的一项"
        de "ein Eintrag des Plans";
    disposal()
        en "disposal"
        zh "处理方式"
        de "Behandlung";
    state_of_a_deadline()
        en "state of a deadline"
        zh "期限状态"
        de "Stand einer Frist";
    deadline_open()
        en "open"
        zh "未届满"
        de "offen";
    deadline_met()
        en "met"
        zh "已履行"
        de "gewahrt";
    deadline_overdue()
        en "overdue"
        zh "逾期"
        de "überschritten";
    deadline_not_begun()
        en "not begun"
        zh "尚未起算"
        de "nicht begonnen";
    deadline_not_asked()
        en "not asked"
        zh "不要求"
        de "nicht verlangt";
    deadline_unknown()
        en "unknown"
        zh "未知"
        de "unbekannt";
    notice_counts()
        en "sent in time"
        zh "已按时发出"
        de "rechtzeitig gesendet";
    notice_young()
        en "sent too recently"
        zh "发出未满所需时间"
        de "noch nicht lange genug gesendet";
    notice_old()
        en "sent too long ago"
        zh "发出已过久"
        de "vor zu langer Zeit gesendet";
    notice_before_counted_since()
        en "sent too early to count"
        zh "发出过早,不计入"
        de "zu früh gesendet, zählt nicht";
    notice_missing()
        en "not sent"
        zh "未发出"
        de "nicht gesendet";
    notice_unknown()
        en "unknown whether it was sent"
        zh "是否发出未知"
        de "unbekannt, ob gesendet";
    warning()
        en "warning"
        zh "警告"
        de "Warnung";
    a_boolean()
        en "a boolean"
        zh "布尔值"
        de "Wahrheitswert";
    a_whole_number()
        en "a whole number"
        zh "整数"
        de "ganze Zahl";
    a_decimal_number()
        en "a decimal number"
        zh "小数"
        de "Dezimalzahl";
    text()
        en "text"
        zh "文字"
        de "Text";
    a_text()
        en "a text"
        zh "文字"
        de "Text";
    an_amount_in(currency: &str)
        en "an amount in {currency}"
        zh "{currency} 金额"
        de "Betrag in {currency}";
    a_time()
        en "a time"
        zh "时间"
        de "Zeitpunkt";
    a_date()
        en "a date"
        zh "日期"
        de "Datum";
    one_of(values: &str)
        en "one of {values}"
        zh "“{values}”之一"
        de "einer der Werte {values}";
    a_set()
        en "a set"
        zh "集合"
        de "Menge";
    a_collection()
        en "a collection"
        zh "集合"
        de "Sammlung";
    a_record()
        en "a record"
        zh "记录"
        de "Datensatz";
    a_number()
        en "a number"
        zh "数字"
        de "Zahl";
    an_array()
        en "an array"
        zh "数组"
        de "Array";
    an_object()
        en "an object"
        zh "对象"
        de "Objekt";
    a_decimal()
        en "a decimal"
        zh "小数"
        de "Dezimalzahl";
    record_or_type()
        en "record or type"
        zh "记录或类型"
        de "Datensatz oder Typ";
    record_or_collection()
        en "record or collection"
        zh "记录或集合"
        de "Datensatz oder Sammlung";
    field_or_condition()
        en "field or condition"
        zh "字段或条件"
        de "Feld oder Bedingung";
    derived_field()
        en "derived field"
        zh "派生字段"
        de "abgeleitetes Feld";
    given_field()
        en "given field"
        zh "给定字段"
        de "angegebenes Feld";
    calendar()
        en "calendar"
        zh "日历"
        de "Kalender";
    a_calendar()
        en "calendar"
        zh "日历"
        de "Kalender";
    a_line_of_a_calendar()
        en "a line of a calendar"
        zh "日历中的一行"
        de "eine Zeile eines Kalenders";
    day_of_the_week()
        en "day of the week"
        zh "星期几"
        de "Wochentag";
    outcome()
        en "outcome"
        zh "结果"
        de "Ergebnis";
    time()
        en "time"
        zh "时间"
        de "Zeitpunkt";
    fact()
        en "fact"
        zh "事实"
        de "Fakt";
    declaration_of()
        en "declaration of"
        zh "声明"
        de "Deklaration von";
    a_name()
        en "a name"
        zh "名称"
        de "ein Name";
    a_noun()
        en "a noun"
        zh "名词"
        de "ein Substantiv";
    a_time_zone()
        en "a time zone"
        zh "时区"
        de "eine Zeitzone";
    text_in_quotes()
        en "a text in quotes"
        zh "带引号的文字"
        de "Text in Anführungszeichen";
    an_escape()
        en "an escape"
        zh "转义"
        de "eine Escape-Sequenz";
    documentation()
        en "documentation"
        zh "文档注释"
        de "Dokumentation";
    a_currency()
        en "a currency"
        zh "货币"
        de "eine Währung";
    an_amount_of_money()
        en "an amount of money"
        zh "金额"
        de "ein Geldbetrag";
    a_unit_of_time()
        en "a unit of time"
        zh "时间单位"
        de "eine Zeiteinheit";
    a_length_of_time()
        en "a length of time"
        zh "时长"
        de "eine Dauer";
    true_or_false()
        en "`true` or `false`"
        zh "`true` 或 `false`"
        de "`true` oder `false`";
    a_literal()
        en "a literal"
        zh "字面值"
        de "ein Literal";
    a_condition()
        en "a condition"
        zh "条件"
        de "eine Bedingung";
    and_or_or()
        en "`and` or `or`"
        zh "`and` 或 `or`"
        de "`and` oder `or`";
    a_comparison()
        en "a comparison"
        zh "比较"
        de "ein Vergleich";
    a_value()
        en "a value"
        zh "值"
        de "ein Wert";
    a_quantifier()
        en "a quantifier"
        zh "量词"
        de "ein Quantor";
    a_window()
        en "a window"
        zh "时间范围"
        de "ein Zeitfenster";
    an_item()
        en "an item"
        zh "声明项"
        de "eine Deklaration";
    a_clause()
        en "a clause"
        zh "子句"
        de "eine Klausel";
    a_field()
        en "a field"
        zh "字段"
        de "ein Feld";
    a_type()
        en "a type"
        zh "类型"
        de "ein Typ";
    an_outcome()
        en "an outcome"
        zh "结果"
        de "ein Ergebnis";
    final_law_otherwise()
        en "`final`, `law` or `otherwise`"
        zh "`final`、`law` 或 `otherwise`"
        de "`final`, `law` oder `otherwise`";
    a_message()
        en "a message"
        zh "消息"
        de "ein Meldungstext";
    words_of_a_name()
        en "words in a language"
        zh "一种语言的文字"
        de "Worte in einer Sprache";
    a_data_rule()
        en "a data rule"
        zh "数据规则"
        de "eine Datenregel";
    names()
        en "names"
        zh "名称列表"
        de "Namen";
    facts()
        en "facts"
        zh "事实"
        de "Fakten";
    a_fact()
        en "a fact"
        zh "事实"
        de "ein Fakt";
    path_of_fact()
        en "the path of a fact"
        zh "事实的路径"
        de "der Pfad eines Fakts";
    part_of_test()
        en "a part of a test"
        zh "测试的组成部分"
        de "ein Teil eines Tests";
    an_expectation()
        en "an expectation"
        zh "期望"
        de "eine Erwartung";
    the_end()
        en "the end"
        zh "结尾"
        de "das Ende";
    nothing()
        en "nothing"
        zh "无"
        de "nichts";
    condition_or_single_value()
        en "a condition or a single value"
        zh "条件或单个值"
        de "Bedingung oder einzelner Wert";
    comparable_value()
        en "a value that can be compared so"
        zh "可以这样比较的值"
        de "so vergleichbarer Wert";
    another_value()
        en "another value"
        zh "另一个值"
        de "anderer Wert";
    the_same_instant()
        en "the same instant"
        zh "同一时刻"
        de "derselbe Zeitpunkt";
    an_account()
        en "an account"
        zh "账户"
        de "Konto";
    end_of_path()
        en "the end of the path"
        zh "路径的结尾"
        de "Ende des Pfades";
    field_of_derived_value()
        en "a field of a derived value"
        zh "派生值的字段"
        de "Feld eines abgeleiteten Werts";
    number_or_amount()
        en "a number or an amount"
        zh "数或金额"
        de "Zahl oder Betrag";
    time_or_date()
        en "a time or a date"
        zh "时间或日期"
        de "Zeitpunkt oder Datum";
    computable_field()
        en "a field that can be calculated with"
        zh "可以计算的字段"
        de "Feld, mit dem sich rechnen lässt";
    relative_time()
        en "a time relative to a test's instant"
        zh "相对于测试时刻的时间"
        de "Zeitpunkt relativ zu dem eines Tests";
    a_phrase()
        en "a phrase"
        zh "短语"
        de "eine Wendung";
    a_path()
        en "a path"
        zh "路径"
        de "ein Pfad";
    a_file_of_facts()
        en "a file of facts"
        zh "事实文件"
        de "eine Datei mit Fakten";
    a_definition()
        en "a definition"
        zh "定义"
        de "eine Definition";
    a_package()
        en "a package"
        zh "包"
        de "ein Paket";
    a_policy()
        en "a policy"
        zh "规则"
        de "eine Richtlinie";
    status_inapplicable()
        en "inapplicable"
        zh "不适用"
        de "nicht anwendbar";
    status_blocked()
        en "blocked"
        zh "暂不符合"
        de "verhindert";
    status_undetermined()
        en "undetermined"
        zh "无法判定"
        de "unentschieden";
    status_cooling()
        en "cooling"
        zh "冷静期"
        de "in Bedenkzeit";
    status_eligible()
        en "eligible"
        zh "符合条件"
        de "berechtigt";
}
