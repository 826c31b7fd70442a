//! The one table of diagnostics. A row is the whole of a code: its page is `docs/errors/<code>.md`, and a row
//! without a page does not compile.

use super::{Message, Row, Severity, Texts};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $slug:literal $severity:ident $($language:ident $summary:literal)+;)*) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(not(feature = "internals"), non_exhaustive)]
        pub enum Code { $(#[doc = concat!($($summary, "\n\n",)+)] $name,)* }

        /// The summaries, in the order of the codes.
        static SUMMARIES: &[Row] =
            &[$(Row::new(stringify!($name), &[], Texts { $($language: $summary),+ }),)*];

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The number by which it is looked up: `E0201`.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// What it is about, in a few words.
            #[must_use]
            pub fn summary(self) -> Message {
                Message::new(&SUMMARIES[self as usize], [])
            }

            /// Error or warning.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Its page, as Markdown: what it means, an example that raises it, and the example corrected.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../docs/errors/", $slug, ".md")),)*
                }
            }

            /// Whether it is about facts, whose texts diagnostics of it quote.
            pub(crate) fn is_about_facts(self) -> bool {
                self.slug()[1..].starts_with("05")
            }

            /// The code of that number, if there is one; case does not matter.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.slug().eq_ignore_ascii_case(slug))
            }
        }
    };
}

codes! {
    Syntax = "E0101" Error
        en "text that the grammar does not allow"
        zh "语法不允许的文字"
        de "Text, den die Grammatik nicht zulässt";
    Unclosed = "E0102" Error
        en "a brace, parenthesis or string that is never closed"
        zh "没有闭合的大括号、圆括号或字符串"
        de "eine nicht geschlossene Klammer oder Zeichenkette";
    WrongForm = "E0103" Error
        en "another language's way of writing it"
        zh "另一种语言的写法"
        de "die Schreibweise einer anderen Sprache";
    MixedAndOr = "E0104" Error
        en "`and` and `or` mixed without parentheses"
        zh "`and` 与 `or` 混用而没有圆括号"
        de "`and` und `or` ohne Klammern gemischt";
    TooDeep = "E0105" Error
        en "nesting beyond what is read"
        zh "嵌套过深,无法读取"
        de "zu tiefe Verschachtelung";
    HiddenCharacter = "E0106" Error
        en "a character that can disguise a rule"
        zh "可以掩饰规则的字符"
        de "ein Zeichen, das eine Regel verschleiern kann";
    BadLiteral = "E0107" Error
        en "a literal that has no value"
        zh "没有值的字面值"
        de "ein Literal ohne Wert";
    DisguisedName = "E0108" Error
        en "a name that may be taken for another"
        zh "可能被误认为另一名称的名称"
        de "ein Name, der mit einem anderen verwechselt werden kann";
    SaidTwice = "E0109" Error
        en "something that can be said once, said twice"
        zh "只能写一次的内容写了两次"
        de "eine nur einmal zulässige Angabe, zweimal geschrieben";
    OpenPhrase = "E0110" Error
        en "`and` or `or` after `where` or `satisfies`, without parentheses"
        zh "`where` 或 `satisfies` 之后的 `and` 或 `or` 没有圆括号"
        de "`and` oder `or` nach `where` oder `satisfies`, ohne Klammern";

    UnknownName = "E0201" Error
        en "a name that nothing declares"
        zh "没有声明的名称"
        de "ein nicht deklarierter Name";
    DuplicateName = "E0202" Error
        en "a name declared twice"
        zh "声明了两次的名称"
        de "ein zweimal deklarierter Name";
    AmbiguousNoun = "E0203" Error
        en "a record that several collections hold"
        zh "多个集合都有的记录"
        de "ein Datensatz, den mehrere Sammlungen enthalten";
    UnknownPackage = "E0204" Error
        en "a package that is not there"
        zh "不存在的包"
        de "ein Paket, das es nicht gibt";
    ImportCycle = "E0205" Error
        en "packages that use each other in a circle"
        zh "互相引用成环的包"
        de "Pakete, die einander im Kreis verwenden";
    ReservedName = "E0206" Error
        en "a name that the language keeps for itself"
        zh "语言保留的名称"
        de "ein Name, den die Sprache selbst verwendet";
    Lookalike = "E0207" Error
        en "two names that look alike"
        zh "看起来相同的两个名称"
        de "zwei Namen, die gleich aussehen";
    NoFacts = "E0208" Error
        en "a file of facts or of a calendar that cannot be read"
        zh "无法读取的事实文件或日历文件"
        de "eine Fakten- oder Kalenderdatei, die nicht lesbar ist";
    FactsOutside = "E0209" Error
        en "a path that a policy must not name"
        zh "规则不得写出的路径"
        de "ein Pfad, den eine Richtlinie nicht nennen darf";
    BadLink = "E0210" Error
        en "a link that is not a web or mail address"
        zh "不是网址或邮件地址的链接"
        de "ein Link, der weder Web- noch Mailadresse ist";

    WrongType = "E0301" Error
        en "a value of another type"
        zh "另一种类型的值"
        de "ein Wert eines anderen Typs";
    WrongUnit = "E0302" Error
        en "another currency or unit"
        zh "另一种货币或单位"
        de "eine andere Währung oder Einheit";
    UnknownValue = "E0303" Error
        en "a value that the enumeration does not have"
        zh "枚举中没有的值"
        de "ein Wert, den die Aufzählung nicht hat";
    OptionalUsed = "E0304" Error
        en "an optional value used without a check"
        zh "未经检查就使用的可选值"
        de "ein optionaler Wert ohne Prüfung verwendet";
    NotDated = "E0305" Error
        en "a bare window on a record without a dated-by time"
        zh "记录没有声明时间,却使用未写明时间的时间范围"
        de "ein bloßes Zeitfenster auf einem Datensatz ohne `dated by`";
    NotAdjective = "E0306" Error
        en "an adjective that the noun does not have"
        zh "名词没有的形容词"
        de "ein Adjektiv, das das Substantiv nicht hat";
    RecordCycle = "E0307" Error
        en "a record that holds itself"
        zh "包含自身的记录"
        de "ein Datensatz, der sich selbst enthält";
    OptionalMany = "E0308" Error
        en "a collection declared as optional"
        zh "声明为可选的集合"
        de "eine als optional deklarierte Sammlung";
    ForeignAccount = "E0309" Error
        en "a derived field that reads the account of another package"
        zh "读取另一个包的账户的派生字段"
        de "ein abgeleitetes Feld, das das Konto eines anderen Pakets liest";

    MissingTranslation = "E0401" Error
        en "a message that lacks a language"
        zh "缺少某种语言的消息"
        de "eine Meldung, der eine Sprache fehlt";
    WrongInterpolation = "E0402" Error
        en "an interpolation that cannot be filled"
        zh "无法填入的占位符"
        de "ein Platzhalter, der sich nicht füllen lässt";
    NoWayOut = "E0403" Error
        en "a requirement with neither a way out nor `final`"
        zh "既没有办法解决、又没有 `final` 的要求"
        de "eine Voraussetzung ohne Ausweg und ohne `final`";
    SelfReference = "E0404" Error
        en "a definition that refers to itself"
        zh "引用自身的定义"
        de "eine Definition, die auf sich selbst verweist";
    DataMissing = "E0405" Error
        en "a data block that forgets a collection"
        zh "遗漏了某个集合的数据块"
        de "ein Datenblock, der eine Sammlung auslässt";
    DataUnreached = "E0406" Error
        en "a data rule that no element reaches"
        zh "没有元素会用到的数据规则"
        de "eine Datenregel, die kein Element erreicht";
    NoRequest = "E0407" Error
        en "the request read where there is none"
        zh "在没有申请之处读取申请"
        de "ein gelesener Antrag, wo es keinen gibt";
    ByNothing = "E0408" Error
        en "a `by` after a status that no requirement decides"
        zh "不由要求决定的状态之后的 `by`"
        de "ein `by` nach einem Status, über den keine Voraussetzung entscheidet";
    UndeclaredOutcome = "E0409" Error
        en "an outcome that the package does not declare"
        zh "包没有声明的结果"
        de "ein Ergebnis, das das Paket nicht deklariert";
    SweepsEverything = "E0410" Error
        en "a sweep that selects every account"
        zh "选出所有账户的清查"
        de "ein Durchlauf, der jedes Konto auswählt";
    WhenNotFirst = "E0411" Error
        en "a `when` that is not the first clause"
        zh "不是第一个子句的 `when`"
        de "ein `when`, das nicht die erste Klausel ist";
    ReleasesEverything = "E0412" Error
        en "a policy on request that lets every account go"
        zh "任何账户都符合的申请规则"
        de "eine Richtlinie auf Antrag, die jedes Konto freigibt";

    FactType = "E0501" Error
        en "a fact of another type"
        zh "另一种类型的事实"
        de "ein Fakt eines anderen Typs";
    FactValue = "E0502" Error
        en "a fact that is no value of its enumeration"
        zh "不是枚举值的事实"
        de "ein Fakt, der kein Wert seiner Aufzählung ist";
    FactFormat = "E0503" Error
        en "a fact that cannot be read as its type"
        zh "无法按其类型读取的事实"
        de "ein Fakt, der sich nicht als sein Typ lesen lässt";
    FactRange = "E0504" Error
        en "a fact beyond the range of its type"
        zh "超出其类型范围的事实"
        de "ein Fakt außerhalb des Bereichs seines Typs";
    FactSyntax = "E0505" Error
        en "facts that are not JSON"
        zh "不是 JSON 的事实"
        de "Fakten, die kein JSON sind";
    FactMissing = "E0506" Error
        en "facts that lack what a judgement needs"
        zh "缺少判断所需内容的事实"
        de "Fakten, denen für die Auswertung etwas fehlt";
    DuplicateKey = "E0507" Error
        en "a key given twice"
        zh "给出两次的键"
        de "ein zweimal angegebener Schlüssel";
    UnknownKey = "E0508" Error
        en "a key of the facts that nothing declares"
        zh "没有声明的事实键"
        de "ein nicht deklarierter Schlüssel der Fakten";

    BadProgram = "E0601" Error
        en "a built program that is refused"
        zh "被拒绝的编译好的程序"
        de "ein abgelehntes übersetztes Programm";
    NotInDialect = "E0602" Error
        en "a rule that a query cannot keep"
        zh "查询无法遵守的规则"
        de "eine Regel, die eine Abfrage nicht einhalten kann";
    BadSettings = "E0603" Error
        en "settings that cannot be read"
        zh "无法读取的设置"
        de "Einstellungen, die nicht lesbar sind";
    BadMapping = "E0604" Error
        en "a mapping that cannot be read"
        zh "无法读取的映射"
        de "eine Zuordnung, die nicht lesbar ist";
    MappedNothing = "E0605" Error
        en "a mapping of what the facts do not have"
        zh "映射了事实中没有的内容"
        de "eine Zuordnung von etwas, das die Fakten nicht haben";
    NotMapped = "E0606" Error
        en "a fact that a mapping leaves out"
        zh "映射遗漏的事实"
        de "ein Fakt, den eine Zuordnung auslässt";

    GroupsLeaveGap = "E0700" Error
        en "groups that leave accounts of which nothing is asked"
        zh "分组遗漏了账户,对其没有任何要求"
        de "Gruppen, neben denen es Konten gibt, von denen nichts verlangt wird";
    NotInGroup = "E0701" Error
        en "a clause that a group cannot hold, or a group without clauses"
        zh "分组中不允许的子句,或没有子句的分组"
        de "eine in Gruppen nicht zulässige Klausel oder eine Gruppe ohne Klauseln";
    AsksSomething = "E0702" Error
        en "`otherwise nothing is asked` where something is asked of every account"
        zh "对每个账户都有要求,却写了 `otherwise nothing is asked`"
        de "`otherwise nothing is asked`, obwohl von jedem Konto etwas verlangt wird";
    NotAWay = "E0703" Error
        en "`any of` with a way that requires nothing, or with what it cannot hold"
        zh "`any of` 中有途径没有任何要求,或含有不允许的内容"
        de "`any of` mit einem Weg, der nichts verlangt, oder mit etwas, das es nicht enthalten kann";
    NotOfService = "E0704" Error
        en "what a service cannot hold, or facts of a service that is not declared"
        zh "服务不能含有的内容,或未声明的服务的事实"
        de "was ein Dienst nicht enthalten kann, oder Fakten eines Dienstes, der nicht deklariert ist";
    DeadlineAlwaysMet = "E0720" Error
        en "a deadline that is met by its own start"
        zh "由自身的起算时间履行的期限"
        de "eine Frist, die durch ihren eigenen Beginn gewahrt ist";
    CaseIncomplete = "E0740" Error
        en "a case without a row for some facts"
        zh "对某些事实没有对应行的 `case`"
        de "ein `case` ohne Zeile für manche Fakten";
    RowNeverReached = "E0741" Error
        en "a row of a case that is never reached"
        zh "永远不会用到的 `case` 行"
        de "eine Zeile eines `case`, die nie erreicht wird";
    RangesOverlap = "E0742" Error
        en "ranges of a case that overlap"
        zh "`case` 中重叠的范围"
        de "Bereiche eines `case`, die sich überschneiden";
    TooManyRows = "E0743" Error
        en "too many combinations of rows in one comparison"
        zh "一次比较中行的组合太多"
        de "zu viele Kombinationen von Zeilen in einem Vergleich";
    BadPattern = "E0744" Error
        en "a pattern that its key cannot match"
        zh "键无法匹配的模式"
        de "ein Muster, auf das sein Schlüssel nicht zutreffen kann";
    PeriodByNow = "E0745" Error
        en "a period whose length depends on the day"
        zh "长度取决于日期的期限"
        de "eine Frist, deren Länge vom Tag abhängt";
    BadCalendarFile = "E0746" Error
        en "a file of a calendar that is not written as one"
        zh "写法不符的日历文件"
        de "eine Kalenderdatei, die nicht wie eine geschrieben ist";
    AccountStays = "E0760" Error
        en "an account that is taken away by an outcome that does not leave"
        zh "结果不使账户离开,账户却消失"
        de "ein Konto, das durch ein Ergebnis verschwindet, nach dem es bleibt";
    NothingOfData = "E0761" Error
        en "an outcome that leaves, without a data block"
        zh "使账户离开而没有数据块的结果"
        de "ein Ergebnis, das das Konto entfernt, ohne Datenblock";
    OtherwiseLeaves = "E0762" Error
        en "an `otherwise` after which the account is gone"
        zh "此后账户不再存在的 `otherwise`"
        de "ein `otherwise`, wonach es das Konto nicht mehr gibt";
    KeptByLeaving = "E0763" Error
        en "data kept as they are by an outcome that leaves"
        zh "账户离开而数据原样保留"
        de "Daten, die unverändert bleiben, obwohl das Konto verschwindet";
    OtherAccount = "E0764" Error
        en "another package's account in a data block"
        zh "数据块中出现另一个包的账户"
        de "ein Konto eines anderen Pakets in einem Datenblock";
    PartOutlivesWhole = "E0765" Error
        en "a part of an element that may be kept longer than the element"
        zh "保留可能长于元素本身的部分"
        de "ein Teil eines Elements, der vielleicht länger behalten wird als das Element";
    LeftBy = "E0766" Error
        en "a `left by` of something else than an account, or of a time that is never absent"
        zh "`left by` 不属于账户,或其时间总有值"
        de "ein `left by` außerhalb eines Kontos, oder ein Zeitpunkt, der nie fehlt";
    WhereOfSeveral = "E0767" Error
        en "a `where` for several collections"
        zh "针对多个集合的 `where`"
        de "ein `where` für mehrere Sammlungen";
    DataRest = "E0768" Error
        en "a collection of which the last data rule has a `where`"
        zh "最后一条数据规则带有 `where` 的集合"
        de "eine Sammlung, deren letzte Datenregel ein `where` hat";
    HoldReads = "E0769" Error
        en "a data rule for something that a hold reads"
        zh "数据规则处理保全所读取的内容"
        de "eine Datenregel für etwas, das eine Sperre liest";
    HoldOnPart = "E0770" Error
        en "a hold on a part of elements without the elements"
        zh "只保全元素的一部分而没有保全元素"
        de "eine Sperre auf einem Teil von Elementen ohne die Elemente";
    HoldsNothing = "E0771" Error
        en "a hold on something that no data rule disposes of"
        zh "保全没有数据规则处理的内容"
        de "eine Sperre auf etwas, worüber keine Datenregel verfügt";
    NoLeftBy = "E0772" Error
        en "a period after leaving, of an account without `left by`"
        zh "离开之后的期限,而账户没有 `left by`"
        de "eine Frist nach dem Ausscheiden bei einem Konto ohne `left by`";
    NeverLeaves = "E0773" Error
        en "a period after leaving in a policy after which the account stays"
        zh "账户在规则之后仍然保留,却有离开之后的期限"
        de "eine Frist nach dem Ausscheiden in einer Richtlinie, nach der das Konto bleibt";
    PurposeOfNothing = "E0774" Error
        en "a purpose of data that are not kept"
        zh "不保留的数据却写了保留目的"
        de "ein Zweck von Daten, die nicht behalten werden";
    FieldsUnsaid = "E0775" Error
        en "data kept without the person, of which not every field is said to be removed, replaced or left"
        zh "匿名化保留的数据,并非每个字段都写明删除、替换或保留"
        de "Daten ohne Personenbezug, von denen nicht zu jedem Feld gesagt ist, ob es entfernt, ersetzt oder gelassen wird";
    FieldGoesAnyway = "E0776" Error
        en "a field that always goes when data are kept without the person"
        zh "匿名化时总会去除的字段"
        de "ein Feld, das ohne Personenbezug immer wegfällt";
    FieldTwice = "E0777" Error
        en "a field that is named twice where data are kept without the person"
        zh "匿名化时同一字段写了两次"
        de "ein Feld, das zum Behalten ohne Personenbezug zweimal genannt ist";
    BadReplacement = "E0778" Error
        en "a replacement that does not fit its field"
        zh "与字段不符的替换值"
        de "ein Ersatz, der nicht zu seinem Feld passt";
    TwoMethods = "E0779" Error
        en "elements of one record that lose other fields in one collection than in another"
        zh "同一记录的元素在不同集合中去除不同的字段"
        de "Elemente eines Records, die in einer Sammlung andere Felder verlieren als in einer anderen";
    AnchorInSum = "E0780" Error
        en "an anchor of the calendar beside `+`, `-` or `moved to`, without parentheses"
        zh "日历锚点与 `+`、`-` 或 `moved to` 相邻而没有圆括号"
        de "ein Anker des Kalenders neben `+`, `-` oder `moved to`, ohne Klammern";
    MonthsAfterEnd = "E0781" Error
        en "months added to the end of a month"
        zh "在月末之后加月"
        de "Monate, zum Ende eines Monats gezählt";
    CoversNothing = "E0782" Error
        en "a calendar that does not say which days it covers"
        zh "没有说明涵盖哪些日子的日历"
        de "ein Kalender, der nicht angibt, welche Tage er umfasst";
    NoCalendar = "E0783" Error
        en "working days without a calendar"
        zh "没有日历的工作日"
        de "Arbeitstage ohne Kalender";
    NoItem = "E0784" Error
        en "an expectation of something that is not an item of the plan"
        zh "期望的内容不是处理方案中的一项"
        de "eine Erwartung an etwas, das kein Eintrag des Plans ist";
    BadKey = "E0785" Error
        en "a key that cannot tell elements apart"
        zh "无法区分元素的键"
        de "ein Schlüssel, der Elemente nicht unterscheiden kann";
    SecondKey = "E0786" Error
        en "two keys of one record"
        zh "同一记录的两个键"
        de "zwei Schlüssel eines Datensatzes";
    NotTheKey = "E0787" Error
        en "a path with a key that tells no element apart"
        zh "路径中的键无法区分元素"
        de "ein Pfad mit einem Schlüssel, der kein Element unterscheidet";
    KeyedElsewhere = "E0788" Error
        en "elements with a key that are in a collection without a data rule as well"
        zh "带键的元素也在没有数据规则的集合中"
        de "Elemente mit Schlüssel, die auch in einer Sammlung ohne Datenregel sind";
    NothingLeft = "E0790" Error
        en "a rest by a policy after which nothing is left"
        zh "依据不会留下内容的规则的留存数据"
        de "ein Rest nach einer Richtlinie, die nichts übrig lässt";
    CarriedOtherwise = "E0791" Error
        en "a fact that is given and carried differently"
        zh "给出的与留存的不一致的事实"
        de "ein Fakt, der anders angegeben als mitgeführt ist";
    AskedAgain = "E0792" Error
        en "a carried fact that a hold reads"
        zh "保全所读取的留存事实"
        de "ein mitgeführter Fakt, den eine Sperre liest";
    StartIsThere = "E0793" Error
        en "`without it` of a period whose start is never absent"
        zh "`without it` 用于起点从不缺失的期限"
        de "`without it` bei einer Frist, deren Beginn nie fehlt";
    ToldIsAccount = "E0794" Error
        en "the account among those who are told"
        zh "把账户列为被告知者"
        de "das Konto unter denen, die benachrichtigt werden";
    CopiesOfNothing = "E0795" Error
        en "copies of data that do not go"
        zh "不会清除的数据的副本"
        de "Kopien von Daten, die nicht verschwinden";
    NotToSet = "E0805" Error
        en "`sets` with something else than an optional time of the account"
        zh "`sets` 后面不是账户的可为空的时间"
        de "`sets` mit etwas anderem als einem Zeitpunkt des Kontos, der fehlen darf";
    StageTwice = "E0806" Error
        en "a policy that is a stage twice"
        zh "两次作为阶段的规则"
        de "eine Richtlinie, die zweimal eine Stufe ist";
    FewStages = "E0807" Error
        en "a lifecycle of a single stage"
        zh "只有一个阶段的生命周期"
        de "ein Lebenszyklus mit einer einzigen Stufe";
    StageSetsNothing = "E0808" Error
        en "a stage that sets no time"
        zh "不设置时间的阶段"
        de "eine Stufe, die keinen Zeitpunkt setzt";
    SetTwice = "E0809" Error
        en "a time that two stages set"
        zh "由两个阶段设置的时间"
        de "ein Zeitpunkt, den zwei Stufen setzen";
    NotARestart = "E0810" Error
        en "`restarted by` with something else than a time of the account that no stage sets"
        zh "`restarted by` 后面不是账户中任何阶段都不设置的时间"
        de "`restarted by` mit etwas anderem als einem Zeitpunkt des Kontos, den keine Stufe setzt";
    OldClock = "E0811" Error
        en "a stage that does not ask whether the one before it is carried out since the restart"
        zh "没有判断前一阶段自重新开始后是否已执行的阶段"
        de "eine Stufe, die nicht fragt, ob die vorige seit dem Neubeginn ausgeführt ist";
    NoticeOnRequest = "E0812" Error
        en "a notice in a policy that is judged on request"
        zh "在应申请判断的规则中的通知"
        de "eine Mitteilung in einer Richtlinie, die auf Antrag beurteilt wird";
    NoticesOverlap = "E0813" Error
        en "two notices that one element may show"
        zh "可由同一个元素表明的两个通知"
        de "zwei Mitteilungen, die ein Element zeigen kann";
    NoticeSpan = "E0814" Error
        en "a notice with an upper bound that is not longer than the lower"
        zh "上限不长于下限的通知"
        de "eine Mitteilung, deren Obergrenze nicht länger als die Untergrenze ist";

    EmptyWords = "E0820" Error
        en "words for people that are empty"
        zh "向人显示的空文字"
        de "leere Worte für Menschen";
    WordsShownNowhere = "E0821" Error
        en "words for people that no page shows"
        zh "没有页面显示的文字"
        de "Worte für Menschen, die keine Seite zeigt";
    PluralForms = "E0822" Error
        en "plural forms that do not fit the language"
        zh "与语言不符的复数形式"
        de "Pluralformen, die nicht zur Sprache passen";
    NotALanguage = "E0823" Error
        en "a language that is not written as a tag"
        zh "不合语言标记格式的语言"
        de "eine Sprache, die nicht die Form eines Kürzels hat";
    Unused = "W0201" Warning
        en "a declaration that nothing uses"
        zh "没有使用的声明"
        de "eine nicht verwendete Deklaration";
    Unexplained = "W0202" Warning
        en "an allowance without a reason"
        zh "没有理由的豁免"
        de "eine Ausnahme ohne Begründung";
    AllowsNothing = "W0203" Warning
        en "an allowance that allows nothing"
        zh "没有豁免任何内容的豁免"
        de "eine Ausnahme, die nichts ausnimmt";
    ShadowedName = "W0204" Warning
        en "a bare name that two things have"
        zh "两者共有的无前缀名称"
        de "ein bloßer Name, den zweierlei trägt";
    AlwaysSame = "W0301" Warning
        en "a condition that is always true or always false"
        zh "始终为真或始终为假的条件"
        de "eine Bedingung, die immer wahr oder immer falsch ist";
    MonthsAsDays = "W0302" Warning
        en "a window in months or years written as days"
        zh "以天数写成的月或年的时间范围"
        de "ein Zeitfenster in Monaten oder Jahren, in Tagen geschrieben";
    Implied = "W0401" Warning
        en "a requirement that another one implies"
        zh "另一条要求已经包含的要求"
        de "eine Voraussetzung, die aus einer anderen folgt";
    SameMessage = "W0402" Warning
        en "two requirements with the same message"
        zh "消息相同的两条要求"
        de "zwei Voraussetzungen mit derselben Meldung";
    NothingExpected = "W0403" Warning
        en "a test that expects nothing"
        zh "没有任何期望的测试"
        de "ein Test, der nichts erwartet";
    FinalThatClears = "W0404" Warning
        en "a `final` that time alone would clear"
        zh "仅靠时间就会满足的 `final`"
        de "ein `final`, das die Zeit allein aufhebt";
    DeadOtherwise = "W0405" Warning
        en "an `otherwise` that is never reached"
        zh "永远不会用到的 `otherwise`"
        de "ein `otherwise`, das nie erreicht wird";
    ValueOrField = "W0406" Warning
        en "a word that is both a value and a field"
        zh "既是值又是字段的词"
        de "ein Wort, das Wert und zugleich Feld ist";
    RequiresNothing = "W0407" Warning
        en "a policy that requires nothing"
        zh "没有任何要求的规则"
        de "eine Richtlinie ohne Voraussetzungen";
    SameTitle = "W0408" Warning
        en "two tests with the same title"
        zh "标题相同的两个测试"
        de "zwei Tests mit demselben Titel";
    DoubtfulLink = "W0409" Warning
        en "a link that may lead elsewhere than it seems"
        zh "可能通向别处的链接"
        de "ein Link, der womöglich anderswohin führt";
    PrivateKey = "W0415" Warning
        en "a key by which a person is known"
        zh "可识别个人的键"
        de "ein Schlüssel, an dem eine Person erkannt wird";
    KeptWithoutReason = "W0416" Warning
        en "data that are kept for a time, without a law and without a purpose"
        zh "保留一段时间的数据,既无法律依据也无目的"
        de "Daten, die eine Zeit lang behalten werden, ohne Gesetz und ohne Zweck";
    StartMayBeAbsent = "W0417" Warning
        en "a period of which the start may be absent"
        zh "起点可能缺失的期限"
        de "eine Frist, deren Beginn fehlen kann";
    ToldOfNothing = "W0418" Warning
        en "those who are told although nothing goes"
        zh "没有数据被清除,却要告知"
        de "wer benachrichtigt wird, obwohl nichts verschwindet";
    DoneAlready = "W0421" Warning
        en "a policy for accounts of which its outcome has been carried out"
        zh "规则只针对其结果已经执行的账户"
        de "eine Richtlinie für Konten, bei denen ihr Ergebnis schon ausgeführt ist";
    UnreachableStage = "W0422" Warning
        en "a stage that no account reaches"
        zh "没有账户会到达的阶段"
        de "eine Stufe, die kein Konto erreicht";
    SetUnread = "W0423" Warning
        en "a time that a stage sets and nothing reads"
        zh "由阶段设置而无人读取的时间"
        de "ein Zeitpunkt, den eine Stufe setzt und nichts liest";
    MissingWords = "W0427" Warning
        en "names without words for people, where others have some"
        zh "其他名称有向人显示的文字,而这些没有"
        de "Namen ohne Worte für Menschen, wo andere welche haben";
    IgnoredKey = "W0501" Warning
        en "a key that nothing declares, ignored"
        zh "没有声明、已忽略的键"
        de "ein nicht deklarierter, ignorierter Schlüssel";

    NoOpening = "W0601" Warning
        en "an instant of eligibility that a query cannot give"
        zh "查询无法给出符合条件的时刻"
        de "ein Zeitpunkt der Berechtigung, den eine Abfrage nicht angeben kann";
}

/// The rows of the summaries, for the test that holds for all rows.
#[cfg(test)]
pub(in crate::diagnostic) fn all() -> Vec<&'static Row> {
    SUMMARIES.iter().collect()
}
