//! Facts: the envelope and what it expects.

use crate::diagnostic::Message;

crate::messages! {
    text_or_whole_number()
        en "a text or a whole number"
        zh "文本或整数"
        de "Text oder ganze Zahl";
    text_or_texts()
        en "a text or an array of texts"
        zh "文本或文本的数组"
        de "Text oder Array von Texten";
    beyond_128_bits()
        en "beyond 128 bits"
        zh "超过 128 位"
        de "mehr als 128 Bit";
    facts_are_object(found: Message)
        en "facts are an object, found {found}"
        zh "事实应为对象,却是{found}"
        de "Fakten sind ein Objekt, gefunden: {found}";
    no_policy_told()
        en "these facts do not name the policy to judge by"
        zh "这些事实没有说明按哪条规则判断"
        de "diese Fakten nennen keine Richtlinie";
    no_policy_named()
        en "no `policy` is named"
        zh "没有写出 `policy`"
        de "`policy` fehlt";
    the_policies_are(names: &str)
        en "the policies are {names}"
        zh "可用的规则有 {names}"
        de "die Richtlinien sind {names}";
    say_which(names: &str)
        en "say which: {names}"
        zh "请写明哪一个:{names}"
        de "angeben, welche: {names}";
    facts_for_other_policy(named: &str, asked: &str)
        en "these are facts for `{named}`, not for `{asked}`"
        zh "这些事实是给 `{named}` 的,不是给 `{asked}` 的"
        de "diese Fakten gehören zu `{named}`, nicht zu `{asked}`";
    other_package()
        en "a policy of another package"
        zh "另一个包的规则"
        de "eine Richtlinie eines anderen Pakets";
    fields_differ()
        en "the accounts of different packages have different fields"
        zh "不同包的账户有不同的字段"
        de "Konten verschiedener Pakete haben verschiedene Felder";
    facts_without(root: &str)
        en "these facts have no `{root}`"
        zh "这些事实没有 `{root}`"
        de "diesen Fakten fehlt `{root}`";
    nothing_of_root(root: &str)
        en "`{root}` is not given"
        zh "没有给出 `{root}`"
        de "`{root}` ist nicht angegeben";
    expects_nothing()
        en "this fixture expects nothing"
        zh "这个样例没有任何期望"
        de "diese Fixture erwartet nichts";
    cannot_fail()
        en "it cannot fail"
        zh "它不会失败"
        de "sie kann nicht fehlschlagen";
    disposal_not_said()
        en "an item without what is done with it"
        zh "没有写明该项如何处理"
        de "ein Eintrag ohne das, was damit geschieht";
    done_with_it_but_what()
        en "this is done with it, but what?"
        zh "没有写明如何处理"
        de "was geschieht damit?";
    hold_not_said()
        en "an item that is held, without the hold"
        zh "写了保全而没有写明哪一保全"
        de "ein gesperrter Eintrag ohne die Sperre";
    held_but_by_what()
        en "held, but by what?"
        zh "因哪一保全?"
        de "gesperrt, aber wodurch?";
    copies_instant_not_said()
        en "copies that are gone, without the instant"
        zh "写了副本清除而没有写明何时"
        de "gelöschte Kopien ohne den Zeitpunkt";
    gone_but_by_when()
        en "gone, but by when?"
        zh "最迟何时清除?"
        de "gelöscht, aber bis wann?";
    not_after_leaving()
        en "not a period after leaving"
        zh "不是离开之后的期限"
        de "keine Frist nach dem Ausscheiden";
    no_period()
        en "a length and `after leaving` belong here"
        zh "此处应为长度及 `after leaving`"
        de "hierher gehören eine Länge und `after leaving`";
    instant_of_other_disposal(key: &str)
        en "only what is kept has an `until`, and only what is erased a `due_since`: `{key}` is of neither here"
        zh "只有保留的项有 `until`,只有删除的项有 `due_since`:这里不能有 `{key}`"
        de "nur was aufbewahrt wird, hat ein `until`, und nur was gelöscht wird, ein `due_since`: `{key}` gehört hier nicht hin";
    cannot_have_it()
        en "not of this disposal"
        zh "与这种处理不符"
        de "nicht bei dieser Behandlung";
    say_what_becomes()
        en "say what becomes of the data instead: `\"plan\": {{ … }}`"
        zh "请改为写明数据如何处理:`\"plan\": {{ … }}`"
        de "stattdessen angeben, was aus den Daten wird: `\"plan\": {{ … }}`";
    by_without_status()
        en "`expect.by` is given without a `status`"
        zh "写了 `expect.by`,却没有 `status`"
        de "`expect.by` ist ohne `status` angegeben";
    by_these_but_what()
        en "by these, but what?"
        zh "由它们,但是什么状态?"
        de "aber welcher Status?";
    carries_no_value(outcome: &str)
        en "the outcome `{outcome}` carries no value"
        zh "结果 `{outcome}` 不带数值"
        de "das Ergebnis `{outcome}` hat keinen Wert";
    no_requirement_makes(status: &str)
        en "no requirement makes an account `{status}`"
        zh "没有要求会使账户成为 `{status}`"
        de "keine Voraussetzung macht ein Konto `{status}`";
    by_names_cause()
        en "`by` names what causes `blocked` or `undetermined`"
        zh "`by` 写的是造成 `blocked` 或 `undetermined` 的内容"
        de "`by` nennt, was `blocked` oder `undetermined` bewirkt";
    leave_by_out()
        en "leave `by` out"
        zh "请去掉 `by`"
        de "`by` weglassen";
    is_true_or_left_out()
        en "is `true` or left out"
        zh "只能是 `true`,否则省略"
        de "ist `true` oder wird weggelassen";
    expects_nothing_label()
        en "expects nothing"
        zh "没有期望"
        de "erwartet nichts";
    say_when(example: &str)
        en "say when: `{example}`"
        zh "请写明何时:`{example}`"
        de "den Zeitpunkt angeben: `{example}`";
    there_are(names: &str)
        en "there are {names}"
        zh "有 {names}"
        de "es gibt {names}";
}
