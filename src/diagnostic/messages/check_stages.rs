//! What the checker says of acts that set facts, of what goes before them, and of their order.

crate::messages! {
    not_to_set(name: &str)
        en "`{name}` cannot be set"
        zh "`{name}` 不能被设置"
        de "`{name}` kann nicht gesetzt werden";
    is_derived()
        en "this is derived from other facts"
        zh "这是由其他事实推出的"
        de "das ergibt sich aus anderen Fakten";
    set_given_time()
        en "name a given field of the account: `suspended_at: time?`"
        zh "请写账户中给出的字段:`suspended_at: time?`"
        de "ein gegebenes Feld des Kontos nennen: `suspended_at: time?`";
    set_already()
        en "it would have been set before the act"
        zh "在执行之前它就已有值"
        de "er wäre schon vor der Ausführung gesetzt";
    declare_optional_time(name: &str)
        en "declare it as `{name}: time?`"
        zh "请声明为 `{name}: time?`"
        de "als `{name}: time?` deklarieren";
    no_account_to_set()
        en "the package declares no account"
        zh "该包没有声明账户"
        de "das Paket deklariert kein Konto";
    becomes_the_instant()
        en "`sets` names the optional time of the account that becomes the instant of the act"
        zh "`sets` 指明账户中哪个可为空的时间成为执行的时刻"
        de "`sets` nennt den Zeitpunkt des Kontos, der fehlen darf und zu dem der Ausführung wird";
    done_already(policy: &str)
        en "`{policy}` speaks only of accounts for which it has been carried out"
        zh "`{policy}` 只针对已经执行过它的账户"
        de "`{policy}` gilt nur für Konten, bei denen es schon ausgeführt ist";
    set_by_outcome(time: &str)
        en "where `{time}` is present, this is done already"
        zh "`{time}` 有值时,此事已经执行"
        de "wo `{time}` vorhanden ist, ist das schon geschehen";
    present_by_when(time: &str)
        en "and only where `{time}` is present is this true"
        zh "而只有 `{time}` 有值时,此条件才成立"
        de "und nur wo `{time}` vorhanden ist, gilt das";
    set_another_time()
        en "let the outcome set another time, or leave the condition out"
        zh "请让结果设置另一个时间,或去掉该条件"
        de "das Ergebnis einen anderen Zeitpunkt setzen lassen, oder die Bedingung weglassen";
    stage_twice(policy: &str)
        en "`{policy}` is a stage already"
        zh "`{policy}` 已经是一个阶段"
        de "`{policy}` ist schon eine Stufe";
    a_stage_again()
        en "named here again"
        zh "在此再次列出"
        de "hier noch einmal genannt";
    a_stage_first()
        en "a stage here"
        zh "在此是一个阶段"
        de "hier eine Stufe";
    one_place_in_one_lifecycle()
        en "a policy has one place in one lifecycle: it is set back by one time, and follows one policy"
        zh "一条规则在一个生命周期中只占一处:只由一个时间重置,只接在一条规则之后"
        de "eine Richtlinie hat einen Platz in einem Lebenszyklus: ein Zeitpunkt setzt sie zurück, und einer Richtlinie folgt sie";
    too_few_stages(lifecycle: &str)
        en "`{lifecycle}` has one stage only"
        zh "`{lifecycle}` 只有一个阶段"
        de "`{lifecycle}` hat nur eine Stufe";
    nothing_follows()
        en "nothing follows it"
        zh "其后没有任何阶段"
        de "darauf folgt nichts";
    name_the_next()
        en "name the policy that follows: `suspend then delete`"
        zh "请写出其后的规则:`suspend then delete`"
        de "die Richtlinie nennen, die folgt: `suspend then delete`";
    does_not_restart(time: &str)
        en "`{time}` cannot restart the lifecycle"
        zh "`{time}` 不能使生命周期重新开始"
        de "`{time}` kann den Lebenszyklus nicht neu beginnen lassen";
    restarts_when_used()
        en "`restarted by` names the time of the account after which its policies begin anew, such as the last login"
        zh "`restarted by` 指明账户的某个时间,在其之后各规则重新开始,例如最近一次登录"
        de "`restarted by` nennt den Zeitpunkt des Kontos, nach dem die Richtlinien von vorn beginnen, etwa die letzte Anmeldung";
    restart_by_given_time()
        en "name a given time of the account that no stage sets: `last_used: time`"
        zh "请写账户中给出的、任何阶段都不设置的时间:`last_used: time`"
        de "einen gegebenen Zeitpunkt des Kontos nennen, den keine Stufe setzt: `last_used: time`";
    a_stage_sets_it()
        en "a stage sets it, and so would restart the lifecycle itself"
        zh "有阶段设置它,因此会自行重新开始"
        de "eine Stufe setzt ihn und würde so selbst neu beginnen lassen";
    sets_nothing(policy: &str)
        en "`{policy}` does not say when it is carried out"
        zh "`{policy}` 没有说明何时执行"
        de "`{policy}` sagt nicht, wann es ausgeführt wird";
    no_time_of_it()
        en "its outcome sets no time"
        zh "其结果不设置任何时间"
        de "das Ergebnis setzt keinen Zeitpunkt";
    next_asks_for_time()
        en "by the time that a stage sets, the next one knows that it has been carried out, and when"
        zh "下一阶段通过某阶段所设置的时间得知它已执行,以及何时执行"
        de "an dem Zeitpunkt, den eine Stufe setzt, erkennt die nächste, dass und wann sie ausgeführt wurde";
    add_sets()
        en "add `sets FIELD` to its outcome, with an optional time of the account"
        zh "请在其结果后加上 `sets FIELD`,写账户中可为空的时间"
        de "dem Ergebnis `sets FELD` anfügen, mit einem Zeitpunkt des Kontos, der fehlen darf";
    set_by_two(time: &str)
        en "two stages set `{time}`"
        zh "两个阶段都设置 `{time}`"
        de "zwei Stufen setzen `{time}`";
    set_by_this_stage(policy: &str)
        en "`{policy}` sets it here"
        zh "`{policy}` 在此设置它"
        de "hier setzt ihn `{policy}`";
    set_by_other_stage(policy: &str)
        en "`{policy}` sets it too"
        zh "`{policy}` 也设置它"
        de "auch `{policy}` setzt ihn";
    set_one_of_its_own()
        en "let each stage set a time of its own"
        zh "请让每个阶段设置自己的时间"
        de "jede Stufe einen eigenen Zeitpunkt setzen lassen";
    not_after_the_one_before(policy: &str, before: &str)
        en "`{policy}` does not show that `{before}` is carried out"
        zh "`{policy}` 没有表明 `{before}` 已执行"
        de "`{policy}` zeigt nicht, dass `{before}` ausgeführt ist";
    true_of_who_came_back(time: &str, restart: &str)
        en "this may be true although `{time}` is absent, or not after `{restart}`"
        zh "即使 `{time}` 无值或不晚于 `{restart}`,此条件也可能成立"
        de "das kann gelten, obwohl `{time}` fehlt oder nicht nach `{restart}` liegt";
    follows(policy: &str)
        en "it follows `{policy}` here"
        zh "在此接在 `{policy}` 之后"
        de "hier folgt es auf `{policy}`";
    came_back()
        en "otherwise a holder who came back would be treated as if they had not"
        zh "否则,已经回来的用户会被当作没有回来"
        de "sonst würde, wer zurückgekommen ist, behandelt, als wäre er es nicht";
    unreachable(policy: &str)
        en "no account reaches `{policy}`"
        zh "没有账户会到达 `{policy}`"
        de "kein Konto erreicht `{policy}`";
    true_of_no_such_account()
        en "this is true of no account that is there and of which it is still to be carried out"
        zh "对仍然存在且尚未执行它的账户,此条件都不成立"
        de "das gilt für kein Konto, das noch da ist und bei dem es noch auszuführen ist";
    asked_before_when()
        en "before `when`, it is asked whether the account has left, and whether the stage has been carried out already"
        zh "在 `when` 之前,会先判断账户是否已离开,以及该阶段是否已经执行"
        de "vor `when` wird gefragt, ob das Konto verschwunden und ob die Stufe schon ausgeführt ist";
    ask_for_the_stage_before()
        en "ask for the time that the stage before it sets"
        zh "请询问前一阶段所设置的时间"
        de "nach dem Zeitpunkt fragen, den die Stufe davor setzt";
    set_and_unread(time: &str)
        en "nothing reads `{time}`"
        zh "没有任何内容读取 `{time}`"
        de "nichts liest `{time}`";
    only_set_here()
        en "it is only set, here"
        zh "它只在此被设置"
        de "er wird nur gesetzt, hier";
    leave_by(time: &str)
        en "declare `left by {time}` in `account`: the account is gone from then on"
        zh "请在 `account` 中声明 `left by {time}`:此后账户已不存在"
        de "in `account` `left by {time}` deklarieren: das Konto ist von da an verschwunden";
    read_it(time: &str)
        en "ask for `{time}` in the policy that it matters to, or leave the stage out"
        zh "请在与之相关的规则中询问 `{time}`,或去掉该阶段"
        de "in der Richtlinie, auf die es ankommt, nach `{time}` fragen, oder die Stufe weglassen";
    notice_on_request(notice: &str)
        en "`{notice}` announces what its holder asks for"
        zh "`{notice}` 预告的是持有人自己申请的事"
        de "`{notice}` kündigt an, was der Inhaber selbst beantragt";
    nothing_to_announce()
        en "a notice of an act on request"
        zh "对应申请执行之事的通知"
        de "eine Mitteilung über eine Handlung auf Antrag";
    notices_are_before_sweeps()
        en "a notice announces what the service does by itself at an instant known in advance: `on sweep`"
        zh "通知所预告的是服务方自行执行、且能指明时刻的事:`on sweep`"
        de "eine Mitteilung betrifft, was der Dienst von sich aus tut, zu einem Zeitpunkt, den er nennen kann: `on sweep`";
    grace_or_message()
        en "write `grace` for a time to think again, or put the notice into a policy `on sweep`"
        zh "请用 `grace` 写冷静期,或把通知写入 `on sweep` 的规则"
        de "für eine Bedenkzeit `grace` schreiben, oder die Mitteilung in eine Richtlinie `on sweep` setzen";
    shown_by_one(first: &str, later: &str)
        en "one element may show both `{first}` and `{later}`"
        zh "同一个元素可能同时表明 `{first}` 和 `{later}`"
        de "ein Element kann sowohl `{first}` als auch `{later}` zeigen";
    may_be_true_of_it()
        en "this may be true of an element"
        zh "此条件可能对某个元素成立"
        de "das kann für ein Element gelten";
    where_this_is_true()
        en "this may be true of the same element"
        zh "而此条件对它也成立"
        de "für das auch das gilt";
    one_would_count_for_both()
        en "one message would count as two notices, and the outcome would come before the holder has had both"
        zh "一条消息会被当作两个通知,持有人未收到两个通知时结果就会执行"
        de "eine Nachricht würde als zwei Mitteilungen zählen, und das Ergebnis käme, bevor der Inhaber beide hat";
    tell_them_apart()
        en "tell them apart by `where`: `where kind is first`"
        zh "请用 `where` 区分它们:`where kind is first`"
        de "durch `where` unterscheiden: `where kind is first`";
    no_time_to_notify(notice: &str)
        en "there is no time at which `{notice}` could be sent"
        zh "`{notice}` 没有可以发出的时间"
        de "es gibt keinen Zeitpunkt, zu dem `{notice}` gesendet werden könnte";
    not_longer()
        en "at most so long before the outcome"
        zh "最多在结果之前这么久"
        de "höchstens so lange vor dem Ergebnis";
    at_least_so_long()
        en "and at least so long before it"
        zh "又至少在结果之前这么久"
        de "und mindestens so lange davor";
    longer_one_second()
        en "write the shorter length first: `6mo to 12mo before`"
        zh "请先写较短的时长:`6mo to 12mo before`"
        de "die kürzere Dauer zuerst schreiben: `6mo to 12mo before`";
    counted_since_now()
        en "a notice is not counted since `now`"
        zh "通知不能从 `now` 起算"
        de "eine Mitteilung wird nicht ab `now` gezählt";
    never_after_now()
        en "nothing was sent after the instant of the judgement"
        zh "没有任何东西是在判断的时刻之后发出的"
        de "nach dem Zeitpunkt der Beurteilung wurde nichts gesendet";
    since_the_holder_acted()
        en "name the time since which the notice has to be new: `counted since last_used`"
        zh "请写通知须在其之后发出的时间:`counted since last_used`"
        de "den Zeitpunkt nennen, seit dem die Mitteilung neu sein muss: `counted since last_used`";
    case_in_notice()
        en "a notice takes no case"
        zh "通知不接受分情况的值"
        de "eine Mitteilung nimmt keine Fallunterscheidung";
    chosen_by_case()
        en "this is chosen by a case"
        zh "此值按情况选取"
        de "das wird durch eine Fallunterscheidung gewählt";
    policy_for_each_case()
        en "write a policy for each of the cases"
        zh "请为每种情况各写一条规则"
        de "für jeden Fall eine eigene Richtlinie schreiben";
    sent_is_derived()
        en "a notice is shown by a time that is given"
        zh "通知须由给出的时间来表明"
        de "eine Mitteilung wird durch einen gegebenen Zeitpunkt gezeigt";
    name_given_time()
        en "name a given time of the elements: `at sent`"
        zh "请写元素中给出的时间:`at sent`"
        de "einen gegebenen Zeitpunkt der Elemente nennen: `at sent`";
    sent_at_which_time()
        en "sent at which of its times?"
        zh "以哪个时间为发出时间?"
        de "zu welchem der Zeitpunkte gesendet?";
    say_at_or_dated_by(time: &str)
        en "write `at {time}`, or declare `dated by {time}`"
        zh "请写 `at {time}`,或声明 `dated by {time}`"
        de "`at {time}` schreiben, oder `dated by {time}` deklarieren";
}
