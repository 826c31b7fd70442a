//! Policies: fixtures, tests and their files of facts.

use crate::diagnostic::Message;

crate::messages! {
    only_files_within()
        en "a policy names only files in or below its own folder"
        zh "规则只能引用自己所在的文件夹及其下的文件"
        de "eine Richtlinie nennt nur Dateien in oder unter ihrem eigenen Ordner";
    absolute_path(path: &str)
        en "`{path}` is an absolute path"
        zh "`{path}` 是绝对路径"
        de "`{path}` ist ein absoluter Pfad";
    not_relative()
        en "not relative"
        zh "不是相对路径"
        de "nicht relativ";
    write_path_from_folder()
        en "write the path from the folder of this file on"
        zh "请写从本文件所在的文件夹算起的路径"
        de "den Pfad vom Ordner dieser Datei aus schreiben";
    does_not_end_with(path: &str, ending: &str)
        en "`{path}` does not end with `{ending}`"
        zh "`{path}` 不以 `{ending}` 结尾"
        de "`{path}` endet nicht mit `{ending}`";
    not_the_name_of_facts()
        en "not the name of facts"
        zh "不是事实文件的名称"
        de "kein Name von Fakten";
    name_file_of(format: &str)
        en "name a file of {format}"
        zh "请指定 {format} 文件"
        de "eine {format}-Datei nennen";
    leads_out(path: &str)
        en "`{path}` leads out of the folder of this file"
        zh "`{path}` 指向本文件所在的文件夹之外"
        de "`{path}` führt aus dem Ordner dieser Datei hinaus";
    outside()
        en "outside"
        zh "在文件夹之外"
        de "außerhalb";
    put_file_below()
        en "put the file in or below the folder of the policy that names it"
        zh "请把文件放在引用它的规则所在的文件夹或其下"
        de "die Datei in oder unter den Ordner der Richtlinie legen, die sie nennt";
    no_file(path: &str)
        en "there is no file `{path}`"
        zh "没有文件 `{path}`"
        de "die Datei `{path}` gibt es nicht";
    not_regular(path: &str)
        en "`{path}` is not a regular file"
        zh "`{path}` 不是普通文件"
        de "`{path}` ist keine gewöhnliche Datei";
    larger_than(path: &str, most: u64)
        en "`{path}` is larger than {most} MiB"
        zh "`{path}` 超过 {most} MiB"
        de "`{path}` ist größer als {most} MiB";
    not_utf8(path: &str)
        en "`{path}` is not text in UTF-8"
        zh "`{path}` 不是 UTF-8 的文本"
        de "`{path}` ist kein Text in UTF-8";
    cannot_read(path: &str)
        en "`{path}` cannot be read"
        zh "`{path}` 无法读取"
        de "`{path}` ist nicht lesbar";
    no_facts_here()
        en "no facts are found here"
        zh "这里找不到事实"
        de "hier gibt es keine Fakten";
    counts_from_folder()
        en "the path counts from the folder of this file"
        zh "路径从本文件所在的文件夹算起"
        de "der Pfad zählt ab dem Ordner dieser Datei";
    name_facts_or_braces()
        en "name a file of facts such as `exeunt eval` reads, or write the facts in braces"
        zh "请写 `exeunt eval` 能读的事实文件,或把事实写在花括号里"
        de "eine Datei mit Fakten nennen, wie `exeunt eval` sie liest, oder die Fakten in geschweiften Klammern schreiben";
    test_expects_nothing()
        en "this test expects nothing"
        zh "这个测试没有预期"
        de "dieser Test erwartet nichts";
    cannot_fail()
        en "it cannot fail"
        zh "它不可能失败"
        de "er kann nicht fehlschlagen";
    add_expect()
        en "add `expect eligible`, `expect blocked by …`"
        zh "请加上 `expect eligible`、`expect blocked by …`"
        de "`expect eligible`, `expect blocked by …` ergänzen";
    fixture_of(what: Message)
        en "a fixture of {what}"
        zh "{what}的样例"
        de "eine Fixture für: {what}";
    one_for(what: Message)
        en "one of {what}"
        zh "{what}的"
        de "eine für: {what}";
    the_service()
        en "the service"
        zh "服务"
        de "den Dienst";
    service_not_declared()
        en "the package declares no service"
        zh "该包没有声明服务"
        de "das Paket deklariert keinen Dienst";
    no_such_facts()
        en "nothing reads these facts"
        zh "没有任何东西读取这些事实"
        de "diese Fakten liest niemand";
    the_request()
        en "the request"
        zh "申请"
        de "der Antrag";
    the_account()
        en "the account"
        zh "账户"
        de "das Konto";
    declared_for(what: Message)
        en "declared for {what}"
        zh "是为{what}声明的"
        de "deklariert für: {what}";
    a_literal()
        en "a literal"
        zh "字面值"
        de "ein Literal";
    a_bare_word()
        en "a bare word"
        zh "单词"
        de "ein bloßes Wort";
    a_list()
        en "a list"
        zh "列表"
        de "eine Liste";
    something_unreadable()
        en "something unreadable"
        zh "无法读取的内容"
        de "etwas Unlesbares";
    a_status_is(words: Message)
        en "a status is {words}"
        zh "状态有 {words}"
        de "ein Status ist {words}";
    no_requirement_makes(status: &str)
        en "no requirement makes an account `{status}`"
        zh "没有哪项要求会使账户 `{status}`"
        de "keine Voraussetzung macht ein Konto `{status}`";
    by_names_cause()
        en "`by` names what causes `blocked` or `undetermined`"
        zh "`by` 写的是造成 `blocked` 或 `undetermined` 的内容"
        de "`by` nennt, was `blocked` oder `undetermined` bewirkt";
    this_status()
        en "this status"
        zh "这个状态"
        de "dieser Status";
    blocked_by_names()
        en "`blocked by` names the requirements that are false, `undetermined by` what is unknown: requirements, `when`, `grace`"
        zh "`blocked by` 列出不成立的要求,`undetermined by` 列出未知的内容:要求、`when`、`grace`"
        de "`blocked by` nennt die Voraussetzungen, die falsch sind, `undetermined by`, was unbekannt ist: Voraussetzungen, `when`, `grace`";
    write_expect_alone(status: &str)
        en "write `expect {status}` alone"
        zh "请只写 `expect {status}`"
        de "nur `expect {status}` schreiben";
    absent_only_optional()
        en "`absent`, which only an optional field can be"
        zh "`absent`,只有可选的字段才能如此"
        de "`absent`, was nur ein optionales Feld sein kann";
}
