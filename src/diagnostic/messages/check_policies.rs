//! Policies: clauses, data, and what is well typed but doubtful.

use crate::diagnostic::Message;

crate::messages! {
    when_not_first()
        en "`when` is not the first clause of its policy"
        zh "`when` 不在规则的最前面"
        de "`when` ist nicht die erste Klausel der Richtlinie";
    whole_or_clause_before()
        en "a condition of the whole policy, or of the clause before it?"
        zh "是整条规则的条件,还是前一个子句的条件?"
        de "eine Bedingung der ganzen Richtlinie oder der Klausel davor?";
    when_selects()
        en "`when` selects the accounts that the policy applies to: where it is false, no clause is judged"
        zh "`when` 选出规则适用的账户:它为假时,不判断任何子句"
        de "`when` wählt die Konten aus, für die die Richtlinie gilt: wo es falsch ist, wird keine Klausel ausgewertet";
    put_first_or(other: Message)
        en "put it first in the policy, put what it concerns into a group, `when … {{ … }}`, or {other}"
        zh "请写在规则的最前面,或把相关子句放进分组 `when … {{ … }}`,或者{other}"
        de "an den Anfang der Richtlinie setzen, das Betroffene in eine Gruppe, `when … {{ … }}`, oder {other}";
    put_first()
        en "put it first in the policy"
        zh "请写在规则的最前面"
        de "an den Anfang der Richtlinie setzen";
    put_first_before_any()
        en "put it first in the policy, before any other clause, or put what it concerns into a group, `when … {{ … }}`"
        zh "请写在规则的最前面,在所有其他子句之前,或把相关子句放进分组 `when … {{ … }}`"
        de "an den Anfang der Richtlinie setzen, vor jede andere Klausel, oder das Betroffene in eine Gruppe, `when … {{ … }}`";
    join_or_leave_out()
        en "join it with the `when` that comes first, put what it concerns into a group, `when … {{ … }}`, or leave it out"
        zh "请与最前面的 `when` 合并,或把相关子句放进分组 `when … {{ … }}`,或删去"
        de "mit dem `when` am Anfang verbinden, das Betroffene in eine Gruppe setzen, `when … {{ … }}`, oder weglassen";
    eligible_if_when()
        en "whoever asks is eligible, if `when` is true"
        zh "只要 `when` 为真,谁提出申请都符合"
        de "wer fragt, ist berechtigt, wenn `when` wahr ist";
    eligible()
        en "whoever asks is eligible"
        zh "谁提出申请都符合"
        de "wer fragt, ist berechtigt";
    requires_nothing(name: &str)
        en "`{name}` requires nothing"
        zh "`{name}` 没有任何要求"
        de "`{name}` verlangt nichts";
    neither_holds_back()
        en "neither `when` nor a requirement keeps any account"
        zh "既没有 `when`,也没有要求来保留任何账户"
        de "weder `when` noch eine Voraussetzung bewahrt ein Konto";
    add_require()
        en "add `require NAME: …` for what must hold"
        zh "请用 `require NAME: …` 写明必须满足的条件"
        de "`require NAME: …` für das ergänzen, was gelten muss";
    sweeps_every(name: &str)
        en "`{name}` sweeps every account"
        zh "`{name}` 会扫过所有账户"
        de "`{name}` erfasst jedes Konto";
    neither_spares()
        en "neither `when` nor a requirement spares any"
        zh "既没有 `when`,也没有要求来排除任何账户"
        de "weder `when` noch eine Voraussetzung nimmt eines aus";
    sweep_acts_on()
        en "a sweep acts on every account that is eligible, and nobody asks for it"
        zh "扫描会处理每个符合的账户,而且无人申请"
        de "ein Durchlauf betrifft jedes berechtigte Konto, ohne dass jemand es beantragt";
    add_when_or_require()
        en "add `when …` for the accounts that it is about, or `require NAME: …` for what must hold"
        zh "请用 `when …` 写明涉及哪些账户,或用 `require NAME: …` 写明必须满足的条件"
        de "`when …` für die betroffenen Konten ergänzen oder `require NAME: …` für das, was gelten muss";
    group_of_nothing()
        en "the group has no clauses"
        zh "该分组没有任何子句"
        de "die Gruppe hat keine Klauseln";
    holds_nothing()
        en "nothing is asked in it"
        zh "其中没有任何要求"
        de "darin wird nichts verlangt";
    add_to_group()
        en "add `require NAME: …`, or leave the group out"
        zh "请加上 `require NAME: …`,或删除该分组"
        de "`require NAME: …` ergänzen oder die Gruppe weglassen";
    one_way_only()
        en "`any of` has only one way"
        zh "`any of` 只有一种途径"
        de "`any of` hat nur einen Weg";
    write_second_way()
        en "add a second way, or write its requirements without `any of`"
        zh "请再加一种途径,或不用 `any of` 直接写出其要求"
        de "einen zweiten Weg ergänzen oder seine Anforderungen ohne `any of` schreiben";
    way_requires_nothing(way: &str)
        en "there are accounts of which the way `{way}` requires nothing"
        zh "途径 `{way}` 对某些账户没有任何要求"
        de "es gibt Konten, von denen der Weg `{way}` nichts verlangt";
    way_would_hold()
        en "the way holds for them, and with it the whole requirement"
        zh "对这些账户该途径成立,整个要求也就成立"
        de "für sie gilt der Weg, und damit die ganze Anforderung";
    require_outside_groups()
        en "add `require NAME: …` outside the groups of the way"
        zh "请在该途径的分组之外加上 `require NAME: …`"
        de "`require NAME: …` außerhalb der Gruppen des Wegs ergänzen";
    not_in_way(clause: &str)
        en "`{clause}` in a way of `any of`"
        zh "`any of` 的途径中有 `{clause}`"
        de "`{clause}` in einem Weg von `any of`";
    ways_hold()
        en "a way holds `require` and groups"
        zh "途径中可以有 `require` 和分组"
        de "ein Weg enthält `require` und Gruppen";
    move_out_of_any_of()
        en "move it out of `any of`"
        zh "请移到 `any of` 之外"
        de "aus `any of` herausnehmen";
    any_of_says_nothing()
        en "a requirement with `any of` has no message and no `final` of its own"
        zh "带 `any of` 的要求没有自己的消息,也没有 `final`"
        de "eine Anforderung mit `any of` hat keine eigene Nachricht und kein `final`";
    ways_say_it()
        en "each requirement of each way says what is missing there"
        zh "各途径的每个要求分别说明缺少什么"
        de "jede Anforderung jedes Wegs sagt, was dort fehlt";
    move_into_way()
        en "move it to a requirement of a way, or leave it out"
        zh "请移到某个途径的要求中,或删除"
        de "zu einer Anforderung eines Wegs nehmen oder weglassen";
    not_in_group(clause: &str)
        en "`{clause}` in a group"
        zh "分组中有 `{clause}`"
        de "`{clause}` in einer Gruppe";
    clause_of_whole_policy()
        en "a clause of the whole policy"
        zh "这是整个规则的子句"
        de "eine Klausel der ganzen Richtlinie";
    groups_hold()
        en "a group holds `require`, `warn`, `step` and further groups"
        zh "分组中可以有 `require`、`warn`、`step` 和更内层的分组"
        de "eine Gruppe enthält `require`, `warn`, `step` und weitere Gruppen";
    move_out_of_group()
        en "move it out of the group"
        zh "请把它移到分组之外"
        de "die Klausel vor oder hinter die Gruppe setzen";
    braces_of_inner_group()
        en "write `when CONDITION {{ … }}` around the clauses that it concerns, or join the condition with that of the group by `and`"
        zh "请用 `when CONDITION {{ … }}` 包住相关子句,或用 `and` 把条件并入该分组的条件"
        de "`when CONDITION {{ … }}` um die betroffenen Klauseln schreiben oder die Bedingung mit `and` an die der Gruppe anschließen";
    something_is_asked()
        en "the policy says that nothing is asked otherwise, and something is"
        zh "规则写明除此之外不作要求,实际却有要求"
        de "laut Richtlinie wird sonst nichts verlangt, und doch wird etwas verlangt";
    asked_of_everyone(name: &str)
        en "`{name}` is asked of every account"
        zh "`{name}` 对每个账户都有要求"
        de "`{name}` wird von jedem Konto verlangt";
    in_no_group()
        en "in no group"
        zh "不在任何分组中"
        de "in keiner Gruppe";
    leave_out_or_group()
        en "leave this line out, or put the requirement into a group"
        zh "请删除这一行,或把该要求放进分组"
        de "diese Zeile weglassen oder die Voraussetzung in eine Gruppe setzen";
    groups_leave_gap(name: &str)
        en "`{name}` may ask nothing of an account, and let it go"
        zh "`{name}` 可能对某个账户不作任何要求就放行"
        de "`{name}` verlangt von manchem Konto womöglich nichts und gibt es frei";
    in_no_group_at_all()
        en "every requirement is in a group, and an account may be in none"
        zh "所有要求都在分组中,而账户可能不属于任何分组"
        de "alle Voraussetzungen stehen in Gruppen, und ein Konto kann in keiner sein";
    asked_only_where()
        en "asked only where this holds"
        zh "仅在此条件成立时要求"
        de "nur verlangt, wo dies gilt";
    asked_nothing_goes()
        en "an account of which nothing is asked is eligible"
        zh "没有任何要求的账户即可注销"
        de "ein Konto, von dem nichts verlangt wird, ist zulässig";
    cover_or_say_so()
        en "add a group for the other accounts or a requirement outside the groups, or write `otherwise nothing is asked`"
        zh "请为其他账户加上分组,或在分组之外加上要求,或写上 `otherwise nothing is asked`"
        de "eine Gruppe für die übrigen Konten oder eine Voraussetzung außerhalb der Gruppen ergänzen oder `otherwise nothing is asked` schreiben";
    make_group()
        en "put the clause before it into a group"
        zh "把前面的子句放进一个分组"
        de "die Klausel davor in eine Gruppe setzen";
    one_clause_of_kind()
        en "a policy has one clause of this kind"
        zh "这种子句一个规则只有一条"
        de "eine Richtlinie hat eine einzige Klausel dieser Art";
    given_second_time()
        en "given a second time"
        zh "第二次说"
        de "ein zweites Mal angegeben";
    given_first_here()
        en "given first here"
        zh "最先在这里说"
        de "zuerst hier angegeben";
    one_ignored()
        en "one of the two would be ignored"
        zh "两者之一会被忽略"
        de "eine der beiden bliebe unbeachtet";
    join_or_keep()
        en "join the two, or keep the one that is meant"
        zh "请把两条合并,或保留所指的一条"
        de "beide verbinden oder die gemeinte behalten";
    final_may_clear(name: &str)
        en "`{name}` is final, and yet time may clear it"
        zh "`{name}` 标为 final,但随时间可能自行解除"
        de "`{name}` ist endgültig und kann sich doch mit der Zeit erledigen";
    says_nothing_clears()
        en "says that nothing ever clears it"
        zh "表示永远无法解除"
        de "besagt, dass es sich nie erledigt";
    may_become_true()
        en "this may become true as time goes on"
        zh "它可能随时间变为真"
        de "das kann mit der Zeit wahr werden";
    told_never()
        en "the holder is told never to come back, although waiting may be enough"
        zh "用户被告知永远不行,其实等待也许就够了"
        de "dem Inhaber wird gesagt, es gehe nie, obwohl Warten genügen kann";
    leave_final_out()
        en "leave `final` out and say when with `{{clears}}`, or give the condition a fixed date"
        zh "请去掉 `final` 并用 `{{clears}}` 说明何时解除,或在条件中使用固定日期"
        de "`final` weglassen und mit `{{clears}}` angeben, wann, oder der Bedingung ein festes Datum geben";
    otherwise_never_reached(name: &str)
        en "`otherwise {name}` is never reached"
        zh "`otherwise {name}` 永远不会执行"
        de "`otherwise {name}` wird nie erreicht";
    fails_before(later: &str, earlier: &str)
        en "wherever `{later}` fails, `{earlier}` fails before it"
        zh "`{later}` 不满足时,前面的 `{earlier}` 也不满足"
        de "wo immer `{later}` scheitert, scheitert `{earlier}` davor";
    done_instead()
        en "this is done instead"
        zh "实际执行的是这个"
        de "stattdessen geschieht dies";
    first_otherwise()
        en "of the requirements that fail, the `otherwise` of the first is what is done"
        zh "在不满足的要求中,执行第一个的 `otherwise`"
        de "von den gescheiterten Voraussetzungen bestimmt das `otherwise` der ersten, was geschieht";
    stricter_behind()
        en "put the stricter requirement behind this one, or leave the `otherwise` out"
        zh "请把更严格的要求放在后面,或去掉这个 `otherwise`"
        de "die strengere Voraussetzung hinter diese setzen oder das `otherwise` weglassen";
    value_and_field(name: &str)
        en "`{name}` is a value here, and the name of a field"
        zh "`{name}` 在这里是枚举值,同时也是字段名"
        de "`{name}` ist hier ein Wert und zugleich der Name eines Feldes";
    read_as_value(name: &str)
        en "read as the value `{name}`"
        zh "读作枚举值 `{name}`"
        de "als Wert `{name}` gelesen";
    if_field_meant(name: &str)
        en "if the field is meant, write `account.{name}`; if the value is, rename the field or allow this"
        zh "如果指字段,请写 `account.{name}`;如果指枚举值,请给字段改名或允许此警告"
        de "wenn das Feld gemeint ist, `account.{name}` schreiben; wenn der Wert, das Feld umbenennen oder dies erlauben";
    rename_field_or_value()
        en "rename the field or the value, or allow this if the value is meant"
        zh "请给字段或枚举值改名;如果确实指枚举值,请允许此警告"
        de "Feld oder Wert umbenennen, oder dies erlauben, wenn der Wert gemeint ist";
    field_of_that_name()
        en "the field of that name"
        zh "同名的字段"
        de "das Feld dieses Namens";
    element_or_account(name: &str)
        en "`{name}` is a field of the element, and of the account, too"
        zh "`{name}` 既是元素的字段,也是账户的字段"
        de "`{name}` ist ein Feld des Elements und auch des Kontos";
    field_or_definition(name: &str)
        en "`{name}` is a field, and the package has a definition of this name, too"
        zh "`{name}` 是字段,而包里也有同名的定义"
        de "`{name}` ist ein Feld, und das Paket hat auch eine Definition dieses Namens";
    read_as_field_of_element()
        en "read as the field of the element"
        zh "读作元素的字段"
        de "als das Feld des Elements gelesen";
    read_as_field_of_account()
        en "read as the field of the account"
        zh "读作账户的字段"
        de "als das Feld des Kontos gelesen";
    also_of_that_name()
        en "the other of that name"
        zh "另一个同名者"
        de "das andere dieses Namens";
    if_account_meant(name: &str)
        en "if the account's is meant, write `account.{name}`; if the element's is, rename one of the two or allow this"
        zh "如果指账户的字段,请写 `account.{name}`;如果指元素的字段,请给其中一个改名或允许此警告"
        de "wenn das des Kontos gemeint ist, `account.{name}` schreiben; wenn das des Elements, eines von beiden umbenennen oder dies erlauben";
    write_field_of_account(name: &str)
        en "write `account.{name}` for the field; if the definition is meant, rename one of the two"
        zh "如果指字段,请写 `account.{name}`;如果指定义,请给其中一个改名"
        de "für das Feld `account.{name}` schreiben; wenn die Definition gemeint ist, eines von beiden umbenennen";
    rename_field_or_definition()
        en "rename the field or the definition, or allow this if the field is meant"
        zh "请给字段或定义改名;如果确实指字段,请允许此警告"
        de "Feld oder Definition umbenennen, oder dies erlauben, wenn das Feld gemeint ist";
    always(value: &str)
        en "this condition is always {value}"
        zh "这个条件总是 {value}"
        de "diese Bedingung ist immer {value}";
    no_fact_changes_it()
        en "no fact changes it"
        zh "任何事实都改变不了它"
        de "kein Fakt ändert sie";
    protects_nothing()
        en "a requirement that always holds protects nothing; one that never does refuses everybody"
        zh "永远成立的要求保护不了任何东西,永远不成立的要求拒绝所有人"
        de "eine Voraussetzung, die immer gilt, schützt nichts; eine, die nie gilt, weist alle ab";
    two_same_messages()
        en "two requirements have the same message"
        zh "两条要求的提示相同"
        de "zwei Voraussetzungen haben denselben Meldungstext";
    says_this(name: &str)
        en "`{name}` has this message"
        zh "`{name}` 这样说"
        de "`{name}` hat diesen Meldungstext";
    says_it_too(name: &str)
        en "`{name}` has it too"
        zh "`{name}` 也这样说"
        de "`{name}` hat ihn auch";
    tell_which()
        en "tell the holder which of the two is not met"
        zh "请告诉用户是哪一条不满足"
        de "dem Inhaber sagen, welche der beiden nicht erfüllt ist";
    holds_wherever(weaker: &str, stronger: &str)
        en "`{weaker}` holds wherever `{stronger}` does"
        zh "只要 `{stronger}` 成立,`{weaker}` 就成立"
        de "`{weaker}` gilt überall, wo `{stronger}` gilt";
    never_decides()
        en "never decides anything"
        zh "从不起作用"
        de "entscheidet nie etwas";
    this_is_stricter()
        en "this one is stricter"
        zh "这一条更严"
        de "diese ist strenger";
    remove_unless_wanted()
        en "remove it, unless its own message is wanted"
        zh "除非需要它自己的提示,否则请删去"
        de "löschen, falls ihr eigener Meldungstext nicht gewünscht ist";
    refuses_without_way_out(name: &str)
        en "`{name}` refuses without a way out"
        zh "`{name}` 拒绝了用户却没有给出办法"
        de "`{name}` weist ab, ohne einen Ausweg zu nennen";
    waiting_does_not_clear()
        en "waiting does not clear this"
        zh "等待解决不了"
        de "durch Warten erledigt sich das nicht";
    always_learns_way_out()
        en "a refused holder always learns the way out, or that there is none"
        zh "被拒绝的用户总应知道怎么办,或者知道没有办法"
        de "ein abgewiesener Inhaber erfährt immer den Ausweg oder dass es keinen gibt";
    add_fix_or_final()
        en "add `fix \"…\"` to the message in each language, or the word `final`"
        zh "请给每种语言的提示加上 `fix \"…\"`,或写 `final`"
        de "dem Meldungstext in jeder Sprache `fix \"…\"` hinzufügen, oder das Wort `final`";
    no_fix_follows()
        en "no `fix` follows this message"
        zh "这条提示后面没有 `fix`"
        de "auf diesen Meldungstext folgt kein `fix`";
    deadline_of_now()
        en "a deadline runs from a time, and is met by one, that the facts give"
        zh "期限的起算和履行时间须由事实给出"
        de "eine Frist läuft ab einem Zeitpunkt und wird durch einen gewahrt, den die Fakten nennen";
    changes_at_every_instant()
        en "this is another at every instant"
        zh "每一时刻都不同"
        de "das ist in jedem Augenblick ein anderer";
    name_the_fact()
        en "name the fact that says when, such as `request.received`"
        zh "请写出给出该时间的事实,例如 `request.received`"
        de "den Fakt nennen, der sagt, wann: etwa `request.received`";
    met_by_its_start()
        en "the deadline is met by the time that it runs from"
        zh "期限由其起算时间履行"
        de "die Frist wird durch den Zeitpunkt gewahrt, ab dem sie läuft";
    always_met()
        en "it always lies before the end"
        zh "它总在期限届满之前"
        de "er liegt immer vor dem Ende";
    runs_from_here()
        en "the deadline runs from here"
        zh "期限从这里起算"
        de "ab hier läuft die Frist";
    name_what_is_due()
        en "name the fact that says when what is due was done, such as `request.answered`"
        zh "请写出给出履行时间的事实,例如 `request.answered`"
        de "den Fakt nennen, der sagt, wann das Geschuldete getan war: etwa `request.answered`";
}
