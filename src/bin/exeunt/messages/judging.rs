//! Judging, testing and comparing.

use exeunt::diagnostic::Message;

exeunt::messages! {
    page_of_one_verdict()
        en "a page of HTML is of one verdict: leave out `--assume`, `--trace` and further instants"
        zh "HTML 页面只显示一个结论:请去掉 `--assume`、`--trace` 和多余的时刻"
        de "eine HTML-Seite zeigt einen einzigen Bescheid: `--assume`, `--trace` und weitere Zeitpunkte weglassen";
    trace_of_one_verdict()
        en "`--trace` is of one verdict: leave out `--assume`"
        zh "`--trace` 只用于一个结论:请去掉 `--assume`"
        de "`--trace` gilt einem einzigen Bescheid: `--assume` weglassen";
    statuses_are(words: &str)
        en "the statuses are {words}"
        zh "状态有 {words}"
        de "die Status sind {words}";
    language_not_spoken(package: &str, asked: &str, names: &str)
        en "`{package}` does not speak `{asked}`; its languages are {names}"
        zh "`{package}` 没有语言 `{asked}`;它的语言有 {names}"
        de "`{package}` spricht nicht `{asked}`; die Sprachen sind {names}";
    judged_and_summed(judged: u64, summed: u64)
        en "{judged} accounts were judged and {summed} summed up"
        zh "判断了 {judged} 个账户,汇总了 {summed} 个"
        de "{judged} Konten wurden ausgewertet und {summed} zusammengezählt";
    judged_refused_written(accounts: u64, judged: u64, refused: u64, written: u64)
        en "of {accounts} accounts {judged} were judged, {refused} refused and {written} written"
        zh "{accounts} 个账户中,判断 {judged} 个,拒绝 {refused} 个,写出 {written} 个"
        de "von {accounts} Konten wurden {judged} ausgewertet, {refused} abgelehnt und {written} geschrieben";
    not_a_line_each(name: &str, remedy: Message)
        en "`{name}` does not hold one account a line: its first line ends within an object; {remedy}"
        zh "`{name}` 不是每行一个账户:第一行在对象中间结束;{remedy}"
        de "`{name}` enthält nicht ein Konto je Zeile: die erste Zeile endet in einem Objekt; {remedy}";
    leave_out_lines()
        en "leave out `--lines`"
        zh "请去掉 `--lines`"
        de "`--lines` weglassen";
    write_as_one_line()
        en "write it as one line, or name the file `*.json`"
        zh "请写成一行,或把文件命名为 `*.json`"
        de "als eine Zeile schreiben oder die Datei `*.json` nennen";
    line_too_long(most: u64)
        en "a line of more than {most} MiB; is this one account a line?"
        zh "一行超过 {most} MiB;这是每行一个账户吗?"
        de "eine Zeile mit mehr als {most} MiB; ist das ein Konto je Zeile?";
    needs_parquet(folder: &str)
        en "`{folder}` is a folder; facts in tables need an exeunt that was built with `--features parquet`"
        zh "`{folder}` 是文件夹;表中的事实需要用 `--features parquet` 编译的 exeunt"
        de "`{folder}` ist ein Ordner; Fakten in Tabellen brauchen ein exeunt, das mit `--features parquet` gebaut ist";
    interrupted_after(unit: Message, count: u64, file: &str)
        en "interrupted after {unit} {count} of {file}"
        zh "在 {file} 的{unit} {count} 之后中断"
        de "abgebrochen nach {unit} {count} von {file}";
    line()
        en "line"
        zh "行"
        de "Zeile";
    account()
        en "account"
        zh "账户"
        de "Konto";
    accounts_read(read: u64, judged: u64, refused: u64)
        en "{read} {read:account|accounts} read: {judged} judged, {refused} refused"
        zh "读取 {read} 个账户:判断 {judged} 个,拒绝 {refused} 个"
        de "{read} {read:Konto|Konten} gelesen: {judged} ausgewertet, {refused} abgelehnt";
    ignored_key(path: &str)
        en "nothing declares `{path}`; it is ignored"
        zh "没有声明 `{path}`,已忽略"
        de "`{path}` ist nicht deklariert und wird ignoriert";
    more_ignored_keys(count: usize)
        en "{count} more keys that nothing declares are ignored"
        zh "另有 {count} 个没有声明的键,已忽略"
        de "{count} weitere nicht deklarierte Schlüssel werden ignoriert";
    more_not_shown(count: u64, option: &str)
        en "{count} more errors or warnings in facts are not shown; see `{option}`"
        zh "事实中还有 {count} 个错误或警告没有显示;见 `{option}`"
        de "{count} weitere Fehler oder Warnungen zu Fakten werden nicht gezeigt; siehe `{option}`";
    too_large_for_tables()
        en "the policy is too large to be judged on tables; lines of JSON take any policy"
        zh "规则太大,不能按表判断;JSON 行可用于任何规则"
        de "die Richtlinie ist zu groß für Tabellen; mit JSON-Zeilen geht jede Richtlinie";
    strays(count: u64)
        en "{count} rows belong to no account; they were skipped"
        zh "{count} 行不属于任何账户,已跳过"
        de "{count} Zeilen gehören zu keinem Konto; übersprungen";
    explain_needs_lines()
        en "`--explain` shows facts that no condition reads: it needs lines of JSON"
        zh "`--explain` 显示没有条件读取的事实:需要 JSON 行"
        de "`--explain` zeigt Fakten, die keine Bedingung liest: dafür sind JSON-Zeilen nötig";
    plan_needs_lines()
        en "a plan reads data that no condition reads: `--plan` needs lines of JSON"
        zh "计划读取没有条件读取的数据:`--plan` 需要 JSON 行"
        de "ein Plan liest Daten, die keine Bedingung liest: für `--plan` sind JSON-Zeilen nötig";
    in_all(outcome: &str)
        en "{outcome}, in all"
        zh "{outcome} 合计"
        de "{outcome}, zusammen";
    of_value(outcome: &str, value: &str)
        en "{outcome}: {value}"
        zh "{outcome}:{value}"
        de "{outcome}: {value}";
    of_unknown_value(outcome: &str)
        en "{outcome}: unknown"
        zh "{outcome}:未知"
        de "{outcome}: unbekannt";
    of_other_values(outcome: &str)
        en "{outcome}: others"
        zh "{outcome}:其他"
        de "{outcome}: andere";
    folder_holds_tables()
        en "a folder holds tables, not lines: leave out `--lines`"
        zh "文件夹里是表,不是行:请去掉 `--lines`"
        de "ein Ordner enthält Tabellen, keine Zeilen: `--lines` weglassen";
    tables_have_keys()
        en "an account in tables is identified by the key of `account.parquet`: leave out `--id`"
        zh "表中的账户以 `account.parquet` 的键为标识:请去掉 `--id`"
        de "ein Konto in Tabellen hat den Schlüssel aus `account.parquet`: `--id` weglassen";
    two_versions()
        en "name the old version and the new one, or write `--against REF`"
        zh "请写明旧版本和新版本,或写 `--against REF`"
        de "die alte und die neue Fassung nennen oder `--against REF` schreiben";
    no_version(why: Message)
        en "cannot take the old version from git: {why}"
        zh "无法从 git 取旧版本:{why}"
        de "die alte Fassung lässt sich nicht aus git nehmen: {why}";
    no_such_commit(reference: &str)
        en "there is no commit `{reference}`"
        zh "没有提交 `{reference}`"
        de "den Commit `{reference}` gibt es nicht";
    git_ended()
        en "git ended without an answer"
        zh "git 没有给出结果就结束了"
        de "git hat ohne Antwort geendet";
    not_in_commit(reference: &str, path: &str)
        en "there is no `{path}` in `{reference}`"
        zh "`{reference}` 中没有 `{path}`"
        de "in `{reference}` gibt es `{path}` nicht";
    outside_repository(path: &str)
        en "`{path}` is not in the repository"
        zh "`{path}` 不在版本库中"
        de "`{path}` liegt nicht im Repository";
    nothing_changed()
        en "nothing changed in meaning"
        zh "含义没有变化"
        de "an der Bedeutung hat sich nichts geändert";
    accounts_change(changed: usize, all: usize)
        en "{changed} of {all} accounts change"
        zh "{all} 个账户中有 {changed} 个发生变化"
        de "{changed} von {all} Konten ändern sich";
    further_items(count: usize)
        en "and {count} more"
        zh "另有 {count} 项"
        de "und {count} weitere";
    no_longer(name: &str)
        en "no longer {name}"
        zh "不再 {name}"
        de "nicht mehr {name}";
    newly(name: &str)
        en "newly {name}"
        zh "新增 {name}"
        de "neu {name}";
    expects_nothing(title: &str)
        en "the test \"{title}\" expects nothing, so it cannot fail"
        zh "测试 \"{title}\" 没有任何期望,所以不会失败"
        de "der Test \"{title}\" erwartet nichts und kann nicht fehlschlagen";
    changes_not_tried()
        en "changes were not tried, as tests fail without any"
        zh "没有尝试修改,因为不修改时测试就已失败"
        de "Änderungen wurden nicht versucht, weil Tests schon ohne sie fehlschlagen";
    built_without_tests()
        en "the program was built without its tests: `exeunt build --with-tests` keeps them"
        zh "该程序编译时未包含测试:`exeunt build --with-tests` 会保留测试"
        de "das Programm wurde ohne seine Tests übersetzt: `exeunt build --with-tests` behält sie";
    no_tests()
        en "there are no tests: the policies have none, and no folder `fixtures` has any"
        zh "没有测试:规则中没有,`fixtures` 文件夹中也没有"
        de "es gibt keine Tests: weder in den Richtlinien noch in einem Ordner `fixtures`";
    exercised_only(percent: usize)
        en "the tests exercise {percent} % of the policies only"
        zh "测试只覆盖了规则的 {percent} %"
        de "die Tests decken nur {percent} % der Richtlinien ab";
    no_test_has(all: usize, text: &str)
        en "no test of {all} has `{text}` in its title, policy or file"
        zh "{all} 个测试中没有一个的标题、规则或文件含有 `{text}`"
        de "keiner von {all} Tests hat `{text}` im Titel, in der Richtlinie oder im Dateinamen";
    no_survivors_list(file: &str, why: &str)
        en "`{file}` is not a list of known survivors: {why}"
        zh "`{file}` 不是已知幸存修改的列表:{why}"
        de "`{file}` ist keine Liste bekannter Überlebender: {why}";
    watching()
        en "watching for changes"
        zh "正在等待修改"
        de "warte auf Änderungen";
    summary_needs_no_emit()
        en "`--summary` counts in a query; leave out `--emit`"
        zh "`--summary` 用查询来计数;请去掉 `--emit`"
        de "`--summary` zählt in einer Abfrage; `--emit` weglassen";
    view_without_now()
        en "a view has nothing that `now` could be bound to; add `--now TIME`"
        zh "视图没有可以绑定 `now` 的地方;请加上 `--now TIME`"
        de "eine Sicht hat nichts, woran `now` gebunden werden könnte; `--now TIME` ergänzen";
    many_by_one_policy()
        en "many accounts are judged by one named policy at one `--now`, as lines: `--at`, `--assume`, `--trace` and HTML are for one account"
        zh "多个账户按一条写明的规则、一个 `--now` 逐行判断:`--at`、`--assume`、`--trace` 和 HTML 只用于一个账户"
        de "viele Konten werden nach einer genannten Richtlinie zu einem `--now` als Zeilen ausgewertet: `--at`, `--assume`, `--trace` und HTML gelten für ein Konto";
    id_option(why: Message)
        en "--id: {why}"
        zh "--id:{why}"
        de "--id: {why}";
    in_line(severity: Message, code: &str, what: &Message)
        en "{severity}[{code}]: {what}"
        zh "{severity}[{code}]: {what}"
        de "{severity}[{code}]: {what}";
    with_help(error: Message, help: &Message)
        en "{error}; {help}"
        zh "{error};{help}"
        de "{error}; {help}";
    judged_at(policy: &str, instant: &str, judged: u64, refused: u64)
        en "{policy} at {instant}: {judged} accounts judged, {refused} refused"
        zh "{policy},{instant}:判断 {judged} 个账户,拒绝 {refused} 个"
        de "{policy} am {instant}: {judged} Konten ausgewertet, {refused} abgelehnt";
    judged_between(policy: &str, first: &str, last: &str, judged: u64, refused: u64)
        en "{policy} at each account's own `now`, from {first} to {last}: {judged} accounts judged, {refused} refused"
        zh "{policy},按各账户自己的 `now`,从 {first} 到 {last}:判断 {judged} 个账户,拒绝 {refused} 个"
        de "{policy} zum `now` jedes Kontos, von {first} bis {last}: {judged} Konten ausgewertet, {refused} abgelehnt";
    program(hash: &str)
        en "program {hash}"
        zh "程序 {hash}"
        de "Programm {hash}";
    versions(exeunt: &str, tzdb: &str)
        en "exeunt {exeunt}, time zones {tzdb}"
        zh "exeunt {exeunt},时区数据 {tzdb}"
        de "exeunt {exeunt}, Zeitzonen {tzdb}";
    head_deadline(name: &str)
        en "deadline {name}"
        zh "期限 {name}"
        de "Frist {name}";
    deadlines_need_lines()
        en "how deadlines stand is not counted for tables; give the accounts one a line"
        zh "对表格不统计期限的状态;请按每行一个账户给出"
        de "wie es um Fristen steht, wird für Tabellen nicht gezählt; die Konten zeilenweise angeben";
    hold_unknown()
        en "hold unknown"
        zh "保全未知"
        de "Sperre unbekannt";
    head_of_data()
        en "data"
        zh "数据"
        de "Daten";
    head_items()
        en "items"
        zh "项"
        de "Posten";
    head_due()
        en "due"
        zh "到期"
        de "fällig";
    due_between(first: &str, last: &str)
        en "{first} to {last}"
        zh "{first} 至 {last}"
        de "{first} bis {last}";
    plans_incomplete(incomplete: u64, plans: u64)
        en "{incomplete} of {plans} {plans:plan|plans} incomplete"
        zh "{plans} 个计划中有 {incomplete} 个不完整"
        de "{incomplete} von {plans} {plans:Plan|Plänen} unvollständig";
    head_requirement()
        en "requirement"
        zh "要求"
        de "Voraussetzung";
    head_fails()
        en "fails"
        zh "不满足"
        de "unerfüllt";
    head_alone()
        en "alone"
        zh "仅此一项"
        de "nur diese";
    head_unknown()
        en "unknown"
        zh "未知"
        de "unbekannt";
    head_by_waiting()
        en "eligible by waiting"
        zh "等待后符合条件"
        de "berechtigt durch Warten";
    head_accounts()
        en "accounts"
        zh "账户"
        de "Konten";
    head_in_all()
        en "in all"
        zh "累计"
        de "insgesamt";
    same_day()
        en "on the same day"
        zh "当天"
        de "am selben Tag";
    days_later(days: usize)
        en "{days} {days:day|days} later"
        zh "{days} 天后"
        de "{days} {days:Tag|Tage} später";
    after_day(date: &str)
        en "after {date}"
        zh "{date} 之后"
        de "nach {date}";
    more_days_later(days: usize)
        en "more than {days} days later"
        zh "超过 {days} 天后"
        de "mehr als {days} Tage später";
    not_by_waiting()
        en "not by waiting"
        zh "等待也不符合条件"
        de "nicht durch Warten";
    progress_of(done: &str, all: &str, rate: &str, left: &str)
        en "{done} of {all}, {rate}, {left} left"
        zh "{done} / {all},{rate},剩余 {left}"
        de "{done} von {all}, {rate}, noch {left}";
    accounts_done(count: &str)
        en "{count} accounts"
        zh "{count} 个账户"
        de "{count} Konten";
    mutants_done(count: &str)
        en "{count} mutants"
        zh "{count} 个变异体"
        de "{count} Mutanten";
    in_folder(folder: &str, what: &Message)
        en "{folder}/{what}"
        zh "{folder}/{what}"
        de "{folder}/{what}";
}
