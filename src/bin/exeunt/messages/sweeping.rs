//! Sweeps.

use exeunt::diagnostic::Message;

exeunt::messages! {
    duckdb_wants_file()
        en "`duckdb:` must be followed by a file"
        zh "`duckdb:` 后面要写文件"
        de "hinter `duckdb:` fehlt eine Datei";
    leads_nowhere(scheme: &str)
        en "`{scheme}` leads nowhere that exeunt knows: `postgres://…`, `duckdb:FILE`, or a path"
        zh "exeunt 不认识 `{scheme}`:请写 `postgres://…`、`duckdb:FILE` 或路径"
        de "`{scheme}` ist kein bekannter Ort: `postgres://…`, `duckdb:FILE` oder ein Pfad";
    postgres_begins()
        en "an address of PostgreSQL begins with `postgres://` (this one may hold a password, so it is not shown)"
        zh "PostgreSQL 的地址以 `postgres://` 开头(这个地址可能含有密码,因此不显示)"
        de "eine PostgreSQL-Adresse beginnt mit `postgres://` (diese kann ein Passwort enthalten und wird deshalb nicht gezeigt)";
    address_not_read(why: Message)
        en "the address of PostgreSQL cannot be read: {why} (it may hold a password, so it is not shown)"
        zh "无法读取 PostgreSQL 的地址:{why}(它可能含有密码,因此不显示)"
        de "die PostgreSQL-Adresse ist nicht lesbar: {why} (sie kann ein Passwort enthalten und wird deshalb nicht gezeigt)";
    at_sign_escaped()
        en "a `@` that does not end the name and password is written `%40`, and a `/` in them `%2F`"
        zh "不在用户名和密码结尾的 `@` 要写成 `%40`,其中的 `/` 写成 `%2F`"
        de "ein `@`, das nicht Name und Passwort abschließt, wird `%40` geschrieben, ein `/` darin `%2F`";
    setting_without_equals()
        en "a setting behind `?` has no `=`"
        zh "`?` 后面有一项设置缺少 `=`"
        de "einer Einstellung hinter `?` fehlt das `=`";
    setting_second_equals()
        en "a setting behind `?` has a second `=`, which is written `%3D`"
        zh "`?` 后面有一项设置多了一个 `=`,应写成 `%3D`"
        de "eine Einstellung hinter `?` hat ein zweites `=`, das `%3D` geschrieben wird";
    setting_not_libpq()
        en "a setting behind `?` is none of libpq's"
        zh "`?` 后面有一项设置不是 libpq 的"
        de "eine Einstellung hinter `?` kennt libpq nicht";
    ipv6_not_closed()
        en "an IPv6 address has no closing `]`"
        zh "IPv6 地址缺少结尾的 `]`"
        de "einer IPv6-Adresse fehlt das schließende `]`";
    port_not_number()
        en "a port is not a number"
        zh "端口不是数字"
        de "ein Port ist keine Zahl";
    secret_in_service_file()
        en "a secret other than `password` is kept in a service file: `?service=NAME`"
        zh "除 `password` 以外的密钥要放在服务文件里:`?service=NAME`"
        de "ein anderes Geheimnis als `password` gehört in eine Service-Datei: `?service=NAME`";
    percent_without_digits()
        en "a `%` is not followed by two hexadecimal digits"
        zh "`%` 后面不是两位十六进制数字"
        de "auf ein `%` folgen keine zwei Hexadezimalziffern";
    not_utf8()
        en "it is not UTF-8"
        zh "它不是 UTF-8"
        de "es ist kein UTF-8";
    has_nul()
        en "it has a NUL character"
        zh "它含有 NUL 字符"
        de "es enthält ein NUL-Zeichen";
    password_in_address()
        en "a password in an address shows in the list of processes: leave it out, and set PGPASSWORD or keep it in a password file"
        zh "地址里的密码会显示在进程列表中:请去掉它,改用环境变量 `PGPASSWORD` 或密码文件"
        de "ein Passwort in einer Adresse ist in der Prozessliste sichtbar: weglassen und PGPASSWORD setzen oder eine Passwortdatei benutzen";
    table_name(name: &str, most: usize)
        en "`{name}` cannot be the name of the table: it takes small letters, digits and `_`, {most} at most"
        zh "`{name}` 不能作为表名:只能用小写字母、数字和 `_`,最多 {most} 个"
        de "`{name}` kann kein Tabellenname sein: Kleinbuchstaben, Ziffern und `_`, höchstens {most}";
    written_to()
        en "a target is a file `.ndjson` or `.parquet`, `postgres://…` or `duckdb:FILE`"
        zh "目标可以是 `.ndjson` 或 `.parquet` 文件、`postgres://…` 或 `duckdb:FILE`"
        de "ein Ziel ist eine Datei `.ndjson` oder `.parquet`, `postgres://…` oder `duckdb:FILE`";
    not_into_facts()
        en "verdicts are not written into the folder of the facts"
        zh "结论不能写到事实所在的文件夹里"
        de "Bescheide werden nicht in den Ordner der Fakten geschrieben";
    no_facts_in(folder: &str)
        en "there is no file of facts (`*.ndjson`, `*.jsonl`, `*.json`, also `.gz` or `.zst`) in `{folder}`"
        zh "`{folder}` 里没有事实的文件(`*.ndjson`、`*.jsonl`、`*.json`,也可加 `.gz` 或 `.zst`)"
        de "in `{folder}` ist keine Datei mit Fakten (`*.ndjson`, `*.jsonl`, `*.json`, auch `.gz` oder `.zst`)";
    skipped_name(name: &str)
        en "`{name}` was skipped: its name is not that of a file of facts"
        zh "略过了 `{name}`:它的名称不是事实文件的名称"
        de "`{name}` wurde übersprungen: so heißt keine Datei mit Fakten";
    is_hidden(path: &str)
        en "`{path}` is hidden, and may hold facts: rename it, or move it elsewhere"
        zh "`{path}` 是隐藏文件,而它可能含有事实:请改名或移到别处"
        de "`{path}` ist versteckt und kann Fakten enthalten: umbenennen oder verschieben";
    folder_within(path: &str)
        en "`{path}` is a folder within a folder of facts: sweep it by itself, or move it elsewhere"
        zh "`{path}` 是事实文件夹里的文件夹:请单独处理它,或移到别处"
        de "`{path}` ist ein Ordner in einem Ordner mit Fakten: für sich durchlaufen oder verschieben";
    not_regular(path: &str)
        en "`{path}` is not a regular file"
        zh "`{path}` 不是普通文件"
        de "`{path}` ist keine gewöhnliche Datei";
    name_not_utf8(path: &str)
        en "`{path}` has a name that is not UTF-8"
        zh "`{path}` 的名称不是 UTF-8"
        de "der Name von `{path}` ist kein UTF-8";
    not_written_over(path: &str)
        en "`{path}` already exists; it is not overwritten"
        zh "`{path}` 已经存在,不会被覆盖"
        de "`{path}` existiert bereits und wird nicht überschrieben";
    line_not_read(line: u64, name: &str)
        en "line {line} of `{name}` cannot be read; the sweep stops before it"
        zh "`{name}` 的第 {line} 行无法读取;到此为止,这一行没有判断"
        de "Zeile {line} von `{name}` ist nicht lesbar; der Durchlauf endet davor";
    not_one_verdict_a_line(name: &str)
        en "not every line of `{name}` has one verdict"
        zh "`{name}` 不是每一行都有一个结论"
        de "nicht jede Zeile von `{name}` hat genau einen Bescheid";
    same_id(id: &str)
        en "two accounts have the id `{id}`: ids must be unique"
        zh "有两个账户的 `id` 都是 `{id}`:它不可重复"
        de "zwei Konten haben die Kennung `{id}`: Kennungen müssen eindeutig sein";
    id_not_read(id: &str)
        en "the id `{id}` cannot be read"
        zh "无法读取 `id` `{id}`"
        de "die Kennung `{id}` ist nicht lesbar";
    reports(engine: &str, what: &str)
        en "{engine} reports: {what}"
        zh "{engine} 报告:{what}"
        de "{engine} meldet: {what}";
    cannot_speak(program: &str)
        en "cannot communicate with `{program}`"
        zh "无法与 `{program}` 通信"
        de "keine Verbindung mit `{program}`";
    answer_of(engine: &str)
        en "the answer of {engine}"
        zh "{engine} 的回答"
        de "die Antwort von {engine}";
    no_status(status: &str)
        en "there is no status `{status}`"
        zh "没有状态 `{status}`"
        de "den Status `{status}` gibt es nicht";
    does_not_tell(engine: &str, name: &str)
        en "{engine} does not report its {name}"
        zh "{engine} 没有给出 {name}"
        de "{engine} nennt {name} nicht";
    no_column_types(engine: &str)
        en "{engine} does not report the types of columns"
        zh "{engine} 没有给出列的类型"
        de "{engine} nennt die Typen der Spalten nicht";
    sql_refuses(why: Message)
        en "`exeunt sql` refuses this policy: {why}"
        zh "`exeunt sql` 拒绝这条规则:{why}"
        de "`exeunt sql` lehnt diese Richtlinie ab: {why}";
    and_then(one: Message, next: Message)
        en "{one}; {next}"
        zh "{one};{next}"
        de "{one}; {next}";
    column_of_type(fact: &str, ty: &str, wants: Message)
        en "`{fact}` is read from a column of the type {ty}: {wants}"
        zh "`{fact}` 所在的列类型为 {ty}:{wants}"
        de "`{fact}` wird aus einer Spalte vom Typ {ty} gelesen: {wants}";
    exact_number_needed()
        en "an exact number is needed"
        zh "需要精确的数"
        de "nötig ist eine genaue Zahl";
    instant_needed()
        en "an instant with its time zone is needed"
        zh "需要带时区的时刻"
        de "nötig ist ein Zeitpunkt mit Zeitzone";
    key_type(key: &str, ty: &str, engine: &str)
        en "the key {key} is of the type {ty}, which does not come out of {engine} exactly as text: a text, a whole or exact number, a date, a timestamp of microseconds or a UUID is needed"
        zh "键 {key} 的类型为 {ty},无法从 {engine} 精确地取出为文本:需要文本、整数或精确的数、日期、微秒精度的时间戳或 UUID"
        de "der Schlüssel {key} ist vom Typ {ty}, der aus {engine} nicht genau als Text kommt: nötig ist ein Text, eine ganze oder genaue Zahl, ein Datum, ein Zeitstempel in Mikrosekunden oder eine UUID";
    accounts_without_key(count: u64, key: &str)
        en "{count} accounts have no key: {key} is NULL"
        zh "有 {count} 个账户没有键:{key} 为 NULL"
        de "{count} Konten haben keinen Schlüssel: {key} ist NULL";
    key_not_unique(count: u64, key: &str)
        en "{count} accounts have the key `{key}`: keys must be unique"
        zh "有 {count} 个账户的键都是 `{key}`:键不可重复"
        de "{count} Konten haben den Schlüssel `{key}`: Schlüssel müssen eindeutig sein";
    not_one_verdict_each(key: &str)
        en "the accounts up to the key `{key}` do not have one verdict each; nothing of them was written"
        zh "到键 `{key}` 为止的账户并非各有一个结论;这些都没有写下"
        de "die Konten bis zum Schlüssel `{key}` haben nicht je einen Bescheid; keiner davon wurde geschrieben";
    other_accounts(key: &str)
        en "the accounts up to the key `{key}` are not those that were judged; begin another sweep"
        zh "到键 `{key}` 为止的账户已不是判断过的那些;请重新开始"
        de "die Konten bis zum Schlüssel `{key}` sind nicht die ausgewerteten; einen neuen Durchlauf beginnen";
    earlier_state(key: &str)
        en "the accounts up to the key `{key}` were judged in an earlier state of the data"
        zh "到键 `{key}` 为止的账户是在数据的较早状态下判断的"
        de "die Konten bis zum Schlüssel `{key}` wurden an einem früheren Stand der Daten ausgewertet";
    sweep_writes_file(path: &str)
        en "another sweep is writing to `{path}`"
        zh "另一次清查正在写入 `{path}`"
        de "ein anderer Durchlauf schreibt nach `{path}`";
    sweep_writes_table(name: &str)
        en "another sweep is writing to the table `{name}`"
        zh "另一次清查正在写入表 `{name}`"
        de "ein anderer Durchlauf schreibt in die Tabelle `{name}`";
    sweep_has_written()
        en "another sweep has written here; this one stops"
        zh "另一次清查写入了这里;这一次到此为止"
        de "ein anderer Durchlauf hat hier geschrieben; dieser endet";
    other_sweep(what: Message)
        en "another sweep was begun here, with another {what}; nothing was changed"
        zh "这里开始的是另一次清查,它的{what}不同;什么都没有改动"
        de "hier wurde ein anderer Durchlauf begonnen, anders war: {what}; nichts wurde geändert";
    version_of_exeunt()
        en "version of exeunt"
        zh " exeunt 版本"
        de "Version von exeunt";
    policy()
        en "policy"
        zh "规则"
        de "Richtlinie";
    program()
        en "program"
        zh "程序"
        de "Programm";
    format_of_programs()
        en "format of programs"
        zh "程序格式"
        de "Programmformat";
    version_of_zones()
        en "version of the time zones"
        zh "时区版本"
        de "Version der Zeitzonen";
    instant()
        en "instant"
        zh "时刻"
        de "Zeitpunkt";
    source()
        en "source"
        zh "来源"
        de "Quelle";
    engine()
        en "engine"
        zh "引擎"
        de "Datenbank";
    service()
        en "facts of the services"
        zh "服务的事实"
        de "Fakten der Dienste";
    mapping()
        en "mapping"
        zh "映射"
        de "Zuordnung";
    no_manifest(why: &str)
        en "there is no manifest of a sweep: {why}"
        zh "没有清查的清单:{why}"
        de "es gibt kein Manifest eines Durchlaufs: {why}";
    no_manifest_file()
        en "there is no manifest of a sweep into a file"
        zh "没有写入文件的清查的清单"
        de "es gibt kein Manifest eines Durchlaufs in eine Datei";
    no_manifest_table()
        en "there is no manifest of a sweep into a table"
        zh "没有写入表的清查的清单"
        de "es gibt kein Manifest eines Durchlaufs in eine Tabelle";
    changed_since_judged(name: &str)
        en "`{name}` has changed since it was judged; begin another sweep"
        zh "`{name}` 在判断之后有改动;请重新开始"
        de "`{name}` hat sich seit der Auswertung geändert; einen neuen Durchlauf beginnen";
    not_the_file(name: &str)
        en "`{name}` is not the file that was judged in its place; begin another sweep"
        zh "`{name}` 不是在这个位置判断过的文件;请重新开始"
        de "`{name}` ist nicht die Datei, die an dieser Stelle ausgewertet wurde; einen neuen Durchlauf beginnen";
    changed_since_written(what: Message)
        en "{what} has changed since this sweep wrote it; nothing more was written"
        zh "{what} 在写入之后有改动;没有再写任何内容"
        de "geändert, seit dieser Durchlauf es geschrieben hat: {what}; es wurde nichts mehr geschrieben";
    the_table(name: &str)
        en "the table `{name}`"
        zh "表 `{name}`"
        de "die Tabelle `{name}`";
    plan()
        en "plan"
        zh "计划"
        de "Plan";
    with_confirmed(accounts: Message, hold: u64, refused: u64)
        en "{accounts}; {hold} rows of the plan still hold, {refused} do not"
        zh "{accounts};计划中 {hold} 行仍成立,{refused} 行不再成立"
        de "{accounts}; {hold} Zeilen des Plans gelten noch, {refused} nicht mehr";
    no_row_of_a_plan(line: u64, name: &str, why: Message)
        en "line {line} of `{name}` is not a row of a plan: {why}"
        zh "`{name}` 的第 {line} 行不是计划中的一行:{why}"
        de "Zeile {line} von `{name}` ist keine Zeile eines Plans: {why}";
    rows_apart(id: &str)
        en "the rows of the account `{id}` do not follow each other"
        zh "账户 `{id}` 的各行没有连在一起"
        de "die Zeilen des Kontos `{id}` folgen nicht aufeinander";
    item_twice(id: &str)
        en "the account `{id}` has this item twice"
        zh "账户 `{id}` 的这一项出现了两次"
        de "das Konto `{id}` hat diesen Posten zweimal";
    a_temporary_file()
        en "a temporary file"
        zh "临时文件"
        de "eine temporäre Datei";
    target_beside()
        en "second target"
        zh "第二个目标"
        de "zweites Ziel";
    targets_apart()
        en "two targets are files, or they are tables of one database: only then what belongs together is there together"
        zh "两个目标要么都是文件,要么是同一数据库里的表:只有这样,属于一起的内容才会一起写下"
        de "zwei Ziele sind Dateien oder Tabellen einer Datenbank: nur dann ist zusammen da, was zusammengehört";
    same_target(path: &str)
        en "`{path}` would be written twice: name another file"
        zh "`{path}` 会被写两次:请换一个文件"
        de "`{path}` würde zweimal geschrieben: eine andere Datei nennen";
    no_plan(policy: &str)
        en "`{policy}` has no `data` block, so there are no plans"
        zh "`{policy}` 没有 `data` 块,因此没有计划"
        de "`{policy}` hat keinen `data`-Block, deshalb gibt es keine Pläne";
    no_disposal(word: &str)
        en "there is no disposal `{word}`"
        zh "没有处理方式 `{word}`"
        de "die Behandlung `{word}` gibt es nicht";
    plan_without_id(line: u64, name: &str)
        en "the account in line {line} of `{name}` has no id: whoever carries out its plan could not find it"
        zh "`{name}` 第 {line} 行的账户没有 `id`:执行计划的一方将无法找到它"
        de "das Konto in Zeile {line} von `{name}` hat keine Kennung: wer den Plan ausführt, fände es nicht";
    plan_does_not_fit(id: &str)
        en "the plan of the account `{id}` does not fit its verdict; nothing of this batch was written"
        zh "账户 `{id}` 的计划与其结论不符;这一批什么都没有写下"
        de "der Plan des Kontos `{id}` passt nicht zu seinem Bescheid; von diesem Stapel wurde nichts geschrieben";
    with_items(accounts: Message, items: u64)
        en "{accounts}; {items} items of plans"
        zh "{accounts};计划中共 {items} 项"
        de "{accounts}; {items} Posten in Plänen";
    gone()
        en "not in the source"
        zh "不在来源中"
        de "nicht in der Quelle";
    sweep_was_complete()
        en "this sweep was complete, and the source has other accounts now; begin another sweep"
        zh "这次清查已经完成,而来源现在有了别的账户;请重新开始"
        de "dieser Durchlauf war abgeschlossen, und die Quelle hat jetzt andere Konten; einen neuen Durchlauf beginnen";
    accounts_swept(accounts: u64, counts: Message)
        en "{accounts} accounts: {counts}"
        zh "{accounts} 个账户:{counts}"
        de "{accounts} Konten: {counts}";
    accounts_not_all(accounts: u64, expected: u64, counts: Message)
        en "{accounts} accounts of {expected}: they do not add up: {counts}"
        zh "{expected} 个账户中的 {accounts} 个,数目不符:{counts}"
        de "{accounts} von {expected} Konten: die Zahlen gehen nicht auf: {counts}";
    counted(count: u64, what: Message)
        en "{count} {what}"
        zh "{count} 个{what}"
        de "{count} {what}";
}
