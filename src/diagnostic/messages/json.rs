//! The form of JSON.

use crate::diagnostic::Message;

crate::messages! {
    expected_found(expected: &Message, found: Message)
        en "expected {expected}, found {found}"
        zh "应为{expected},却是{found}"
        de "erwartet: {expected}, gefunden: {found}";
    not_this(expected: Message)
        en "not {expected}"
        zh "不是{expected}"
        de "nicht: {expected}";
    end_of_text()
        en "the end of the text"
        zh "文本的结尾"
        de "Ende des Textes";
    nested_too_deep(most: usize)
        en "values are nested more than {most} deep"
        zh "值的嵌套超过 {most} 层"
        de "Werte sind mehr als {most}-fach verschachtelt";
    nothing_read_beyond()
        en "nothing is read beyond this"
        zh "此后的内容不会被读取"
        de "danach wird nichts mehr gelesen";
    a_value()
        en "a value"
        zh "值"
        de "Wert";
    comma_left_over()
        en "a comma with nothing after it"
        zh "逗号后面没有内容"
        de "ein Komma, auf das nichts folgt";
    left_over()
        en "left over"
        zh "多余的内容"
        de "überzählig";
    a_key()
        en "a key in double quotes"
        zh "双引号里的键"
        de "Schlüssel in doppelten Anführungszeichen";
    colon_and_value()
        en "`:` and the key's value"
        zh "`:` 和键的值"
        de "`:` und der Wert des Schlüssels";
    comma_or(close: char)
        en "`,` or `{close}`"
        zh "`,` 或 `{close}`"
        de "`,` oder `{close}`";
    object_never_closed()
        en "an object is never closed"
        zh "对象没有结束"
        de "ein Objekt wird nicht geschlossen";
    array_never_closed()
        en "an array is never closed"
        zh "数组没有结束"
        de "ein Array wird nicht geschlossen";
    text_ends_here()
        en "the text ends here"
        zh "文本到此结束"
        de "hier endet der Text";
    not_json_value(word: &str)
        en "`{word}` is not a JSON value"
        zh "`{word}` 不是 JSON 的值"
        de "`{word}` ist kein JSON-Wert";
    text_in_quotes(word: &str)
        en "write a text in double quotes: `\"{word}\"`"
        zh "请用双引号写文本:`\"{word}\"`"
        de "Text in doppelte Anführungszeichen setzen: `\"{word}\"`";
    neither_null_true_false()
        en "neither null, true nor false"
        zh "不是 null、true 或 false"
        de "weder null noch true noch false";
    zero_before_digits()
        en "a number with a zero before its digits"
        zh "数字前多了一个零"
        de "eine Zahl mit führender Null";
    json_has_no_such_numbers()
        en "JSON has no such numbers"
        zh "JSON 没有这样的数"
        de "solche Zahlen kennt JSON nicht";
    a_digit()
        en "a digit"
        zh "数字"
        de "Ziffer";
    within_a_text(digits: &str)
        en "U+{digits} within a text"
        zh "文本中有 U+{digits}"
        de "U+{digits} in einem Text";
    control_character()
        en "a control character"
        zh "控制字符"
        de "ein Steuerzeichen";
    text_starts_here()
        en "the text that it is in starts here"
        zh "它所在的文本从这里开始"
        de "hier beginnt der Text, in dem es steht";
    close_text_before()
        en "close the text before it, or write it as `\\n`, `\\u0000`, …"
        zh "请在它之前结束文本,或写成 `\\n`、`\\u0000` 等"
        de "den Text davor schließen oder `\\n`, `\\u0000`, … schreiben";
    text_never_closed()
        en "a text is never closed"
        zh "文本没有结束"
        de "ein Text wird nicht geschlossen";
    add_closing_quote()
        en "add the closing `\"`"
        zh "请补上结尾的 `\"`"
        de "das schließende `\"` ergänzen";
    unknown_escape()
        en "unknown escape"
        zh "未知的转义"
        de "unbekannte Escape-Sequenz";
    escape_not_json()
        en "an escape that JSON does not have"
        zh "JSON 没有的转义"
        de "eine Escape-Sequenz, die JSON nicht kennt";
    incomplete_escape()
        en "incomplete escape"
        zh "不完整的转义"
        de "unvollständige Escape-Sequenz";
    backslash_written()
        en "a backslash itself is written `\\\\`"
        zh "反斜线本身写成 `\\\\`"
        de "ein Backslash wird als `\\\\` geschrieben";
    escape_without_digits()
        en "`\\u` without its four hexadecimal digits"
        zh "`\\u` 缺少四位十六进制数字"
        de "`\\u` ohne die vier Hexadezimalziffern";
    half_surrogates()
        en "half a pair of surrogates"
        zh "只有半个代理对"
        de "ein halbes Surrogatpaar";
    no_character_by_itself()
        en "not a character by itself"
        zh "它自己不是字符"
        de "für sich allein kein Zeichen";
}
