//! `link "https://…"`: an address that whoever reads the message can follow.

use crate::check::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::address::{Misleading, NotAddress, address};
use crate::syntax::ast::Text;

impl Checker<'_> {
    /// The address of a message, as it is written; what is wrong with it is reported.
    pub(in crate::check) fn link_of_message(&mut self, link: &Text) -> String {
        match address(&link.value) {
            Ok(None) => {}
            Ok(Some(why)) => self.warn(misleading(link, why)),
            Err(why) => {
                self.report(not_address(link, why));
            }
        }
        link.value.clone()
    }
}

fn not_address(link: &Text, why: NotAddress) -> Diagnostic {
    let label = match why {
        NotAddress::Scheme => "does not begin with `https://`, `http://` or `mailto:`".to_owned(),
        NotAddress::Character(found) => {
            format!("an address does not hold the character U+{:04X} as it is", u32::from(found))
        }
        NotAddress::Host => "the host is missing, or cannot be the name of one".to_owned(),
        NotAddress::Mailbox => "not a mailbox such as `help@example.com`".to_owned(),
    };
    Diagnostic::new(Code::BadLink, link.span, "this link is not an address that can be followed")
        .label(label)
        .help("write a whole address, such as `https://example.com/deposit`")
}

fn misleading(link: &Text, why: Misleading) -> Diagnostic {
    let (label, help) = match why {
        Misleading::UserInfo => {
            ("what is before the `@` is not the host", "leave out what is before the `@`")
        }
        Misleading::Host => {
            ("letters of the host look like other letters", "write the host in one script, or as `xn--…`")
        }
    };
    Diagnostic::new(Code::DoubtfulLink, link.span, "this link may lead elsewhere than it seems")
        .label(label)
        .note("pages show it as text, which nobody can follow")
        .help(help)
}
