//! Names that are not what they look like (Unicode TR 36 and TS 39): with characters that do not show, with ones that
//! stand for others, or mixed of scripts that share their looks.

use std::ops::Range;

use pest::unicode::{XID_CONTINUE, XID_START};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{GeneralSecurityProfile as _, RestrictionLevel, RestrictionLevelDetection as _};

use super::Builder;
use crate::diagnostic::messages::literals;
use crate::diagnostic::{Code, Diagnostic};

/// Reports a word beyond ASCII that may be taken for another.
pub(super) fn refuse_disguised(builder: &mut Builder, text: &str, range: Range<usize>) {
    let word = &text[range.clone()];
    let normal: String = word.nfc().collect();
    let span = builder.written(range.start, range.end);
    if let Some(c) = normal.chars().find(|c| !c.identifier_allowed()) {
        builder.report(
            Diagnostic::new(
                Code::DisguisedName,
                span,
                literals::not_used_in_names(&c.to_string(), &format!("{:04X}", c as u32)),
            )
            .label(literals::for_another_character())
            .note(literals::unicode_39()),
        );
    } else if normal.as_str().detect_restriction_level() > RestrictionLevel::ModeratelyRestrictive {
        builder.report(
            Diagnostic::new(Code::DisguisedName, span, literals::mixes_scripts(&normal))
                .label(literals::which_script())
                .note(literals::letter_can_pass())
                .help(literals::one_script()),
        );
    }
}

/// Whether a text is a name: a Unicode identifier (UAX 31).
#[must_use]
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| XID_START(first) || first == '_') && chars.all(XID_CONTINUE)
}

/// Characters that are drawn as nothing (Default_Ignorable_Code_Point).
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::source::FileId;
    use crate::syntax::parse;

    fn codes(text: &str) -> Vec<Code> {
        parse(FileId(0), text).diagnostics.into_sorted().iter().map(|found| found.code).collect()
    }

    #[test]
    fn characters_that_do_not_show_are_refused_in_names_and_beside_them() {
        for hidden in ['\u{fe0f}', '\u{34f}', '\u{115f}', '\u{3164}'] {
            assert_eq!(codes(&format!("record a{hidden}b {{}}")), [Code::HiddenCharacter], "{hidden:?}");
        }
        for hidden in ['\u{200b}', '\u{200d}', '\u{feff}', '\u{2060}', '\u{e0041}', '\u{202e}', '\u{2066}'] {
            let found = codes(&format!("record a {hidden} {{}}"));
            assert!(found.contains(&Code::HiddenCharacter), "{hidden:?}: {found:?}");
        }
    }

    #[test]
    fn scripts_that_look_alike_are_not_mixed_in_a_name() {
        assert_eq!(codes("record p\u{430}ss {}"), [Code::DisguisedName]);
        assert_eq!(codes("record \u{3bf}k {}"), [Code::DisguisedName]);
        assert_eq!(codes("record \u{ff41}b {}"), [Code::DisguisedName]);
        for fine in ["交易", "qq号", "没有_2", "größe", "größe", "счёт", "取引データ", "계정"]
        {
            assert_eq!(codes(&format!("record {fine} {{}}")), [], "{fine}");
        }
    }
}
