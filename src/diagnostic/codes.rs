//! The one table of diagnostics. A row is the whole of a code: its page is `docs/errors/<code>.md`, and a row
//! without a page does not compile.

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $slug:literal $severity:ident $summary:literal;)*) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(not(feature = "internals"), non_exhaustive)]
        pub enum Code { $(#[doc = $summary] $name,)* }

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
            pub fn summary(self) -> &'static str {
                match self { $(Self::$name => $summary,)* }
            }

            /// Error or warning.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Its page, as Markdown: what it means, an example that raises it, and the example set right.
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
    Syntax = "E0101" Error "text that the grammar does not allow";
    Unclosed = "E0102" Error "a brace, parenthesis or string that is never closed";
    WrongForm = "E0103" Error "another language's way of writing it";
    MixedAndOr = "E0104" Error "`and` and `or` mixed without parentheses";
    TooDeep = "E0105" Error "nesting beyond what is read";
    HiddenCharacter = "E0106" Error "a character that can disguise a rule";
    BadLiteral = "E0107" Error "a literal that has no value";
    DisguisedName = "E0108" Error "a name that may be taken for another";
    SaidTwice = "E0109" Error "something that can be said once, said twice";
    OpenPhrase = "E0110" Error "`and` or `or` after `where` or `satisfies`, without parentheses";

    UnknownName = "E0201" Error "a name that nothing declares";
    DuplicateName = "E0202" Error "a name declared twice";
    AmbiguousNoun = "E0203" Error "a record that several collections hold";
    UnknownPackage = "E0204" Error "a package that is not there";
    ImportCycle = "E0205" Error "packages that use each other in a circle";
    ReservedName = "E0206" Error "a name that the language keeps for itself";
    Lookalike = "E0207" Error "two names that look alike";
    NoFacts = "E0208" Error "a file of facts that cannot be read";
    FactsOutside = "E0209" Error "a path that a policy must not name";
    BadLink = "E0210" Error "a link that is not a web or mail address";

    WrongType = "E0301" Error "a value of another type";
    WrongUnit = "E0302" Error "another currency or unit";
    UnknownValue = "E0303" Error "a value that the enumeration does not have";
    OptionalUsed = "E0304" Error "an optional value used without a check";
    NotDated = "E0305" Error "a bare window on a record without a dated-by time";
    NotAdjective = "E0306" Error "an adjective that the noun does not have";
    RecordCycle = "E0307" Error "a record that holds itself";
    OptionalMany = "E0308" Error "a collection declared as optional";
    ForeignAccount = "E0309" Error "a derived field that reads the account of another package";

    MissingTranslation = "E0401" Error "a message that lacks a language";
    WrongInterpolation = "E0402" Error "an interpolation that cannot be filled";
    NoWayOut = "E0403" Error "a requirement with neither a way out nor `final`";
    SelfReference = "E0404" Error "a definition that refers to itself";
    DataMissing = "E0405" Error "a data block that forgets a collection";
    DataTwice = "E0406" Error "a collection placed twice in a data block";
    NoRequest = "E0407" Error "the request read where there is none";
    ByNothing = "E0408" Error "a `by` after a status that no requirement decides";
    UndeclaredOutcome = "E0409" Error "an outcome that the package does not declare";
    SweepsEverything = "E0410" Error "a sweep that selects every account";
    WhenNotFirst = "E0411" Error "a `when` that is not the first clause";

    FactType = "E0501" Error "a fact of another type";
    FactValue = "E0502" Error "a fact that is no value of its enumeration";
    FactFormat = "E0503" Error "a fact that cannot be read as its type";
    FactRange = "E0504" Error "a fact beyond the range of its type";
    FactSyntax = "E0505" Error "facts that are not JSON";
    FactMissing = "E0506" Error "facts that lack what a judgement needs";
    DuplicateKey = "E0507" Error "a key given twice";
    UnknownKey = "E0508" Error "a key of the facts that nothing declares";

    BadProgram = "E0601" Error "a built program that is refused";
    NotInDialect = "E0602" Error "a rule that a query cannot keep";
    BadSettings = "E0603" Error "settings that cannot be read";
    BadMapping = "E0604" Error "a mapping that cannot be read";
    MappedNothing = "E0605" Error "a mapping of what the facts do not have";
    NotMapped = "E0606" Error "a fact that a mapping leaves out";

    Unused = "W0201" Warning "a declaration that nothing uses";
    Unexplained = "W0202" Warning "an allowance without a reason";
    AllowsNothing = "W0203" Warning "an allowance that allows nothing";
    AlwaysSame = "W0301" Warning "a condition that is always true or always false";
    MonthsAsDays = "W0302" Warning "a window in months or years written as days";
    Implied = "W0401" Warning "a requirement that another one implies";
    SameMessage = "W0402" Warning "two requirements with the same message";
    NothingExpected = "W0403" Warning "a test that expects nothing";
    FinalThatClears = "W0404" Warning "a `final` that time alone would clear";
    DeadOtherwise = "W0405" Warning "an `otherwise` that is never reached";
    ValueOrField = "W0406" Warning "a word that is both a value and a field";
    RequiresNothing = "W0407" Warning "a policy that requires nothing";
    SameTitle = "W0408" Warning "two tests with the same title";
    DoubtfulLink = "W0409" Warning "a link that may lead elsewhere than it seems";
    IgnoredKey = "W0501" Warning "a key that nothing declares, ignored";

    NoOpening = "W0601" Warning "an instant of eligibility that a query cannot give";
}
