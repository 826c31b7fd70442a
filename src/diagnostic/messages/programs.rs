//! Built programs, and comparing them.

use crate::diagnostic::Message;

crate::messages! {
    too_large_to_compare(policy: &str, definition: &str)
        en "`{policy}` cannot be compared: `{definition}` is too large with all that it uses written out"
        zh "无法比较 `{policy}`:把 `{definition}` 用到的一切都写开后太大"
        de "`{policy}` lässt sich nicht vergleichen: `{definition}` ist samt allem Benutzten zu groß";
    at_path(path: &str, why: &Message)
        en "{path}: {why}"
        zh "{path}:{why}"
        de "{path}: {why}";
    cannot_be_written(why: &str)
        en "cannot be written: {why}"
        zh "无法写出:{why}"
        de "nicht schreibbar: {why}";
    cannot_be_written_as_text()
        en "cannot be written"
        zh "无法写出"
        de "nicht schreibbar";
    not_a_built_program(why: &str)
        en "not a built program: {why}"
        zh "不是编译好的程序:{why}"
        de "kein übersetztes Programm: {why}";
    no_hash()
        en "there is no hash of the content"
        zh "没有内容的哈希"
        de "der Hash des Inhalts fehlt";
    bytes_behind(count: usize)
        en "{count} bytes follow the program"
        zh "程序之后还有 {count} 个字节"
        de "auf das Programm folgen {count} Bytes";
    neither_form()
        en "neither form of a built program"
        zh "不是编译好的程序"
        de "keine der beiden Formen eines übersetzten Programms";
    not_binary_form()
        en "not the binary form of a built program"
        zh "不是编译好的程序的二进制形式"
        de "nicht die Binärform eines übersetzten Programms";
    other_format(this: u32, found: u32)
        en "this version reads {this}, found {found}; build the program anew from its policies (`exeunt build`)"
        zh "本版本读取格式 {this},却是 {found};请用其规则重新编译程序(`exeunt build`)"
        de "diese Version liest {this}, gefunden: {found}; das Programm aus seinen Richtlinien neu übersetzen (`exeunt build`)";
    cut_short()
        en "the file is cut short"
        zh "文件不完整"
        de "die Datei ist unvollständig";
    damaged()
        en "the file is damaged or was edited: its content is not what its hash announces"
        zh "文件已损坏或被改动:内容与所载哈希不符"
        de "die Datei ist beschädigt oder geändert: der Inhalt passt nicht zum Hash";
    nested_deeper(most: u32)
        en "nested more than {most} deep, calls written out"
        zh "展开调用后嵌套超过 {most} 层"
        de "mit ausgeschriebenen Aufrufen mehr als {most}-fach verschachtelt";
    more_nodes(most: u64)
        en "more than {most} nodes, calls written out"
        zh "展开调用后超过 {most} 个节点"
        de "mit ausgeschriebenen Aufrufen mehr als {most} Knoten";
}
