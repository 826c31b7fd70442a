//! Names: packages, declarations, records, outcomes.

use crate::diagnostic::Message;

crate::messages! {
    service_holds_no_collections(name: &str)
        en "`{name}` is a collection, and the service holds none"
        zh "`{name}` 是集合,而服务不含集合"
        de "`{name}` ist eine Sammlung, und der Dienst enthält keine";
    collection_of_service()
        en "a collection of the service"
        zh "服务的集合"
        de "eine Sammlung des Dienstes";
    service_is_given_once()
        en "the facts of the service are values and sets of values, the same for all accounts"
        zh "服务的事实是值和值的集,对所有账户都相同"
        de "die Fakten des Dienstes sind Werte und Mengen von Werten, für alle Konten dieselben";
    single_value_of_service()
        en "state what the policy needs to know of it, such as a number or the set of their names"
        zh "请写出规则需要了解的内容,例如一个数,或其名称的集"
        de "angeben, was die Regel davon wissen muss, etwa eine Zahl oder die Menge ihrer Namen";
    not_a_language_tag(name: &str)
        en "`{name}` is not the tag of a language"
        zh "`{name}` 不是语言标记"
        de "`{name}` ist kein Sprachkürzel";
    no_language_tag()
        en "not a tag of BCP 47"
        zh "不是 BCP 47 标记"
        de "kein Kürzel nach BCP 47";
    tags_are()
        en "write two or three letters, then further parts after hyphens if needed: `en`, `pt-BR`, `zh-Hant`"
        zh "请写两三个字母,必要时用连字符接后续部分:`en`、`pt-BR`、`zh-Hant`"
        de "zwei oder drei Buchstaben schreiben, wenn nötig mit Teilen hinter Bindestrichen: `en`, `pt-BR`, `zh-Hant`";
    words_shown_nowhere()
        en "words that no page shows"
        zh "没有页面显示的文字"
        de "Worte, die keine Seite zeigt";
    words_of_a_record(name: &str)
        en "`{name}` is a record, and words are given to its fields"
        zh "`{name}` 是记录,文字只给它的字段"
        de "`{name}` ist ein Verbund, und Worte bekommen seine Felder";
    words_are_of_fields()
        en "pages name facts by the fields that hold them: write the field behind a point"
        zh "页面以字段称呼事实:请在点之后写出字段"
        de "Seiten nennen Fakten nach den Feldern, die sie enthalten: das Feld hinter einen Punkt schreiben";
    is_derived(name: &str)
        en "`{name}` is derived, and has no words"
        zh "`{name}` 是导出字段,没有文字"
        de "`{name}` ist abgeleitet und hat keine Worte";
    derived_fields_are_not_shown()
        en "pages show the given fields that a derived one reads"
        zh "页面显示导出字段所读取的给定字段"
        de "Seiten zeigen die gegebenen Felder, die ein abgeleitetes liest";
    field_of_other_package(name: &str, package: &str)
        en "`{name}` is a field of the package `{package}`"
        zh "`{name}` 是软件包 `{package}` 的字段"
        de "`{name}` ist ein Feld des Pakets `{package}`";
    words_beside_the_record()
        en "a field gets its words in the package that declares it"
        zh "字段的文字写在声明它的软件包里"
        de "ein Feld bekommt seine Worte in dem Paket, das es deklariert";
    words_are_empty(name: &str)
        en "the words for `{name}` are empty"
        zh "`{name}` 的文字为空"
        de "die Worte für `{name}` sind leer";
    nothing_would_be_shown()
        en "nothing would be shown"
        zh "什么也不会显示"
        de "nichts würde gezeigt";
    write_or_leave_out_words()
        en "write what people call it, or leave out its words in every language"
        zh "请写出人们对它的称呼,或在每种语言里都不写"
        de "schreiben, wie Menschen es nennen, oder die Worte in jeder Sprache weglassen";
    names_without_words(count: usize, package: &str)
        en "{count} {count:name|names} of `{package}` that pages show {count:has|have} no words"
        zh "`{package}` 中有 {count} 个页面会显示的名称没有文字"
        de "{count} {count:Name|Namen} von `{package}`, die Seiten zeigen, {count:hat|haben} keine Worte";
    others_have_words()
        en "others have words, as here"
        zh "其他名称有文字,例如这里"
        de "andere haben Worte, wie hier";
    without_words_are(names: &str)
        en "without words: {names}"
        zh "没有文字的有:{names}"
        de "ohne Worte: {names}";
    give_them_words()
        en "give them words behind their declarations, in `words {{ … }}` and by `title`"
        zh "请在声明之后、在 `words {{ … }}` 里和用 `title` 写出文字"
        de "ihnen Worte geben: hinter der Deklaration, in `words {{ … }}` und mit `title`";
    declared_here(name: &str)
        en "`{name}` is declared here"
        zh "`{name}` 在此声明"
        de "`{name}` ist hier deklariert";
    holds_a_single(field: &str, record: &str)
        en "`{field}` holds a single `{record}`"
        zh "`{field}` 只含一个 `{record}`"
        de "`{field}` enthält einen einzelnen `{record}`";
    declare_with_many(field: &str, record: &str)
        en "declare it with `many`: `{field}: many {record}`"
        zh "请用 `many` 声明:`{field}: many {record}`"
        de "mit `many` deklarieren: `{field}: many {record}`";
    does_not_hold_many(field: &str)
        en "`{field}` is not a collection"
        zh "`{field}` 不含多个元素"
        de "`{field}` ist keine Sammlung";
    this_is_a_list()
        en "this is a list"
        zh "这是列表"
        de "das ist eine Liste";
    looked_for_in_package(package: &str)
        en "looked for in the package `{package}`"
        zh "在软件包 `{package}` 中查找"
        de "gesucht im Paket `{package}`";
    other_package_has(name: &str)
        en "`{name}`, which has one, is another package"
        zh "有它的 `{name}` 是另一个软件包"
        de "ein anderes Paket, `{name}`, hat eine";
    package_looked_in()
        en "the package that is looked in"
        zh "在这个包里查找"
        de "das Paket, in dem gesucht wird";
    not_one_of_its_values(name: &str)
        en "`{name}` is not one of its values"
        zh "`{name}` 不是它的值"
        de "`{name}` ist keiner seiner Werte";
    the_values_of(field: &str)
        en "the values of `{field}`"
        zh "`{field}` 的取值"
        de "die Werte von `{field}`";
    its_values()
        en "its values"
        zh "它的取值"
        de "seine Werte";
    declared_as_field(name: &str)
        en "`{name}` is declared as a field here"
        zh "`{name}` 在这里声明为字段"
        de "`{name}` ist hier als Feld deklariert";
    never_used(what: Message, name: &str)
        en "the {what} `{name}` is never used"
        zh "{what} `{name}` 从未使用"
        de "{what} `{name}` wird nie benutzt";
    nothing_refers_to_it()
        en "nothing refers to it"
        zh "没有引用"
        de "nichts verweist darauf";
    no_policy_has_outcome()
        en "no policy has this outcome"
        zh "没有规则有这个结果"
        de "keine Richtlinie hat dieses Ergebnis";
    no_test_uses_it()
        en "no test uses it"
        zh "没有测试使用它"
        de "kein Test benutzt sie";
    nothing_of_it_named()
        en "nothing of it is named here"
        zh "这里没有用到它的内容"
        de "nichts daraus wird hier genannt";
    no_field_holds_it()
        en "no field holds it"
        zh "没有字段包含它"
        de "kein Feld enthält ihn";
    nothing_reads_it()
        en "no condition, message or data rule reads it"
        zh "没有条件、提示或数据规则读取它"
        de "keine Bedingung, kein Meldungstext und keine Datenregel liest es";
    remove_or_use()
        en "remove it, or use it"
        zh "请删去,或使用它"
        de "löschen oder benutzen";
    no_time_zone(name: &str)
        en "there is no time zone `{name}`"
        zh "没有时区 `{name}`"
        de "die Zeitzone `{name}` gibt es nicht";
    not_in_iana()
        en "not in the IANA time zone database"
        zh "不在 IANA 时区数据库中"
        de "nicht in der Zeitzonendatenbank der IANA";
    zone_example()
        en "use a name such as `Asia/Shanghai`, `Europe/Berlin` or `UTC`"
        zh "请用 `Asia/Shanghai`、`Europe/Berlin`、`UTC` 这样的名称"
        de "einen Namen wie `Asia/Shanghai`, `Europe/Berlin` oder `UTC` angeben";
    refers_to_itself(name: &str)
        en "`{name}` refers to itself"
        zh "`{name}` 引用了自己"
        de "`{name}` verweist auf sich selbst";
    circle_closes_here()
        en "the circle closes here"
        zh "在这里绕回了起点"
        de "hier schließt sich der Kreis";
    evaluation_must_end()
        en "evaluation must end, so nothing may be defined by itself, directly or through others"
        zh "求值必须终止,所以任何定义都不能直接或间接地引用自己"
        de "die Auswertung muss enden, also darf nichts durch sich selbst definiert sein, weder unmittelbar noch über anderes";
    too_many_nested()
        en "too many conditions are nested here"
        zh "这里层层嵌套的条件太多"
        de "hier sind zu viele Bedingungen verschachtelt";
    too_much_written_out()
        en "too much to evaluate, with what it refers to written out"
        zh "连同引用的内容展开后太大,无法计算"
        de "zu viel zum Auswerten, samt allem, worauf verwiesen wird";
    nest_less()
        en "nest less, or refer to the facts themselves instead of to a definition of a definition"
        zh "请减少嵌套,或直接引用事实,不要引用定义的定义"
        de "weniger verschachteln oder auf die Fakten selbst statt auf die Definition einer Definition verweisen";
    language_unused(language: &str)
        en "no message is in `{language}`"
        zh "没有任何 `{language}` 的消息"
        de "kein Meldungstext ist in `{language}`";
    no_message_in_language()
        en "declared, but not used"
        zh "已声明,但没有使用"
        de "deklariert, aber nicht benutzt";
    add_or_leave_language()
        en "add a message in it to each clause, or leave the language out"
        zh "请给每个子句加上这种语言的消息,或去掉这种语言"
        de "jeder Klausel einen Meldungstext in dieser Sprache geben oder die Sprache weglassen";
    package_in_two_folders(package: &str, earlier: &str, later: &str)
        en "the package `{package}` is declared in `{earlier}` and again in `{later}`"
        zh "包 `{package}` 在 `{earlier}` 中声明,又在 `{later}` 中声明"
        de "das Paket `{package}` ist in `{earlier}` deklariert und noch einmal in `{later}`";
    exclude_one_version()
        en "if these are two versions, compile one of them: name its path, or list the other under `exclude` in `exeunt.toml`"
        zh "若是两个版本,请只编译其中一个:写出它的路径,或在 `exeunt.toml` 的 `exclude` 中列出另一个"
        de "sind das zwei Fassungen, nur eine davon übersetzen: ihren Pfad nennen oder die andere in `exeunt.toml` unter `exclude` aufführen";
    declared_twice(name: &str)
        en "`{name}` is declared twice"
        zh "`{name}` 重复声明"
        de "`{name}` ist doppelt deklariert";
    declared_again()
        en "declared again here"
        zh "在这里再次声明"
        de "hier erneut deklariert";
    declared_first()
        en "first declared here"
        zh "最先在这里声明"
        de "zuerst hier deklariert";
    give_other_name()
        en "give one of them another name"
        zh "请给其中一个改名"
        de "einem von beiden einen anderen Namen geben";
    two_time_zones(package: &str, first: &str, second: &str)
        en "the files of `{package}` name two time zones, `{first}` and `{second}`"
        zh "`{package}` 的文件写了两个时区:`{first}` 和 `{second}`"
        de "die Dateien von `{package}` nennen zwei Zeitzonen, `{first}` und `{second}`";
    another_zone()
        en "another zone"
        zh "另一个时区"
        de "eine andere Zone";
    named_first()
        en "named first here"
        zh "最先在这里写明"
        de "zuerst hier genannt";
    one_zone()
        en "count the days of a package in one zone"
        zh "一个包只用一个时区"
        de "die Tage eines Pakets in einer Zone zählen";
    no_package_given(name: &str)
        en "there is no package `{name}` among the files given"
        zh "给出的文件中没有 `{name}` 这个包"
        de "unter den angegebenen Dateien ist kein Paket `{name}`";
    not_found()
        en "not found"
        zh "找不到"
        de "nicht gefunden";
    give_its_folder()
        en "give its folder on the command line too"
        zh "请在命令行里也给出它的文件夹"
        de "auch seinen Ordner auf der Befehlszeile angeben";
    uses_itself(package: &str)
        en "`{package}` uses itself"
        zh "`{package}` 使用了自己"
        de "`{package}` benutzt sich selbst";
    package_of_this_file()
        en "this is the package of this file"
        zh "这就是本文件的包"
        de "das ist das Paket dieser Datei";
    leave_out_own_files()
        en "leave it out: a package sees all its own files"
        zh "请删去:包能看到自己的全部文件"
        de "weglassen: ein Paket sieht alle seine eigenen Dateien";
    use_each_other(package: &str, name: &str)
        en "`{package}` and `{name}` use each other"
        zh "`{package}` 和 `{name}` 互相使用"
        de "`{package}` und `{name}` benutzen einander";
    leads_back(name: &str, package: &str)
        en "`{name}` leads back to `{package}`"
        zh "`{name}` 又回到 `{package}`"
        de "`{name}` führt zu `{package}` zurück";
    move_to_third()
        en "move what both need to a third package"
        zh "请把双方都需要的内容移到第三个包"
        de "was beide brauchen, in ein drittes Paket verschieben";
    same_title()
        en "two tests of this file have the same title"
        zh "这个文件里有两个同名的测试"
        de "zwei Tests dieser Datei haben denselben Titel";
    same_title_again()
        en "the same title again"
        zh "又是这个标题"
        de "derselbe Titel noch einmal";
    first_used_here()
        en "first used here"
        zh "首次用在这里"
        de "zuerst hier verwendet";
    give_each_title()
        en "give each test a title that says what it shows"
        zh "请给每个测试一个说明它要表明什么的标题"
        de "jedem Test einen Titel geben, der sagt, was er zeigt";
    meaning_of_its_own(name: &str)
        en "`{name}` has a meaning of its own here"
        zh "`{name}` 在这里另有含义"
        de "`{name}` hat hier eine eigene Bedeutung";
    never_read_as_name()
        en "could never be read as this name"
        zh "永远不会读作这个名称"
        de "könnte nie als dieser Name gelesen werden";
    choose_other_name()
        en "choose another name; `as \"…\"` keeps the JSON key of a field"
        zh "请换一个名称;`as \"…\"` 可保留字段的 JSON 键"
        de "einen anderen Namen wählen; `as \"…\"` behält den JSON-Schlüssel eines Feldes";
    looks_like_other(name: &str, first: &str)
        en "`{name}` looks like another name, `{first}`"
        zh "`{name}` 看起来像另一个名称 `{first}`"
        de "`{name}` sieht aus wie ein anderer Name, `{first}`";
    same_look()
        en "other characters of the same look"
        zh "外观相同的其他字符"
        de "andere Zeichen, die gleich aussehen";
    the_other_name()
        en "the other name"
        zh "另一个名称"
        de "der andere Name";
    rename_one()
        en "rename one of them"
        zh "请给其中一个改名"
        de "einen der beiden umbenennen";
    no_outcome_so_close()
        en "this policy has no `outcome`, so its outcome is `close`"
        zh "这条规则没有 `outcome`,所以结果是 `close`"
        de "diese Richtlinie hat kein `outcome`, also ist ihr Ergebnis `close`";
    write_outcome_or_declare()
        en "write `outcome NAME`, or declare `close`"
        zh "请写 `outcome NAME`,或声明 `close`"
        de "`outcome NAME` schreiben oder `close` deklarieren";
    declare_it(declaration: &str)
        en "declare it: `{declaration}`"
        zh "请声明:`{declaration}`"
        de "deklarieren: `{declaration}`";
    declares_no_outcomes(package: &str)
        en "`{package}` declares no outcomes"
        zh "`{package}` 没有声明任何结果"
        de "`{package}` deklariert keine Ergebnisse";
    outcome_declared_before()
        en "an outcome is declared before it is named"
        zh "结果要先声明才能使用"
        de "ein Ergebnis wird deklariert, bevor es genannt wird";
    misspelt_outcome()
        en "a misspelt outcome would be another one, without any error"
        zh "写错的结果会成为另一个结果,而没有任何提示"
        de "ein falsch geschriebenes Ergebnis wäre ein anderes, ohne dass es auffiele";
    declare_behind_package(block: &str)
        en "declare them behind `package`: `{block}`"
        zh "请在 `package` 之后声明:`{block}`"
        de "hinter `package` deklarieren: `{block}`";
    outcome_ends_by_condition()
        en "what ends an outcome is a condition of the package"
        zh "结束一个结果的是包里的条件"
        de "ein Ergebnis endet durch eine Bedingung des Pakets";
    outcome_not_declared(package: &str, name: &str)
        en "`{package}` does not declare the outcome `{name}`"
        zh "`{package}` 没有声明结果 `{name}`"
        de "`{package}` deklariert das Ergebnis `{name}` nicht";
    outcomes_are_here()
        en "these are declared"
        zh "声明的是这些"
        de "deklariert sind diese";
    many_never_absent(name: &str)
        en "`{name}` is a collection, so it cannot be absent"
        zh "`{name}` 是集合,不会缺失"
        de "`{name}` ist eine Sammlung und kann deshalb nicht fehlen";
    declared_with_question()
        en "declared with `?`"
        zh "声明时加了 `?`"
        de "mit `?` deklariert";
    the_question_mark()
        en "the `?` is here"
        zh "`?` 在这里"
        de "hier ist das `?`";
    empty_list_or_unknown()
        en "one without elements is given as an empty list; one that is not given is unknown"
        zh "没有元素就给空列表;没有给出就是未知"
        de "eine ohne Elemente wird als leere Liste angegeben; eine nicht angegebene ist unbekannt";
    remove_question()
        en "remove the `?`"
        zh "请删去 `?`"
        de "das `?` löschen";
    records_too_deep()
        en "records are nested too deeply here"
        zh "这里的记录嵌套太深"
        de "hier sind Datensätze zu tief verschachtelt";
    levels_below(levels: usize)
        en "{levels} levels below this one"
        zh "在它下面还有 {levels} 层"
        de "{levels} Ebenen unter dieser";
    refer_to_inner()
        en "refer to the inner records from the account itself"
        zh "请从账户直接引用里层的记录"
        de "vom Konto selbst auf die inneren Datensätze verweisen";
    dated_by_own_time(owner: &str)
        en "a record is dated by one of its own given times; looked for in `{owner}`"
        zh "记录以自己的某个给定时间为准;已在 `{owner}` 中查找"
        de "ein Datensatz wird nach einem seiner eigenen angegebenen Zeitpunkte datiert; gesucht in `{owner}`";
    not_a_currency(name: &str)
        en "`{name}` is not a currency"
        zh "`{name}` 不是货币"
        de "`{name}` ist keine Währung";
    three_letter_code()
        en "use a three-letter code: `CNY`, `USD`, `EUR`"
        zh "请用三字母代码:`CNY`、`USD`、`EUR`"
        de "einen Code aus drei Buchstaben angeben: `CNY`, `USD`, `EUR`";
    money_without_currency()
        en "`money` names no currency"
        zh "`money` 没有写明货币"
        de "`money` nennt keine Währung";
    in_which_currency()
        en "in which currency?"
        zh "哪种货币?"
        de "in welcher Währung?";
    write_iso_after()
        en "write its code of ISO 4217 after it: `money CNY`"
        zh "请在后面写 ISO 4217 代码:`money CNY`"
        de "den Code nach ISO 4217 dahinter schreiben: `money CNY`";
    add_use(name: &str)
        en "add `use {name}` at the top of the file"
        zh "请在文件开头加上 `use {name}`"
        de "`use {name}` am Anfang der Datei ergänzen";
    declared_without_question()
        en "declared without `?`"
        zh "声明时没有 `?`"
        de "ohne `?` deklariert";
    declared_without_many()
        en "declared without `many`"
        zh "声明时没有 `many`"
        de "ohne `many` deklariert";
    holds_itself(name: &str)
        en "`{name}` holds itself"
        zh "`{name}` 包含了自己"
        de "`{name}` enthält sich selbst";
    record_in_itself()
        en "the record that would contain itself"
        zh "会包含自身的记录"
        de "der Datensatz, der sich selbst enthielte";
    nested_without_end()
        en "facts of such a record could be nested without end"
        zh "这种记录的事实可以无穷嵌套"
        de "Fakten eines solchen Datensatzes könnten endlos verschachtelt sein";
    hold_a_name_instead()
        en "hold a name or number that refers to the other record instead"
        zh "请改为保存指向另一条记录的名称或编号"
        de "stattdessen einen Namen oder eine Nummer angeben, die auf den anderen Datensatz verweist";
    same_json_key(key: &str)
        en "two fields are read from the JSON key `{key}`"
        zh "两个字段都从 JSON 键 `{key}` 读取"
        de "zwei Felder werden aus dem JSON-Schlüssel `{key}` gelesen";
    read_again()
        en "read again here"
        zh "在这里再次读取"
        de "hier erneut gelesen";
    read_first()
        en "first read here"
        zh "最先在这里读取"
        de "zuerst hier gelesen";
    give_other_key()
        en "give one of them another key with `as \"…\"`"
        zh "请用 `as \"…\"` 给其中一个改键名"
        de "einem von beiden mit `as \"…\"` einen anderen Schlüssel geben";
}
