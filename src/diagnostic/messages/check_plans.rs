//! What the checker says of outcomes that leave, and of the plan for the data.

crate::messages! {
    disposal_missing(names: &str)
        en "the data rules do not mention {names}"
        zh "没有说明如何处理 {names}"
        de "in den Datenregeln fehlt {names}";
    not_every_collection()
        en "not every collection has a rule"
        zh "有集合没有安排"
        de "nicht jede Sammlung hat eine Regel";
    add_erase(names: &str)
        en "add `erase {names}`, or another rule for it"
        zh "请加上 `erase {names}`,或写明另一种处理"
        de "`erase {names}` oder eine andere Regel ergänzen";
    never_reached(name: &str)
        en "nothing of `{name}` reaches this rule"
        zh "`{name}` 中没有内容会用到这一条"
        de "nichts von `{name}` erreicht diese Regel";
    nothing_left()
        en "nothing is left for it"
        zh "没有剩余的内容"
        de "hierfür bleibt nichts übrig";
    takes_all()
        en "this rule takes all that is left"
        zh "这一条包括所有剩余的内容"
        de "diese Regel nimmt alles Übrige";
    taken_where()
        en "this rule takes it already"
        zh "这一条已包括"
        de "das nimmt schon diese Regel";
    says_of_some(name: &str)
        en "nothing says what becomes of `{name}` where this does not hold"
        zh "没有说明 `{name}` 在此条件不成立时如何处理"
        de "nichts sagt, was aus `{name}` wird, wo das nicht gilt";
    others_are_left()
        en "the last rule for it does not take all that is left"
        zh "最后一条没有包括所有剩余的内容"
        de "die letzte Regel dafür nimmt nicht alles Übrige";
    add_rest(name: &str)
        en "add a rule without `where` for the rest, such as `erase {name}`"
        zh "请为其余部分加上一条没有 `where` 的规定,例如 `erase {name}`"
        de "für den Rest eine Regel ohne `where` ergänzen, etwa `erase {name}`";
    where_of_several()
        en "a `where` for several collections"
        zh "一个 `where` 针对多个集合"
        de "ein `where` für mehrere Sammlungen";
    of_which_collection()
        en "its names could be fields of either"
        zh "其中的名称可以是任一集合的字段"
        de "seine Namen könnten Felder beider sein";
    one_of_them()
        en "the elements of this one"
        zh "这个集合的元素"
        de "die Elemente dieser";
    another_of_them()
        en "and of this one"
        zh "以及这个集合的元素"
        de "und dieser";
    line_for_each()
        en "write a rule for each collection"
        zh "请为每个集合各写一条"
        de "für jede Sammlung eine Regel schreiben";
    account_stays(outcome: &str)
        en "the account stays after `{outcome}`, which does not leave"
        zh "`{outcome}` 不使账户离开,账户仍然保留"
        de "nach `{outcome}` bleibt das Konto bestehen";
    taken_away_here()
        en "this would take the account away"
        zh "这会使账户消失"
        de "das würde das Konto beseitigen";
    declared_without_leaves()
        en "declared without `leaves`"
        zh "声明时没有 `leaves`"
        de "ohne `leaves` deklariert";
    declared_to_leave()
        en "declared to leave"
        zh "声明为离开"
        de "mit `leaves` deklariert";
    keep_account_or_declare(outcome: &str)
        en "write `keep account`, or `{outcome} leaves` where the outcome is declared, if the account is gone after it"
        zh "请写 `keep account`;如果此后账户不再存在,请在声明结果处写 `{outcome} leaves`"
        de "`keep account` schreiben, oder `{outcome} leaves`, wo das Ergebnis deklariert ist, wenn es das Konto danach nicht mehr gibt";
    says_nothing_of_data(outcome: &str)
        en "`{outcome}` leaves, and the policy does not say what becomes of the data"
        zh "`{outcome}` 使账户离开,而规则没有说明数据如何处理"
        de "`{outcome}` entfernt das Konto, und die Richtlinie sagt nicht, was aus den Daten wird";
    without_data_block()
        en "without a `data` block"
        zh "没有 `data` 块"
        de "ohne `data`-Block";
    add_data(names: &str)
        en "add `data {{ erase {names} }}`, or other rules for them"
        zh "请加上 `data {{ erase {names} }}`,或写明其他处理"
        de "`data {{ erase {names} }}` oder andere Regeln ergänzen";
    otherwise_leaves(outcome: &str)
        en "`otherwise` names `{outcome}`, after which the account is gone"
        zh "`otherwise` 写了 `{outcome}`,此后账户不再存在"
        de "`otherwise` nennt `{outcome}`, wonach es das Konto nicht mehr gibt";
    done_while_it_fails()
        en "this is done while the requirement fails"
        zh "条件未满足时执行此项"
        de "das geschieht, solange die Voraussetzung nicht erfüllt ist";
    blocked_does_not_leave()
        en "an account that is blocked does not leave: there is no plan for its data"
        zh "受阻的账户不会离开:其数据没有处理计划"
        de "ein verhindertes Konto verschwindet nicht: für seine Daten gibt es keinen Plan";
    name_one_that_stays()
        en "name an outcome that does not leave"
        zh "请写不使账户离开的结果"
        de "ein Ergebnis nennen, nach dem das Konto bleibt";
    kept_by_leaving(outcome: &str)
        en "the account leaves by `{outcome}`, so that nothing of it is kept as it is"
        zh "账户因 `{outcome}` 离开,其中任何内容都不能原样保留"
        de "das Konto verschwindet durch `{outcome}`; nichts davon bleibt, wie es ist";
    without_end_or_method()
        en "kept with the person, and without an end"
        zh "保留着与持有人的关联,且没有期限"
        de "mit der Person und ohne Ende behalten";
    anonymise_or_retain(name: &str)
        en "write `keep {name} anonymised removing …`, or `retain {name} for … after …`"
        zh "请写 `keep {name} anonymised removing …` 或 `retain {name} for … after …`"
        de "`keep {name} anonymised removing …` oder `retain {name} for … after …` schreiben";
    fields_unsaid(name: &str, fields: &str)
        en "`{name}` is kept without the person, and nothing is said of {fields}"
        zh "`{name}` 匿名化后保留,但未说明 {fields} 如何处理"
        de "`{name}` wird ohne Personenbezug behalten, und zu {fields} ist nichts gesagt";
    fields_unsaid_here()
        en "not every field is named here"
        zh "此处未写全所有字段"
        de "hier ist nicht jedes Feld genannt";
    each_field_is_said()
        en "each field is named in `removing`, `replacing` or `leaving`; the link to the account and what the record holds go always"
        zh "每个字段都要写在 `removing`、`replacing` 或 `leaving` 中;与账户的关联以及记录所含的内容总会去除"
        de "jedes Feld steht in `removing`, `replacing` oder `leaving`; die Verbindung zum Konto und was der Record enthält, fallen immer weg";
    goes_anyway(name: &str)
        en "`{name}` goes whatever is said of the other fields"
        zh "无论其他字段如何处理,`{name}` 都会去除"
        de "`{name}` fällt weg, was auch immer zu den anderen Feldern gesagt ist";
    not_of_values()
        en "holds facts of its own"
        zh "本身包含事实"
        de "enthält eigene Fakten";
    field_twice(name: &str)
        en "`{name}` is named twice"
        zh "`{name}` 写了两次"
        de "`{name}` ist zweimal genannt";
    named_again()
        en "named again here"
        zh "此处再次写出"
        de "hier noch einmal genannt";
    named_first()
        en "named here first"
        zh "首次写在此处"
        de "zuerst hier genannt";
    cannot_be_replaced(name: &str)
        en "`{name}` cannot be replaced by this"
        zh "`{name}` 不能替换为此值"
        de "`{name}` kann nicht dadurch ersetzt werden";
    key_is_replaced()
        en "the key tells the elements apart: two with one key would be one"
        zh "键用于区分元素:两个同键的元素会成为一个"
        de "der Schlüssel unterscheidet die Elemente: zwei mit demselben wären eines";
    not_a_value_of_it()
        en "not a value of its enumeration"
        zh "不是其枚举的值"
        de "kein Wert seiner Aufzählung";
    name_a_value(values: &str)
        en "name one of its values: {values}"
        zh "请写其中一个值:{values}"
        de "einen seiner Werte nennen: {values}";
    replaced_by_no_text()
        en "a text is replaced by a text"
        zh "文本只能替换为文本"
        de "ein Text wird durch einen Text ersetzt";
    neither_text_nor_choice()
        en "only texts and values of enumerations are replaced"
        zh "只有文本和枚举值可以替换"
        de "nur Texte und Werte von Aufzählungen werden ersetzt";
    remove_or_leave()
        en "name it in `removing` or in `leaving`"
        zh "请写在 `removing` 或 `leaving` 中"
        de "in `removing` oder in `leaving` nennen";
    two_methods()
        en "an element that is in both collections would lose other fields here"
        zh "同时在两个集合中的元素在此处会去除不同的字段"
        de "ein Element in beiden Sammlungen verlöre hier andere Felder";
    another_method()
        en "other fields are removed or replaced here"
        zh "此处删除或替换的字段不同"
        de "hier werden andere Felder entfernt oder ersetzt";
    first_method()
        en "than by this rule"
        zh "与此规则不同"
        de "als nach dieser Regel";
    one_method_each()
        en "remove, replace and leave the same fields in both"
        zh "请在两处删除、替换和保留相同的字段"
        de "in beiden dieselben Felder entfernen, ersetzen und lassen";
    no_hashing()
        en "hashing is not offered"
        zh "不提供哈希"
        de "Hashen wird nicht angeboten";
    hash_is_personal()
        en "a hash of what is personal is personal"
        zh "个人信息的哈希仍是个人信息"
        de "der Hash von Personenbezogenem ist personenbezogen";
    name_in_method()
        en "name the field in `removing`, `replacing` or `leaving`"
        zh "请把字段写在 `removing`、`replacing` 或 `leaving` 中"
        de "das Feld in `removing`, `replacing` oder `leaving` nennen";
    kept_without_reason(name: &str)
        en "nothing says what `{name}` is kept for, or by which law"
        zh "未说明 `{name}` 为何保留,也未写明法律依据"
        de "nichts sagt, wozu `{name}` behalten wird oder nach welchem Gesetz";
    neither_law_nor_purpose()
        en "neither a law nor a purpose"
        zh "既无法律依据也无目的"
        de "weder Gesetz noch Zweck";
    cite_or_name_purpose()
        en "add `law \"…\"`, or `only for \"…\"`"
        zh "请添加 `law \"…\"` 或 `only for \"…\"`"
        de "`law \"…\"` oder `only for \"…\"` ergänzen";
    copies_of_nothing()
        en "this rule removes nothing, so there are no copies to remove"
        zh "此条目不清除任何数据,因此也没有副本要清除"
        de "durch diese Regel verschwindet nichts, also auch keine Kopien";
    nothing_goes_by_it()
        en "copies of what stays"
        zh "保留数据的副本"
        de "Kopien dessen, was bleibt";
    copies_within_unknown()
        en "how long copies remain is one length for all accounts"
        zh "副本保留多久,对所有账户都是同一时长"
        de "wie lange Kopien bleiben, ist eine Länge für alle Konten";
    not_a_fixed_length()
        en "this depends on the facts, or on a calendar"
        zh "这取决于事实或日历"
        de "das hängt von den Fakten oder von einem Kalender ab";
    told_is_account()
        en "`account` is no one who could be told"
        zh "`account` 不是可以告知的对象"
        de "`account` ist niemand, der benachrichtigt werden könnte";
    is_not_who_got_data()
        en "its holder, and not who has got its data"
        zh "这是持有人,而不是获得数据的一方"
        de "sein Inhaber, und nicht, wer die Daten bekommen hat";
    who_has_the_data()
        en "those who have got data are told that they go; each is an element of a collection"
        zh "应告知获得数据的各方数据将被清除;每一方都是某个集合中的元素"
        de "benachrichtigt wird, wer Daten bekommen hat; jeder ist ein Element einer Sammlung";
    name_who_got_data()
        en "name the collection of those who have got data, as in `tell shares`"
        zh "写出获得数据的各方所在的集合,例如 `tell shares`"
        de "nenne die Sammlung derer, die Daten bekommen haben, wie in `tell shares`";
    told_of_nothing(name: &str)
        en "`{name}` are told of nothing"
        zh "没有什么可以告知 `{name}`"
        de "es gibt nichts, wovon `{name}` benachrichtigt würden";
    nothing_goes()
        en "this policy keeps all data"
        zh "此规则保留所有数据"
        de "diese Richtlinie behält alle Daten";
    start_may_be_absent()
        en "the start of this period may be absent"
        zh "此期限的起点可能缺失"
        de "der Beginn dieser Frist kann fehlen";
    absent_is_kept_without_end()
        en "what lacks it is kept without an end"
        zh "缺少它的数据会无限期保留"
        de "was ihn nicht hat, wird ohne Ende behalten";
    say_without_it()
        en "add `without it for … after …`, or `without it no end`"
        zh "请添加 `without it for … after …` 或 `without it no end`"
        de "`without it for … after …` oder `without it no end` ergänzen";
    start_is_there()
        en "the start of the period is never absent"
        zh "期限的起点从不缺失"
        de "der Beginn der Frist fehlt nie";
    speaks_of_nothing()
        en "speaks of nothing"
        zh "没有所指"
        de "spricht von nichts";
    is_never_absent()
        en "this is never absent"
        zh "这从不缺失"
        de "das fehlt nie";
    of_other_account(name: &str, package: &str)
        en "`{name}` is an account of the package `{package}`"
        zh "`{name}` 是包 `{package}` 的账户"
        de "`{name}` ist ein Konto des Pakets `{package}`";
    not_part_of_account()
        en "not a part of this account"
        zh "不是此账户的一部分"
        de "kein Teil dieses Kontos";
    plan_of_own_account()
        en "a plan is for its own account only; what becomes of another one is asked of its own policy"
        zh "计划只针对自己的账户;另一账户如何处理由其自己的规则决定"
        de "ein Plan gilt nur dem eigenen Konto; was aus einem anderen wird, sagt dessen eigene Richtlinie";
    part_outlives_whole(part: &str, whole: &str)
        en "`{part}` may be kept longer than `{whole}`"
        zh "`{part}` 的保留可能长于 `{whole}`"
        de "`{part}` wird vielleicht länger behalten als `{whole}`";
    kept_apart()
        en "not shown to end with it, or before"
        zh "不能证明它同时或更早结束"
        de "nicht gezeigt, dass es damit oder vorher endet";
    the_whole(whole: &str)
        en "the rule for `{whole}`"
        zh "`{whole}` 的处理"
        de "die Regel für `{whole}`";
    elements_take_along()
        en "an element takes along what it holds"
        zh "元素连同其所含内容一并处理"
        de "ein Element nimmt mit, was es enthält";
    only_account_leaves()
        en "only an account leaves"
        zh "只有账户会离开"
        de "nur ein Konto verschwindet";
    not_of_account()
        en "not in `account {{ … }}`"
        zh "不在 `account {{ … }}` 中"
        de "nicht in `account {{ … }}`";
    would_have_left()
        en "every account would have left"
        zh "这样所有账户都已离开"
        de "jedes Konto wäre verschwunden";
    never_absent()
        en "never absent"
        zh "总有值"
        de "nie abwesend";
    absent_while_there()
        en "no policy applies to an account that has left: the time is absent as long as it is there"
        zh "任何规则都不适用于已离开的账户:账户存在期间该时间为空"
        de "für ein verschwundenes Konto gilt keine Richtlinie: solange es da ist, fehlt der Zeitpunkt";
    declare_optional()
        en "declare it with `?`"
        zh "声明时加上 `?`"
        de "mit `?` deklarieren";
    no_item(path: &str)
        en "`{path}` is not an item of the plan"
        zh "`{path}` 不是处理方案中的一项"
        de "`{path}` ist kein Eintrag des Plans";
    goes_with(whole: &str)
        en "it goes with what `{whole}` holds"
        zh "随 `{whole}` 一并处理"
        de "es gehört zu dem, was `{whole}` enthält";
    placed_by_no_line()
        en "no line of the plan names it"
        zh "处理方案中没有任何一行提到它"
        de "keine Zeile des Plans nennt es";
    in_one_row(whole: &str)
        en "the plan has one item for all of `{whole}`"
        zh "处理方案把 `{whole}` 作为一项"
        de "der Plan hat einen Eintrag für alles in `{whole}`";
    items_are(names: &str)
        en "its items are those of {names}"
        zh "其各项来自 {names}"
        de "seine Einträge sind die von {names}";
    policy_says_nothing_of_data()
        en "the policy has no `data` block"
        zh "该规则没有 `data` 块"
        de "die Richtlinie hat keinen `data`-Block";
    expect_it_of(path: &str)
        en "expect it of `{path}`"
        zh "请对 `{path}` 写期望"
        de "es von `{path}` erwarten";
    read_by_hold(name: &str, hold: &str)
        en "the hold `{hold}` reads `{name}`, which another rule disposes of"
        zh "保全 `{hold}` 要读取 `{name}`,而另有一条规定处理它"
        de "die Sperre `{hold}` liest `{name}`, worüber eine andere Regel verfügt";
    disposed_of_here()
        en "disposed of here"
        zh "在此处理"
        de "darüber wird hier verfügt";
    reads_it()
        en "reads it"
        zh "读取它"
        de "liest es";
    kept_for_the_hold()
        en "what a hold reads is kept as long as anything that the hold is on, and then erased: whether it is released is asked of it"
        zh "保全所读取的内容与保全对象保留得一样久,然后删除:保全是否解除要据此判断"
        de "was eine Sperre liest, wird so lange behalten wie alles, worauf sie liegt, und dann gelöscht: danach entscheidet sich, ob sie endet";
    kept_anyway(name: &str)
        en "`{name}` is kept anyway, as a hold reads it"
        zh "`{name}` 因保全要读取而一直保留"
        de "`{name}` wird ohnehin behalten, weil eine Sperre es liest";
    needs_no_hold()
        en "needs no hold"
        zh "无需保全"
        de "braucht keine Sperre";
    hold_on_part(part: &str, whole: &str)
        en "a hold on `{part}` without `{whole}`, whose elements take it along"
        zh "保全了 `{part}` 而没有保全 `{whole}`,其元素会连同它一并处理"
        de "eine Sperre auf `{part}` ohne `{whole}`, deren Elemente es mitnehmen";
    goes_with_whole(whole: &str)
        en "goes with the elements of `{whole}`"
        zh "随 `{whole}` 的元素一并处理"
        de "verschwindet mit den Elementen von `{whole}`";
    hold_the_whole(whole: &str)
        en "write `on {whole}`, which holds what its elements hold as well"
        zh "请写 `on {whole}`,这也保全其元素所含内容"
        de "`on {whole}` schreiben, was auch hält, was die Elemente enthalten";
    holds_nothing(name: &str)
        en "nothing is to be held of `{name}`, which no rule disposes of"
        zh "没有规定处理 `{name}`,无需保全"
        de "von `{name}` ist nichts zu halten: keine Regel verfügt darüber";
    stays_as_it_is()
        en "stays as it is, as the account does"
        zh "与账户一样原样保留"
        de "bleibt, wie es ist, wie das Konto";
    purpose_of_nothing()
        en "a purpose of data that are not kept"
        zh "不保留的数据却写了保留目的"
        de "ein Zweck von Daten, die nicht behalten werden";
    nothing_is_kept()
        en "nothing is kept for it"
        zh "没有为此保留任何内容"
        de "dafür wird nichts behalten";
    does_not_leave()
        en "a period after leaving in a policy after which the account stays"
        zh "账户在此规则之后仍然保留,却有离开之后的期限"
        de "eine Frist nach dem Ausscheiden in einer Richtlinie, nach der das Konto bleibt";
    account_stays_after_it()
        en "the account does not leave"
        zh "账户不会离开"
        de "das Konto verschwindet nicht";
    retain_after_fact()
        en "write `after` and a time of the account or of the element"
        zh "请写 `after` 及账户或元素的时间"
        de "`after` und einen Zeitpunkt des Kontos oder des Elements schreiben";
    no_left_by()
        en "nothing says when the account has left"
        zh "没有说明账户何时离开"
        de "nichts sagt, wann das Konto verschwunden ist";
    no_time_of_leaving()
        en "the period has no start"
        zh "期限没有起点"
        de "die Frist hat keinen Beginn";
    account_without_left_by()
        en "without `left by`"
        zh "没有 `left by`"
        de "ohne `left by`";
    declare_left_by()
        en "add an optional time to the account and name it: `closed_at: time?  left by closed_at`"
        zh "请为账户加上可为空的时间并写明:`closed_at: time?  left by closed_at`"
        de "dem Konto einen optionalen Zeitpunkt geben und ihn nennen: `closed_at: time?  left by closed_at`";
    from_same_start()
        en "retain it from the same start and for no longer, or leave it out"
        zh "请从同一起点起保留且不超过其期限,或去掉这一条"
        de "ab demselben Beginn und nicht länger aufbewahren, oder weglassen";
    no_key(name: &str)
        en "`{name}` cannot be a key"
        zh "`{name}` 不能作为键"
        de "`{name}` kann kein Schlüssel sein";
    not_of_elements()
        en "there is only one of this"
        zh "这只有一个"
        de "hiervon gibt es nur eines";
    key_may_be_absent()
        en "an element without it could not be told apart"
        zh "没有它的元素无法区分"
        de "ein Element ohne ihn wäre nicht zu unterscheiden";
    key_without_question()
        en "declare it without `?`"
        zh "请在声明时去掉 `?`"
        de "ohne `?` deklarieren";
    key_of_other_type()
        en "its values do not have one form"
        zh "其值没有唯一的写法"
        de "seine Werte haben nicht genau eine Form";
    key_is_text_or_int()
        en "a key is a `text` or an `int`"
        zh "键是 `text` 或 `int`"
        de "ein Schlüssel ist ein `text` oder ein `int`";
    second_key(record: &str)
        en "`{record}` has a key already"
        zh "`{record}` 已有键"
        de "`{record}` hat schon einen Schlüssel";
    another_key()
        en "another key"
        zh "另一个键"
        de "noch ein Schlüssel";
    first_key()
        en "the key"
        zh "已有的键"
        de "der Schlüssel";
    private_key(name: &str)
        en "`{name}` is a key by which a person is known"
        zh "键 `{name}` 可识别个人"
        de "an dem Schlüssel `{name}` wird eine Person erkannt";
    known_by_it()
        en "this outlives the element"
        zh "这会比元素留存得更久"
        de "das überdauert das Element";
    keys_are_written()
        en "keys stand in plans and receipts, which are kept when the element is erased"
        zh "键写在处理方案和回执中,元素删除后这些仍会保留"
        de "Schlüssel stehen in Plänen und Belegen, die bleiben, wenn das Element gelöscht ist";
    number_of_its_own()
        en "use a number that means nothing outside of the service"
        zh "请使用在服务之外没有意义的编号"
        de "eine Nummer verwenden, die außerhalb des Dienstes nichts bedeutet";
    declare_key(name: &str)
        en "declare `{name}: text key` in the record, or write the place"
        zh "请在记录中声明 `{name}: text key`,或写明位置"
        de "im Datensatz `{name}: text key` deklarieren oder den Platz schreiben";
    no_key_declared(record: &str)
        en "`{record}` declares no key"
        zh "`{record}` 没有声明键"
        de "`{record}` deklariert keinen Schlüssel";
    not_the_key()
        en "tells no element apart"
        zh "无法区分元素"
        de "unterscheidet kein Element";
    other_key(record: &str, key: &str)
        en "the key of `{record}` is `{key}`"
        zh "`{record}` 的键是 `{key}`"
        de "der Schlüssel von `{record}` ist `{key}`";
    key_of_fact()
        en "facts are named by the places of elements"
        zh "事实以元素的位置来指称"
        de "Fakten werden mit den Plätzen der Elemente benannt";
    not_a_place()
        en "not a place"
        zh "不是位置"
        de "kein Platz";
    write_place()
        en "write the place, counted from 0: `[0]`"
        zh "请写位置,从 0 数起:`[0]`"
        de "den Platz schreiben, von 0 an gezählt: `[0]`";
    keyed_elsewhere(name: &str, other: &str)
        en "elements of `{name}` may be in `{other}` as well, for which there is no data rule"
        zh "`{name}` 的元素也可能在没有数据规则的 `{other}` 中"
        de "Elemente von `{name}` können auch in `{other}` sein, wofür es keine Datenregel gibt";
    may_be_there_too(other: &str)
        en "may be in `{other}` under the same key"
        zh "可能以同一键在 `{other}` 中"
        de "kann unter demselben Schlüssel in `{other}` sein";
    one_key_one_thing()
        en "elements of one key are one thing: what keeps it longest wins"
        zh "同一键的元素是同一事物:以保留最久者为准"
        de "Elemente eines Schlüssels sind eines: was es am längsten behält, gilt";
    place_it(other: &str)
        en "add a data rule for `{other}`"
        zh "请为 `{other}` 加上数据规则"
        de "eine Datenregel für `{other}` ergänzen";
    nothing_is_left_by(policy: &str)
        en "nothing is left of an account by `{policy}`"
        zh "依据 `{policy}` 不会留下账户的任何内容"
        de "nach `{policy}` ist von einem Konto nichts übrig";
    nothing_to_keep()
        en "the account stays, or nothing says what becomes of its data"
        zh "账户保留,或未说明如何处理其数据"
        de "das Konto bleibt, oder nichts sagt, was aus seinen Daten wird";
    carried_otherwise()
        en "a fact is given and carried differently"
        zh "给出的事实与留存的不一致"
        de "ein Fakt ist anders angegeben als mitgeführt";
    given_otherwise()
        en "`account` says otherwise"
        zh "`account` 所说不同"
        de "`account` sagt etwas anderes";
    give_it_once()
        en "give each fact once"
        zh "每个事实请只给出一次"
        de "jeden Fakt nur einmal angeben";
    no_hash_of_program()
        en "not the hash of a program"
        zh "不是程序的散列值"
        de "kein Hash eines Programms";
    hash_has_digits()
        en "a hash has 64 hexadecimal digits"
        zh "散列值为 64 位十六进制数字"
        de "ein Hash hat 64 hexadezimale Ziffern";
    read_by_a_hold(path: &str)
        en "`{path}` is carried, and a hold reads it"
        zh "`{path}` 为留存的事实,而有保全要读取它"
        de "`{path}` ist mitgeführt, und eine Sperre liest es";
    asked_again()
        en "as it was when the account left"
        zh "这是账户离开时的情形"
        de "wie es war, als das Konto ging";
    holds_are_asked_again()
        en "whether something is held is asked again: what is not known holds it"
        zh "是否保全要重新询问:未知即视为保全"
        de "ob etwas gesperrt ist, wird neu gefragt: was unbekannt ist, sperrt";
    give_in_account(path: &str)
        en "leave it out, or give `{path}` as it is now"
        zh "请去掉,或按现在的情形给出 `{path}`"
        de "weglassen, oder `{path}` angeben, wie es jetzt ist";
}
