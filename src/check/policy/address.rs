//! `link "https://…"`: an address that whoever reads the message can follow.

use crate::check::checker::Checker;
use crate::diagnostic::messages::check_messages;
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
        NotAddress::Scheme => check_messages::no_scheme(),
        NotAddress::Character(found) => {
            check_messages::character_not_as_is(&format!("{:04X}", u32::from(found)))
        }
        NotAddress::Host => check_messages::no_host(),
        NotAddress::Mailbox => check_messages::no_mailbox(),
    };
    Diagnostic::new(Code::BadLink, link.span, check_messages::link_not_followed())
        .label(label)
        .help(check_messages::write_whole_address())
}

fn misleading(link: &Text, why: Misleading) -> Diagnostic {
    let (label, help) = match why {
        Misleading::UserInfo => (check_messages::before_at_not_host(), check_messages::leave_before_at()),
        Misleading::Host => (check_messages::host_lookalikes(), check_messages::host_in_one_script()),
    };
    Diagnostic::new(Code::DoubtfulLink, link.span, check_messages::link_may_lead())
        .label(label)
        .note(check_messages::shown_as_text())
        .help(help)
}
