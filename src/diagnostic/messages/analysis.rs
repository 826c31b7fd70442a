//! Settings, allowances, assumptions, files without a package, and faults of the compiler.

crate::messages! {
    not_toml()
        en "this is not TOML"
        zh "这不是 TOML"
        de "das ist kein TOML";
    setting_is_not_a_table(name: &str)
        en "`{name}` is not a table"
        zh "`{name}` 不是表"
        de "`{name}` ist keine Tabelle";
    not_a_list_of_texts(name: &str)
        en "`{name}` is not a list of texts"
        zh "`{name}` 不是文本的列表"
        de "`{name}` ist keine Liste von Texten";
    not_a_list()
        en "not a list"
        zh "不是列表"
        de "keine Liste";
    write_list(name: &str)
        en "write `{name} = [\"PATH\"]`"
        zh "请写 `{name} = [\"PATH\"]`"
        de "`{name} = [\"PATH\"]` schreiben";
    list_is_empty(name: &str)
        en "`{name}` is empty"
        zh "`{name}` 是空的"
        de "`{name}` ist leer";
    names_nothing()
        en "names nothing"
        zh "什么也没有写"
        de "nennt nichts";
    not_a_text_of(name: &str)
        en "`{name}` takes a text that is not empty"
        zh "`{name}` 须为非空的文本"
        de "`{name}` ist ein Text, der nicht leer ist";
    not_a_text()
        en "not such a text"
        zh "不是这样的文本"
        de "kein solcher Text";
    no_language_of_interface(tag: &str)
        en "the interface does not exist in `{tag}`"
        zh "界面没有语言 `{tag}`"
        de "die Oberfläche gibt es nicht auf `{tag}`";
    write_lints_in_files()
        en "write `[lints.files.\"PATTERN\"]`, and below it a line for each code"
        zh "请写 `[lints.files.\"PATTERN\"]`,在它下面每个代码写一行"
        de "`[lints.files.\"MUSTER\"]` schreiben und darunter eine Zeile je Code";
    not_a_table()
        en "not a table"
        zh "不是表"
        de "keine Tabelle";
    write_lints()
        en "write `[lints]`, and below it a line for each code"
        zh "请写 `[lints]`,在它下面每个代码写一行"
        de "`[lints]` schreiben und darunter eine Zeile je Code";
    there_is_no_setting(name: &str)
        en "there is no setting `{name}`"
        zh "没有设置 `{name}`"
        de "die Einstellung `{name}` gibt es nicht";
    there_is_no_warning(name: &str)
        en "there is no warning `{name}`"
        zh "没有警告 `{name}`"
        de "die Warnung `{name}` gibt es nicht";
    not_known()
        en "not known"
        zh "未知"
        de "unbekannt";
    there_is(names: &str)
        en "there is {names}"
        zh "有 {names}"
        de "es gibt {names}";
    explain_lists_codes()
        en "`exeunt explain` lists all codes"
        zh "`exeunt explain` 列出全部代码"
        de "`exeunt explain` listet alle Codes auf";
    not_a_level()
        en "this is not a level"
        zh "这不是级别"
        de "das ist keine Stufe";
    not_a_level_label()
        en "not a level"
        zh "不是级别"
        de "keine Stufe";
    write_a_level()
        en "write `\"allow\"`, `\"warn\"` or `\"deny\"`"
        zh "请写 `\"allow\"`、`\"warn\"` 或 `\"deny\"`"
        de "`\"allow\"`, `\"warn\"` oder `\"deny\"` schreiben";
    error_has_no_level(code: &str)
        en "{code} is an error: it has no level"
        zh "{code} 是错误,没有级别"
        de "{code} ist ein Fehler und hat keine Stufe";
    not_a_warning()
        en "not a warning"
        zh "不是警告"
        de "keine Warnung";
    no_reason()
        en "this allowance gives no reason"
        zh "这条豁免没有说明理由"
        de "diese Ausnahme nennt keinen Grund";
    why()
        en "why?"
        zh "为什么?"
        de "warum?";
    reason_behind_colon()
        en "write it behind a colon: `// allow W0302: the terms count days`"
        zh "请写在冒号后面:`// allow W0302: the terms count days`"
        de "hinter einem Doppelpunkt angeben: `// allow W0302: the terms count days`";
    allows_nothing()
        en "this allows nothing"
        zh "这条豁免没有作用"
        de "diese Ausnahme erlaubt nichts";
    none_found_there(code: &str)
        en "no {code} is found there"
        zh "那里没有 {code}"
        de "dort gibt es kein {code}";
    not_code_of_warning()
        en "not the code of a warning"
        zh "不是警告的代码"
        de "kein Code einer Warnung";
    error_not_allowed()
        en "an error cannot be allowed"
        zh "错误不能豁免"
        de "ein Fehler lässt sich nicht erlauben";
    assumption_form()
        en "an assumption is `PATH = VALUE`"
        zh "假设写作 `PATH = VALUE`"
        de "eine Annahme hat die Form `PATH = VALUE`";
    no_equals_sign()
        en "no `=`"
        zh "没有 `=`"
        de "kein `=`";
    no_such_fact()
        en "no such fact"
        zh "没有这项事实"
        de "kein solcher Fakt";
    file_is_empty()
        en "this file is empty"
        zh "这个文件是空的"
        de "diese Datei ist leer";
    nothing_declared_here()
        en "nothing is declared here"
        zh "这里什么也没有声明"
        de "hier ist nichts deklariert";
    package_not_named()
        en "this file does not name its package"
        zh "这个文件没有写明它的包"
        de "diese Datei nennt ihr Paket nicht";
    begins_with_package()
        en "a file begins with `package NAME`"
        zh "文件以 `package NAME` 开头"
        de "eine Datei beginnt mit `package NAME`";
    package_before_all()
        en "write `package` and a name in front of all else"
        zh "请在最前面写 `package` 和名称"
        de "`package` und einen Namen vor alles andere schreiben";
    read_then_forgotten()
        en "read, and then forgotten"
        zh "读到了,后来却遗漏了"
        de "gelesen und dann vergessen";
    must_not_run()
        en "the policy is not at fault, but what the compiler does not understand it must not run"
        zh "规则没有错,但编译器不懂的内容不得运行"
        de "die Richtlinie ist nicht schuld, aber was der Compiler nicht versteht, darf er nicht ausführen";
    report_bug()
        en "report this as a bug of exeunt"
        zh "请把它作为 exeunt 的缺陷报告"
        de "bitte als Fehler von exeunt melden";
    condition_too_large()
        en "this condition is too large to be judged"
        zh "这个条件太大,无法判断"
        de "diese Bedingung ist zu groß, um ausgewertet zu werden";
    make_smaller()
        en "make what it refers to smaller"
        zh "请把它引用的内容改小"
        de "verkleinern, worauf sie sich bezieht";
    compiler_at_fault()
        en "the policies are not at fault: the compiler has produced a program that it must not"
        zh "规则没有错:编译器生成了不该有的程序"
        de "die Richtlinien sind nicht schuld: der Compiler hat ein unzulässiges Programm erzeugt";
}
