//! Reading a policy: recovery and wrong forms.

use crate::diagnostic::Message;

crate::messages! {
    given_already()
        en "this is given already"
        zh "这里已经写过了"
        de "das ist schon angegeben";
    given_second_time()
        en "given a second time"
        zh "第二次说"
        de "ein zweites Mal angegeben";
    one_passed_over()
        en "one of the two would be ignored"
        zh "两者之一会被忽略"
        de "eine der beiden Angaben bliebe unbeachtet";
    keep_meant()
        en "keep the one that is meant"
        zh "请保留所指的一条"
        de "die gemeinte Angabe behalten";
    expected_sign_before(sign: &str, before: Message)
        en "expected `{sign}` before {before}"
        zh "在{before}之前应有 `{sign}`"
        de "`{sign}` vor {before} erwartet";
    right_behind_another(sign: &str)
        en "this `{sign}` directly follows another"
        zh "这个 `{sign}` 紧跟在另一个之后"
        de "dieses `{sign}` folgt direkt auf ein anderes";
    once_is_enough()
        en "once is enough"
        zh "一次就够"
        de "einmal genügt";
    closes_nothing(sign: &str)
        en "this `{sign}` closes nothing"
        zh "这个 `{sign}` 没有对应的开头"
        de "dieses `{sign}` schließt nichts";
    nothing_open()
        en "nothing is open here"
        zh "这里没有打开的括号"
        de "hier ist nichts geöffnet";
    remove_or_open()
        en "remove it, or open what it closes"
        zh "请删去,或补上对应的开头"
        de "löschen oder öffnen, was es schließt";
    may_be_missing(sign: &str)
        en "`{sign}` may be missing here"
        zh "这里可能缺少 `{sign}`"
        de "hier fehlt vielleicht `{sign}`";
    not_allowed_here(what: Message)
        en "{what} is not allowed here"
        zh "{what} 不能出现在这里"
        de "{what} ist hier nicht erlaubt";
    not_expected_here()
        en "not expected here"
        zh "这里不该有它"
        de "hier nicht erwartet";
    expected(what: Message)
        en "expected {what}"
        zh "应为{what}"
        de "erwartet: {what}";
    never_closed(sign: &str)
        en "this `{sign}` is never closed"
        zh "这个 `{sign}` 没有结束"
        de "dieses `{sign}` wird nicht geschlossen";
    wrong_order(one: Message, other: Message)
        en "{one} and {other} are in the wrong order"
        zh "{one}和{other}的顺序反了"
        de "{one} und {other} sind vertauscht";
    comes_first(what: Message)
        en "{what} comes first"
        zh "{what}应在前面"
        de "{what} kommt zuerst";
    expected_before(what: Message)
        en "expected before {what}"
        zh "应在 {what} 之前"
        de "vor {what} erwartet";
    expected_here()
        en "expected here"
        zh "应在这里"
        de "hier erwartet";
    missing_here(what: Message)
        en "{what} is missing here"
        zh "这里缺少{what}"
        de "hier fehlt: {what}";
    something_missing()
        en "something is missing here"
        zh "这里缺少内容"
        de "hier fehlt etwas";
    or_the_like(what: Message)
        en "{what} or the like"
        zh "{what} 等"
        de "{what} oder Ähnliches";
    phrase_begins_with()
        en "a phrase begins with `no`, `some`, `every`, `at least 2` or the like"
        zh "名词短语以 `no`、`some`、`every`、`at least 2` 等开头"
        de "eine Wendung beginnt mit `no`, `some`, `every`, `at least 2` oder Ähnlichem";
    and_or_mixed()
        en "`and` and `or` are mixed here"
        zh "这里混用了 `and` 和 `or`"
        de "`and` und `or` sind hier gemischt";
    which_binds_tighter()
        en "which binds tighter?"
        zh "哪个结合得更紧?"
        de "was bindet stärker?";
    reader_must_not()
        en "a reader should not have to know"
        zh "不应要求读者知道"
        de "wer liest, soll es nicht wissen müssen";
    parentheses_around_part()
        en "put parentheses around the part that belongs together"
        zh "请给属于一起的部分加上括号"
        de "Zusammengehöriges in Klammern setzen";
    belongs_to_either(word: &str)
        en "`{word}` may belong to the condition after it, or to the whole"
        zh "`{word}` 可能属于其后的条件,也可能属于整体"
        de "`{word}` kann zur Bedingung dahinter gehören oder zum Ganzen";
    which_is_meant()
        en "does this belong to the elements, or to the whole?"
        zh "它说的是元素,还是整体?"
        de "gehört das zu den Elementen oder zum Ganzen?";
    write_one_or_other(of_elements: &str, of_whole: &str)
        en "write `{of_elements}` if it is about the elements, or `{of_whole}`"
        zh "如果说的是元素,请写 `{of_elements}`;否则写 `{of_whole}`"
        de "`{of_elements}` schreiben, wenn es um die Elemente geht, sonst `{of_whole}`";
    product_in_sum()
        en "a product or a share beside another operand, without parentheses"
        zh "乘积或百分比旁边有其他运算而没有圆括号"
        de "Produkt oder Anteil neben einem anderen Operanden, ohne Klammern";
    parentheses_around_product()
        en "put parentheses around it: `a + (b * 3)`, `a - (10 % of b)`"
        zh "请加上圆括号:`a + (b * 3)`、`a - (10 % of b)`"
        de "Klammern darum setzen: `a + (b * 3)`, `a - (10 % of b)`";
    too_many_operands()
        en "this value has too many operands"
        zh "这个值的操作数太多"
        de "dieser Wert hat zu viele Operanden";
    more_than(most: usize)
        en "more than {most}"
        zh "多于 {most} 项"
        de "mehr als {most}";
    name_part_with_field()
        en "name a part of it with a derived field"
        zh "请用派生字段给一部分命名"
        de "einen Teil mit einem abgeleiteten Feld benennen";
    satisfies_follows_every()
        en "`satisfies` follows `every` only"
        zh "`satisfies` 只能跟在 `every` 后面"
        de "`satisfies` folgt nur auf `every`";
    what_elements_satisfy()
        en "what the elements satisfy"
        zh "元素要满足的内容"
        de "was die Elemente erfüllen";
    write_where_instead()
        en "write `where …` instead"
        zh "请改写为 `where …`"
        de "stattdessen `where …` schreiben";
    not_a_count()
        en "this is not a count"
        zh "这不是数目"
        de "das ist keine Anzahl";
    whole_number_from_0()
        en "a whole number from 0"
        zh "从 0 开始的整数"
        de "eine ganze Zahl ab 0";
    outcomes_in_braces()
        en "outcomes are written in braces"
        zh "结果写在花括号里"
        de "Ergebnisse werden in geschweifte Klammern gesetzt";
    otherwise_takes_no_value()
        en "the outcome behind `otherwise` carries no value"
        zh "`otherwise` 后面的结果不带数值"
        de "das Ergebnis hinter `otherwise` hat keinen Wert";
    value_of_what_failed()
        en "only `outcome` carries a value"
        zh "只有 `outcome` 带数值"
        de "nur `outcome` hat einen Wert";
    policy_of_its_own(value: &str)
        en "leave it out, or write a policy of its own with `outcome … {value}`"
        zh "请删去,或另写一条规则,用 `outcome … {value}`"
        de "weglassen oder eine eigene Richtlinie mit `outcome … {value}` schreiben";
    understood()
        en "understood, but written differently"
        zh "能看懂,但写法不同"
        de "verstanden, aber anders zu schreiben";
    compiler_lost(what: Message)
        en "the compiler has lost {what}"
        zh "编译器丢失了{what}"
        de "vom Compiler verloren: {what}";
    part_of_text()
        en "a part of the text"
        zh "文本的一部分"
        de "ein Teil des Textes";
    require_takes_no_when()
        en "a requirement takes no `when`"
        zh "要求不带 `when`"
        de "eine Voraussetzung hat kein `when`";
    condition_of_one_requirement()
        en "a condition of one requirement"
        zh "一条要求的条件"
        de "eine Bedingung einer einzelnen Voraussetzung";
    when_selects_first()
        en "`when` selects the accounts that a policy applies to, and is its first clause"
        zh "`when` 选出规则适用的账户,写在规则的最前面"
        de "`when` wählt die Konten aus, für die eine Richtlinie gilt, und steht in ihr zuerst";
    json_not_policy()
        en "this is JSON, and not a policy"
        zh "这是 JSON,不是规则"
        de "das ist JSON und keine Richtlinie";
    begins_with_package()
        en "a policy begins with `package NAME`"
        zh "规则文件以 `package NAME` 开头"
        de "eine Richtlinie beginnt mit `package NAME`";
    name_it_json()
        en "name the file `*.json`, and give it with `--facts`, or behind `from` in a test"
        zh "请把文件命名为 `*.json`,用 `--facts` 给出,或写在测试的 `from` 之后"
        de "die Datei `*.json` nennen und mit `--facts` oder in einem Test hinter `from` angeben";
    documentation_not_allowed()
        en "documentation is not allowed here"
        zh "这里不能写文档注释"
        de "Dokumentation ist hier nicht erlaubt";
    comment_with_slashes()
        en "write `//` for a comment"
        zh "注释请写 `//`"
        de "Kommentare beginnen mit `//`";
    name_missing()
        en "a name is missing here"
        zh "这里缺少名称"
        de "hier fehlt ein Name";
    if_behind_and_or()
        en "`if` is written behind `and` or `or` here"
        zh "这里 `if` 写在 `and` 或 `or` 后面"
        de "`if` steht hier hinter `and` oder `or`";
    how_far()
        en "how far does it reach?"
        zh "它到哪里为止?"
        de "wie weit reicht es?";
    parentheses_around_if()
        en "put parentheses around it: `(if … then …)`"
        zh "请加上括号:`(if … then …)`"
        de "in Klammern setzen: `(if … then …)`";
    not_written_here(written: &str)
        en "`{written}` is not written this way"
        zh "这里不写 `{written}`"
        de "`{written}` wird hier anders geschrieben";
    keywords_small()
        en "keywords are in small letters"
        zh "关键字用小写"
        de "Schlüsselwörter werden kleingeschrieben";
    not_a_keyword(word: &str)
        en "`{word}` is not a keyword"
        zh "`{word}` 不是关键字"
        de "`{word}` ist kein Schlüsselwort";
    sign_missing(sign: &str)
        en "a `{sign}` is missing here"
        zh "这里缺少 `{sign}`"
        de "hier fehlt `{sign}`";
    comma_missing()
        en "a `,` is missing here"
        zh "这里缺少 `,`"
        de "hier fehlt `,`";
    message_without_language()
        en "this message names no language"
        zh "这条提示没有写明语言"
        de "dieser Meldungstext nennt keine Sprache";
    in_which_language()
        en "in which language?"
        zh "哪种语言?"
        de "in welcher Sprache?";
    language_before(example: &str)
        en "write its language before it: `{example}`"
        zh "请在前面写语言:`{example}`"
        de "die Sprache davor schreiben: `{example}`";
    twice_here(word: &str)
        en "`{word}` is written twice here"
        zh "`{word}` 写了两次"
        de "`{word}` ist hier doppelt";
    missing_after(what: Message)
        en "something is missing after {what}"
        zh "{what} 后面缺少内容"
        de "hinter {what} fehlt etwas";
    ends_here()
        en "it ends here"
        zh "到这里就结束了"
        de "hier ist das Ende";
    condition_on_data()
        en "write `where`, and behind it which elements the rule is for"
        zh "请写 `where`,并在其后说明规则针对哪些元素"
        de "`where` schreiben, und dahinter, für welche Elemente die Regel gilt";
    name_cancelling(example: &str)
        en "name the elements that cancel it: `{example}`"
        zh "请写明撤销它的元素:`{example}`"
        de "die Elemente nennen, die ihn zurücknehmen: `{example}`";
    declared_as_name()
        en "declared as a name here"
        zh "在这里声明为名称"
        de "hier als Name deklariert";
    read_as_name()
        en "this is read as a name, which nothing in parentheses follows"
        zh "这里被读作名称,其后不能有括号"
        de "das wird als Name gelesen, auf den keine Klammern folgen";
    read_as_next_field()
        en "read as the name of the next field"
        zh "读作了下一个字段的名称"
        de "als Name des nächsten Feldes gelesen";
    begins_with(what: Message, words: Message)
        en "{what} begins with {words}"
        zh "{what}以 {words} 开头"
        de "so beginnt {what}: {words}";
    keyword_as_name(word: &str)
        en "`{word}` is a keyword: write `account.{word}`, or give the field another name"
        zh "`{word}` 是关键字:请写 `account.{word}`,或给字段改名"
        de "`{word}` ist ein Schlüsselwort: `account.{word}` schreiben oder das Feld umbenennen";
    anchor_in_sum()
        en "an anchor beside `+` or `-` needs parentheses"
        zh "`+` 或 `-` 旁的锚点要加圆括号"
        de "ein Anker neben `+` oder `-` braucht Klammern";
    moved_before_or_after()
        en "is the time moved before the anchor is taken, or the anchor after?"
        zh "是先移动时间再取锚点,还是取了锚点再移动?"
        de "wird der Zeitpunkt vorher verschoben oder der Anker danach?";
    one_or_the_other(one: &str, other: &str)
        en "write `{one}` or `{other}`"
        zh "请写 `{one}` 或 `{other}`"
        de "`{one}` oder `{other}` schreiben";
    parentheses_around_anchor(anchor: &str)
        en "put parentheses around the anchor: `({anchor})`"
        zh "请给锚点加上圆括号:`({anchor})`"
        de "den Anker in Klammern setzen: `({anchor})`";
    moved_without_parentheses()
        en "a sum or an anchor that is moved to a working day needs parentheses"
        zh "移到工作日的算式或锚点要加圆括号"
        de "eine Summe oder ein Anker vor `moved to` braucht Klammern";
    what_is_moved()
        en "is the whole moved, or only its last part?"
        zh "移动的是整体,还是最后一部分?"
        de "wird das Ganze verschoben oder nur der letzte Teil?";
    parentheses_around_value(value: &str)
        en "put parentheses around what is moved: `{value}`"
        zh "请给被移动的部分加上圆括号:`{value}`"
        de "um das, was verschoben wird, Klammern setzen: `{value}`";
    no_such_form()
        en "there is no such form"
        zh "没有这种写法"
        de "diese Form gibt es nicht";
    no_offset()
        en "this time has no offset from UTC"
        zh "这个时间没有与 UTC 的时差"
        de "diesem Zeitpunkt fehlt der Abstand zu UTC";
    at_which_place()
        en "at which place is it this time?"
        zh "这是哪里的时间?"
        de "an welchem Ort ist es so spät?";
    write_z_or_offset(word: &str)
        en "write `{word}Z`, or with an offset: `{word}+08:00`"
        zh "请写 `{word}Z`,或写时差:`{word}+08:00`"
        de "`{word}Z` schreiben, oder mit Abstand: `{word}+08:00`";
    way_without_braces(name: &str)
        en "what the way `{name}` requires is not in braces"
        zh "途径 `{name}` 的要求没有写在花括号里"
        de "was der Weg `{name}` verlangt, steht nicht in Klammern";
    brace_expected_behind()
        en "expected `{{` behind this"
        zh "此后应有 `{{`"
        de "dahinter `{{` erwartet";
    rounded_without_parentheses()
        en "what is rounded is not in parentheses"
        zh "被取整的值没有写在括号里"
        de "was gerundet wird, steht nicht in Klammern";
    what_is_rounded()
        en "what of this is rounded?"
        zh "这里取整的是什么?"
        de "was hiervon wird gerundet?";
    list_without_brackets()
        en "a list is written without brackets"
        zh "列表不加括号"
        de "eine Liste wird ohne Klammern geschrieben";
    brackets_around()
        en "brackets around the values"
        zh "值的外面有括号"
        de "Klammern um die Werte";
}
