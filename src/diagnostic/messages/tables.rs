//! Faults of populations in tables.

use crate::diagnostic::Message;

crate::messages! {
    cannot_read(why: Message)
        en "cannot read it: {why}"
        zh "无法读取:{why}"
        de "nicht lesbar: {why}";
    not_parquet(why: &str)
        en "this is not a readable Parquet file: {why}"
        zh "不是可读取的 Parquet 文件:{why}"
        de "keine lesbare Parquet-Datei: {why}";
    rows_unreadable(why: &str)
        en "its rows cannot be read: {why}"
        zh "无法读取其中的行:{why}"
        de "die Zeilen sind nicht lesbar: {why}";
    record_within_itself()
        en "the policy reads a record within itself, which tables cannot hold"
        zh "规则读取嵌在自身之中的记录,表无法容纳"
        de "die Richtlinie liest einen Datensatz, der sich selbst enthält; Tabellen können ihn nicht aufnehmen";
    keys_differ(own: &str, accounts: &str)
        en "its keys are {own}, those of the accounts are {accounts}"
        zh "它的键是 {own},而账户的键是 {accounts}"
        de "die Schlüssel sind {own}, die der Konten {accounts}";
    wrong_key(found: &str)
        en "keys of accounts are texts or integers of 64 bits; this column holds {found}"
        zh "账户的键是文字或 64 位整数;此列是 {found}"
        de "Schlüssel von Konten sind Texte oder 64-Bit-Ganzzahlen; diese Spalte enthält {found}";
    wrong_type(wanted: Message, found: &str)
        en "{wanted} are needed; it holds {found}"
        zh "需要{wanted},却是 {found}"
        de "nötig sind {wanted}; enthalten ist {found}";
    no_column()
        en "the policy reads it, and the file does not have it"
        zh "规则要读取此列,而文件中没有"
        de "die Richtlinie liest sie, und die Datei hat sie nicht";
    no_key()
        en "it has no key"
        zh "没有键"
        de "hat keinen Schlüssel";
    not_a_key()
        en "this is not a key"
        zh "不是键"
        de "kein Schlüssel";
    key_missing()
        en "the key is missing"
        zh "缺少键"
        de "der Schlüssel fehlt";
    accounts_not_sorted(keys: &str)
        en "its key is not greater than that of the row before: sort the accounts by {keys}, each once (texts in the order of their bytes)"
        zh "键不大于上一行的键:请把账户按 {keys} 排序,各出现一次(文字按字节顺序)"
        de "der Schlüssel ist nicht größer als der vorige: die Konten nach {keys} sortieren, jedes einmal (Texte nach ihren Bytes)";
    rows_not_sorted(keys: &str)
        en "its key is less than that of the row before: sort the rows by {keys} (texts in the order of their bytes)"
        zh "键小于上一行的键:请把各行按 {keys} 排序(文字按字节顺序)"
        de "der Schlüssel ist kleiner als der vorige: die Zeilen nach {keys} sortieren (Texte nach ihren Bytes)";
    not_read()
        en "it was not read"
        zh "没有读取"
        de "nicht gelesen";
    position_missing()
        en "the position is missing"
        zh "缺少位置"
        de "die Position fehlt";
    not_whole_numbers()
        en "these are not whole numbers"
        zh "不是整数"
        de "keine ganzen Zahlen";
    not_a_set()
        en "this is not a set"
        zh "不是集合"
        de "keine Menge";
    too_many_rows()
        en "an account has too many rows"
        zh "某个账户的行太多"
        de "ein Konto hat zu viele Zeilen";
    too_many_texts()
        en "these rows hold too many texts"
        zh "这些行的文字太多"
        de "diese Zeilen enthalten zu viele Texte";
    beyond_64_bits()
        en "the value is beyond 64 bits; a line of JSON may hold it"
        zh "值超出 64 位;JSON 行可以容纳"
        de "der Wert überschreitet 64 Bit; eine JSON-Zeile kann ihn aufnehmen";
    not_a_length()
        en "not a length of time"
        zh "不是时长"
        de "keine Dauer";
    too_many_decimals()
        en "the value has more decimals than its type holds"
        zh "值的小数位多于其类型所能容纳"
        de "der Wert hat mehr Nachkommastellen, als sein Typ fasst";
    time_out_of_range()
        en "the time is not from 0001-01-01T00:00:00Z to 9999-12-30T22:00:00Z"
        zh "时间不在 0001-01-01T00:00:00Z 至 9999-12-30T22:00:00Z 之间"
        de "der Zeitpunkt liegt nicht zwischen 0001-01-01T00:00:00Z und 9999-12-30T22:00:00Z";
    day_out_of_range()
        en "the day is not from 0001-01-01 to 9999-12-30"
        zh "日期不在 0001-01-01 至 9999-12-30 之间"
        de "der Tag liegt nicht zwischen 0001-01-01 und 9999-12-30";
    finer_than_microsecond()
        en "the time is finer than a microsecond"
        zh "时间精度高于微秒"
        de "der Zeitpunkt ist feiner als eine Mikrosekunde";
    booleans()
        en "booleans"
        zh "布尔值"
        de "Wahrheitswerte";
    texts()
        en "texts"
        zh "文字"
        de "Texte";
    whole_numbers()
        en "whole numbers"
        zh "整数"
        de "ganze Zahlen";
    exact_decimals()
        en "exact decimals of at most 38 digits"
        zh "至多 38 位的精确小数"
        de "exakte Dezimalzahlen mit höchstens 38 Ziffern";
    instants()
        en "instants (timestamps adjusted to UTC, not INT96)"
        zh "时刻(调整为 UTC 的时间戳,不能是 INT96)"
        de "Zeitpunkte (auf UTC bezogene Zeitstempel, nicht INT96)";
    days()
        en "days"
        zh "日期"
        de "Tage";
    lists()
        en "lists"
        zh "列表"
        de "Listen";
    lists_of_type()
        en "lists of its type"
        zh "该类型的列表"
        de "Listen seines Typs";
    of_column(column: &str, what: &Message)
        en "column `{column}`: {what}"
        zh "列 `{column}`:{what}"
        de "Spalte `{column}`: {what}";
    of_file(place: &str, what: &Message)
        en "{place} {what}"
        zh "{place} {what}"
        de "{place} {what}";
}
