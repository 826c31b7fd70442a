//! Files, arguments and programs.

use exeunt::diagnostic::Message;

exeunt::messages! {
    cannot_read(what: Message, why: Message)
        en "cannot read {what}: {why}"
        zh "无法读取 {what}:{why}"
        de "{what} ist nicht lesbar: {why}";
    cannot_write(what: Message, why: Message)
        en "cannot write {what}: {why}"
        zh "无法写入 {what}:{why}"
        de "{what} lässt sich nicht schreiben: {why}";
    cannot_write_output(why: Message)
        en "cannot write to standard output: {why}"
        zh "无法写到标准输出:{why}"
        de "die Standardausgabe lässt sich nicht schreiben: {why}";
    cannot_make(path: &str, why: Message)
        en "cannot make `{path}`: {why}"
        zh "无法建立 `{path}`:{why}"
        de "`{path}` lässt sich nicht anlegen: {why}";
    cannot_start(program: &str, why: Message)
        en "cannot start `{program}`: {why}"
        zh "无法启动 `{program}`:{why}"
        de "`{program}` lässt sich nicht starten: {why}";
    cannot_lock(path: &str, why: Message)
        en "cannot lock `{path}`: {why}"
        zh "无法锁定 `{path}`:{why}"
        de "`{path}` lässt sich nicht sperren: {why}";
    cannot_watch_interrupt(why: &str)
        en "cannot watch for Ctrl-C: {why}"
        zh "无法监听 Ctrl-C:{why}"
        de "Strg-C lässt sich nicht überwachen: {why}";
    standard_input()
        en "standard input"
        zh "标准输入"
        de "die Standardeingabe";
    input_is_read_once()
        en "`-` can be given only once, and not with `--watch`: standard input is read once"
        zh "`-` 只能给出一次,也不能监视:标准输入只读一次"
        de "`-` kann einmal angegeben und nicht überwacht werden: die Standardeingabe wird einmal gelesen";
    the_answer()
        en "the answer"
        zh "回答"
        de "die Antwort";
    the_manifest()
        en "the manifest"
        zh "清单"
        de "das Manifest";
    the_summary()
        en "the summary"
        zh "汇总"
        de "die Zusammenfassung";
    the_verdict()
        en "the verdict"
        zh "结论"
        de "der Bescheid";
    a_row_of_a_plan()
        en "a row of a plan"
        zh "计划中的一行"
        de "eine Zeile eines Plans";
    a_verdict()
        en "a verdict"
        zh "结论"
        de "ein Bescheid";
    the_program()
        en "the program"
        zh "程序"
        de "das Programm";
    the_schema()
        en "the schema"
        zh "模式"
        de "das Schema";
    the_report()
        en "the report"
        zh "报告"
        de "der Bericht";
    the_manual_page()
        en "the manual page"
        zh "手册页"
        de "die Handbuchseite";
    no_such_file(code: u32)
        en "No such file or directory (os error {code})"
        zh "没有这个文件或文件夹 (os error {code})"
        de "Datei oder Verzeichnis nicht gefunden (os error {code})";
    permission_denied(code: u32)
        en "Permission denied (os error {code})"
        zh "没有权限 (os error {code})"
        de "Zugriff verweigert (os error {code})";
    is_a_directory(code: u32)
        en "Is a directory (os error {code})"
        zh "这是一个文件夹 (os error {code})"
        de "Ist ein Verzeichnis (os error {code})";
    not_a_directory(code: u32)
        en "Not a directory (os error {code})"
        zh "这不是文件夹 (os error {code})"
        de "Ist kein Verzeichnis (os error {code})";
    file_exists(code: u32)
        en "File exists (os error {code})"
        zh "已经存在 (os error {code})"
        de "Die Datei existiert bereits (os error {code})";
    file_too_large(code: u32)
        en "File too large (os error {code})"
        zh "文件太大 (os error {code})"
        de "Die Datei ist zu groß (os error {code})";
    no_space_left(code: u32)
        en "No space left on device (os error {code})"
        zh "磁盘已满 (os error {code})"
        de "Kein Speicherplatz mehr (os error {code})";
    read_only_file_system(code: u32)
        en "Read-only file system (os error {code})"
        zh "文件系统只读 (os error {code})"
        de "Das Dateisystem ist schreibgeschützt (os error {code})";
    directory_not_empty(code: u32)
        en "Directory not empty (os error {code})"
        zh "文件夹不是空的 (os error {code})"
        de "Das Verzeichnis ist nicht leer (os error {code})";
    too_many_links(code: u32)
        en "Too many levels of symbolic links (os error {code})"
        zh "链接的层次太多 (os error {code})"
        de "Zu viele Ebenen symbolischer Links (os error {code})";
    not_utf8_stream()
        en "stream did not contain valid UTF-8"
        zh "不是 UTF-8 的文本"
        de "kein gültiges UTF-8";
    not_regular()
        en "it is not a regular file"
        zh "不是普通文件"
        de "es ist keine gewöhnliche Datei";
    larger_than(most: u64)
        en "it is larger than {most} MiB"
        zh "超过 {most} MiB"
        de "größer als {most} MiB";
    holds_more_than(most: u32)
        en "it holds more than {most} MiB"
        zh "内容超过 {most} MiB"
        de "enthält mehr als {most} MiB";
    not_text(line: usize)
        en "it is not text in UTF-8 (line {line})"
        zh "不是 UTF-8 的文本(第 {line} 行)"
        de "kein Text in UTF-8 (Zeile {line})";
    link_leads_out()
        en "it is a link that leads out of its folder"
        zh "是指向文件夹之外的链接"
        de "ein Link, der aus seinem Ordner hinausführt";
    names_a_folder()
        en "it names a folder"
        zh "这是文件夹的名称"
        de "ein Ordner";
    for_policies()
        en "a name that ends with `.policy` is for policies"
        zh "以 `.policy` 结尾的名称留给规则"
        de "Namen mit der Endung `.policy` sind für Richtlinien";
    no_longer_there()
        en "it is no longer there"
        zh "已经不存在"
        de "nicht mehr vorhanden";
    is_an_input()
        en "it is an input of this command"
        zh "它是本命令的输入"
        de "es ist eine Eingabe dieses Befehls";
    output_holds_report()
        en "standard output holds the report"
        zh "标准输出已用于报告"
        de "die Standardausgabe enthält den Bericht";
    skipped_leads_out(link: &str, folder: &str)
        en "`{link}` is a link that leads out of `{folder}`; it was skipped"
        zh "`{link}` 是指向 `{folder}` 之外的链接,已跳过"
        de "`{link}` ist ein Link, der aus `{folder}` hinausführt; übersprungen";
    skipped_gone(path: &str)
        en "`{path}` is no longer there; it was skipped"
        zh "`{path}` 已经不存在,已跳过"
        de "`{path}` ist nicht mehr vorhanden; übersprungen";
    skipped_not_followed(path: &str, why: Message)
        en "`{path}` is a link that cannot be followed: {why}; it was skipped"
        zh "`{path}` 是无法跟随的链接({why}),已跳过"
        de "`{path}` ist ein Link, dem sich nicht folgen lässt: {why}; übersprungen";
    skipped_circle(path: &str)
        en "`{path}` is a link to a folder that holds it; it was skipped"
        zh "`{path}` 是指向上层文件夹的链接,已跳过"
        de "`{path}` ist ein Link auf einen Ordner, der ihn enthält; übersprungen";
    skipped_copy(path: &str, first: &str)
        en "`{path}` is a copy of `{first}`; it was skipped"
        zh "`{path}` 是 `{first}` 的副本,已跳过"
        de "`{path}` ist eine Kopie von `{first}`; übersprungen";
    no_file_of_kind(extension: &str, path: &str)
        en "there is no `*.{extension}` file in `{path}`"
        zh "`{path}` 中没有 `*.{extension}` 文件"
        de "in `{path}` ist keine Datei `*.{extension}`";
    only_in_projects(extension: &str, path: &str, projects: &str)
        en "there is no `*.{extension}` file in `{path}` itself, only in projects with an `exeunt.toml` of their own: {projects}; name one of them, or list them under `policies` in an `exeunt.toml`"
        zh "`{path}` 本身没有 `*.{extension}` 文件,只在带有 `exeunt.toml` 的子项目中有:{projects};请写明其中一个,或在 `exeunt.toml` 的 `policies` 中列出"
        de "in `{path}` selbst ist keine Datei `*.{extension}`, nur in Projekten mit eigener `exeunt.toml`: {projects}; eines davon nennen oder sie in einer `exeunt.toml` unter `policies` aufführen";
    skipped_project(path: &str)
        en "`{path}` is a project with an `exeunt.toml` of its own; skipped"
        zh "`{path}` 是带有 `exeunt.toml` 的子项目,已跳过"
        de "`{path}` ist ein Projekt mit eigener `exeunt.toml`; übersprungen";
    not_a_pattern(pattern: &str, why: &str)
        en "`{pattern}` is not a pattern: {why}"
        zh "`{pattern}` 不是匹配模式:{why}"
        de "`{pattern}` ist kein Muster: {why}";
    not_a_pattern_label()
        en "not a pattern of `.gitignore`"
        zh "不是 `.gitignore` 的模式"
        de "kein Muster wie in `.gitignore`";
    no_such_path_of_project(path: &str)
        en "there is no `{path}`"
        zh "没有 `{path}`"
        de "`{path}` gibt es nicht";
    nothing_there()
        en "neither a file nor a folder"
        zh "既没有文件也没有文件夹"
        de "weder eine Datei noch ein Ordner";
    already_there(path: &str)
        en "`{path}` already exists"
        zh "`{path}` 已经存在"
        de "`{path}` existiert bereits";
    not_a_name(word: &str)
        en "`{word}` is not a name: a letter, then letters, digits and `_`"
        zh "`{word}` 不是名称:先是字母,然后是字母、数字和 `_`"
        de "`{word}` ist kein Name: ein Buchstabe, dann Buchstaben, Ziffern und `_`";
    not_a_package_name(name: &str)
        en "`{name}` cannot be the name of a package"
        zh "`{name}` 不能作为包名"
        de "`{name}` kann kein Paketname sein";
    no_time_zone(name: &str)
        en "there is no time zone `{name}`; use a name such as `Asia/Shanghai` or `UTC`"
        zh "没有时区 `{name}`;请用 `Asia/Shanghai` 或 `UTC` 这样的名称"
        de "die Zeitzone `{name}` gibt es nicht; einen Namen wie `Asia/Shanghai` oder `UTC` angeben";
    run_its_tests(command: &str)
        en "Run its tests: {command}"
        zh "运行测试:{command}"
        de "Die Tests ausführen: {command}";
    name_the_package()
        en "the name of this folder is not a name of a package; write `exeunt init NAME`"
        zh "这个文件夹的名称不能作为包名;请写 `exeunt init NAME`"
        de "der Name dieses Ordners ist kein Paketname; `exeunt init NAME` schreiben";
    built_alone(file: &str)
        en "`{file}` is a built program: name it alone, without other paths"
        zh "`{file}` 是编译好的程序:请单独给出,不加其他路径"
        de "`{file}` ist ein übersetztes Programm: allein angeben, ohne weitere Pfade";
    cannot_be_run(name: &str, code: &str, why: Message)
        en "`{name}` is not a program that can be run ({code}): {why}"
        zh "`{name}` 不是可以运行的程序({code}):{why}"
        de "`{name}` ist kein ausführbares Programm ({code}): {why}";
    no_single_policy(name: &str, offer: Message)
        en "there is no single policy `{name}`; {offer}"
        zh "没有唯一的规则 `{name}`;{offer}"
        de "es gibt nicht genau eine Richtlinie `{name}`; {offer}";
    say_which(names: &str)
        en "say which: {names}"
        zh "请写明哪一个:{names}"
        de "angeben, welche: {names}";
    did_you_mean(name: &str)
        en "did you mean `{name}`?"
        zh "是不是 `{name}`?"
        de "ist `{name}` gemeint?";
    the_policies_are(names: &str)
        en "the policies are {names}"
        zh "可用的规则有 {names}"
        de "die Richtlinien sind {names}";
    not_expected_program(name: &str, found: &str, expected: &str)
        en "`{name}` is not the program that is expected: its hash is {found}, not {expected}"
        zh "`{name}` 不是所要求的程序:它的哈希是 {found},不是 {expected}"
        de "`{name}` ist nicht das erwartete Programm: sein Hash ist {found}, nicht {expected}";
    bug(what: Message)
        en "{what}; this is a bug of exeunt, and the output must not be used"
        zh "{what};这是 exeunt 的缺陷,不得使用输出"
        de "{what}; das ist ein Fehler von exeunt, und die Ausgabe darf nicht verwendet werden";
    dash_alone()
        en "`-` must be used alone: standard input is one file"
        zh "`-` 须单独使用:标准输入是一个文件"
        de "`-` steht allein: die Standardeingabe ist eine einzige Datei";
    not_formatted(name: &str)
        en "`{name}` is not formatted: it does not parse"
        zh "没有格式化 `{name}`:无法解析"
        de "`{name}` wird nicht formatiert: die Syntax ist fehlerhaft";
    reformatted(name: &str)
        en "reformatted `{name}`"
        zh "已改写 `{name}`"
        de "`{name}` neu formatiert";
    server_cannot_go_on(why: Message)
        en "the language server cannot go on: {why}"
        zh "语言服务器无法继续:{why}"
        de "der Sprachserver kann nicht weiterlaufen: {why}";
    clock_out_of_range()
        en "the clock is out of range; use `--now`"
        zh "时钟超出范围;请用 `--now`"
        de "die Uhr liegt außerhalb des Bereichs; `--now` angeben";
    no_diagnostic(code: &str, offer: Message)
        en "there is no diagnostic `{code}`; {offer}"
        zh "没有诊断 `{code}`;{offer}"
        de "die Diagnose `{code}` gibt es nicht; {offer}";
    explain_lists()
        en "`exeunt explain` lists all codes"
        zh "`exeunt explain` 列出全部代码"
        de "`exeunt explain` listet alle Codes auf";
    did_you_mean_code(code: &str)
        en "did you mean `{code}`? (`exeunt explain` lists all codes)"
        zh "是不是 `{code}`?(`exeunt explain` 列出全部代码)"
        de "ist `{code}` gemeint? (`exeunt explain` listet alle Codes auf)";
    no_warning(name: &str)
        en "there is no warning `{name}` (`exeunt explain` lists all codes; `warnings` means all)"
        zh "没有警告 `{name}`(`exeunt explain` 列出全部代码;`warnings` 指全部)"
        de "die Warnung `{name}` gibt es nicht (`exeunt explain` listet alle Codes auf; `warnings` heißt alle)";
    error_has_no_level(name: &str)
        en "`{name}` is an error: it has no level"
        zh "`{name}` 是错误,没有级别"
        de "`{name}` ist ein Fehler und hat keine Stufe";
    files(count: usize)
        en "{count} {count:file|files}"
        zh "{count} 个文件"
        de "{count} {count:Datei|Dateien}";
    errors(count: usize)
        en "{count} {count:error|errors}"
        zh "{count} 个错误"
        de "{count} Fehler";
    warnings(count: usize)
        en "{count} {count:warning|warnings}"
        zh "{count} 个警告"
        de "{count} {count:Warnung|Warnungen}";
    edits(count: usize)
        en "{count} {count:edit|edits}"
        zh "{count} 处修改"
        de "{count} {count:Änderung|Änderungen}";
    no_errors()
        en "no errors"
        zh "没有错误"
        de "keine Fehler";
    edits_in(edits: Message, files: Message)
        en "{edits} in {files}"
        zh "{files}中有{edits}"
        de "{files}: {edits}";
    summary(of: Message, found: Message)
        en "{of}: {found}"
        zh "{of}: {found}"
        de "{of}: {found}";
    both_to_output()
        en "the program and its hashes cannot both go to standard output: name a file to write to"
        zh "程序和哈希不能都写到标准输出:请指定要写入的文件"
        de "Programm und Hashes können nicht beide auf die Standardausgabe: eine Ausgabedatei angeben";
    ends_within_frame()
        en "it ends within a frame"
        zh "在一帧中间结束"
        de "endet in einem Frame";
    checksum_wrong()
        en "its data do not match their checksum; the file is damaged"
        zh "数据与校验和不符;文件已损坏"
        de "die Daten passen nicht zu ihrer Prüfsumme; die Datei ist beschädigt";
    and(one: Message, next: Message)
        en "{one}, {next}"
        zh "{one}、{next}"
        de "{one}, {next}";
    no_flat_form(name: &str)
        en "`{name}` is too large: with its definitions written out it has no flat form"
        zh "`{name}` 太大:展开定义后没有扁平形式"
        de "`{name}` ist zu groß: mit ausgeschriebenen Definitionen gibt es keine flache Form";
    example()
        en "Example"
        zh "示例"
        de "Beispiel";
    corrected()
        en "Corrected"
        zh "改正后"
        de "Berichtigt";
    explained_in_english()
        en "(The explanation is available in English only.)"
        zh "(说明部分只有英文。)"
        de "(Die Erläuterung gibt es nur auf Englisch.)";
}
