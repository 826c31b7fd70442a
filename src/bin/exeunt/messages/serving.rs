//! The language server.

use exeunt::diagnostic::Message;

exeunt::messages! {
    writing_failed()
        en "writing to the editor failed"
        zh "无法写给编辑器"
        de "das Schreiben an den Editor ist fehlgeschlagen";
    input_ends()
        en "the input ends within a message"
        zh "输入在消息中间结束"
        de "die Eingabe endet mitten in einer Nachricht";
    malformed_message(why: &str)
        en "a message is malformed: {why}"
        zh "消息格式错误:{why}"
        de "eine Nachricht ist fehlerhaft: {why}";
    malformed_head()
        en "the head of a message is malformed"
        zh "消息头格式错误"
        de "der Kopf einer Nachricht ist fehlerhaft";
    no_content_length()
        en "a message has no `Content-Length` that is a number"
        zh "消息没有数字形式的 `Content-Length`"
        de "eine Nachricht hat keine Zahl als `Content-Length`";
    message_too_large(size: &str, most: usize)
        en "a message of {size} bytes is announced, more than {most} MiB"
        zh "消息声明为 {size} 字节,超过 {most} MiB"
        de "eine Nachricht von {size} Bytes ist angekündigt, mehr als {most} MiB";
    not_supported(method: &str)
        en "`{method}` is not supported"
        zh "不支持 `{method}`"
        de "`{method}` wird nicht unterstützt";
    invalid_parameters(why: &str)
        en "invalid parameters: {why}"
        zh "参数无效:{why}"
        de "ungültige Parameter: {why}";
    why()
        en "why"
        zh "为什么"
        de "warum";
    no_such_command()
        en "there is no such command"
        zh "没有这个命令"
        de "diesen Befehl gibt es nicht";
    no_such_test(title: &str)
        en "there is no test `{title}`, or the policies have errors"
        zh "没有测试 `{title}`,或规则有错误"
        de "den Test `{title}` gibt es nicht, oder die Richtlinien haben Fehler";
    cannot_show()
        en "the explanation cannot be written to a temporary file"
        zh "无法把说明写入临时文件"
        de "die Erklärung lässt sich nicht in eine temporäre Datei schreiben";
    test_passes(status: Message)
        en "✓ {status}"
        zh "✓ {status}"
        de "✓ {status}";
    test_fails(expected: &Message, found: &Message)
        en "✗ expected {expected}; {found}"
        zh "✗ 期望:{expected};{found}"
        de "✗ erwartet: {expected}; {found}";
}
