//! Why a built program is refused.

use crate::diagnostic::Message;

crate::messages! {
    case_without_rows()
        en "a case without rows"
        zh "没有行的 `case`"
        de "ein `case` ohne Zeilen";
    missing_record()
        en "it refers to a record that does not exist"
        zh "引用了不存在的记录"
        de "verweist auf einen Datensatz, den es nicht gibt";
    not_in_a_file()
        en "not a place in a file of the program"
        zh "不是程序某个文件中的位置"
        de "keine Stelle in einer Datei des Programms";
    value_called_as_condition()
        en "it calls a value as a condition"
        zh "把值当作条件调用"
        de "ruft einen Wert als Bedingung auf";
    condition_called_as_value()
        en "it calls a condition as a value"
        zh "把条件当作值调用"
        de "ruft eine Bedingung als Wert auf";
    not_comparable()
        en "only single values can be compared"
        zh "只有单个值可以比较"
        de "nur einzelne Werte lassen sich vergleichen";
    has_no_order(ty: Message)
        en "these values have no order: {ty}"
        zh "这类值没有大小之分:{ty}"
        de "solche Werte haben keine Ordnung: {ty}";
    not_a_set()
        en "its second operand is not a set"
        zh "第二个操作数不是集合"
        de "der zweite Operand ist keine Menge";
    not_a_collection()
        en "it is not a collection"
        zh "不是集合"
        de "keine Sammlung";
    not_as_ways()
        en "the ways are not those of the condition"
        zh "这些途径与条件不符"
        de "die Wege sind nicht die der Bedingung";
    not_as_notice()
        en "the condition does not follow from the notice"
        zh "该通知与条件不符"
        de "die Mitteilung ist nicht die der Bedingung";
    no_act_to_come()
        en "`{{due}}` is for notices only"
        zh "`{{due}}` 只能用于通知"
        de "`{{due}}` ist nur für Mitteilungen";
    no_group(id: &str)
        en "there is no group {id} around it"
        zh "外层没有分组 {id}"
        de "eine umgebende Gruppe {id} gibt es nicht";
    no_policy(id: &str)
        en "there is no policy {id}"
        zh "没有规则 {id}"
        de "die Richtlinie {id} gibt es nicht";
    not_the_policys_account()
        en "the record there is not the account of the policy's package"
        zh "该处的记录不是规则所属包的账户"
        de "der Datensatz dort ist nicht das Konto aus dem Paket der Richtlinie";
    not_the_definitions_record()
        en "the record there is not the one that the definition applies to"
        zh "该处的记录不是定义所针对的记录"
        de "der Datensatz dort ist nicht der, für den die Definition gilt";
    no_definition_before(id: &str)
        en "there is no definition {id} before it"
        zh "在它之前没有定义 {id}"
        de "davor gibt es keine Definition {id}";
    definition_of_element()
        en "its definition applies to an element"
        zh "其定义针对元素"
        de "die Definition gilt für ein Element";
    definition_of_no_element()
        en "its definition does not apply to an element"
        zh "其定义不针对元素"
        de "die Definition gilt nicht für ein Element";
    definition_of_other_account()
        en "its definition applies to another account"
        zh "其定义针对另一种账户"
        de "die Definition gilt für ein anderes Konto";
    definition_of_other_request()
        en "its definition applies to another request"
        zh "其定义针对另一种申请"
        de "die Definition gilt für einen anderen Antrag";
    not_a_record()
        en "it is not a record"
        zh "不是记录"
        de "kein Datensatz";
    root_not_available()
        en "its root is not available here"
        zh "这里没有它的根"
        de "die Wurzel ist hier nicht verfügbar";
    not_shared()
        en "a collection says wrongly whether its elements are in another one as well"
        zh "集合错误地说明其元素是否也在另一集合中"
        de "eine Sammlung sagt falsch, ob ihre Elemente auch in einer anderen sind";
    no_key()
        en "a key is a text or an integer that is never absent"
        zh "键是从不缺失的文本或整数"
        de "ein Schlüssel ist ein Text oder eine ganze Zahl und fehlt nie";
    no_field(record: &str, index: u32)
        en "`{record}` has no field {index}"
        zh "`{record}` 没有字段 {index}"
        de "`{record}` hat kein Feld {index}";
    continues_from_no_record()
        en "it continues from a value that is not a record"
        zh "从不是记录的值继续"
        de "geht von einem Wert weiter, der kein Datensatz ist";
    leads_nowhere()
        en "it leads nowhere"
        zh "没有指向任何地方"
        de "führt nirgendwohin";
    now_outside_comparison()
        en "`now` is allowed only directly in a comparison"
        zh "`now` 只能直接用于比较"
        de "`now` ist nur unmittelbar in einem Vergleich zulässig";
    no_type()
        en "it has no type"
        zh "没有类型"
        de "hat keinen Typ";
    aggregate_without_values(kind: &str)
        en "`{kind}` needs values"
        zh "`{kind}` 需要值"
        de "`{kind}` braucht Werte";
    aggregate_with_values(kind: &str)
        en "`{kind}` does not take values"
        zh "`{kind}` 不取值"
        de "`{kind}` nimmt keine Werte";
    aggregate_of_type(kind: &str, ty: Message)
        en "`{kind}` does not take these values: {ty}"
        zh "`{kind}` 不能用于这类值:{ty}"
        de "`{kind}` nimmt solche Werte nicht: {ty}";
    not_numbers()
        en "only numbers can be added and subtracted"
        zh "只有数字可以加减"
        de "nur Zahlen lassen sich addieren und subtrahieren";
    no_working_days()
        en "a move by no working days, or by too many"
        zh "移动的工作日数为零或过多"
        de "eine Verschiebung um keinen oder um zu viele Arbeitstage";
    opposite_signs()
        en "its duration has parts of opposite signs"
        zh "时长的各部分符号相反"
        de "die Teile der Dauer haben verschiedene Vorzeichen";
    date_moved_by_part_of_day()
        en "it moves a date by less than a day"
        zh "把日期移动了不足一天"
        de "verschiebt ein Datum um weniger als einen Tag";
    not_one_type(one: Message, other: Message)
        en "two different types: {one}, {other}"
        zh "两种不同的类型:{one}、{other}"
        de "zwei verschiedene Typen: {one}, {other}";
    not_each_language()
        en "there is not exactly one message in each language of the package"
        zh "没有为包的每种语言各写一条消息"
        de "nicht genau ein Meldungstext je Sprache des Pakets";
    empty_words()
        en "words for people must not be empty"
        zh "向人显示的文字不能为空"
        de "Worte für Menschen sind nicht leer";
    not_the_forms()
        en "these are not the plural forms of the language"
        zh "这些不是该语言的复数形式"
        de "das sind nicht die Pluralformen der Sprache";
    no_witnesses()
        en "its condition does not select elements of one record"
        zh "其条件没有选出同一种记录的元素"
        de "die Bedingung wählt keine Elemente eines einzigen Datensatzes aus";
    not_a_single_value()
        en "it is not a single value of its type"
        zh "不是该类型的单个值"
        de "kein einzelner Wert seines Typs";
    not_before()
        en "it refers to itself, or to something that does not precede it"
        zh "引用了自身,或引用了不在它之前的内容"
        de "verweist auf sich selbst oder auf etwas, das nicht davor steht";
    no_package(id: &str)
        en "there is no package {id}"
        zh "没有包 {id}"
        de "das Paket {id} gibt es nicht";
    name_is_taken()
        en "another policy of the package has this name"
        zh "包中另一条规则已有此名称"
        de "eine andere Richtlinie des Pakets heißt so";
    not_of_the_account()
        en "it is not a collection of the account"
        zh "不是账户的集合"
        de "keine Sammlung des Kontos";
    not_the_preconditions()
        en "they are not those that `when` begins with"
        zh "与 `when` 开头的条件不符"
        de "es sind nicht die, mit denen `when` beginnt";
    not_an_optional_time()
        en "it is not an optional time of the account"
        zh "不是账户的可为空的时间"
        de "kein Zeitpunkt des Kontos, der fehlen darf";
    lifecycle_name_is_taken()
        en "another lifecycle of the package has this name"
        zh "包中另一个生命周期已有此名称"
        de "ein anderer Lebenszyklus des Pakets heißt so";
    too_few_stages()
        en "a lifecycle has at least two stages"
        zh "生命周期至少有两个阶段"
        de "ein Lebenszyklus hat mindestens zwei Stufen";
    not_a_time_of_account()
        en "it is not a time of the account"
        zh "不是账户的时间"
        de "kein Zeitpunkt des Kontos";
    no_policy_of_package()
        en "it is not a policy of the package"
        zh "不是该包的规则"
        de "keine Richtlinie des Pakets";
    stage_twice()
        en "it is a stage already"
        zh "它已经是一个阶段"
        de "es ist schon eine Stufe";
    sets_no_time_of_its_own()
        en "it does not set a time of its own"
        zh "它没有设置自己的时间"
        de "es setzt keinen eigenen Zeitpunkt";
    not_told_first()
        en "those who are told come first"
        zh "被告知者须排在最前"
        de "wer benachrichtigt wird, steht zuerst";
    no_copies()
        en "a bound for copies of data that stay, or a length that is not fixed"
        zh "规定了不会清除的数据的副本,或副本清除的期限无效"
        de "Kopien dessen, was bleibt, oder gelöscht in keiner gültigen Länge";
    not_those_told()
        en "says who is told and what becomes of data"
        zh "既规定告知谁,又规定数据如何处理"
        de "sagt zugleich, wer benachrichtigt wird und was aus Daten wird";
    not_for_all_elements()
        en "the last line of a collection, and no other, has no condition"
        zh "集合的最后一行没有条件,其他各行都有"
        de "die letzte Zeile einer Sammlung und keine andere hat keine Bedingung";
    no_hold(number: &str)
        en "there is no hold {number}"
        zh "没有编号为 {number} 的保全"
        de "es gibt keine Sperre {number}";
    not_around()
        en "not the collection, and not one around it"
        zh "不是该集合,也不是包含它的集合"
        de "nicht die Sammlung und keine um sie herum";
    never_left()
        en "the account does not leave"
        zh "账户不会离开"
        de "das Konto verschwindet nicht";
    not_a_method()
        en "names a field that the record does not have, or that cannot be treated so"
        zh "写了记录没有的字段,或不能如此处理的字段"
        de "nennt ein Feld, das der Record nicht hat oder mit dem das nicht geht";
    several_methods()
        en "elements that may be in two collections lose other fields in one than in the other"
        zh "可能在两个集合中的元素在两处去除不同的字段"
        de "Elemente, die in zwei Sammlungen sein können, verlieren in einer andere Felder als in der anderen";
    not_kept_with()
        en "not a collection of the account that is kept as long as others which are placed"
        zh "不是与其他已安排的集合一同保留的账户集合"
        de "keine Sammlung des Kontos, die so lange behalten wird wie andere, über die verfügt ist";
    not_of_the_outcome()
        en "an account is kept if and only if the outcome does not leave"
        zh "当且仅当该结果不使账户离开时,账户才保留"
        de "ein Konto bleibt genau dann, wenn das Ergebnis es nicht entfernt";
    service_not_as_declared()
        en "a service must be given if and only if the package declares one"
        zh "当且仅当包声明了服务时,必须给出服务"
        de "ein Dienst muss genau dann angegeben sein, wenn das Paket einen deklariert";
    collection_of_service()
        en "a service holds no collections"
        zh "服务不含集合"
        de "ein Dienst enthält keine Sammlungen";
    request_not_as_declared()
        en "a request must be given if and only if the package declares one"
        zh "当且仅当包声明了申请时,必须给出申请"
        de "ein Antrag muss genau dann angegeben sein, wenn das Paket einen deklariert";
    no_record(id: &str)
        en "there is no record {id}"
        zh "没有记录 {id}"
        de "den Datensatz {id} gibt es nicht";
    records_too_deep(most: u32)
        en "it holds itself, or records nested more than {most} deep"
        zh "包含自身,或记录嵌套超过 {most} 层"
        de "enthält sich selbst oder mehr als {most}-fach verschachtelte Datensätze";
    key_not_composed()
        en "it is not in composed form (NFC), so no key of facts can match it"
        zh "不是合成形式 (NFC),事实中的键都无法与之匹配"
        de "nicht in zusammengesetzter Form (NFC), daher kann kein Schlüssel der Fakten passen";
    set_of_no_single_values()
        en "a set of values that are not single"
        zh "成员不是单个值的集合"
        de "eine Menge von Werten, die keine einzelnen sind";
    enumeration_without_values()
        en "an enumeration without values"
        zh "没有值的枚举"
        de "eine Aufzählung ohne Werte";
    not_a_name(name: &str)
        en "{name} is not a name"
        zh "{name} 不是名称"
        de "{name} ist kein Name";
    twice(name: &str)
        en "`{name}` occurs twice"
        zh "`{name}` 出现两次"
        de "`{name}` kommt zweimal vor";
    no_enumeration(id: &str)
        en "there is no enumeration {id}"
        zh "没有枚举 {id}"
        de "die Aufzählung {id} gibt es nicht";
    out_of_range()
        en "a value beyond the range of its type"
        zh "值超出其类型的范围"
        de "ein Wert außerhalb des Bereichs seines Typs";
    not_of_type(ty: Message)
        en "not a value of its type: {ty}"
        zh "不是该类型的值:{ty}"
        de "kein Wert seines Typs: {ty}";
    values_for_fields(values: usize, fields: usize)
        en "{values} {values:value|values} for {fields} {fields:field|fields}"
        zh "{values} 个值,而有 {fields} 个字段"
        de "{values} {values:Wert|Werte} für {fields} {fields:Feld|Felder}";
}
