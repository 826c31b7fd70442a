//! The help, and errors in arguments.

use exeunt::diagnostic::Message;

exeunt::messages! {
    about()
        en "A language, compiler and evaluator for the terms under which an account may be deleted"
        zh "用来写明账户注销条款的语言、编译器和求值器"
        de "Sprache, Compiler und Auswertung für die Bedingungen, unter denen ein Konto gelöscht werden darf";
    color()
        en "When to use colours; `auto` uses them on a terminal unless NO_COLOR is set"
        zh "何时使用颜色;`auto` 在终端上使用,除非设置了 NO_COLOR"
        de "Wann Farben verwendet werden; `auto` verwendet sie auf einem Terminal, wenn NO_COLOR nicht gesetzt ist";
    ui_lang()
        en "The language of diagnostics and errors [default: that of the terminal, or `en`]"
        zh "诊断和错误的语言 [默认:终端的语言,或 `en`]"
        de "Sprache der Diagnosen und Fehler [Standard: die des Terminals, sonst `en`]";
    new()
        en "Create a package with passing tests to start from"
        zh "新建一个带有可通过的测试的包"
        de "Ein Paket mit bestandenen Tests als Ausgangspunkt anlegen";
    init()
        en "Make the current folder a project, with settings and a package to start from"
        zh "把当前文件夹建成项目,带有设置和一个起步的包"
        de "Aus dem aktuellen Ordner ein Projekt mit Einstellungen und einem ersten Paket machen";
    check()
        en "Report all errors and warnings"
        zh "报告所有错误和警告"
        de "Alle Fehler und Warnungen melden";
    fmt()
        en "Format policies"
        zh "格式化规则"
        de "Richtlinien formatieren";
    eval()
        en "Evaluate a policy for an account, or for many accounts"
        zh "按规则判断一个或多个账户"
        de "Eine Richtlinie für ein Konto oder viele Konten auswerten";
    test()
        en "Run the tests of policies; it is an error if there are none"
        zh "运行规则的测试;没有测试则为错误"
        de "Die Tests der Richtlinien ausführen; gibt es keine, ist das ein Fehler";
    build()
        en "Compile policies into one file that runs without their sources"
        zh "把规则编译成一个无需源文件即可运行的文件"
        de "Richtlinien in eine Datei übersetzen, die ohne ihre Quellen läuft";
    due()
        en "Say what is due of what is left of accounts that have gone"
        zh "说明已离开账户的留存内容中哪些已到期"
        de "Sagen, was vom Rest gegangener Konten fällig ist";
    rests()
        en "What is left of accounts: JSON, or a line of it for each; `-` is standard input"
        zh "账户的留存内容:JSON,或每行一个;`-` 表示标准输入"
        de "Was von Konten übrig ist: JSON, oder eine Zeile davon je Konto; `-` ist die Standardeingabe";
    now_of_due()
        en "The instant of the evaluation, as RFC 3339 [default: the current time]"
        zh "判断的时刻,RFC 3339 形式 [默认:当前时间]"
        de "Der Zeitpunkt der Auswertung nach RFC 3339 [Standard: die aktuelle Zeit]";
    fail_on_due()
        en "End with 1 if an item is so"
        zh "有任一项如此时以 1 结束"
        de "Mit 1 enden, wenn es bei einem Eintrag so ist";
    json_per_rest()
        en "One line of JSON for each, described by docs/due.schema.json"
        zh "每个一行 JSON,见 docs/due.schema.json"
        de "Je Rest eine Zeile JSON, beschrieben in docs/due.schema.json";
    something_is_due()
        en "It is to go now"
        zh "现在应处理"
        de "Er ist jetzt fällig";
    something_is_held()
        en "It would go, and is held"
        zh "本应处理,但被保全"
        de "Er wäre fällig und ist gesperrt";
    something_is_undetermined()
        en "Facts are missing"
        zh "缺少事实"
        de "Es fehlen Fakten";
    schema()
        en "Write the JSON Schema of the facts of a policy"
        zh "写出规则所用事实的 JSON Schema"
        de "Das JSON-Schema der Fakten einer Richtlinie schreiben";
    sql()
        en "Write a policy as a SQL query that evaluates every account of a database"
        zh "把规则写成 SQL 查询,用来判断数据库中的每个账户"
        de "Eine Richtlinie als SQL-Abfrage schreiben, die jedes Konto einer Datenbank auswertet";
    sweep()
        en "Evaluate every account of a database or folder, and store the verdicts"
        zh "判断数据库或文件夹中的每个账户,并保存结论"
        de "Jedes Konto einer Datenbank oder eines Ordners auswerten und die Bescheide speichern";
    lsp()
        en "Run the language server on standard input and output"
        zh "在标准输入输出上运行语言服务器"
        de "Den Sprachserver auf Standardein- und -ausgabe ausführen";
    diff()
        en "Compare the meaning of two versions, and show which accounts are affected"
        zh "比较两个版本的含义,并显示哪些账户受影响"
        de "Die Bedeutung zweier Fassungen vergleichen und die betroffenen Konten zeigen";
    doc()
        en "Write the terms of packages as HTML pages for account holders"
        zh "把包的条款写成供账户持有人阅读的 HTML 页面"
        de "Die Bedingungen von Paketen als HTML-Seiten für Kontoinhaber schreiben";
    explain()
        en "Explain a diagnostic, with an example"
        zh "用示例解释一条诊断"
        de "Eine Diagnose mit Beispiel erläutern";
    completions()
        en "Write shell completions to standard output"
        zh "把 shell 补全脚本写到标准输出"
        de "Vervollständigungen für eine Shell auf die Standardausgabe schreiben";
    man()
        en "Write the manual pages to a folder"
        zh "把手册页写到文件夹"
        de "Die Handbuchseiten in einen Ordner schreiben";
    allow_unknown_keys()
        en "Ignore undeclared keys in the facts, with a warning, instead of refusing the facts"
        zh "忽略事实中没有声明的键并给出警告,而不是拒绝这些事实"
        de "Nicht deklarierte Schlüssel in den Fakten mit einer Warnung ignorieren, statt die Fakten abzulehnen";
    limit_of_facts()
        en "The maximum number of errors in facts to show; the others are counted. 0 shows all"
        zh "最多显示多少个事实错误;其余只计数。0 表示全部显示"
        de "Höchstzahl der gezeigten Fehler in Fakten; die übrigen werden gezählt. 0 zeigt alle";
    paths_or_program()
        en "Policy files, folders with policies, or one built program [default: the current folder]"
        zh "规则文件、含有规则的文件夹,或一个编译好的程序 [默认:当前文件夹]"
        de "Richtliniendateien, Ordner mit Richtlinien oder ein übersetztes Programm [Standard: der aktuelle Ordner]";
    output()
        en "The file to write; `-` for standard output, which is the default for text"
        zh "要写入的文件;`-` 表示标准输出,文本形式默认写到标准输出"
        de "Die zu schreibende Datei; `-` für die Standardausgabe, bei Text der Standard";
    format()
        en "The output format"
        zh "输出格式"
        de "Das Ausgabeformat";
    with_tests()
        en "Include the tests with their facts, for `exeunt test --program`"
        zh "包含测试及其事实,供 `exeunt test --program` 使用"
        de "Die Tests mit ihren Fakten aufnehmen, für `exeunt test --program`";
    print_hash()
        en "Print the hash of each policy with everything that it depends on, as in verdicts and for `--expect-program`; the program is then written only if a file is named"
        zh "输出每条规则及其全部依赖的哈希,与结论中的相同,可用于 `--expect-program`;此时只有指定了文件才写出程序"
        de "Den Hash jeder Richtlinie mit allem ausgeben, wovon sie abhängt, wie in Bescheiden und für `--expect-program`; das Programm wird dann nur geschrieben, wenn eine Datei genannt ist";
    versioned_json()
        en "Versioned JSON"
        zh "带版本的 JSON"
        de "JSON mit Version";
    binary()
        en "A compact binary format"
        zh "紧凑的二进制格式"
        de "Ein kompaktes Binärformat";
    ir_text()
        en "The compiled policies as readable text, which cannot be run"
        zh "编译后的规则,以可读文本表示,不能运行"
        de "Die übersetzten Richtlinien als lesbarer Text, der nicht ausführbar ist";
    flat_text()
        en "What back ends compile: each policy with its definitions expanded and its facts as tables, as text"
        zh "后端所编译的形式:展开定义、以表表示事实的每条规则,以文本表示"
        de "Was Backends übersetzen: jede Richtlinie mit ausgeschriebenen Definitionen und Fakten als Tabellen, als Text";
    policy_paths()
        en "Policy files, folders with policies, or `-` for a policy on standard input; `test` and `build` also take a built program [default: the policies of the project]"
        zh "规则文件、含有规则的文件夹,或以 `-` 表示标准输入上的规则;`test` 和 `build` 也接受编译好的程序 [默认:项目的规则]"
        de "Richtliniendateien, Ordner mit Richtlinien oder `-` für eine Richtlinie auf der Standardeingabe; `test` und `build` nehmen auch ein übersetztes Programm [Standard: die Richtlinien des Projekts]";
    policies_option()
        en "The same, as for commands that take the name of a policy"
        zh "同上,与以规则名为参数的命令写法一致"
        de "Dasselbe, wie bei Befehlen, die den Namen einer Richtlinie nehmen";
    output_file()
        en "Write the result to a file instead of standard output; it is replaced as a whole"
        zh "把结果写入文件而不是标准输出;文件会被整体替换"
        de "Das Ergebnis in eine Datei statt auf die Standardausgabe schreiben; sie wird als Ganzes ersetzt";
    quiet()
        en "Show results and errors only: no counts, no progress, no notes"
        zh "只显示结果和错误:不显示计数、进度和说明"
        de "Nur Ergebnisse und Fehler zeigen: keine Anzahlen, kein Fortschritt, keine Hinweise";
    statistics()
        en "Count the diagnostics by code instead of showing them"
        zh "按代码统计诊断数量,而不显示诊断本身"
        de "Die Diagnosen nach Code zählen, statt sie zu zeigen";
    verbose_tests()
        en "List each test with the time that it took"
        zh "列出每个测试及其用时"
        de "Jeden Test mit seiner Dauer auflisten";
    limit_of_diagnostics()
        en "The maximum number of diagnostics to show; the others are counted. 0 shows all"
        zh "最多显示多少条诊断;其余只计数。0 表示全部显示"
        de "Höchstzahl der gezeigten Diagnosen; die übrigen werden gezählt. 0 zeigt alle";
    fix()
        en "Apply the fixes that are certain to the files"
        zh "把确定的修改写入文件"
        de "Die sicheren Korrekturen in die Dateien schreiben";
    diff_of_fix()
        en "Show the changes of `--fix` as a diff, without writing files"
        zh "以差异形式显示 `--fix` 的修改,不写入文件"
        de "Die Änderungen von `--fix` als Diff zeigen, ohne Dateien zu schreiben";
    with_source()
        en "With source text, on standard error"
        zh "附源文,写到标准错误"
        de "Mit Quelltext, auf der Standardfehlerausgabe";
    one_line_each()
        en "One line each"
        zh "每条一行"
        de "Je eine Zeile";
    one_json_per_line()
        en "One JSON object per line"
        zh "每行一个 JSON 对象"
        de "Ein JSON-Objekt je Zeile";
    sarif()
        en "SARIF 2.1.0"
        zh "SARIF 2.1.0 格式"
        de "Format SARIF 2.1.0";
    github()
        en "GitHub workflow commands"
        zh "GitHub 工作流命令"
        de "Workflow-Befehle für GitHub";
    allow()
        en "Suppress a warning: its code, or `warnings` for all"
        zh "不显示某个警告:写代码,或用 `warnings` 表示全部"
        de "Eine Warnung unterdrücken: ihr Code, oder `warnings` für alle";
    warn()
        en "Show a warning that the settings suppress"
        zh "显示设置中不显示的警告"
        de "Eine Warnung zeigen, die die Einstellungen unterdrücken";
    deny()
        en "Make a warning an error"
        zh "把警告作为错误"
        de "Eine Warnung zum Fehler machen";
    config()
        en "The settings file [default: `exeunt.toml` in the current folder or the nearest one above it]"
        zh "设置文件 [默认:当前文件夹或最近的上级文件夹中的 `exeunt.toml`]"
        de "Die Einstellungsdatei [Standard: `exeunt.toml` im aktuellen Ordner oder im nächsten darüber]";
    shell()
        en "The shell"
        zh "shell 的名称"
        de "Die Shell";
    man_folder()
        en "The folder for `exeunt.1`, `exeunt-check.1` and so on; it is created if necessary"
        zh "存放 `exeunt.1`、`exeunt-check.1` 等的文件夹;必要时会建立"
        de "Der Ordner für `exeunt.1`, `exeunt-check.1` usw.; er wird bei Bedarf angelegt";
    versions()
        en "The old and the new version: each a policy file, a folder with policies, or a built program. With `--against` files and folders of the new version [default: those of the project]"
        zh "旧版本和新版本:各为规则文件、含有规则的文件夹,或编译好的程序。用 `--against` 时为新版本的文件和文件夹 [默认:项目的]"
        de "Die alte und die neue Fassung: je eine Richtliniendatei, ein Ordner mit Richtlinien oder ein übersetztes Programm. Mit `--against` Dateien und Ordner der neuen Fassung [Standard: die des Projekts]";
    against()
        en "Take the old version from git: a branch, a tag or a commit"
        zh "从 git 取旧版本:分支、标签或提交"
        de "Die alte Fassung aus git nehmen: ein Zweig, ein Tag oder ein Commit";
    markdown()
        en "Markdown, for pull requests"
        zh "Markdown,用于合并请求"
        de "Markdown, für Pull Requests";
    population()
        en "Accounts to evaluate with both versions: JSON, or NDJSON with one account per line"
        zh "用两个版本判断的账户:JSON,或每行一个账户的 NDJSON"
        de "Konten, die mit beiden Fassungen ausgewertet werden: JSON, oder NDJSON mit einem Konto je Zeile";
    default_policy()
        en "The policy for accounts that do not name one"
        zh "没有写明规则的账户所用的规则"
        de "Die Richtlinie für Konten, die keine nennen";
    forbid()
        en "Exit with 1 if the new version contains such a change"
        zh "如新版本含有这种修改,以 1 退出"
        de "Mit 1 enden, wenn die neue Fassung eine solche Änderung enthält";
    loosening()
        en "An account that was refused before may now be eligible"
        zh "以前被拒绝的账户现在可能符合条件"
        de "Ein bisher abgelehntes Konto kann jetzt berechtigt sein";
    erasing_more()
        en "Something may be erased that was not"
        zh "以前不删除的内容现在可能被删除"
        de "Etwas kann gelöscht werden, das es nicht wurde";
    erasing_less()
        en "Something may no longer be erased"
        zh "以前删除的内容现在可能不再删除"
        de "Etwas kann nicht mehr gelöscht werden";
    keeping_longer()
        en "Something may be kept for longer"
        zh "某些内容可能保留更久"
        de "Etwas kann länger aufbewahrt werden";
    keeping_shorter()
        en "Something may be kept for less long"
        zh "某些内容的保留可能缩短"
        de "Etwas kann kürzer aufbewahrt werden";
    holding_more()
        en "Something may be held that was not"
        zh "以前未冻结的内容现在可能被冻结"
        de "Etwas kann gesperrt werden, das es nicht war";
    holding_less()
        en "Something may no longer be held"
        zh "以前冻结的内容现在可能不再冻结"
        de "Etwas kann nicht mehr gesperrt sein";
    informing_more()
        en "Someone may be told who was not"
        zh "以前不被告知的一方现在可能被告知"
        de "Jemand kann benachrichtigt werden, der es nicht wurde";
    informing_less()
        en "Someone may no longer be told"
        zh "以前被告知的一方现在可能不再被告知"
        de "Jemand kann nicht mehr benachrichtigt werden";
    for_people()
        en "For people"
        zh "供人阅读"
        de "Für Menschen";
    one_json_object()
        en "One JSON object"
        zh "一个 JSON 对象"
        de "Ein JSON-Objekt";
    out()
        en "The folder for the pages, one per package: `taobao.html`. It is created if necessary"
        zh "存放页面的文件夹,每个包一页:`taobao.html`。必要时会建立"
        de "Der Ordner für die Seiten, eine je Paket: `taobao.html`; er wird bei Bedarf angelegt";
    policy_or_of_facts()
        en "The policy, such as `taobao.close` [default: the policy named in the facts]"
        zh "规则,例如 `taobao.close` [默认:事实中写明的规则]"
        de "Die Richtlinie, etwa `taobao.close` [Standard: die in den Fakten genannte]";
    facts()
        en "The facts of the account, as JSON: {{\"policy\"?, \"now\"?, \"id\"?, \"account\", \"request\"?}}; `-` for standard input. Or many accounts, one per line. Files may be compressed with gzip or zstd"
        zh "账户的事实,JSON 形式:{{\"policy\"?, \"now\"?, \"id\"?, \"account\", \"request\"?}};`-` 表示标准输入。也可以是多个账户,每行一个。文件可以用 gzip 或 zstd 压缩"
        de "Die Fakten des Kontos als JSON: {{\"policy\"?, \"now\"?, \"id\"?, \"account\", \"request\"?}}; `-` für die Standardeingabe. Oder viele Konten, eines je Zeile. Dateien dürfen mit gzip oder zstd komprimiert sein";
    program()
        en "A program written by `exeunt build`"
        zh "由 `exeunt build` 写出的程序"
        de "Ein mit `exeunt build` geschriebenes Programm";
    expect_program()
        en "Refuse any program without this hash (see `exeunt build --print-hash`)"
        zh "拒绝哈希与此不同的程序(见 `exeunt build --print-hash`)"
        de "Jedes Programm mit anderem Hash ablehnen (siehe `exeunt build --print-hash`)";
    now_or_of_facts()
        en "The instant of the evaluation, as RFC 3339 [default: `now` in the facts, or the current time]"
        zh "判断的时刻,RFC 3339 形式 [默认:事实中的 `now`,或当前时间]"
        de "Der Zeitpunkt der Auswertung nach RFC 3339 [Standard: `now` in den Fakten, sonst die aktuelle Zeit]";
    at()
        en "Evaluate at each of these instants"
        zh "在这些时刻各判断一次"
        de "Zu jedem dieser Zeitpunkte auswerten";
    assume()
        en "Also evaluate with a changed fact, such as `account.balance = 0 CNY`, and show the difference. The value is written as in a fixture, or as JSON. Can be given several times"
        zh "另以改变后的事实判断,例如 `account.balance = 0 CNY`,并显示差别。值的写法与样例相同,或用 JSON。可以多次给出"
        de "Zusätzlich mit einem geänderten Fakt auswerten, etwa `account.balance = 0 CNY`, und den Unterschied zeigen. Der Wert wird wie in einer Fixture oder als JSON geschrieben. Mehrfach möglich";
    trace()
        en "Show every condition of the policy with its truth value and the facts that it read"
        zh "显示规则的每个条件、其真值和所读取的事实"
        de "Jede Bedingung der Richtlinie mit ihrem Wahrheitswert und den gelesenen Fakten zeigen";
    plan()
        en "Of an account that is not eligible, also show what would become of its data if it were: `would_be` in JSON. Nothing of that is to be carried out. Of many accounts, also print the plan of each, and with `--summary` count its items"
        zh "账户不符合条件时,另外显示如符合条件其数据将如何处理:JSON 中为 `would_be`。其中任何内容都不得执行。有多个账户时,另外输出每个账户的计划,配合 `--summary` 则统计其中各项"
        de "Für ein Konto, das nicht berechtigt ist, auch zeigen, was aus seinen Daten würde, wenn es das wäre: `would_be` in JSON. Davon darf nichts ausgeführt werden. Von vielen Konten auch jeden Plan ausgeben, mit `--summary` seine Posten zählen";
    id()
        en "Use this fact as the id of the account, such as `account.id`"
        zh "以此事实作为账户的标识,例如 `account.id`"
        de "Diesen Fakt als Kennung des Kontos verwenden, etwa `account.id`";
    lang()
        en "The language of messages and of the page [default: that of the terminal if the policy has it, or the policy's first]"
        zh "消息和页面的语言 [默认:规则有终端的语言时用该语言,否则用规则的第一种语言]"
        de "Die Sprache der Meldungen und der Seite [Standard: die des Terminals, wenn die Richtlinie sie hat, sonst ihre erste]";
    fail_on()
        en "Exit with 1 if the status is one of these"
        zh "如状态是其中之一,以 1 退出"
        de "Mit 1 enden, wenn der Status einer von diesen ist";
    page_for_terminal()
        en "A page for a terminal"
        zh "供终端显示的页面"
        de "Eine Seite für das Terminal";
    json_per_instant()
        en "One line of JSON per instant, described by docs/verdict.schema.json"
        zh "每个时刻一行 JSON,见 docs/verdict.schema.json"
        de "Je Zeitpunkt eine Zeile JSON, beschrieben in docs/verdict.schema.json";
    html_page()
        en "An HTML page for the account holder"
        zh "供账户持有人阅读的 HTML 页面"
        de "Eine HTML-Seite für den Kontoinhaber";
    lines()
        en "Read each file as NDJSON, one account per line. This is the default for `*.ndjson` and `*.jsonl` (also `.gz`, `.zst`), and for several files unless a `*.json` continues beyond its first line"
        zh "按 NDJSON 读取每个文件,每行一个账户。对 `*.ndjson` 和 `*.jsonl`(包括 `.gz`、`.zst`)以及多个文件这是默认做法,除非某个 `*.json` 不止一行"
        de "Jede Datei als NDJSON lesen, ein Konto je Zeile. Das ist der Standard für `*.ndjson` und `*.jsonl` (auch `.gz`, `.zst`) und für mehrere Dateien, wenn keine `*.json` über ihre erste Zeile hinausgeht";
    summary()
        en "Print counts instead of one line per account: the statuses, what blocks, and on which of the next 400 days accounts become eligible by waiting"
        zh "不逐个输出账户,只输出数目:各状态、造成阻止的要求,以及今后 400 天中各天因等待而符合条件的账户"
        de "Statt einer Zeile je Konto Anzahlen ausgeben: die Status, was im Weg steht, und an welchem der nächsten 400 Tage Konten durch Warten berechtigt werden";
    explain_lines()
        en "Print the complete verdict in each line"
        zh "每行输出完整的结论"
        de "In jeder Zeile den vollständigen Bescheid ausgeben";
    only_status()
        en "Print only the id and the status in each line. With `--now`, a line of facts is read only until its account is known to be blocked; errors after that are not reported"
        zh "每行只输出标识和状态。使用 `--now` 时,一旦得知账户不符合条件就不再读取该行事实的其余部分;其后的错误不会报告"
        de "In jeder Zeile nur Kennung und Status ausgeben. Mit `--now` wird eine Zeile nur so weit gelesen, bis das Konto als verhindert feststeht; spätere Fehler werden nicht gemeldet";
    manifest()
        en "Write a JSON file with the provenance of all verdicts (policy, program, versions, instant), their number, and the hash of the output"
        zh "写出一个 JSON 文件,包含所有结论的来源(规则、程序、版本、时刻)、数目和输出的哈希"
        de "Eine JSON-Datei mit der Herkunft aller Bescheide (Richtlinie, Programm, Versionen, Zeitpunkt), ihrer Anzahl und dem Hash der Ausgabe schreiben";
    strict()
        en "Stop at the first line that cannot be read, instead of reporting it and continuing"
        zh "遇到第一行无法读取的内容即停止,而不是报告后继续"
        de "Bei der ersten nicht lesbaren Zeile anhalten, statt sie zu melden und fortzufahren";
    threads()
        en "The number of threads [default: the number of cores]"
        zh "线程数 [默认:核心数]"
        de "Die Anzahl der Threads [Standard: die Anzahl der Kerne]";
    code()
        en "The code, such as E0201; without a code, all codes are listed"
        zh "代码,例如 E0201;不写代码则列出全部代码"
        de "Der Code, etwa E0201; ohne Code werden alle Codes aufgelistet";
    check_format()
        en "Do not write files; list those that are not formatted, and fail if there are any"
        zh "不写入文件;列出未格式化的文件,如有则失败"
        de "Keine Dateien schreiben; die nicht formatierten auflisten und fehlschlagen, wenn es welche gibt";
    diff_of_format()
        en "Do not write files; show the changes as a diff, and fail if there are any"
        zh "不写入文件;以差异形式显示修改,如有则失败"
        de "Keine Dateien schreiben; die Änderungen als Diff zeigen und fehlschlagen, wenn es welche gibt";
    stdio()
        en "Use standard input and output, which is the only mode; editors pass this option"
        zh "使用标准输入输出,这是唯一的方式;编辑器会传入此选项"
        de "Standardein- und -ausgabe verwenden, die einzige Betriebsart; Editoren geben diese Option an";
    name_of_package()
        en "The name of the package and of its folder, which is created in the current folder"
        zh "包及其文件夹的名称,文件夹建立在当前文件夹中"
        de "Der Name des Pakets und seines Ordners, der im aktuellen Ordner angelegt wird";
    name_of_first_package()
        en "The name of the package [default: that of the current folder]"
        zh "包的名称 [默认:当前文件夹的名称]"
        de "Der Name des Pakets [Standard: der des aktuellen Ordners]";
    languages()
        en "The languages of its messages, the default first, such as `en`, `zh`"
        zh "消息的语言,默认语言在前,例如 `en`、`zh`"
        de "Die Sprachen der Meldungen, die Standardsprache zuerst, etwa `en`, `zh`";
    zone()
        en "The time zone of calendar days and months"
        zh "日历日和月所用的时区"
        de "Die Zeitzone der Kalendertage und -monate";
    policy()
        en "The policy, such as `taobao.close`"
        zh "规则,例如 `taobao.close`"
        de "Die Richtlinie, etwa `taobao.close`";
    pruned()
        en "Include only the facts that the policy reads, instead of all declared facts"
        zh "只包含规则读取的事实,而不是所有声明的事实"
        de "Nur die Fakten aufnehmen, die die Richtlinie liest, statt aller deklarierten";
    dialect()
        en "The engine that runs the query"
        zh "运行查询的引擎"
        de "Die Datenbank, die die Abfrage ausführt";
    now_or_param()
        en "The instant of the evaluation: `param` for a parameter of the query, or a time as RFC 3339"
        zh "判断的时刻:`param` 表示查询的参数,或写 RFC 3339 形式的时间"
        de "Der Zeitpunkt der Auswertung: `param` für einen Parameter der Abfrage, oder ein Zeitpunkt nach RFC 3339";
    mapping_of_query()
        en "A TOML file that maps the facts to tables, if they are not in the default layout (docs/sql.md)"
        zh "把事实映射到表的 TOML 文件,用于事实不在默认布局中的情况(docs/sql.md)"
        de "Eine TOML-Datei, die die Fakten Tabellen zuordnet, wenn sie nicht in der Standardanordnung sind (docs/sql.md)";
    emit()
        en "What to write"
        zh "写出什么"
        de "Was geschrieben wird";
    count_verdicts()
        en "Count verdicts instead of returning one row each"
        zh "只统计结论,不逐行返回"
        de "Bescheide zählen, statt je eine Zeile zurückzugeben";
    view()
        en "The name of the view"
        zh "视图的名称"
        de "Der Name der Sicht";
    query()
        en "A query that returns the verdict of each account"
        zh "返回每个账户的结论的查询"
        de "Eine Abfrage, die den Bescheid jedes Kontos zurückgibt";
    as_view()
        en "The same as a view"
        zh "同上,作为视图"
        de "Dasselbe als Sicht";
    plan_of_query()
        en "a query with one row per item of the plans of eligible accounts"
        zh "查询:符合条件的账户,其计划中每项一行"
        de "eine Abfrage mit einer Zeile je Posten der Pläne berechtigter Konten"
    ;
    due_of_query()
        en "a query with one row per item of what is left of accounts that have left, and whether it is due"
        zh "查询:已离开的账户留下的内容,每项一行,以及是否到期"
        de "eine Abfrage mit einer Zeile je Posten dessen, was von ausgeschiedenen Konten übrig ist, und ob er fällig ist"
    ;
    mapping_to_start_from()
        en "A mapping of the facts to the default layout, to be adapted to other tables"
        zh "把事实对应到默认布局的映射文件,可据此改成其他表"
        de "Eine Abbildung der Fakten auf das Standardlayout, zum Anpassen an andere Tabellen";
    ddl()
        en "The tables of the default layout"
        zh "默认布局的表"
        de "Die Tabellen der Standardanordnung";
    source()
        en "The accounts: `postgres://…` (read by psql), `duckdb:FILE` (read by Python's duckdb), or a folder of fact files in the form of `exeunt eval`"
        zh "账户:`postgres://…`(由 psql 读取)、`duckdb:FILE`(由 Python 的 duckdb 读取),或 `exeunt eval` 形式的事实文件夹"
        de "Die Konten: `postgres://…` (mit psql gelesen), `duckdb:FILE` (mit duckdb für Python gelesen) oder ein Ordner mit Faktendateien wie für `exeunt eval`";
    to()
        en "The target of the verdicts: a file `.ndjson` or `.parquet` (written by Python's duckdb), with a manifest in `FILE.manifest.json`; or a table in `postgres://…` or `duckdb:FILE`, with a manifest in `TABLE_manifest`"
        zh "结论写到哪里:文件 `.ndjson` 或 `.parquet`(由 Python 的 duckdb 写出),清单在 `FILE.manifest.json`;或 `postgres://…`、`duckdb:FILE` 中的表,清单在 `TABLE_manifest`"
        de "Das Ziel der Bescheide: eine Datei `.ndjson` oder `.parquet` (mit duckdb für Python geschrieben), mit einem Manifest in `FILE.manifest.json`; oder eine Tabelle in `postgres://…` oder `duckdb:FILE`, mit einem Manifest in `TABLE_manifest`";
    table(verdicts: &str, confirmed: &str)
        en "The table that is written, if the target is a database [default: {verdicts}, with --confirm {confirmed}]"
        zh "目标是数据库时写入的表 [默认:{verdicts},使用 --confirm 时 {confirmed}]"
        de "Die Tabelle, die geschrieben wird, wenn das Ziel eine Datenbank ist [Standard: {verdicts}, mit --confirm {confirmed}]";
    confirm()
        en "Judge exactly the rows of a plan that `--plan` wrote again, with the facts as they are now, and write to the target those that still hold: from a file `.ndjson` or `.parquet`, or the table of `--plan-table`"
        zh "用现在的事实重新判断 `--plan` 写出的计划中的各行,把仍成立的写到目标:计划在 `.ndjson` 或 `.parquet` 文件里,或在 `--plan-table` 所指的表里"
        de "Genau die Zeilen eines Plans, den `--plan` geschrieben hat, mit den jetzigen Fakten noch einmal auswerten, und die noch geltenden in das Ziel schreiben: aus einer Datei `.ndjson` oder `.parquet` oder der Tabelle von `--plan-table`";
    plan_table()
        en "The table of the plan that is to be confirmed, if it is in a database"
        zh "要确认的计划在数据库中时所在的表"
        de "Die Tabelle des zu bestätigenden Plans, wenn er in einer Datenbank ist";
    refused()
        en "Where the rows of a plan are written that no longer hold, with why: a file if the target is one, or the table `TABLE_refused` of the same database, named again"
        zh "计划中不再成立的行及其原因写到哪里:目标是文件时为文件,否则为同一数据库(须再次写明)的表 `TABLE_refused`"
        de "Wohin die nicht mehr geltenden Zeilen eines Plans mit dem Grund geschrieben werden: in eine Datei, wenn das Ziel eine ist, sonst in die Tabelle `TABLE_refused` derselben Datenbank, die noch einmal genannt wird";
    now()
        en "The instant of the evaluation, as RFC 3339"
        zh "判断的时刻,RFC 3339 形式"
        de "Der Zeitpunkt der Auswertung nach RFC 3339";
    of_services()
        en "Describe the file of `--service` instead: the facts of the services"
        zh "改为描述 `--service` 的文件:服务的事实"
        de "Stattdessen die Datei von `--service` beschreiben: die Fakten der Dienste";
    service()
        en "A JSON file of the facts of the services, an object per package: {{\"…\": {{…}}}}; what is missing is unknown"
        zh "服务的事实,JSON 文件,每个包一个对象:{{\"…\": {{…}}}};缺少的即为未知"
        de "Eine JSON-Datei mit den Fakten der Dienste, ein Objekt je Paket: {{\"…\": {{…}}}}; was fehlt, ist unbekannt";
    mapping()
        en "A TOML file that maps the facts to tables, if they are not in the default layout"
        zh "把事实映射到表的 TOML 文件,用于事实不在默认布局中的情况"
        de "Eine TOML-Datei, die die Fakten Tabellen zuordnet, wenn sie nicht in der Standardanordnung sind";
    plan_beside()
        en "Also write the plans of eligible accounts, a row per item with the columns of `exeunt sql --emit plan`: to a file if the verdicts are in a file, or to the table `TABLE_plan` of the same database, named again"
        zh "另外写出符合条件的账户的计划,每项一行,列与 `exeunt sql --emit plan` 相同:结论在文件里则写到文件,否则写到同一数据库(须再次写明)的表 `TABLE_plan`"
        de "Auch die Pläne berechtigter Konten schreiben, eine Zeile je Posten mit den Spalten von `exeunt sql --emit plan`: in eine Datei, wenn die Bescheide in einer Datei stehen, sonst in die Tabelle `TABLE_plan` derselben Datenbank, die noch einmal genannt wird";
    batch(accounts: u64, plans: u64)
        en "The number of accounts in a batch [default: {accounts}, with plans {plans}]"
        zh "每批的账户数 [默认:{accounts},带计划时 {plans}]"
        de "Die Anzahl der Konten in einem Stapel [Standard: {accounts}, mit Plänen {plans}]";
    resume()
        en "Continue after the last batch in the manifest, if source and verdicts are unchanged"
        zh "如来源和结论都没有改动,从清单中的最后一批之后继续"
        de "Nach dem letzten Stapel im Manifest fortfahren, wenn Quelle und Bescheide unverändert sind";
    program_with_tests()
        en "A program written by `exeunt build --with-tests`"
        zh "由 `exeunt build --with-tests` 写出的程序"
        de "Ein mit `exeunt build --with-tests` geschriebenes Programm";
    filter()
        en "Run only the tests whose title, policy (`taobao.close`) or file name contains this text"
        zh "只运行标题、规则(`taobao.close`)或文件名含有此文字的测试"
        de "Nur die Tests ausführen, deren Titel, Richtlinie (`taobao.close`) oder Dateiname diesen Text enthält";
    coverage()
        en "Report which branches of each policy the tests exercise"
        zh "报告测试覆盖了每条规则的哪些分支"
        de "Berichten, welche Zweige jeder Richtlinie die Tests abdecken";
    least_coverage()
        en "Fail if the tests exercise less than this percentage"
        zh "如测试的覆盖率低于此百分比则失败"
        de "Fehlschlagen, wenn die Tests weniger als diesen Prozentsatz abdecken";
    lcov()
        en "Write the coverage to a file in lcov format"
        zh "把覆盖率以 lcov 格式写入文件"
        de "Die Abdeckung im Format lcov in eine Datei schreiben";
    mutate()
        en "Make small changes to the policies (mutants) and report those that no test detects; a survivor is a finding, unless `surviving_mutants.json` next to the policy gives a reason for it"
        zh "对规则作小的修改(变异体),并报告没有测试能发现的修改;存活的变异体是一项发现,除非规则旁的 `surviving_mutants.json` 写明了理由"
        de "Kleine Änderungen an den Richtlinien (Mutanten) vornehmen und die melden, die kein Test erkennt; ein Überlebender ist ein Befund, wenn nicht `surviving_mutants.json` neben der Richtlinie einen Grund nennt";
    watch()
        en "Run again whenever a file changes, until interrupted"
        zh "每当文件有改动就重新运行,直到中断"
        de "Bei jeder Änderung einer Datei erneut ausführen, bis zum Abbruch";
    junit()
        en "JUnit XML"
        zh "JUnit 的 XML"
        de "JUnit-XML";
    exit_codes()
        en "Exit codes: 0 success; 1 the command found what it looks for, such as an error in a policy for `check` or a failed test; 2 it could not do its work: invalid usage, invalid input, policies that do not compile, or an I/O error.\nResults go to standard output, errors to standard error."
        zh "退出码:0 成功;1 命令找到了它要找的,例如 `check` 发现规则有错误,或测试失败;2 命令无法完成:用法无效、输入无效、规则无法编译或 I/O 错误。\n结果写到标准输出,错误写到标准错误。"
        de "Exit-Codes: 0 Erfolg; 1 der Befehl hat gefunden, was er sucht, etwa bei `check` einen Fehler in einer Richtlinie oder einen fehlgeschlagenen Test; 2 er konnte nicht arbeiten: falscher Aufruf, ungültige Eingabe, nicht übersetzbare Richtlinien oder E/A-Fehler.\nErgebnisse gehen auf die Standardausgabe, Fehler auf die Standardfehlerausgabe.";
    many_accounts()
        en "Many accounts"
        zh "多个账户"
        de "Viele Konten";
    or_newer(engine: &str, version: &str)
        en "{engine}, {version} or newer"
        zh "{engine},{version} 或更新的版本"
        de "{engine}, {version} oder neuer";
    print_help()
        en "Print help"
        zh "显示帮助"
        de "Hilfe anzeigen";
    print_version()
        en "Print version"
        zh "显示版本"
        de "Version anzeigen";
    help_of_command()
        en "Print the help of a command"
        zh "显示某个命令的帮助"
        de "Die Hilfe zu einem Befehl anzeigen";
    usage(usage: &str)
        en "Usage: {usage}"
        zh "用法:{usage}"
        de "Aufruf: {usage}";
    arguments()
        en "Arguments"
        zh "参数"
        de "Argumente";
    options()
        en "Options"
        zh "选项"
        de "Optionen";
    commands()
        en "Commands"
        zh "命令"
        de "Befehle";
    default_value(value: &str)
        en "[default: {value}]"
        zh "[默认:{value}]"
        de "[Standard: {value}]";
    possible_values(values: &str)
        en "[possible values: {values}]"
        zh "[可用的值:{values}]"
        de "[mögliche Werte: {values}]";
    described_values()
        en "Possible values:"
        zh "可用的值:"
        de "Mögliche Werte:";
    invalid_value(value: &str, argument: &str)
        en "invalid value `{value}` for `{argument}`"
        zh "`{argument}` 的值 `{value}` 无效"
        de "ungültiger Wert `{value}` für `{argument}`";
    invalid_value_because(value: &str, argument: &str, why: Message)
        en "invalid value `{value}` for `{argument}`: {why}"
        zh "`{argument}` 的值 `{value}` 无效:{why}"
        de "ungültiger Wert `{value}` für `{argument}`: {why}";
    value_is_missing(argument: &str)
        en "`{argument}` needs a value"
        zh "`{argument}` 需要一个值"
        de "`{argument}` braucht einen Wert";
    wrong_number_of_values(argument: &str)
        en "wrong number of values for `{argument}`"
        zh "`{argument}` 的值的数目不对"
        de "falsche Anzahl von Werten für `{argument}`";
    unexpected_argument(argument: &str)
        en "unexpected argument `{argument}`"
        zh "意外的参数 `{argument}`"
        de "unerwartetes Argument `{argument}`";
    unknown_command(name: &str)
        en "unknown command `{name}`"
        zh "未知的命令 `{name}`"
        de "unbekannter Befehl `{name}`";
    missing_command()
        en "a command is missing"
        zh "缺少命令"
        de "ein Befehl fehlt";
    conflicting_arguments(one: &str, other: &str)
        en "`{one}` cannot be used with {other}"
        zh "`{one}` 不能与 {other} 同时使用"
        de "`{one}` ist nicht zusammen mit {other} verwendbar";
    used_twice(argument: &str)
        en "`{argument}` cannot be used more than once"
        zh "`{argument}` 不能使用多次"
        de "`{argument}` ist nur einmal zulässig";
    missing_arguments(arguments: &str)
        en "these arguments are required: {arguments}"
        zh "缺少必需的参数:{arguments}"
        de "diese Argumente fehlen: {arguments}";
    not_utf8_argument()
        en "an argument is not UTF-8"
        zh "参数不是 UTF-8"
        de "ein Argument ist kein UTF-8";
    invalid_usage()
        en "invalid usage"
        zh "用法无效"
        de "falscher Aufruf";
    more_with_help()
        en "`--help` shows more"
        zh "更多内容见 `--help`"
        de "mehr mit `--help`";
    hash_form()
        en "a program's hash has 64 hexadecimal digits"
        zh "程序的哈希是 64 个十六进制数字"
        de "der Hash eines Programms hat 64 hexadezimale Ziffern";
}
