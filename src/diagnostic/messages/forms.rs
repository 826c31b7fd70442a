//! Forms of other languages that have no counterpart, and what to write instead.

crate::messages! {
    no_weeks()
        en "a week begins on another day from place to place: anchors are of a `day`, `month`, `quarter` or `year`"
        zh "各地一周的起始日不同:锚点只有 `day`、`month`、`quarter`、`year`"
        de "eine Woche beginnt je nach Ort an einem anderen Tag: Anker gibt es von `day`, `month`, `quarter` und `year`";
    part_of_text()
        en "a text is compared as a whole, or by its beginning: write `is \"…\"`, `is one of \"…\", \"…\"` or `starts with \"…\"`; what another part of it says is a field of its own"
        zh "文字只能整体比较,或者比较开头:请写 `is \"…\"`、`is one of \"…\", \"…\"` 或 `starts with \"…\"`;其他部分的含义要另设字段"
        de "ein Text wird als Ganzes oder nach seinem Anfang verglichen: `is \"…\"`, `is one of \"…\", \"…\"` oder `starts with \"…\"` schreiben; was ein anderer Teil davon besagt, ist ein eigenes Feld";
    if_negated()
        en "a condition with `if` is negated in parentheses: `not (if … then …)`"
        zh "带 `if` 的条件要在括号里否定:`not (if … then …)`"
        de "eine Bedingung mit `if` wird in Klammern verneint: `not (if … then …)`";
    group_of_the_others()
        en "write a further group with the opposite condition, `when not … {{ … }}`, or `otherwise nothing is asked`"
        zh "请再写一个条件相反的分组 `when not … {{ … }}`,或写 `otherwise nothing is asked`"
        de "eine weitere Gruppe mit der umgekehrten Bedingung schreiben, `when not … {{ … }}`, oder `otherwise nothing is asked`";
    no_else()
        en "there is no `else`: write a second condition, `(if … then …) and (if not … then …)`"
        zh "没有 `else`:请写第二个条件,`(if … then …) and (if not … then …)`"
        de "ein `else` gibt es nicht: eine zweite Bedingung schreiben, `(if … then …) and (if not … then …)`";
    hold_instead(name: &str)
        en "write what must hold instead: `require {name}: not …`"
        zh "请写明必须满足的条件:`require {name}: not …`"
        de "schreiben, was stattdessen gelten muss: `require {name}: not …`";
    must_hold(name: &str)
        en "write what must hold: `require {name}: …`; who meets every requirement may go"
        zh "请写明必须满足的条件:`require {name}: …`;满足每条要求的人就可以离开"
        de "schreiben, was gelten muss: `require {name}: …`; wer jede Voraussetzung erfüllt, darf gehen";
    no_half_up()
        en "amounts are rounded `down`, `up` or `half even`; from the middle, `half even` goes to the even neighbour"
        zh "金额可按 `down`、`up` 或 `half even` 取整;居中时 `half even` 取偶数一侧"
        de "Beträge werden `down`, `up` oder `half even` gerundet; aus der Mitte führt `half even` zum geraden Nachbarn";
}
