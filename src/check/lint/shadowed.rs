//! Bare names that could mean something else as well.

use crate::check::checker::Checker;
use crate::check::state::Scope;
use crate::diagnostic::messages::check_policies;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Root;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Warns of a bare name that is read as a field of `root` although the account or the package declares the same name.
    /// A path cannot begin with a definition, so only a name that `stands_alone` can mean one.
    pub(in crate::check) fn warn_shadowed(
        &mut self,
        name: &ast::Name,
        root: Root,
        stands_alone: bool,
        scope: &Scope,
    ) {
        let is_of_element = matches!(root, Root::Element(_));
        let in_account =
            scope.account.filter(|&account| is_of_element && self.has_field(account, &name.text));
        let (doubt, other, help) = if let Some(account) = in_account {
            let declared = self.shapes[account].declared().find(|(known, _)| *known == name.text);
            let help = check_policies::if_account_meant(&name.text);
            (check_policies::element_or_account(&name.text), declared.and_then(|(_, at)| at), help)
        } else if let Some((declared, _)) =
            self.packages[scope.package].defined(&name.text).filter(|_| stands_alone)
        {
            let help = match is_of_element {
                true => check_policies::rename_field_or_definition(),
                false => check_policies::write_field_of_account(&name.text),
            };
            (check_policies::field_or_definition(&name.text), Some(declared.span), help)
        } else {
            return;
        };
        let warning = Diagnostic::new(Code::ShadowedName, name.span, doubt)
            .label(match is_of_element {
                true => check_policies::read_as_field_of_element(),
                false => check_policies::read_as_field_of_account(),
            })
            .help(help);
        self.warn(match other {
            Some(at) => warning.because(at, check_policies::also_of_that_name()),
            None => warning,
        });
    }
}
