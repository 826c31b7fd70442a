//! SQL: the layout of tables, mappings to others, and what a query cannot do. Fixtures.

use crate::diagnostic::Message;

crate::messages! {
    outcome_by_length_of_the_facts()
        en "the outcome lasts as long as a fact says, which each table writes in its own way"
        zh "结果的时长取决于事实,而各表的写法不一"
        de "das Ergebnis dauert so lange, wie ein Fakt sagt, den jede Tabelle auf ihre Weise schreibt";
    length_after_leaving_of_facts()
        en "how long something is kept after leaving depends on facts"
        zh "离开之后保留多久取决于事实"
        de "wie lange etwas nach dem Ausscheiden behalten wird, hängt von Fakten ab";
    line_changes_with_time()
        en "which elements the line applies to changes with time"
        zh "这一行所指的对象随时间变化"
        de "wovon die Zeile spricht, ändert sich mit der Zeit";
    elements_in_two_collections()
        en "elements of one key in several collections are judged together"
        zh "多个集合中同一键的元素一并判断"
        de "Elemente eines Schlüssels in mehreren Sammlungen werden gemeinsam beurteilt";
    hold_changes_with_time()
        en "whether the hold holds changes with time"
        zh "保全是否成立随时间变化"
        de "ob die Sperre gilt, ändert sich mit der Zeit";
    end_changes_with_time()
        en "the end of the period changes with time"
        zh "期限的终点随时间变化"
        de "das Ende der Frist ändert sich mit der Zeit";
    selection_by_account()
        en "the elements that it counts are selected by a fact of the account"
        zh "所数的元素由账户的事实来选择"
        de "die gezählten Elemente werden nach einem Fakt des Kontos ausgewählt";
    elements_without_keys(path: &str)
        en "nothing tells the elements of `{path}` apart but their places"
        zh "`{path}` 的元素只能按位置区分"
        de "die Elemente von `{path}` sind nur durch ihre Plätze zu unterscheiden";
    array_without_keys()
        en "mapped to a column of many"
        zh "映射到数组列"
        de "auf eine Spalte mit vielen abgebildet";
    map_to_table_with_key()
        en "map the collection to a table with a key, or plan these accounts with `exeunt eval --plan`"
        zh "请把该集合映射到有键的表,或用 `exeunt eval --plan` 计划这些账户"
        de "die Sammlung auf eine Tabelle mit Schlüssel abbilden, oder diese Konten mit `exeunt eval --plan` planen";
    no_plan_in_policy(policy: &str)
        en "`{policy}` does not say what becomes of the data"
        zh "`{policy}` 没有写明数据如何处理"
        de "`{policy}` sagt nicht, was aus den Daten wird";
    add_data_block()
        en "add a `data` block, or leave out `--emit plan`"
        zh "请加上 `data` 块,或去掉 `--emit plan`"
        de "einen Block `data` ergänzen, oder `--emit plan` weglassen";
    no_rests()
        en "the mapping does not say where what is left of accounts is"
        zh "映射没有说明账户留下的内容在哪里"
        de "die Zuordnung sagt nicht, wo ist, was von Konten übrig ist";
    no_rests_section()
        en "no section `[rests]`"
        zh "没有 `[rests]` 这一节"
        de "kein Abschnitt `[rests]`";
    add_rests_section()
        en "add `[rests]` with `table`, `key`, `left`, `policy` and `carried`, and give the mapping with `--mapping`"
        zh "请加上 `[rests]`,写明 `table`、`key`、`left`、`policy` 和 `carried`,并用 `--mapping` 给出映射"
        de "`[rests]` mit `table`, `key`, `left`, `policy` und `carried` ergänzen und die Zuordnung mit `--mapping` angeben";
    rests_need(word: &str)
        en "what is left of accounts is not found without `{word}`"
        zh "没有 `{word}` 就找不到账户留下的内容"
        de "ohne `{word}` ist nicht zu finden, was von Konten übrig ist";
    one_column()
        en "this is one column"
        zh "这里是一列"
        de "hier steht eine Spalte";
    several_names()
        en "several names"
        zh "写了多个名称"
        de "mehrere Namen";
    no_due_in_spark()
        en "what is due cannot be expressed in Spark's SQL"
        zh "到期的内容不能用 Spark 的 SQL 表达"
        de "was fällig ist, lässt sich in Sparks SQL nicht ausdrücken";
    null_is_missing()
        en "within JSON it does not tell null, which says that a fact is absent, from a key that is missing, of which nothing is known"
        zh "在 JSON 中,它不能区分 null(事实不存在)和缺少的键(一无所知)"
        de "in JSON unterscheidet es null, also einen Fakt, den es nicht gibt, nicht von einem fehlenden Schlüssel, über den nichts bekannt ist";
    judge_rests_otherwise()
        en "judge what is left with `exeunt due`"
        zh "请用 `exeunt due` 判断留下的内容"
        de "was übrig ist, mit `exeunt due` auswerten";
    anniversary_of_each_row()
        en "an anniversary differs from row to row"
        zh "周年日因行而异"
        de "ein Jahrestag ist für jede Zeile ein anderer";
    working_days_of_each_row()
        en "working days are counted from another day in each row"
        zh "各行的工作日从不同的日子数起"
        de "Arbeitstage werden in jeder Zeile von einem anderen Tag an gezählt";
    working_days_need_now()
        en "working days are counted for an instant that is known: give `--now`"
        zh "计算工作日需要已知的时刻:请给出 `--now`"
        de "Arbeitstage werden für einen bekannten Zeitpunkt gezählt: `--now` angeben";
    no_default_layout()
        en "the facts have no default layout"
        zh "这些事实没有默认的表结构"
        de "für die Fakten gibt es kein Standardlayout";
    two_columns_called(table: &str, column: &str)
        en "two columns of `{table}` would be called `{column}`"
        zh "`{table}` 会有两列都叫 `{column}`"
        de "zwei Spalten von `{table}` hießen `{column}`";
    two_tables_called(name: &str)
        en "two tables would be called `{name}`"
        zh "会有两张表都叫 `{name}`"
        de "zwei Tabellen hießen `{name}`";
    column_name_too_long(path: &str)
        en "the name of the column for `{path}` is longer than 63 bytes"
        zh "`{path}` 的列名超过 63 个字节"
        de "der Name der Spalte für `{path}` ist länger als 63 Bytes";
    table_name_too_long(path: &str)
        en "the name of the table for `{path}` is longer than 63 bytes"
        zh "`{path}` 的表名超过 63 个字节"
        de "der Name der Tabelle für `{path}` ist länger als 63 Bytes";
    too_many_columns(most: usize, path: &str)
        en "they would have more than {most} columns, from `{path}` on"
        zh "从 `{path}` 起会超过 {most} 列"
        de "sie hätten mehr als {most} Spalten, ab `{path}`";
    rename_or_hold_fewer()
        en "rename a field, or hold fewer records within records"
        zh "请给字段改名,或减少记录中嵌套的记录"
        de "ein Feld umbenennen oder Datensätze weniger tief schachteln";
    not_toml(why: Message)
        en "this is not TOML: {why}"
        zh "这不是 TOML:{why}"
        de "das ist kein TOML: {why}";
    cannot_be_read()
        en "cannot be read"
        zh "无法读取"
        de "nicht lesbar";
    collection_by_table()
        en "a collection is mapped by a table of its own"
        zh "一个集合要用自己的表来映射"
        de "eine Sammlung wird durch eine eigene Tabelle abgebildet";
    not_a_table()
        en "not a table"
        zh "不是表"
        de "keine Tabelle";
    is_a_section(name: &str)
        en "`{name}` is a section"
        zh "`{name}` 是一节"
        de "`{name}` ist ein Abschnitt";
    not_a_section()
        en "not a section"
        zh "不是一节"
        de "kein Abschnitt";
    begins_with_account()
        en "a mapping begins with the account's table"
        zh "映射以账户的表开始"
        de "eine Zuordnung beginnt mit der Tabelle des Kontos";
    no_account_section()
        en "no section `[account]`"
        zh "没有 `[account]` 这一节"
        de "kein Abschnitt `[account]`";
    rows_where()
        en "the mapping does not name the rows' place"
        zh "没有说明行在哪里"
        de "die Zuordnung nennt den Ort der Zeilen nicht";
    no_table_json_array()
        en "no `table`, `json` or `array`"
        zh "没有 `table`、`json` 或 `array`"
        de "weder `table` noch `json` noch `array`";
    rows_in_one_place()
        en "the rows can be in one place only"
        zh "行只能在一个地方"
        de "die Zeilen können nur an einem Ort sein";
    several_table_json_array()
        en "several of `table`, `json` and `array`"
        zh "`table`、`json`、`array` 写了不止一个"
        de "mehrere von `table`, `json` und `array`";
    rows_whose()
        en "the mapping does not name the rows' owner"
        zh "没有说明行属于谁"
        de "die Zuordnung nennt nicht, wem die Zeilen gehören";
    no_key(key: &str)
        en "no `{key}`"
        zh "没有 `{key}`"
        de "`{key}` fehlt";
    columns_as_table()
        en "columns are given as a table"
        zh "列要写成表"
        de "Spalten werden als Tabelle angegeben";
    column_which()
        en "the mapping names no column for this"
        zh "没有说明它在哪一列"
        de "die Zuordnung nennt dafür keine Spalte";
    no_column_json_present()
        en "no `column`, `json` or `present`"
        zh "没有 `column`、`json` 或 `present`"
        de "weder `column` noch `json` noch `present`";
    codes_as_table()
        en "codes are given as a table"
        zh "代码要写成表"
        de "Codes werden als Tabelle angegeben";
    no_such_table(example: &str)
        en "not a table such as `{example}`"
        zh "不是 `{example}` 这样的表"
        de "keine Tabelle wie `{example}`";
    code_is()
        en "a code is a text, a whole number or a boolean"
        zh "代码是文本、整数或布尔值"
        de "ein Code ist ein Text, eine ganze Zahl oder ein Wahrheitswert";
    another_value()
        en "another value"
        zh "另一个值"
        de "ein anderer Wert";
    name_is_text()
        en "a name is a text"
        zh "名称是文本"
        de "ein Name ist ein Text";
    no_engine_name()
        en "no engine has such a name"
        zh "没有数据库接受这样的名称"
        de "solche Namen hat keine Datenbank";
    empty_or_nul()
        en "empty, or with a NUL character"
        zh "为空,或含有 NUL 字符"
        de "leer oder mit einem NUL-Zeichen";
    true_or_false()
        en "this is true or false"
        zh "这里是 true 或 false"
        de "hier steht true oder false";
    no_such_key(name: &str)
        en "a mapping has no `{name}` here"
        zh "映射在这里没有 `{name}`"
        de "`{name}` gibt es in einer Zuordnung hier nicht";
    possible_here(names: &str)
        en "possible here: {names}"
        zh "这里可以写 {names}"
        de "hier möglich: {names}";
    no_collection(name: &str)
        en "the facts have no collection `{name}`"
        zh "事实里没有集合 `{name}`"
        de "die Fakten haben keine Sammlung `{name}`";
    no_fact(name: &str)
        en "the facts have no fact `{name}`"
        zh "事实里没有 `{name}`"
        de "unter den Fakten ist kein `{name}`";
    no_value(name: &str)
        en "the facts have no value `{name}`"
        zh "事实里没有值 `{name}`"
        de "die Fakten haben keinen Wert `{name}`";
    only_enumerations()
        en "only enumerations have codes"
        zh "只有枚举才有代码"
        de "nur Aufzählungen haben Codes";
    not_an_enumeration()
        en "not an enumeration"
        zh "不是枚举"
        de "keine Aufzählung";
    reads_not_mapped(what: Message)
        en "the policy reads {what}, which is not mapped"
        zh "规则要读 {what},而它没有映射"
        de "nicht zugeordnet, aber von der Richtlinie gelesen: {what}";
    the_collection(path: &str)
        en "the collection `{path}`"
        zh "集合 `{path}`"
        de "die Sammlung `{path}`";
    key_of_element(path: &str)
        en "the key of an element of `{path}`"
        zh "`{path}` 的元素的键"
        de "der Schlüssel eines Elements von `{path}`";
    whether_there_is(path: &str)
        en "whether there is `{path}`"
        zh "有没有 `{path}`"
        de "ob es `{path}` gibt";
    which_elements(path: &str)
        en "which elements `{path}` has"
        zh "`{path}` 有哪些元素"
        de "welche Elemente `{path}` hat";
    nothing_says_where()
        en "the mapping does not name it here"
        zh "这里没有说明它在哪里"
        de "hier nennt die Zuordnung sie nicht";
    add_section(path: &str)
        en "add a section `[collections.\"{path}\"]`"
        zh "请加上 `[collections.\"{path}\"]` 一节"
        de "einen Abschnitt `[collections.\"{path}\"]` ergänzen";
    add_column(path: &str)
        en "add `\"{path}\" = \"…\"` to its columns"
        zh "请在它的列中加上 `\"{path}\" = \"…\"`"
        de "in ihren Spalten `\"{path}\" = \"…\"` ergänzen";
    name_its_columns()
        en "name its columns with `owner = […]` and `key = \"…\"`"
        zh "请用 `owner = […]` 和 `key = \"…\"` 写明它的列"
        de "ihre Spalten mit `owner = […]` und `key = \"…\"` nennen";
    say_column()
        en "write `column = \"…\"`"
        zh "请写 `column = \"…\"`"
        de "`column = \"…\"` schreiben";
    say_present()
        en "write `present = \"COLUMN\"`, or `present = true`"
        zh "请写 `present = \"COLUMN\"` 或 `present = true`"
        de "`present = \"COLUMN\"` oder `present = true` schreiben";
    say_complete()
        en "write `complete = true` if every element is in these rows, or `known = \"COLUMN\"` of the owner's"
        zh "如果这些行里有全部元素,请写 `complete = true`;否则请写所有者的列 `known = \"COLUMN\"`"
        de "`complete = true` schreiben, wenn jedes Element in diesen Zeilen ist, sonst `known = \"COLUMN\"` des Besitzers";
    account_in_table()
        en "the account's rows are in a table"
        zh "账户的行在表里"
        de "die Zeilen des Kontos stehen in einer Tabelle";
    json_key_not_named(key: &str)
        en "the JSON key `{key}` cannot be named in this dialect"
        zh "这种方言不能写出 JSON 的键 `{key}`"
        de "der JSON-Schlüssel `{key}` lässt sich in diesem Dialekt nicht nennen";
    mapped_to_key()
        en "mapped to this key"
        zh "映射到这个键"
        de "diesem Schlüssel zugeordnet";
    map_to_column()
        en "map it to a column, such as one of a view that takes the key out"
        zh "请映射到一列,例如用视图取出这个键"
        de "einer Spalte zuordnen, etwa der einer Sicht, die den Schlüssel ausliest";
    name_holds_variable()
        en "a name holds `${{`"
        zh "有名称含有 `${{`"
        de "ein Name enthält `${{`";
    spark_replaces()
        en "Spark replaces what looks like a variable before it reads a query, in names as well"
        zh "Spark 在读取查询之前会替换看似变量的文字,名称里的也一样"
        de "Spark ersetzt vor dem Lesen einer Abfrage, was wie eine Variable aussieht, auch in Namen";
    rename_or_view()
        en "rename the table, column or view, or read it through a view"
        zh "请给表、列或视图换个名称,或通过视图读取"
        de "Tabelle, Spalte oder Sicht umbenennen oder durch eine Sicht lesen";
    not_in_sql()
        en "this rule cannot be expressed in SQL"
        zh "这条规则不能用 SQL 表达"
        de "diese Regel lässt sich in SQL nicht ausdrücken";
    product_of_many_digits()
        en "a product that may have more than 38 digits"
        zh "可能超过 38 位数字的乘积"
        de "ein Produkt, das mehr als 38 Ziffern haben kann";
    no_table_holds()
        en "no table holds this fact"
        zh "没有表存放这个事实"
        de "keine Tabelle enthält diesen Fakt";
    rounded_share()
        en "rounds a share"
        zh "对百分比取整"
        de "rundet einen Anteil";
    length_of_the_facts()
        en "moves by a length that each account has of its own"
        zh "按每个账户各自的时长移动"
        de "verschiebt um eine Dauer, die jedes Konto für sich hat";
    too_long_written_out()
        en "written out with the definitions that it uses it is too long"
        zh "连同用到的定义展开后太长"
        de "samt den benutzten Definitionen ausgeschrieben ist sie zu lang";
    judge_otherwise()
        en "judge these accounts with `exeunt eval` or `exeunt sweep DIR`"
        zh "请用 `exeunt eval` 或 `exeunt sweep DIR` 判断这些账户"
        de "diese Konten mit `exeunt eval` oder `exeunt sweep DIR` auswerten";
    no_first_instant()
        en "the query cannot give the first instant of eligibility"
        zh "查询给不出最早可以离开的时刻"
        de "die Abfrage kann den ersten Zeitpunkt der Berechtigung nicht liefern";
    may_change_again(what: &str)
        en "`{what}` may hold, cease to hold and hold again as time passes"
        zh "随着时间推移,`{what}` 可能成立、不再成立、又再成立"
        de "`{what}` kann mit der Zeit gelten, nicht mehr gelten und wieder gelten";
    eligible_after_null()
        en "`eligible_after` is NULL for every account; `exeunt eval` gives it"
        zh "每个账户的 `eligible_after` 都是 NULL;`exeunt eval` 能给出它"
        de "`eligible_after` ist für jedes Konto NULL; `exeunt eval` liefert den Wert";
    nothing_to_do()
        en "nothing needs to be done where that column is not used"
        zh "如果不用这一列,就无须处理"
        de "wo diese Spalte nicht benutzt wird, ist nichts zu tun";
    fixture_lacks_expectation()
        en "this fixture does not state the expected result"
        zh "这个样例没有写明期望的结果"
        de "diese Fixture nennt das erwartete Ergebnis nicht";
    fixture_lacks_now()
        en "this fixture does not state when it is judged"
        zh "这个样例没有写明判断的时刻"
        de "diese Fixture nennt den Zeitpunkt der Auswertung nicht";
    fixture_is_test()
        en "a fixture is a test"
        zh "样例也是测试"
        de "eine Fixture ist ein Test";
    json_fractions()
        en "numbers with decimals within JSON cannot be read exactly in this dialect"
        zh "这种方言不能精确读取 JSON 中带小数的数"
        de "Zahlen mit Nachkommastellen in JSON lassen sich in diesem Dialekt nicht genau lesen";
    mapped_to_json()
        en "mapped to JSON"
        zh "映射到 JSON"
        de "JSON zugeordnet";
    map_to_exact()
        en "map it to a column of exact numbers, or to whole `minor_units`"
        zh "请映射到精确数字的列,或以整数 `minor_units` 给出"
        de "einer Spalte genauer Zahlen zuordnen, oder ganzen `minor_units`";
}
