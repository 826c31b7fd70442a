//! Reports of tests, coverage and mutation, traces, and differences of versions.

use crate::diagnostic::Message;

crate::messages! {
    status_by(status: &str, names: &str)
        en "{status} by {names}"
        zh "{status}(因 {names})"
        de "{status} durch {names}";
    expected_eligible_after(instant: &str)
        en "eligible after {instant}"
        zh "{instant} 之后符合条件"
        de "berechtigt nach {instant}";
    expected_eligible_from(instant: &str)
        en "eligible from {instant}"
        zh "从 {instant} 起符合条件"
        de "berechtigt ab {instant}";
    expected_never()
        en "never eligible"
        zh "始终不符合条件"
        de "nie berechtigt";
    expected_warning(name: &str)
        en "the warning {name}"
        zh "警告 {name}"
        de "die Warnung {name}";
    expected_no_warning(name: &str)
        en "no warning {name}"
        zh "没有警告 {name}"
        de "keine Warnung {name}";
    expected_final(name: &str)
        en "{name} to be final"
        zh "{name} 无法再满足"
        de "{name} endgültig";
    expected_message(language: &str, text: &str)
        en "the message {language} \"{text}\""
        zh "消息 {language} \"{text}\""
        de "die Meldung {language} \"{text}\"";
    expected_missing(path: &str)
        en "{path} to be missing"
        zh "缺少 {path}"
        de "{path} fehlend";
    expected_deadline(name: &str, stands: Message)
        en "the deadline {name} {stands}"
        zh "期限 {name} {stands}"
        de "die Frist {name} {stands}";
    state_and_due(state: Message, due: &str)
        en "{state}, due {due}"
        zh "{state},截止于 {due}"
        de "{state}, fällig {due}";
    due_at(due: &str)
        en "due {due}"
        zh "截止于 {due}"
        de "fällig {due}";
    its_deadline(stands: Message)
        en "it is {stands}"
        zh "实际{stands}"
        de "tatsächlich {stands}";
    expected_outcome(name: &str)
        en "the outcome {name}"
        zh "结果 {name}"
        de "das Ergebnis {name}";
    the_data(name: &str)
        en "what becomes of `{name}`"
        zh "`{name}` 的处理"
        de "was aus `{name}` wird";
    informs_more()
        en "informs more"
        zh "告知更多"
        de "benachrichtigt mehr";
    informs_less()
        en "informs less"
        zh "告知更少"
        de "benachrichtigt weniger";
    erases_more()
        en "erases more"
        zh "删除更多"
        de "löscht mehr";
    erases_less()
        en "erases less"
        zh "删除更少"
        de "löscht weniger";
    keeps_longer()
        en "keeps longer"
        zh "保留更久"
        de "bewahrt länger auf";
    keeps_shorter()
        en "keeps shorter"
        zh "保留更短"
        de "bewahrt kürzer auf";
    holds_more()
        en "holds more"
        zh "冻结更多"
        de "sperrt mehr";
    holds_less()
        en "holds less"
        zh "冻结更少"
        de "sperrt weniger";
    plan()
        en "plan"
        zh "处理方案"
        de "Plan";
    side_placed_by_it()
        en "placed by it"
        zh "由该行处理"
        de "von ihr betroffen";
    side_copies_gone()
        en "copies gone"
        zh "副本清除"
        de "Kopien gelöscht";
    side_holds_back()
        en "holds something back"
        zh "保全了某项"
        de "hält etwas zurück";
    side_kept_at_last_instant()
        en "kept at the last instant"
        zh "在最后时刻仍保留"
        de "im letzten Augenblick aufbewahrt";
    side_over_after_it()
        en "due for erasure one microsecond later"
        zh "一微秒后应予删除"
        de "eine Mikrosekunde später zu löschen";
    no_test_expects_item(side: &Message)
        en "no test expects an item to be {side}"
        zh "没有测试期望某项{side}"
        de "kein Test erwartet, dass ein Eintrag {side} ist";
    edit_lines_exchanged()
        en "exchanged with the line below"
        zh "与下一行对调"
        de "mit der Zeile darunter vertauscht";
    edit_copies_left_out()
        en "`copies gone within` left out"
        zh "去掉 `copies gone within`"
        de "`copies gone within` weggelassen";
    edit_line_left_out()
        en "the line left out"
        zh "去掉该行"
        de "Zeile weggelassen";
    edit_field_left(field: &str)
        en "`{field}` is left"
        zh "保留 `{field}`"
        de "`{field}` wird gelassen";
    edit_without_it_left_out()
        en "`without it` is left out"
        zh "省略 `without it`"
        de "`without it` wird weggelassen";
    edit_hold_left_out()
        en "the hold left out"
        zh "去掉保全"
        de "Sperre weggelassen";
    edit_hold_not_on(name: &str)
        en "`{name}` left out of what it is on"
        zh "不保全 `{name}`"
        de "`{name}` aus dem Gesperrten weggelassen";
    expected_no_plan()
        en "no plan to carry out"
        zh "没有可执行的处理方案"
        de "kein auszuführender Plan";
    expected_would_be(item: Message)
        en "that it would be so: {item}"
        zh "届时将为:{item}"
        de "dass es so wäre: {item}";
    item_is(path: &str, disposal: Message)
        en "{path} {disposal}"
        zh "{path} {disposal}"
        de "{path} {disposal}";
    item_erased()
        en "erased"
        zh "删除"
        de "gelöscht";
    item_due_since(instant: &str)
        en "erased, due since {instant}"
        zh "删除,自 {instant} 起应予删除"
        de "gelöscht, fällig seit {instant}";
    item_kept()
        en "kept"
        zh "保留"
        de "aufbewahrt";
    item_held_by(name: &str)
        en "held by `{name}`"
        zh "因 `{name}` 保全"
        de "gesperrt durch `{name}`";
    item_kept_until(instant: &str)
        en "kept until {instant}"
        zh "保留至 {instant}"
        de "aufbewahrt bis {instant}";
    item_kept_without_end()
        en "kept without end"
        zh "无限期保留"
        de "aufbewahrt ohne Ende";
    item_kept_after_leaving(length: &str)
        en "kept for {length} after leaving"
        zh "离开后保留 {length}"
        de "aufbewahrt für {length} nach dem Ausscheiden";
    item_kept_until_after_leaving()
        en "kept until an instant after leaving"
        zh "保留至离开之后的某一时刻"
        de "aufbewahrt bis zu einem Zeitpunkt nach dem Ausscheiden";
    item_anonymised(method: &str)
        en "anonymised{method}"
        zh "匿名化{method}"
        de "anonymisiert{method}";
    item_forfeited()
        en "forfeited"
        zh "失去"
        de "verfallen";
    item_informed()
        en "informed"
        zh "被告知"
        de "benachrichtigt";
    item_not_informed()
        en "not informed"
        zh "不被告知"
        de "nicht benachrichtigt";
    item_copies_gone_by(at: &str)
        en "copies gone by {at}"
        zh "副本最迟于 {at} 清除"
        de "Kopien gelöscht bis {at}";
    item_without_copies(item: Message)
        en "{item}, without a bound for copies"
        zh "{item},未规定副本何时清除"
        de "{item}, ohne Grenze für Kopien";
    item_undetermined()
        en "undetermined"
        zh "无法判断"
        de "unbestimmt";
    item_for_want_of(disposal: Message, paths: &str)
        en "{disposal}, as these facts are missing: {paths}"
        zh "{disposal},缺少事实:{paths}"
        de "{disposal}, weil diese Fakten fehlen: {paths}";
    nothing_to_carry_out(status: &str)
        en "there is no plan to carry out, as it is {status}"
        zh "没有可执行的处理方案,因为账户为 {status}"
        de "es ist kein Plan auszuführen, denn es ist {status}";
    policy_without_plan()
        en "its policy says nothing of data"
        zh "该规则没有规定数据的处理"
        de "die Richtlinie sagt nichts von Daten";
    plan_to_carry_out()
        en "there is a plan to carry out"
        zh "有可执行的处理方案"
        de "es ist ein Plan auszuführen";
    no_such_item()
        en "its plan has no such item"
        zh "处理方案中没有这一项"
        de "der Plan hat keinen solchen Eintrag";
    its_items_differ(differ: usize, all: usize)
        en "{differ} of {all} {all:item|items} {differ:is|are} otherwise"
        zh "{all} 项中有 {differ} 项不符"
        de "{differ} von {all} {all:Eintrag|Einträgen} {differ:ist|sind} anders";
    line_expected(line: Message)
        en "- {line}"
        zh "- {line}"
        de "- {line}";
    line_found(line: Message)
        en "+ {line}"
        zh "+ {line}"
        de "+ {line}";
    further_items(count: usize)
        en "and {count} more"
        zh "另有 {count} 项"
        de "und {count} weitere";
    expected(expected: &Message, found: &Message)
        en "expected {expected}; {found}"
        zh "期望:{expected};{found}"
        de "erwartet: {expected}; {found}";
    it_is(status: Message)
        en "it is {status}"
        zh "实际为 {status}"
        de "tatsächlich: {status}";
    its_warnings(names: Message)
        en "its warnings: {names}"
        zh "实际的警告:{names}"
        de "tatsächliche Warnungen: {names}";
    its_final_requirements(names: Message)
        en "its final requirements: {names}"
        zh "实际无法再满足的要求:{names}"
        de "tatsächlich endgültige Voraussetzungen: {names}";
    its_messages(texts: Message)
        en "its messages: {texts}"
        zh "实际的消息:{texts}"
        de "tatsächliche Meldungen: {texts}";
    its_missing_facts(paths: Message)
        en "its missing facts: {paths}"
        zh "实际缺少的事实:{paths}"
        de "tatsächlich fehlende Fakten: {paths}";
    its_outcome(name: Message)
        en "its outcome: {name}"
        zh "实际的结果:{name}"
        de "tatsächliches Ergebnis: {name}";
    none()
        en "none"
        zh "无"
        de "keine";
    eligible_now()
        en "it is eligible now"
        zh "实际已符合条件"
        de "tatsächlich jetzt berechtigt";
    eligible_after(instant: &str)
        en "it is eligible after {instant}"
        zh "实际在 {instant} 之后符合条件"
        de "tatsächlich berechtigt nach {instant}";
    never_eligible()
        en "it is never eligible"
        zh "实际始终不符合条件"
        de "tatsächlich nie berechtigt";
    eligibility_unknown()
        en "it is never known to be eligible, as facts are missing"
        zh "缺少事实,无法得知何时符合条件"
        de "wegen fehlender Fakten ist nie bekannt, ob es berechtigt ist";
    holds(name: &str)
        en "{name} holds"
        zh "{name} 已满足"
        de "{name} ist erfüllt";
    is_unknown(name: &str)
        en "{name} is unknown"
        zh "{name} 未知"
        de "{name} ist unbekannt";
    fails(name: &str, witnesses: &str, text: &str)
        en "{name} fails{witnesses}: {text}"
        zh "{name} 不满足{witnesses}:{text}"
        de "{name} ist nicht erfüllt{witnesses}: {text}";
    fails_until(failure: Message, instant: &str)
        en "{failure}; until {instant}"
        zh "{failure};至 {instant}"
        de "{failure}; bis {instant}";
    missing_for(path: &str, purpose: Message)
        en "{path} is missing for {purpose}"
        zh "缺少 {path},用于判定:{purpose}"
        de "{path} fehlt für: {purpose}";
    whether_it_applies()
        en "whether the policy applies"
        zh "规则是否适用"
        de "ob die Richtlinie gilt";
    whether_cancelled()
        en "whether the request was cancelled"
        zh "申请是否已被撤销"
        de "ob der Antrag zurückgenommen wurde";
    value_of_its_outcome()
        en "the value of the outcome"
        zh "结果的数值"
        de "der Wert des Ergebnisses";
    when_grace_ends()
        en "when the grace is over"
        zh "冷静期何时结束"
        de "wann die Bedenkzeit endet";
    test_failed(title: &str, policy: &str)
        en "test failed: {title} ({policy})"
        zh "测试失败:{title}({policy})"
        de "Test fehlgeschlagen: {title} ({policy})";
    failed_tests()
        en "failed:"
        zh "失败的测试:"
        de "fehlgeschlagen:";
    tests_run(count: usize, results: Message)
        en "{count} {count:test|tests}: {results}"
        zh "{count} 个测试:{results}"
        de "{count} {count:Test|Tests}: {results}";
    test_passed()
        en "passed"
        zh "通过"
        de "bestanden";
    test_not_passed()
        en "FAILED"
        zh "失败"
        de "GESCHEITERT";
    passed(count: usize)
        en "{count} passed"
        zh "{count} 个通过"
        de "{count} bestanden";
    failed(count: usize)
        en "{count} failed"
        zh "{count} 个失败"
        de "{count} fehlgeschlagen";
    left_out(count: usize)
        en "{count} left out"
        zh "{count} 个未运行"
        de "{count} ausgelassen";
    system()
        en "system"
        zh "包"
        de "Paket";
    not_asked()
        en "not asked"
        zh "不要求"
        de "nicht verlangt";
    groups()
        en "groups"
        zh "分组"
        de "Gruppen";
    deadlines()
        en "deadlines"
        zh "期限"
        de "Fristen";
    edit_deadline_left_out()
        en "deadline left out"
        zh "去掉期限"
        de "Frist weggelassen";
    edit_counted_since_left_out()
        en "`counted since` left out"
        zh "去掉 `counted since`"
        de "`counted since` weggelassen";
    edit_upper_bound_left_out()
        en "upper bound left out"
        zh "去掉上限"
        de "Obergrenze weggelassen";
    edit_group_left_out()
        en "the condition of the group left out"
        zh "去掉分组的条件"
        de "Bedingung der Gruppe weggelassen";
    is_not_asked(name: &str)
        en "{name} is not asked of the account"
        zh "{name} 对该账户不要求"
        de "{name} wird von dem Konto nicht verlangt";
    requirements()
        en "requirements"
        zh "要求"
        de "Voraussetzungen";
    tests()
        en "tests"
        zh "测试"
        de "Tests";
    branches()
        en "branches"
        zh "分支"
        de "Zweige";
    warnings()
        en "warnings"
        zh "警告"
        de "Warnungen";
    conditions()
        en "conditions"
        zh "条件"
        de "Bedingungen";
    boundaries()
        en "boundaries"
        zh "边界"
        de "Grenzen";
    messages()
        en "messages"
        zh "消息"
        de "Meldungen";
    mutants()
        en "mutants"
        zh "变异体"
        de "Mutanten";
    killed()
        en "killed"
        zh "被发现"
        de "erkannt";
    known()
        en "known"
        zh "已知"
        de "bekannt";
    survived()
        en "survived"
        zh "存活"
        de "überlebt";
    all_packages()
        en "all"
        zh "合计"
        de "gesamt";
    no_test_in_which_it_is(side: &Message)
        en "no test in which it is {side}"
        zh "没有测试使其{side}"
        de "kein Test, in dem sie {side} ist";
    no_test_in_which_it(side: &Message)
        en "no test in which it {side}"
        zh "没有测试使其{side}"
        de "kein Test, in dem sie {side}";
    no_test_in_which(condition: Message, side: &Message)
        en "no test in which {condition} {side}"
        zh "没有测试使 {condition} {side}"
        de "kein Test, in dem {condition} {side}";
    no_test_puts(condition: Message, side: &Message)
        en "no test puts {condition} {side}"
        zh "没有测试使 {condition} {side}"
        de "kein Test bringt {condition} {side}";
    no_test_with_grace(side: &Message)
        en "no test in which the grace is {side}"
        zh "没有测试使冷静期{side}"
        de "kein Test, in dem die Bedenkzeit {side}";
    no_test_expects_message(language: &Message)
        en "no test expects its message in {language}"
        zh "没有测试期望它的 {language} 消息"
        de "kein Test erwartet die Meldung in {language}";
    the_condition()
        en "the condition"
        zh "该条件"
        de "die Bedingung";
    side_applies()
        en "applies"
        zh "适用"
        de "gilt";
    side_does_not_apply()
        en "does not apply"
        zh "不适用"
        de "nicht gilt";
    side_holds()
        en "holds"
        zh "满足"
        de "erfüllt ist";
    side_fails()
        en "fails"
        zh "不满足"
        de "nicht erfüllt ist";
    side_is_unknown()
        en "is unknown"
        zh "未知"
        de "unbekannt ist";
    side_is_true()
        en "is true"
        zh "为真"
        de "wahr ist";
    side_is_false()
        en "is false"
        zh "为假"
        de "falsch ist";
    side_at_boundary()
        en "at its boundary"
        zh "处于边界"
        de "an die Grenze";
    side_beyond_boundary()
        en "one unit beyond its boundary"
        zh "超出边界一个单位"
        de "eine Einheit über die Grenze";
    side_at_last_instant()
        en "at its last instant"
        zh "处于最后一刻"
        de "im letzten Augenblick ist";
    side_just_over()
        en "one microsecond after it"
        zh "刚结束一微秒"
        de "seit einer Mikrosekunde vorbei ist";
    side_cancelled()
        en "cancelled"
        zh "被撤销"
        de "durch Rücknahme endet";
    survivor(name: &Message)
        en "survived: {name}"
        zh "存活:{name}"
        de "überlebt: {name}";
    not_a_survivor(name: &str)
        en "known to survive, but killed or gone: {name}"
        zh "列为已知存活,但已被发现或不复存在:{name}"
        de "als überlebend bekannt, aber erkannt oder nicht mehr vorhanden: {name}";
    edit_of(owner: &str, edit: &Message)
        en "{owner}: {edit}"
        zh "{owner}:{edit}"
        de "{owner}: {edit}";
    edit_in(owner: &str, edit: &Message, text: &str)
        en "{owner}: {edit} in `{text}`"
        zh "{owner}:`{text}` 中{edit}"
        de "{owner}: in `{text}` {edit}";
    edit_left_out()
        en "left out"
        zh "去掉"
        de "weggelassen";
    edit_requirement_left_out()
        en "the requirement left out"
        zh "去掉该要求"
        de "Voraussetzung weggelassen";
    edit_final_left_out()
        en "`final` left out"
        zh "去掉 `final`"
        de "`final` weggelassen";
    edit_otherwise_left_out()
        en "`otherwise` left out"
        zh "去掉 `otherwise`"
        de "`otherwise` weggelassen";
    edit_warning_left_out()
        en "the warning left out"
        zh "去掉该警告"
        de "Warnung weggelassen";
    edit_condition_left_out()
        en "the condition left out"
        zh "去掉条件"
        de "Bedingung weggelassen";
    edit_grace_left_out()
        en "the grace left out"
        zh "去掉冷静期"
        de "Bedenkzeit weggelassen";
    edit_cancellation_left_out()
        en "`cancelled by` left out"
        zh "去掉 `cancelled by`"
        de "`cancelled by` weggelassen";
    edit_row_below()
        en "value of the row below"
        zh "下一行的值"
        de "Wert der Zeile darunter";
    edit_negated()
        en "negated"
        zh "取反"
        de "verneint";
    edit_negation_left_out()
        en "the negation left out"
        zh "去掉否定"
        de "Verneinung weggelassen";
    edit_and_or_exchanged()
        en "`and` and `or` exchanged"
        zh "`and` 与 `or` 互换"
        de "`and` und `or` vertauscht";
    edit_rounding(from: &str, to: &str)
        en "`rounded {from}` became `rounded {to}`"
        zh "`rounded {from}` 变为 `rounded {to}`"
        de "aus `rounded {from}` wurde `rounded {to}`";
    edit_plus_minus_exchanged()
        en "`+` and `-` exchanged"
        zh "`+` 与 `-` 互换"
        de "`+` und `-` vertauscht";
    edit_day_edges_exchanged()
        en "the day's start and end exchanged"
        zh "一天的开始与结束互换"
        de "Anfang und Ende des Tages vertauscht";
    edit_distinct_left_out()
        en "without `distinct`"
        zh "去掉 `distinct`"
        de "ohne `distinct`";
    edit_period_edges_exchanged()
        en "start and end of the period exchanged"
        zh "期间的开始与结束对调"
        de "Anfang und Ende des Zeitraums vertauscht";
    edit_calendar_day_left_out(day: &str)
        en "{day} left out of the calendar"
        zh "日历中去掉 {day}"
        de "{day} aus dem Kalender weggelassen";
    edit_greatest_to_least()
        en "the greatest becomes the least"
        zh "最大值变为最小值"
        de "kleinster Wert statt des größten";
    edit_least_to_greatest()
        en "the least becomes the greatest"
        zh "最小值变为最大值"
        de "größter Wert statt des kleinsten";
    edit_becomes(old: &str, new: &str)
        en "`{old}` becomes `{new}`"
        zh "`{old}` 变为 `{new}`"
        de "`{old}` wird `{new}`";
    edit_length_becomes(old: &str, new: &str)
        en "{old} becomes {new}"
        zh "{old} 变为 {new}"
        de "{old} wird {new}";
    edit_one_less()
        en "one unit less"
        zh "少一个单位"
        de "eine Einheit weniger";
    edit_one_more()
        en "one unit more"
        zh "多一个单位"
        de "eine Einheit mehr";
    changes_at(instant: &str)
        en "changes at {instant}"
        zh "于 {instant} 变化"
        de "ändert sich am {instant}";
    more_elements(count: u64)
        en "… and {count} more elements"
        zh "……另有 {count} 个元素"
        de "… und {count} weitere Elemente";
    bytes_of(file: &str, start: u32, end: u32)
        en "{file}, bytes {start}..{end}"
        zh "{file},字节 {start}..{end}"
        de "{file}, Bytes {start}..{end}";
    tightens()
        en "tightens"
        zh "收紧"
        de "strenger";
    loosens()
        en "loosens"
        zh "放宽"
        de "lockerer";
    either()
        en "either"
        zh "不定"
        de "beides";
    part_added(part: Message)
        en "{part} added"
        zh "新增{part}"
        de "{part} hinzugefügt";
    part_removed(part: Message)
        en "{part} removed"
        zh "删除{part}"
        de "{part} entfernt";
    part_changed(part: Message)
        en "{part} changed"
        zh "修改{part}"
        de "{part} geändert";
    part_renamed(part: Message)
        en "{part} renamed"
        zh "{part}改名"
        de "{part} umbenannt";
    the_lifecycle()
        en "the lifecycle"
        zh "生命周期"
        de "der Lebenszyklus";
    words_for_people()
        en "words for people"
        zh "向人显示的文字"
        de "Worte für Menschen";
    the_policy()
        en "the policy"
        zh "规则"
        de "die Richtlinie";
    the_requirement(name: &str)
        en "requirement `{name}`"
        zh "要求 `{name}`"
        de "Voraussetzung `{name}`";
    the_notice(name: &str)
        en "notice `{name}`"
        zh "通知 `{name}`"
        de "Mitteilung `{name}`";
    the_messages_of(name: &str)
        en "messages of `{name}`"
        zh "要求 `{name}` 的消息"
        de "Meldungen von `{name}`";
    the_deadline(name: &str)
        en "deadline `{name}`"
        zh "期限 `{name}`"
        de "Frist `{name}`";
    part_earlier(part: Message)
        en "{part} ends earlier"
        zh "{part} 提前届满"
        de "{part} endet früher";
    part_later(part: Message)
        en "{part} ends later"
        zh "{part} 推迟届满"
        de "{part} endet später";
    the_warning(name: &str)
        en "warning `{name}`"
        zh "警告 `{name}`"
        de "Warnung `{name}`";
    the_step(name: &str)
        en "step `{name}`"
        zh "步骤 `{name}`"
        de "Schritt `{name}`";
    the_clause(word: &str)
        en "`{word}`"
        zh "子句 `{word}`"
        de "`{word}`";
    no_outcome()
        en "none"
        zh "无"
        de "keines";
}
